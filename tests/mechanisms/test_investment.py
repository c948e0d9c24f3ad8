"""What a customer has put in and would lose."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.mechanisms.investment import investment_after
from simulation.strategy import Strategy
from tests.worlds import UNCOSTED, Alike, market, watched, world


def test_half_of_what_was_put_in_has_lost_its_hold_after_a_half_life() -> None:
    """2^(-t / h) once nothing is added, to 1e-12."""
    some = market(
        world(
            ["contact", "encounters", "reciprocity", "contribution", "investment"], people=Alike(200), weeks=105,
            as_is=Strategy("i", {"cadence": 1.0, "encounter_share": 1.0}), encounters=UNCOSTED,
        )
    )  # fmt: skip
    some.step()
    start = some.population["investment"].copy()
    assert np.allclose(np.unique(start), [0.0, 0.75 * 0.027])
    some.levers["encounter_share"][1] = 0.0
    investment = watched(some, lambda m: m.population["investment"])
    assert np.abs(investment - start * np.exp2(-np.arange(1, 105) / 52.0)[:, None]).max() < 1e-12
    assert investment[51] == pytest.approx(start / 2)


@pytest.mark.parametrize("contribution", [0.0, 0.1, 1.0, 1e6])
def test_investment_never_exceeds_1_and_never_falls_by_contributing(contribution: float) -> None:
    before = np.linspace(0.0, 1.0, 11)
    after = investment_after(before, np.full(11, contribution), 0.75)
    assert (after >= before).all()
    assert (after <= 1.0).all()
