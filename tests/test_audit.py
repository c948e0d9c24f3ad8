"""Claims against changes that should not matter: these are made, and what was found stands in the documents."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pandas as pd
import pytest
import yaml
from abmfact import Knobs, PythonAdapter, load_audit, run_audit
from abmfact.checks import CHECKS

from experiments.audit.__main__ import CLAIMS, TABLE, main
from experiments.audit.model import PermutedPeople, rivals_reversed, run
from experiments.audit.table import rows
from experiments.config.composition import composed
from experiments.config.setting import built
from simulation.draws import Draws
from simulation.market.terms import Terms
from simulation.mistake import Mistake
from simulation.people.people import Reference

PARAMS = {**yaml.safe_load(CLAIMS.read_text(encoding="utf-8"))["params"], "population.size": 120, "weeks": 6}


def test_people_who_are_dealt_out_are_the_same_people_in_other_rows() -> None:
    here, there = (people.traits(Draws(1), Terms()) for people in (Reference(200), PermutedPeople(200, order=7)))
    for field in fields(here):
        one, other = getattr(here, field.name), getattr(there, field.name)
        assert (one is None) == (other is None)
        if one is not None and np.ptp(one.astype(float)) > 0:
            assert not np.array_equal(one, other), field.name
            assert np.array_equal(np.sort(one), np.sort(other)), field.name
    together = {tuple(row) for row in zip(here.leave_rate, here.buy_rate, here.spend_rate, strict=True)}
    assert together == set(zip(there.leave_rate, there.buy_rate, there.spend_rate, strict=True)), "whole persons move"


def test_rivals_are_named_in_reverse_and_the_firm_is_not() -> None:
    world = built(composed([f"{key}={value}" for key, value in PARAMS.items()]).values).world
    own, *rivals = world.terms.brand_shares
    there = rivals_reversed(world).terms.brand_shares
    assert there == pytest.approx((own, *reversed(rivals)))
    assert rivals != list(reversed(rivals))


def test_what_is_varied_is_varied() -> None:
    alone = run(PARAMS, 3, Knobs())
    assert alone == run(PARAMS, 3, Knobs())
    assert alone != run(PARAMS, 4, Knobs())
    assert run(PARAMS, 3, Knobs(pop_scale=2.0)) == run({**PARAMS, "population.size": 240}, 3, Knobs()) != alone
    assert run(PARAMS, 3, Knobs(agent_order="shuffled", agent_perm_seed=1)) != alone


def test_an_artefact_is_told_from_a_finding() -> None:
    audit = load_audit(CLAIMS, {"seeds": 40})
    audit.adapter = PythonAdapter(_with_an_artefact, supports=audit.adapter.support)
    found = rows(run_audit(audit)).set_index(["claim", "check"])["verdict"]
    assert found["profit", "agent_order"] == "robust"
    assert found["profit", "population_scale"] == "shifted"


def _with_an_artefact(params: dict[str, float], seed: int, knobs: Knobs) -> dict[str, float]:
    """A lead that is nearer to zero where more people are simulated, as it was before each replicate had its budget."""
    luck = float(np.random.default_rng(seed).normal(scale=0.4))
    lead = -4.0 + luck + 2.0 * (knobs.pop_scale - 1.0) + 10.0 * (params["market.budget_share"] - 0.1)
    return {"profit": lead, "retention": lead}


def test_the_table_of_the_documents_has_every_claim_under_every_change() -> None:
    found = pd.read_csv(TABLE)
    claims = {claim["id"] for claim in yaml.safe_load(CLAIMS.read_text(encoding="utf-8"))["claims"]}
    tried = set(zip(found["claim"], found["check"], strict=True))
    assert tried == {(claim, check.name) for claim in claims for check in CHECKS}


def test_what_is_not_asked_is_refused() -> None:
    for words in (["seed=3"], ["seeds=0"], ["jobs=two"]):
        with pytest.raises(Mistake, match=words[0].partition("=")[0]):
            main(words)


@pytest.mark.long
def test_no_claim_falls_under_a_change_that_should_not_matter() -> None:
    """With a third of the seeds, which leaves intervals too wide to call it equal: what is wrong must be large."""
    found = run_audit(load_audit(CLAIMS, {"seeds": 10}))
    assert found.flagged_checks() == []
