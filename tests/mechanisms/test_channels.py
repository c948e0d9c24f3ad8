"""The acquisition budget buys touches, the first unit of money more than the next."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.market.centre import Centre
from simulation.market.channel import ADVERTISING, BOUGHT, CHANNELS, REFERRAL
from simulation.market.terms import Terms
from simulation.mechanisms.channels import contact_weight, share_reached, taken_for
from simulation.people.people import Reference
from simulation.quantiles import normal
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.luck import FOUR, of_share
from tests.worlds import FREE, Alike, errors_off, market, ran, world

N = 20_000
NAMES = [channel.name for channel in CHANNELS]
LEVERS = {channel.lever: number for number, channel in enumerate(CHANNELS, 1) if channel.lever}


def week(levers: dict[str, float], people: Any = None, money: float = 100.0, **channels: Any) -> Market:
    """One week of people who are with nobody, courted by one of two firms."""
    terms = Terms(firms=2, focal_share=0.0, rival_share=0.0, shares=(0.5, 0.5), touchpoints=FREE)
    people = people or Alike(N, firm=0)
    here = world(["channels", "quality"], people=people, weeks=1, terms=terms, channels=channels)
    some = market(here, Strategy("courting", {"acquisition_share": 0.5, **levers}))
    some.firms["initial_customers"][1] = 1
    some.centre = Centre(quarterly_envelope=(money,))
    some.step()
    return some


def touched(some: Market) -> Any:
    """Share of people whom each channel of the focal firm touched, by its number."""
    return np.bincount(some.population["touch"][:, 1], minlength=len(CHANNELS) + 1) / len(some.population)


def booked(some: Market) -> dict[str, float]:
    names = [NAMES[number - 1] for number in BOUGHT]
    spent = some.ledger.weekly[:, 1].sum(axis=0) / some.ledger.scale
    return {name: float(spent[some.ledger.purposes.index(name)]) for name in names}


def test_reach_saturates() -> None:
    spend = np.linspace(0.0, 0.1, 11)
    reach = np.array([share_reached(x, 0.21, 0.0092) for x in spend])
    assert reach[0] == 0.0
    assert (np.diff(reach) > 0).all()
    assert (np.diff(reach, 2) < 0).all()
    assert share_reached(0.0092, 0.21, 0.0092) == pytest.approx(0.21 * (1.0 - np.exp(-1.0)))


@pytest.mark.luck(of_share(0.05, N))
def test_advertising_touches_as_many_as_it_reaches() -> None:
    """Within 4 standard errors; a firm without a budget touches nobody."""
    some = week({})
    expected = share_reached(50.0 / N, 0.21, 0.0092)
    assert errors_off(some.population["touch"][:, 1] == ADVERTISING, expected) < 4
    assert some.firms["reach"][1] == pytest.approx(expected, abs=0.01)
    assert not some.population["touch"][:, 2].any()


@pytest.mark.parametrize(("share", "envelope", "spent"), [(0.1, 100.0, 10.0), (1.0, 20.0, 20.0)])
def test_it_spends_its_budget_or_what_there_is(share: float, envelope: float, spent: float) -> None:
    here = world(
        ["channels", "quality"], people=Alike(1000), weeks=4, as_is=Strategy("ad", {"acquisition_share": share})
    )
    some = ran(here, centre=Centre(quarterly_envelope=(envelope,)))
    weekly = some.ledger.weekly[:, 1, some.ledger.purposes.index("advertising")] / some.ledger.scale
    assert weekly == pytest.approx(spent)


@pytest.mark.parametrize("lever", LEVERS)
def test_a_share_of_the_budget_goes_to_its_channel_and_advertising_keeps_the_rest(lever: str) -> None:
    none, some = booked(week({})), booked(week({lever: 0.4}))
    assert none["advertising"] == pytest.approx(50.0)
    assert some["advertising"] == pytest.approx(30.0)
    assert some[NAMES[LEVERS[lever] - 1]] == pytest.approx(20.0)
    assert sum(some.values()) == pytest.approx(50.0)
    before, after = touched(week({})), touched(week({lever: 0.4}))
    assert before[LEVERS[lever]] == 0 < after[LEVERS[lever]]
    assert after[ADVERTISING] < before[ADVERTISING]


def test_shares_above_the_whole_are_scaled_down() -> None:
    spent = booked(week({"content_share": 1.0, "social_share": 1.0}))
    assert spent["content"] == spent["social"] == pytest.approx(25.0)
    assert spent["advertising"] == 0.0


def test_nobody_is_touched_twice_in_a_week_and_customers_and_absent_people_never() -> None:
    some = week(dict.fromkeys(LEVERS, 0.2), most=1.0, scale=1e-6)
    assert touched(some).sum() == pytest.approx(1.0)
    terms = Terms(firms=1, focal_share=1.0, rival_share=0.0, touchpoints=FREE)
    here = world(["channels"], people=Alike(500), weeks=1, terms=terms, as_is=Strategy("ad", {"acquisition_share": 1}))
    assert not ran(here, centre=Centre(quarterly_envelope=(100.0,))).population["touch"].any()


def test_the_overhead_of_a_further_channel_reaches_nobody() -> None:
    free, dear = (touched(week({"content_share": 0.5}, overhead=cost)) for cost in (0.0, 20.0))
    assert dear[LEVERS["content_share"]] < free[LEVERS["content_share"]]
    assert dear[ADVERTISING] == free[ADVERTISING]


@pytest.mark.parametrize(
    ("parameter", "low", "high", "more"), [("most", 0.13, 0.33, True), ("scale", 0.005, 0.018, False)]
)
def test_raising_a_parameter_moves_reach_the_known_way(parameter: str, low: float, high: float, more: bool) -> None:
    little, much = (touched(week({}, **{parameter: value}))[ADVERTISING] for value in (low, high))
    assert (much > little) if more else (much < little)


@pytest.mark.luck(1 / 400)
def test_search_finds_those_who_consider_the_firm_already() -> None:
    some = market(world(["channels", "quality"], people=Alike(N, firm=0), weeks=1), Strategy(
        "s", {"acquisition_share": 1.0, "search_share": 1.0}))  # fmt: skip
    some.centre = Centre(quarterly_envelope=(300.0,))
    some.firms["initial_customers"][1] = 1
    some.population["consideration"][: N // 2, 1] = 0.9
    some.step()
    found = some.population["touch"][:, 1] > 0
    design = CHANNELS[LEVERS["search_share"] - 1]
    ratio = (1.0 + design.intent * 2.0) / 1.0
    assert found[: N // 2].mean() == pytest.approx(ratio * found[N // 2 :].mean(), rel=0.15)


def test_burning_the_money_of_a_channel_costs_the_same_and_reaches_nobody() -> None:
    levers = {"content_share": 0.4}
    plain, burnt = week(levers), week(levers, burnt="content")
    assert booked(plain) == booked(burnt)
    assert touched(burnt)[LEVERS["content_share"]] == 0 < touched(plain)[LEVERS["content_share"]]
    assert touched(burnt)[ADVERTISING] == touched(plain)[ADVERTISING]


def test_incentives_chase_large_prospects_at_the_same_number_of_touches() -> None:
    value = np.array([1.0, 2.0, 5.0])
    assert contact_weight(value, 0.0) == pytest.approx(1.0)
    weight = contact_weight(value, 1.0)
    assert weight.mean() == pytest.approx(1.0)
    assert weight == pytest.approx(value / value.mean())
    assert contact_weight(value, 2.0)[-1] > weight[-1]
    assert contact_weight(np.array([1e-9] * 99 + [1.0]), 1.0)[-1] == 10.0


@pytest.mark.parametrize("signal", [0.0, 0.2, 0.5, 0.8, 1.0])
def test_sales_people_see_a_share_of_the_variance_of_what_prospects_are_worth(signal: float) -> None:
    """The best guess from a signal: its variance and its covariance with the truth are that share, and no more."""
    z, noise = normal(np.array(np.meshgrid((np.arange(300) + 0.5) / 300, (np.arange(300) + 0.5) / 300))).reshape(2, -1)
    guess = np.log(taken_for(np.exp(1.0 + 0.7 * z), signal, noise))
    truth = 0.7 * z
    assert guess.var() / truth.var() == pytest.approx(signal, abs=0.02)
    assert (guess * truth).mean() / truth.var() == pytest.approx(signal, abs=1e-6)
    assert np.isfinite(taken_for(np.array([0.0, 1.0]), signal, np.zeros(2))).all()


def test_a_sale_is_paid_for_once_when_it_is_closed_by_what_it_is_worth_in_a_year() -> None:
    """One in ten of a year's margin at incentive 1; who came by a friend was sold by nobody."""
    here = world(["channels", "acquisition", "quality"], people=Alike(100, buys=0.5, spend_rate=2.0), weeks=2)
    some = market(
        here, Strategy("sales", {"incentive": 1.5}), centre=Centre(quarterly_envelope=(1e4,), weekly_revenue=2.0)
    )
    some.population["came_by"][:30] = ADVERTISING
    some.population["came_by"][30:60] = REFERRAL
    some.population["tenure"][20:] = 5.0
    some.step()
    some.step()
    paid = some.ledger.weekly[:, 1, some.ledger.purposes.index("commissions")] / some.ledger.scale
    of_one = 1.5 * 0.1 * 52 * 0.5 * 6.25 / 2.0 * some.world.terms.margin
    assert paid == pytest.approx([20 * of_one, 0.0], rel=1e-5)


@pytest.mark.parametrize(
    "incentive",
    [pytest.param(0.5, marks=pytest.mark.luck(FOUR)), pytest.param(1.0, marks=pytest.mark.luck(1 / 500))],
)
def test_with_incentives_those_touched_spend_more_and_are_about_as_many(incentive: float) -> None:
    def worth(some: Market) -> tuple[float, float]:
        hit = some.population["touch"][:, 1] > 0
        value = some.population["buy_rate"] / some.population["spend_rate"]
        return float(hit.mean()), float(value[hit].mean())

    (plain, small), (many, large) = worth(week({}, Reference(N))), worth(week({"incentive": incentive}, Reference(N)))
    assert large > 1.3 * small
    assert many == pytest.approx(plain, rel=0.15)
