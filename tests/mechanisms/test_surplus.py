"""Customer surplus: what the customer has of it all."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.market.terms import Terms
from simulation.strategy import Strategy
from tests.worlds import Alike, market, world


def gained(week: int = 0, **columns: Any) -> float:
    some = market(world(["surplus"], people=Alike(5), weeks=week + 1, as_is=Strategy("idle")))
    for name, value in columns.items():
        values = some.population[name]
        (values[:, 1] if values.ndim == 2 else values)[:] = value
    some.week = week
    some.step()
    return float(some.population["surplus"][0])


@pytest.mark.parametrize(
    ("columns", "surplus"),
    [
        ({"spend": 10.0}, 10.0 * 0.3),
        ({"spend": 10.0, "satisfaction": 0.3}, 10.0 * (1.3 / 2 - 1.0)),
        ({"spend": 10.0, "induced": 1.0}, 0.0),
        ({"spend": 10.0, "induced": 0.25}, 0.75 * 10.0 * 0.3),
        ({"spend": 10.0, "induced": 1.0, "satisfaction": 0.3}, 10.0 * (1.3 / 2 - 1.0)),
        ({"gift": 0.5}, 0.5),
        ({"granted": 0.5}, 0.5),
        ({"reward": 0.5}, 0.5),
        ({"received": 0.054}, 0.054),
        ({"effort": 0.027}, -0.027),
        ({"recent_contact": 1.31}, -0.005),
        ({"recent_contact": 0.2}, 0.0),
    ],
)
def test_each_part_counts_as_stated(columns: dict[str, Any], surplus: float) -> None:
    """The average customer pays 1 a week here, so weekly revenues are money."""
    assert gained(**columns) == pytest.approx(surplus)


def test_it_is_discounted_to_week_0() -> None:
    assert gained(week=52, gift=0.5) == pytest.approx(0.5 / 1.1)


@pytest.mark.parametrize("stolen", [0, 3, 10])
def test_to_win_customers_from_a_rival_that_is_as_good_creates_nothing(stolen: int) -> None:
    """Ten customers buy alike of two firms that are alike, however many of them are with the focal one."""
    some = market(world(["surplus"], people=Alike(10), weeks=1, terms=Terms(firms=2), as_is=Strategy("idle")))
    some.population["provider"][stolen:] = 2
    some.population["spend"][:] = 10.0
    some.step()
    assert some.record.series["surplus"][0, 1] == pytest.approx(10 * 10.0 * 0.3)


def test_who_buys_nothing_has_none() -> None:
    some = market(world(["surplus"], people=Alike(5, firm=0), weeks=1))
    some.step()
    assert not np.any(some.population["surplus"])


def test_what_is_bought_of_other_brands_is_worth_what_their_customers_are_satisfied_with() -> None:
    some = market(world(["surplus"], people=Alike(5), weeks=1, terms=Terms(firms=2), as_is=Strategy("idle")))
    some.firms["reputation"][:] = 0.0, 0.1, 0.9
    some.population["spent_elsewhere"][:, 2] = 10.0
    some.step()
    assert some.population["surplus"] == pytest.approx(10.0 * (1.3 * 1.5 - 1.0))
