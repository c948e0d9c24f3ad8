"""Usage: a habit forms with use, fades without, uses by itself, and holds."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.mechanisms.usage import probability_of_use
from simulation.world.market import Market
from tests.luck import of_share
from tests.worlds import Alike, errors_off, market, world


def of_users(weeks: int, size: int = 1000, satisfaction: float = 0.6, **usage: float) -> Market:
    some = market(world(["usage", "commitment"], people=Alike(size), weeks=weeks, usage=usage))
    some.population["satisfaction"][:] = satisfaction
    return some


def test_a_habit_forms_as_it_was_observed_to() -> None:
    """Used every week, it reaches 95 % of its ceiling within 66 days (Lally et al. 2010)."""
    some = of_users(200, rate=1.0, half_life=1e6)
    weeks = 0
    while some.population["habit"].min() < 0.95:
        some.step()
        weeks += 1
    assert weeks * 7 == pytest.approx(66, abs=7)


def test_a_habit_that_is_not_used_is_half_gone_after_its_half_life() -> None:
    some = of_users(13, forming=0.0)
    some.population["habit"][:] = 0.8
    some.run()
    assert some.population["habit"] == pytest.approx(0.4)
    some = of_users(60, satisfaction=0.0)
    some.run()
    assert not some.population["habit"].any(), "nobody begins to use what displeases"


@pytest.mark.luck(of_share(0.7, 20_000))
def test_who_has_no_habit_decides_by_satisfaction_and_who_has_one_does_not() -> None:
    assert probability_of_use(np.array([0.3, 0.6, 1.2]), np.zeros(3), 0.7) == pytest.approx([0.35, 0.7, 1.0])
    assert probability_of_use(np.array([0.0, 0.6]), np.ones(2), 0.7) == pytest.approx([1.0, 1.0])
    assert errors_off(of_users(1, 20_000).run().population["uses"], 0.7) < 4


def test_the_hold_of_a_habit_is_in_commitment_with_its_own_size() -> None:
    loose, tied = (of_users(60, hold=hold, rate=1.0).run().population for hold in (0.0, 0.3))
    gap = tied["commitment"] - loose["commitment"]
    assert np.allclose(gap, 0.3 * tied["habit"])
    assert (tied["habit"] > 0.5).all()


@pytest.mark.parametrize(("parameter", "low", "high"), [
    ("rate", 0.4, 0.95), ("forming", 0.08, 0.7), ("half_life", 4.0, 52.0), ("hold", 0.0, 0.6),
])  # fmt: skip
def test_each_parameter_raises_inertia(parameter: str, low: float, high: float) -> None:
    little, much = (of_users(20, **{parameter: x}).run().population["inertia"].mean() for x in (low, high))
    assert much > little


def test_it_is_off_unless_switched_on_and_habits_are_none_then() -> None:
    assert not type(of_users(1).world.mechanism("usage"))().enabled
    some = market(world(size=200, weeks=12, without=("usage",))).run()
    assert not some.population["habit"].any()
    assert not some.population["inertia"].any()
