"""Rewards for bringing friends: who is paid, when, and what it does to who joins."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.market.centre import Centre
from simulation.market.terms import Terms
from simulation.mechanisms.acquisition import REFERRAL, encouragement
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.luck import of_share
from tests.worlds import FREE, Alike, errors_off, market, world

N = 4_000
RICH = Centre(quarterly_envelope=(N,))


def rewarded(
    reward: float, weeks: int = 2, centre: Centre = RICH, without: tuple[str, ...] = (), **more: Any
) -> Market:
    """Everybody is with nobody at first, but for every fifth person, who is with the focal firm and praises it."""
    here = world(
        ["acquisition", "referrals"], without=without, people=Alike(N, firm=0), weeks=weeks,
        terms=Terms(firms=1, focal_share=0.0, rival_share=0.0, touchpoints=FREE),
        as_is=Strategy("rewards", {"referral_reward": reward}), **{"acquisition": {"strong": 0.07}, **more},
    )  # fmt: skip
    some = market(here, centre=centre)
    values = some.population.values
    values["provider"][::5] = values["next_provider"][::5] = 1
    values["is_customer"][::5] = True
    some.firms["customers"][1] = some.firms["initial_customers"][1] = N // 5
    values["praise_strong"][:, 1] = some.community.heard(values["provider"] == 1, "strong")
    return some


def booked(some: Market, purpose: str = "rewards") -> float:
    return float(some.ledger.weekly[:, 1, some.ledger.purposes.index(purpose)].sum() / some.ledger.scale)


def joined(some: Market) -> Any:
    some.step()
    return some.population["came_by"] == REFERRAL


def test_friends_try_harder_for_a_reward_and_hardly_harder_for_a_dear_one() -> None:
    """1 + 0.8·(1 - e^(-reward / 1.63)): one and a half times as hard for 1.63 weekly revenues."""
    tries = encouragement(np.array([0.0, 1.63, 3.26, 1e6]), 0.8, 1.63)
    assert tries == pytest.approx([1.0, 1.506, 1.692, 1.8], abs=1e-3)


@pytest.mark.parametrize("reward", [0.0, 1.63])
@pytest.mark.luck(of_share(0.05, 3_200))
def test_a_reward_brings_as_many_more_as_friends_try_harder(reward: float) -> None:
    """1 - (1 - s·r)^m of those with m praising strong ties, within 4 standard errors of the mean over all people."""
    some = rewarded(reward)
    free, ties = ~some.population["is_customer"].copy(), some.population["praise_strong"][:, 1].copy()
    chance = 1.0 - (1.0 - 0.07 * encouragement(np.array([reward]), 0.8, 1.63)) ** ties
    came = joined(some)
    assert errors_off(came[free].astype(float) - chance[free], 0.0) < 4


def test_each_referred_customer_is_paid_for_once_a_week_later() -> None:
    some = rewarded(1.0, weeks=3, referrals={"overhead": 0.0})
    brought = joined(some).sum()
    assert brought > 0
    assert booked(some) == 0.0
    some.population["praise_strong"][:] = 0
    some.step()
    assert booked(some) == brought
    assert some.population["reward"].sum() == brought
    some.step()
    assert booked(some) == brought


def test_the_reward_goes_to_a_friend_who_is_with_the_firm() -> None:
    some = rewarded(1.0)
    new = np.flatnonzero(joined(some))
    some.step()
    paid = np.flatnonzero(some.population["reward"])
    pairs = some.community.pairs_from(np.isin(np.arange(N), new), ties="strong")
    assert set(paid) <= set(pairs[1].tolist())
    assert (some.population["provider"][paid] == 1).all()


def test_where_no_friend_is_left_it_is_the_newcomers() -> None:
    some = rewarded(1.0)
    new = joined(some)
    values = some.population.values
    values["provider"][~new] = values["next_provider"][~new] = 0
    values["is_customer"][~new] = False
    lonely = new & (some.community.heard(new, "strong") == 0)
    assert lonely.any()
    some.step()
    assert (values["reward"][lonely] == 1.0).all()


def test_a_reward_that_was_promised_is_paid_when_it_is_earned() -> None:
    """Out of the account and its credit."""
    some = rewarded(1.0, weeks=30, centre=Centre(quarterly_envelope=(5.0,)), referrals={"overhead": 0.0})
    brought = joined(some).sum()
    some.population["praise_strong"][:] = 0
    some.step()
    assert brought > 5
    owed = sum(int(amounts.sum()) for _, _, amounts in some.accounts[1].owed) / some.ledger.scale
    assert booked(some) + owed == pytest.approx(brought)


def test_a_programme_has_an_overhead_and_none_costs_nothing() -> None:
    assert booked(rewarded(1.0, weeks=1).run()) == pytest.approx(0.001 * N / 5)
    assert booked(rewarded(1.0, weeks=1, referrals={"overhead": 0.003}).run()) == pytest.approx(0.003 * N / 5)
    assert booked(rewarded(0.0).run()) == 0.0


@pytest.mark.parametrize(
    ("name", "low", "high", "more"), [("reward_effect", 0.2, 1.5, True), ("reward_scale", 0.5, 3.3, False)]
)
def test_raising_a_parameter_moves_who_joins(name: str, low: float, high: float, more: bool) -> None:
    few, many = (joined(rewarded(1.0, acquisition={"strong": 0.07, name: value})).sum() for value in (low, high))
    assert (many > few) if more else (many < few)


def test_without_it_nobody_is_paid_and_nobody_tries_harder() -> None:
    off, idle = rewarded(1.0, without=("referrals",)).run(), rewarded(0.0).run()
    for name, values in off.population.values.items():
        assert np.array_equal(values, idle.population[name]), name
    assert np.array_equal(off.ledger.weekly, idle.ledger.weekly)
