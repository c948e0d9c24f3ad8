"""Who is there in week 0."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulation.draws import Draws
from simulation.market.terms import Terms
from simulation.people.heterogeneity import Buying, GammaDropout, Spending
from simulation.people.people import Observed, Reference, so_far
from tests.luck import FOUR

N = 20_000
TERMS = Terms()


def observed(size: int = 3000, **more: float) -> Observed:
    """A log simulated from the Pareto/NBD with spend, observed for 39 weeks."""
    u = np.arange(size)
    draws = Draws(9)
    rate = Buying().buy_rate(draws.of("rate", 0, u.astype(np.uint64)))
    frequency = np.floor(rate * 39.0)
    recency = np.where(frequency > 0, 39.0 * draws.of("last", 0, u.astype(np.uint64)), 0.0)
    value = np.where(frequency > 0, 35.0, 0.0)
    return Observed(
        frequency, recency, np.full(size, 39.0), value, Buying(), GammaDropout(0.606, 11.67), Spending(), **more
    )


@pytest.mark.parametrize("firms", [1, 2, 5])
@pytest.mark.luck(6 * FOUR)
def test_people_are_shared_out_among_the_firms_as_stated(firms: int) -> None:
    """Within 4 standard errors of 20,000; by chance missed in 1 of 2,000 seeds."""
    rivals = 0.4 if firms > 1 else 0.0
    terms = replace(TERMS, firms=firms, focal_share=0.4, rival_share=rivals)
    provider = Reference(size=N).traits(Draws(1), terms).provider
    share = np.bincount(provider, minlength=firms + 1) / N
    expected = [0.6 - rivals, 0.4, *([rivals / (firms - 1)] * (firms - 1) if firms > 1 else [])]
    assert share == pytest.approx(expected, abs=4.0 * np.sqrt(0.25 / N))
    assert provider.max() == firms


@pytest.mark.parametrize("shares", [(), (0.7, 0.3), (7.0, 3.0)])
@pytest.mark.parametrize("focal", [0.0, 0.4])
def test_only_the_customers_of_a_log_who_are_alive_are_those_of_the_focal_firm(
    shares: tuple[float, ...], focal: float
) -> None:
    some = observed(500, prospects=2.0).traits(Draws(3), replace(TERMS, focal_share=focal, shares=shares))
    assert np.array_equal(some.provider == 1, ~some.lost & (np.arange(len(some.lost)) < 500))
    assert (some.provider[500:] == 2).any()


def test_a_market_without_customers_has_shares_all_the_same() -> None:
    assert Terms(firms=1, focal_share=0.0).brand_shares == (1.0,)
    assert Terms(focal_share=0.0, rival_share=0.0).brand_shares == (0.5, 0.5)


@pytest.mark.luck(3 * FOUR)
def test_traits_are_a_pure_function_of_the_seed_and_each_law_has_its_own_luck() -> None:
    people = Reference(size=N)
    one, again, other = (people.traits(Draws(seed), TERMS) for seed in (1, 1, 2))
    assert np.array_equal(one.buy_rate, again.buy_rate)
    assert not np.array_equal(one.buy_rate, other.buy_rate)
    ranks = [np.argsort(np.argsort(trait)) for trait in (one.buy_rate, one.spend_rate, one.leave_rate)]
    for k in range(3):
        assert abs(np.corrcoef(ranks[k], ranks[k - 1])[0, 1]) < 4.0 / np.sqrt(N)


def test_more_people_do_not_change_those_who_were_there() -> None:
    few, many = (Reference(size=size).traits(Draws(1), TERMS) for size in (100, 1000))
    assert np.array_equal(few.leave_rate, many.leave_rate[:100])
    assert np.array_equal(few.provider, many.provider[:100])


def test_nobody_of_the_reference_population_is_lost_already() -> None:
    traits = Reference(size=100).traits(Draws(1), TERMS)
    assert not traits.lost.any()
    assert ((traits.leave_rate > 0) & (traits.leave_rate < 1)).all()


def test_customers_of_a_log_are_with_the_firm_if_alive_and_otherwise_lost() -> None:
    people = observed()
    traits = people.traits(Draws(1), TERMS)
    known = slice(0, 3000)
    assert people.size == 4500
    assert np.array_equal(traits.provider[known] == 1, ~traits.lost[known])
    assert not traits.lost[3000:].any()
    assert (traits.provider[3000:] != 1).all(), "prospects are not customers of the focal firm"


def test_those_who_were_silent_for_long_are_more_often_lost_and_the_frequent_buy_more() -> None:
    people = observed()
    traits = people.traits(Draws(1), TERMS)
    known = slice(0, 3000)
    often = people.frequency >= 3
    recent = people.recency > 30
    assert traits.lost[known][often & recent].mean() < traits.lost[known][often & ~recent].mean()
    assert traits.buy_rate[known][often].mean() > traits.buy_rate[known][people.frequency == 0].mean()


def test_customers_of_the_log_come_with_its_purchases_and_their_time_with_the_firm() -> None:
    people = observed()
    traits = people.traits(Draws(1), Terms(focal_share=0.0, rival_share=0.0))
    assert traits.tenure is not None and traits.past_purchases is not None  # noqa: PT018
    known = np.arange(people.size) < len(people.frequency)
    alive = known & (traits.provider == 1)
    assert np.array_equal(traits.past_purchases[alive], 1.0 + people.frequency[alive[known]])
    assert np.array_equal(traits.tenure[alive], people.age[alive[known]])
    assert not traits.past_purchases[~alive].any(), "nobody else is a customer here"


@pytest.mark.parametrize("leave_rate", [0.0, 1e-4, 0.02, 0.5, 1.0])
def test_customers_have_been_there_for_as_long_as_their_propensity_to_leave_lets_expect(leave_rate: float) -> None:
    """P(tenure = t) in proportion to (1 - h)^t in the last 520 weeks; the mean over evenly spread uniforms."""
    u = (np.arange(100_000) + 0.5) / 100_000
    weeks = np.arange(520)
    chance = np.power(1.0 - leave_rate, weeks)
    with np.errstate(divide="ignore"):
        found = so_far(u, np.full(len(u), leave_rate))
    assert found.mean() == pytest.approx((weeks * chance).sum() / chance.sum(), rel=1e-3, abs=1e-3)


def test_two_logs_are_never_the_same_people() -> None:
    """Constants are remembered by people: those of one log were lent to the next one that was as persistent."""
    few, many = (observed(size) for size in (10, 20))
    assert few != many
    assert {few: 1}[few] == 1, "each is known again"
    assert Reference(size=10) == Reference(size=10)


def test_prospects_are_counted_per_customer_of_the_log() -> None:
    assert observed(1000, prospects=0.0).size == 1000
    assert observed(1000, prospects=0.25).size == 1250
