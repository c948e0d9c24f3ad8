"""From hearing of a firm to speaking for it: the rule, and the counts of a run."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.market.centre import Centre
from simulation.market.terms import Terms
from simulation.strategy import Strategy
from simulation.world.lifecycle import EVERY, STEPS, lifecycle_step, people_at_or_beyond
from simulation.world.market import Market
from tests.worlds import AS_IS, market, ran, watched, world

CENTRE = Centre(
    quarterly_leave=(-0.95,), quarterly_buy=(0.78,), commitment=1.1, weekly_revenue=1.8, quarterly_envelope=(25.0,)
)
NOW: dict[str, Any] = {
    "customer": True, "aware": True, "bought": 3.0, "commitment": 0.5, "praised": 4.0, "tenure": 60.0,
}  # fmt: skip


def step(**changed: Any) -> str:
    state = {name: np.array([value]) for name, value in {**NOW, **changed}.items()}
    return STEPS[int(lifecycle_step(**state)[0])]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "advocacy"),
        ({"praised": 30.0}, "loyalty"),
        ({"praised": 8.0, "tenure": 5.0}, "loyalty"),
        ({"commitment": -0.1}, "experience"),
        ({"bought": 1.0}, "purchase"),
        ({"bought": 1.0, "commitment": 3.0}, "purchase"),
        ({"customer": False}, "awareness"),
        ({"customer": False, "aware": False}, "unaware"),
    ],
)
def test_the_rule_names_the_step(changed: dict[str, Any], expected: str) -> None:
    assert step(**changed) == expected


def test_who_stands_at_a_step_or_beyond() -> None:
    assert people_at_or_beyond(np.array([5, 3, 2, 0, 1, 4])).tolist() == [15, 10, 7, 5, 5, 4]


@pytest.fixture(scope="module")
def done() -> Market:
    return ran(world(size=400, weeks=60), AS_IS, seed=3, centre=CENTRE)


def test_everybody_is_counted_once_every_four_weeks_and_customers_are_the_firm_s(done: Market) -> None:
    people = done.record.lifecycle.people
    assert people.shape == (-(-60 // EVERY), len(STEPS))
    assert (people.sum(axis=1) == 400).all()
    assert people[:, 2:].sum(axis=1) == pytest.approx(done.record.series["customers"][::EVERY, 1])
    assert people[0, 3:].sum() > people[0, 2], "most have bought again before week 0"


def test_more_and_more_have_heard_of_it(done: Market) -> None:
    unaware = done.record.lifecycle.people[:, 0]
    assert (np.diff(unaware) <= 0).all()
    assert unaware[0] > 0


def test_advertising_makes_people_aware_of_a_firm() -> None:
    """Of the focal firm: without it fewer have heard of the firm after a few weeks."""
    here = world(size=400, weeks=9)
    silent = Strategy("silent", {**AS_IS.levers, "acquisition_share": 0.0})
    one, other = (ran(here, plan, seed=3, centre=CENTRE).record.lifecycle.people[-1, 0] for plan in (AS_IS, silent))
    assert other > one


def test_those_who_have_not_entered_are_left_out() -> None:
    some = market(world(size=400, weeks=30, terms=Terms(entry_rate=0.3)), seed=2, centre=CENTRE)
    absent = watched(some, lambda m: m.population["absent"].sum())
    assert absent[0] > 0
    assert (some.record.lifecycle.people.sum(axis=1) == 400 - absent[::EVERY]).all()


def test_looking_changes_nothing(done: Market) -> None:
    blind = market(done.world, AS_IS, 3, CENTRE)
    blind.record.lifecycle.look = lambda *_: None  # type: ignore[method-assign]
    blind.run()
    assert np.array_equal(blind.population["provider"], done.population["provider"])
