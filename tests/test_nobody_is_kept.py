"""You never have a customer: no type of relationship is for good, and most end between six months and three years."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.alignment.centring import centre_world
from simulation.market.centre import Centre
from simulation.mechanisms.churn import LEAST, hazard
from simulation.strategy import Strategy
from simulation.world.market import Market
from simulation.world.typology import NONE, TYPES, counts
from tests.worlds import RELATIONSHIP, market, world

HERE = world(size=1500, weeks=156)
CLOSE = Strategy("close", {**RELATIONSHIP.levers, "ask": 0.05, "contract_offer": 0.2})
"""What brings people as close as can be."""


@pytest.fixture(scope="module")
def centre() -> Centre:
    return centre_world(HERE, seeds=(-1,), passes=2)


@pytest.fixture(scope="module")
def close(centre: Centre) -> Market:
    """People begin at all stages, some bound and some hurt, so that there are many of every type."""
    some = market(HERE, CLOSE, 1, centre)
    values, number = some.population.values, np.arange(len(some.population))
    mine = values["provider"] == 1
    values["stage"][mine] = (number % 5)[mine]
    values["contract"][mine] = ((number % 5 == 4) & (number % 2 == 0))[mine]
    values["damage"][mine] = np.where(number % 7 == 0, 0.9, 0.0)[mine]
    return some.run()


@pytest.mark.parametrize("law", ["proportional", "logit"])
def test_the_most_committed_still_have_a_hazard(law: str) -> None:
    """The lift is bounded and the observed propensity is not nothing: e⁻³ of a part of it is left."""
    rate = np.array([1e-6, 1e-4, 0.01])
    assert (hazard(LEAST * rate, np.full(3, -3.0), law) > 0).all()


@pytest.mark.parametrize("number", range(len(TYPES)), ids=TYPES)
@pytest.mark.luck(1e-4)  # of each type more than ten leave
def test_every_type_is_left_for_another_and_for_the_door(close: Market, number: int) -> None:
    moves = close.record.typology.moves.sum(axis=0)
    there = moves[number, number]
    left, changed = moves[NONE, number], moves[:NONE, number].sum() - there
    assert counts(close.record.typology.moves)[:, number].any()
    assert left > 0
    assert changed > 0


@pytest.mark.luck(1e-4)  # 0.41 with a standard deviation of 0.04; 1.05 where commitment keeps nobody
def test_the_closest_leave_more_rarely_than_those_who_are_dating(close: Market) -> None:
    """Expected, not counted: what multiplies the hazard, at the end, of the closest and of those who are not close."""
    values = close.population.values
    mine, multiplier = values["provider"] == 1, np.exp(values["leave_lift"])
    closest = mine & (values["stage"] == 4) & (values["damage"] <= 0.5)
    assert multiplier[closest].mean() < 0.7 * multiplier[mine & (values["stage"] == 0)].mean()


def test_half_of_all_relationships_end_between_six_months_and_three_years(centre: Centre) -> None:
    """The median of the week-0 customers under the status quo, as observed in the Regular segment."""
    cohort = market(HERE, HERE.as_is, 1, centre).run().record.series["cohort"][:, 1]
    assert 26 < np.flatnonzero(cohort < 0.5)[0] < 156
