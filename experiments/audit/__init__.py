"""Claims against changes that should not matter, in the manner of ABMfact: is it a finding, or an artefact?

`claims.yaml` says what the model claims, `model.py` carries out the changes, and ABMfact judges. It writes
a report of its own too: `abmfact run experiments/audit/claims.yaml --out FOLDER`.

Source: Galán et al. (2009), Errors and artefacts in agent-based modelling, JASSS 12(1) 1.
"""
