"""Named, reproducible studies: a folder a question, with a YAML, a README that predicts before it tells, and a figure.

python -m experiments.studies                     lists them
python -m experiments.studies encounter_share     runs one and writes table.csv and figure.svg into its folder
python -m experiments.studies --draw              draws every figure again from its tables, without a run
"""
