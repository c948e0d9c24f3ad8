"""A sale takes time where sales people chase large deals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.market.channel import ADVERTISING
from simulation.market.terms import Terms
from simulation.mechanisms.closing import lag
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.worlds import FREE, Alike, market, world

N = 500


def chased(incentive: float, laws: tuple[str, ...] = ("acquisition", "closing", "channels"), **closing: Any) -> Market:
    """People with nobody whom a touch wins at once; friends win the second half instead."""
    terms = Terms(firms=1, focal_share=0.0, rival_share=0.0, touchpoints=FREE)
    parameters = {"acquisition": {"conversion": 0.5, "strong": 0.5}, "closing": closing}
    here = world(laws, people=Alike(N, firm=0), weeks=8, terms=terms, **parameters)
    some = market(here, Strategy("sales", {"incentive": incentive}))
    # The mechanism of channels lends its lever, but the touches are those that are written here.
    some.acting = {key: tuple(m for m in laws if m.name != "channels") for key, laws in some.acting.items()}
    some.population["touch"][: N // 2, 1] = ADVERTISING
    some.population["praise_strong"][N // 2 :, 1] = 60.0
    some.population["trust"][:, 1] = 1.0
    return some


def by_week(some: Market) -> Any:
    """Customers after each week: of those touched, and of those told by friends."""
    found = []
    for _ in range(6):
        some.step()
        provider = some.population["provider"] == 1
        found.append((provider[: N // 2].sum(), provider[N // 2 :].sum()))
    return np.array(found)


def test_the_lag_doubles_with_each_unit_of_incentive() -> None:
    for u in (1e-9, 0.5, 1.0 - 1e-9):
        assert lag(np.array([0.0, 1.0, 2.0]), 2.0, np.full(3, u)).tolist() == [1, 2, 4]
        assert lag(np.array([0.0, 1.0, 2.0]), 1.0, np.full(3, u)).tolist() == [1, 1, 1]


@pytest.mark.parametrize("incentive", [0.1, 0.3, 0.58, 1.2])
def test_on_average_a_sale_takes_as_long_as_it_should_whatever_the_incentive(incentive: float) -> None:
    """No incentive is too small to delay: nothing is rounded away."""
    u = (np.arange(10_000) + 0.5) / 10_000
    weeks = lag(np.full(len(u), incentive), 2.0, u)
    assert weeks.mean() == pytest.approx(2.0**incentive, abs=1e-3)
    assert set(weeks) == {np.floor(2.0**incentive), np.ceil(2.0**incentive)}


@pytest.mark.parametrize(("incentive", "weeks"), [(0.0, 1), (1.0, 2), (2.0, 4)])
def test_the_same_people_join_that_many_weeks_later_and_friends_are_not_delayed(incentive: float, weeks: int) -> None:
    plain, slow = by_week(chased(0.0)), by_week(some := chased(incentive))
    assert (slow[: weeks - 1, 0] == 0).all()
    assert slow[weeks - 1, 0] == plain[0, 0] > 0
    assert (slow[:, 1] == plain[:, 1]).all()
    joined = some.population["provider"] == 1
    assert set(some.population["sales_lag"][: N // 2][joined[: N // 2]]) == {float(weeks)}
    assert set(some.population["sales_lag"][N // 2 :][joined[N // 2 :]]) == {1.0}
    assert some.record.series["sales_lag"][5, 1] >= 1.0


def test_raising_how_much_longer_it_takes_delays() -> None:
    short, long = (by_week(chased(1.0, longer=value)) for value in (1.0, 4.0))
    assert short[0, 0] > long[0, 0] == 0
    assert long[3, 0] > 0


def test_switched_off_nobody_waits() -> None:
    off = by_week(chased(2.0, laws=("acquisition", "channels")))
    assert (off == by_week(chased(0.0))).all()


def test_a_word_given_to_a_firm_that_closes_meanwhile_is_worth_nothing() -> None:
    some = chased(2.0)
    some.step()
    waiting = some.population["promised_to"] == 1
    some.population["closed"][:, 1] = True
    for _ in range(5):
        some.step()
    assert waiting.any()
    assert not (some.population["provider"][: N // 2] == 1).any()
