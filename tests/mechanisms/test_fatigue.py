"""Repetition: the stock of similar contacts and what it leaves of an experience."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.fading import share_left
from simulation.mechanisms.fatigue import freshness
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.worlds import UNCOSTED, Alike, market, world

EMAIL = 1


def mailed(weeks: int, **fatigue: Any) -> Market:
    """Everybody gets a mail in every week in which the cadence is 1, and nothing else."""
    return market(
        world(
            ["contact", "fatigue", "encounters", "progression"], people=Alike(50), weeks=weeks,
            as_is=Strategy("mail", {"cadence": 1.0}), contact={"inbound_rate": 0.0}, encounters=UNCOSTED,
            fatigue=fatigue,
        )
    )  # fmt: skip


@pytest.mark.parametrize("half_life", [2.0, 8.0, 26.0])
@pytest.mark.parametrize("k", [1, 2, 7])
def test_a_contact_every_k_weeks_settles_at_the_geometric_sum(k: int, half_life: float) -> None:
    """1 / (1 - ρ^k) after a contact, to 1e-12 of it."""
    some = mailed(60 * k * max(int(half_life / k), 1) + 1, half_life=half_life)
    while some.week < some.world.weeks:
        some.levers["cadence"][1] = float(some.week % k == 0)
        some.step()
    rho = np.exp2(-1.0 / half_life)
    assert np.allclose(some.population["exposure"][:, EMAIL], 1.0 / (1.0 - rho**k), rtol=1e-12)


def test_similarity_0_never_wears_out_and_1_wears_by_kappa() -> None:
    assert mailed(30, similarity=0.0).run().population["freshness"].min() == 1.0
    some = mailed(400, similarity=1.0, kappa=0.05).run()
    rho = np.exp2(-1.0 / 8.0)
    assert np.allclose(some.population["freshness"], np.exp(-0.05 / (1.0 - rho)), rtol=1e-12)


def test_freshness_is_worth_what_baucells_and_sarin_say() -> None:
    assert freshness(np.array([0.0, 10.0]), 0.05) == pytest.approx([1.0, np.exp(-0.5)])
    assert 4.0 * share_left(16.0, 8.0) == pytest.approx(1.0)


def test_an_encounter_that_is_new_resets_a_part_of_the_stock_and_adds_less() -> None:
    """(1 - renewal)·S·ρ + 1 - novelty, to the last bits."""
    some = mailed(1, half_life=8.0)
    some.levers["encounter_share"][1] = 1.0
    values = some.population
    values["exposure"][:, EMAIL] = 5.0
    values["novelty"][:], values["renewal"][:] = 0.75, 0.4
    some.step()
    met = values["encounter"] > 0
    assert met.any()
    assert not met.all()
    rho = np.exp2(-1.0 / 8.0)
    assert np.allclose(values["exposure"][met, EMAIL], 0.6 * 5.0 * rho + 0.25)
    assert np.allclose(values["exposure"][~met, EMAIL], 5.0 * rho + 1.0)


def test_the_stock_of_one_touchpoint_does_not_wear_out_another() -> None:
    some = mailed(1)
    some.population["exposure"][:, 0] = 50.0
    some.step()
    assert (some.population["freshness"] == 1.0).all()
