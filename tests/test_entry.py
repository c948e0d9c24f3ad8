"""New people enter on a schedule that no firm can move, and nobody reaches them before."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.draws import Draws
from simulation.market.terms import Terms
from simulation.people.market_entry import entry_week
from simulation.people.people import Reference
from simulation.strategy import Strategy
from tests.luck import FOUR
from tests.worlds import AS_IS, Alike, market, watched, world

N = 20_000


def test_by_default_everybody_is_there_from_the_start() -> None:
    some = market(world(size=200, weeks=1))
    assert not some.population["absent"].any()


@pytest.mark.luck(3 * FOUR)
def test_as_many_enter_a_year_as_stated_and_evenly() -> None:
    """r·N a year within 4 standard errors, out of those with nobody."""
    traits = Reference(N).traits(Draws(1), Terms())
    week = entry_week(Draws(1), traits, 0.05, 160)
    for first in (1, 53, 105):
        assert ((week >= first) & (week < first + 52)).sum() == pytest.approx(0.05 * N, abs=4 * np.sqrt(0.05 * N))
    assert (traits.provider[week > 0] == 0).all()


def test_a_longer_run_changes_nobody_s_week_of_entry() -> None:
    traits = Reference(N).traits(Draws(1), Terms())
    short, long = (entry_week(Draws(1), traits, 0.05, weeks) for weeks in (52, 260))
    assert np.array_equal(short[short > 0], long[short > 0])
    assert (long > 0).sum() > (short > 0).sum()


def test_at_most_all_prospects_enter_and_only_those_who_never_were_customers() -> None:
    traits = Alike(100, firm=0).traits(Draws(1), Terms())
    traits.lost[:10] = True
    week = entry_week(Draws(1), traits, 1.0, 52)
    assert (week[:10] == 0).all()
    assert (week[10:] < 52).all()
    assert not entry_week(Draws(1), Alike(100).traits(Draws(1), Terms()), 1.0, 52).any()


@pytest.fixture(scope="module")
def absent_and_touched() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    some = market(world(size=600, weeks=60, terms=Terms(entry_rate=0.3)), Strategy("s", {**AS_IS.levers}), seed=2)
    seen = watched(some, lambda m: [m.population[name].astype(float) for name in ("absent", "provider")]
                   + [m.population["aware"].max(axis=1)])  # fmt: skip
    return seen[:, 0], seen[:, 1], seen[:, 2]


def test_nobody_reaches_them_before_and_they_are_reached_after(absent_and_touched: tuple[np.ndarray, ...]) -> None:
    absent, provider, aware = absent_and_touched
    assert absent[0].sum() > 50
    assert (np.diff(absent.sum(axis=1)) <= 0).all()
    assert absent[-1].sum() < absent[0].sum()
    assert not provider[absent > 0].any()
    assert not aware[absent > 0].any()
    entered = (absent[0] > 0) & (absent[-1] == 0)
    assert aware[-1][entered].any()


def test_the_schedule_is_the_same_under_any_strategy() -> None:
    here = world(size=300, weeks=30, terms=Terms(entry_rate=0.3))
    one, other = (market(here, plan, seed=2).population["entry"] for plan in (AS_IS, Strategy("idle")))
    assert np.array_equal(one, other)


def test_whoever_is_retired_does_not_enter_again() -> None:
    some = market(world(size=100, weeks=3, terms=Terms(entry_rate=0.3)))
    some.step()
    some.retire(np.arange(10))
    some.step()
    assert some.population["absent"][:10].all()
