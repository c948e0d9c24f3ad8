"""Deals: they sell, they cost, they are got used to, and they are missed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from simulation.fading import share_left
from simulation.market.centre import Centre
from simulation.market.envelopes import GRAIN
from simulation.market.events import Event
from simulation.market.ledger import MARGIN
from simulation.market.terms import Terms
from simulation.measures.measures import lifetime_value, profit
from simulation.mechanisms.discounts import Discounts, used_to
from simulation.strategy import Strategy
from simulation.world.market import Market
from simulation.world.world import World
from tests.luck import FOUR, of_share
from tests.worlds import AS_IS, LENT, RELATIONSHIP, Alike, errors_off, market, ran, watched, world

N = 20_000
PAID = Centre(quarterly_envelope=(10.0 * N,))
DEALS = {"deal_rate": 0.3, "deal_depth": 0.2}
ON = ["discounts", "purchase", "spend", "quality"]
INDIFFERENT = {"satisfaction_sensitivity": 0.0, "commitment_sensitivity": 0.0, "mail_lift": 0.0}


def with_deals(
    weeks: int = 1,
    levers: dict[str, float] = DEALS,
    size: int = N,
    purchase: Any = None,
    terms: Terms = LENT,
    **laws: Any,
) -> World:
    return world(
        [*ON, *laws], people=Alike(size, buys=0.2), weeks=weeks, terms=terms, as_is=Strategy("deals", levers),
        purchase=purchase or INDIFFERENT, **laws,
    )  # fmt: skip


def sold(**more: Any) -> Market:
    return ran(with_deals(**more), centre=PAID)


def booked(some: Market, week: int, purpose: str = "discounts") -> int:
    return int(some.ledger.weekly[week, 1, some.ledger.purposes.index(purpose)])


@pytest.mark.parametrize("rate", [0.0, 0.3, 1.0])
@pytest.mark.luck(of_share(0.3, N))
def test_deals_come_at_their_rate_and_depth(rate: float) -> None:
    deal = sold(levers={"deal_rate": rate, "deal_depth": 0.2}).population["deal"]
    assert errors_off(deal > 0, rate) < 4
    assert set(np.unique(deal)) <= {0.0, 0.2}


@pytest.mark.luck(of_share(0.25, N) + 3 * FOUR)
def test_a_bargain_multiplies_purchases_by_its_exponential_the_more_for_deal_seekers() -> None:
    """e = 2, d = 0.2: by e^0.8 for seekers, by e^(0.4·⅔) for the others; within 4 standard errors."""
    values = sold(levers={"deal_rate": 1.0, "deal_depth": 0.2}).population
    seeks = values["deal_seeker"] > 0
    assert errors_off(seeks, 0.25) < 4
    assert errors_off(values["purchases"][seeks], 0.2 * np.exp(2 * 0.2 * 2.0)) < 4
    assert errors_off(values["purchases"][~seeks], 0.2 * np.exp(2 * 0.2 * 2.0 / 3.0)) < 4


@pytest.mark.parametrize(("share", "factor"), [(0.25, 2.0), (0.1, 2.5), (0.4, 1.2)])
def test_people_respond_on_average_as_the_elasticity_says(share: float, factor: float) -> None:
    law = Discounts(seeker_share=share, seeker_factor=factor)
    seeker, other = law.response(np.array([1.0, 0.0]))
    assert share * seeker + (1.0 - share) * other == pytest.approx(1.0)
    assert seeker == factor > other >= 0.0


def test_a_discount_is_paid_when_it_is_given_and_the_books_are_exact() -> None:
    """To the minor unit: what each customer saved, each rounded for each customer, and the overhead."""
    some = market(with_deals(weeks=2), centre=PAID)
    some.step()
    saved, spend = some.population["saved"].copy(), some.population["spend"]
    assert np.array_equal(saved, 0.2 * spend * (some.population["deal"] > 0))
    assert booked(some, 0) == np.rint(saved * some.scale).sum() + np.rint(0.001 * N * some.scale)
    listed = np.rint(some.population["margin"] * some.scale).sum()
    assert booked(some, 0, MARGIN) == listed == pytest.approx(0.3 * spend.sum() * some.scale, rel=1e-4)
    some.step()
    assert (some.ledger.held()[-1] == 0).all()
    assert some.record.series["discounts"][0, 1] == pytest.approx(saved.sum())


POINTS = {"gift_rate": 0.25, "gift_size": 0.4, "gift_conditional": 1.0}
"""A tenth of what is paid."""


def with_points(weeks: int = 1, levers: dict[str, float] = POINTS, **more: Any) -> Market:
    return sold(weeks=weeks, levers=levers, gifts={"overhead": 0.0}, **more)


def test_points_are_earned_by_buying_in_proportion_to_what_was_paid() -> None:
    """Nothing in weeks without a purchase, and 10 % of what the deal has left to pay; to the minor unit."""
    some = with_points(levers={**POINTS, **DEALS}, weeks=3)
    values = some.population
    paid = values["spend"] * (1.0 - values["deal"])
    assert np.allclose(values["granted"], 0.1 * paid)
    assert not values["granted"][values["purchases"] == 0].any()
    assert not values["gift"].any()
    assert booked(some, 2, "points") == np.rint(values["granted"] * some.scale).sum()
    assert some.record.series["points"][2, 1] == pytest.approx(values["granted"].sum())


def test_points_cost_what_gifts_of_the_same_levers_cost() -> None:
    """Where the average customer spends one weekly revenue: 1.25 a week here, a lift of nothing."""
    still = {**INDIFFERENT, "bargain_sensitivity": 0.0}
    some = ran(with_deals(weeks=20, levers=POINTS, size=2000, purchase=still, gifts={"overhead": 0.0}),
               centre=replace(PAID, weekly_revenue=1.25))  # fmt: skip
    spent = some.ledger.weekly[:, 1, some.ledger.purposes.index("points")].sum() / some.ledger.scale
    assert spent / (20 * 2000) == pytest.approx(0.25 * 0.4 * 1.25, rel=0.04)


def test_points_sell_like_a_deal_of_the_same_share_of_the_price_and_are_got_used_to() -> None:
    """10 % of the price, however large a purchase is in weekly revenues: e^(2·0.1), later half of it."""
    points, deals = (
        sold(weeks=1, levers=levers, gifts={"overhead": 0.0}).population
        for levers in (POINTS, {"deal_rate": 1.0, "deal_depth": 0.1})
    )
    assert np.allclose(points["bargain"], deals["bargain"])
    assert np.allclose(points["buy_factor"], np.exp(2.0 * points["bargain"]))
    later = with_points(weeks=200, size=500).population
    assert np.allclose(later["deal_habit"], 0.1, rtol=1e-4)
    assert np.allclose(later["bargain"], points["bargain"][:500] / 2.0, rtol=1e-3)


def test_a_firm_grants_as_many_points_as_its_account_can_bear() -> None:
    """More than the price itself: first on credit, then as far as the envelope goes."""
    lavish = with_deals(weeks=40, levers={"gift_rate": 1.0, "gift_size": 2.0, "gift_conditional": 1.0}, size=500,
                        gifts={"overhead": 0.0})  # fmt: skip
    some = ran(lavish, centre=Centre(weekly_revenue=1.25, quarterly_envelope=(0.1 * 500,)))
    granted = some.record.series["points"][:, 1]
    assert granted[10:].mean() < 0.2 * granted[0]
    some.ledger.verify()


def test_it_costs_quality_at_an_equal_budget() -> None:
    centre = Centre(weekly_revenue=1.25, quarterly_envelope=(0.1 * N,))
    without, within = (
        ran(with_deals(weeks=3, levers={"deal_rate": rate, "deal_depth": 0.2}), centre=centre) for rate in (0.0, 0.2)
    )
    assert np.array_equal(without.ledger.envelope, within.ledger.envelope)
    assert without.record.series["quality"][2, 1] > within.record.series["quality"][2, 1]


def test_a_firm_offers_as_many_deals_as_its_account_can_bear() -> None:
    """Half price for everybody costs five envelopes a week: at first on credit, then as far as the envelope goes."""
    lavish = with_deals(weeks=40, levers={"deal_rate": 1.0, "deal_depth": 0.5}, size=500)
    some = market(lavish, centre=Centre(weekly_revenue=1.25, quarterly_envelope=(0.1 * 500,)))
    offered, envelope = [], 0.1 * 500 * GRAIN
    for _ in range(40):
        some.step()
        offered.append(float((some.population["deal"] > 0).mean()))
        assert some.accounts[1].balance > -3.0 * 0.5 * 13 * envelope, "who is offered a deal also buys more"
    assert offered[0] == 1.0
    assert 0.0 < np.mean(offered[10:]) < 0.4
    some.ledger.verify()


PRICE_CUTS = replace(LENT, deals="margin")


def test_a_deal_that_is_taken_off_the_margin_leaves_the_envelope_alone() -> None:
    """To the minor unit, for each customer: margin less what was saved, at a loss where that is more."""
    centre = Centre(weekly_revenue=1.25, quarterly_envelope=(0.1 * N,))
    cut, half = ({"deal_rate": rate, "deal_depth": 0.5} for rate in (0.0, 0.3))
    without, within = (ran(with_deals(weeks=3, levers=some, terms=PRICE_CUTS), centre=centre) for some in (cut, half))
    values = within.population
    assert booked(within, 2) == pytest.approx(0.001 * N * GRAIN), "having deals costs its overhead and nothing else"
    listed = 0.3 * values["spend"] - values["saved"]
    assert values["margin"] == pytest.approx(listed)
    assert booked(within, 2, MARGIN) == np.rint(values["margin"] * within.scale).sum()
    assert (values["margin"] < 0).any()
    assert values["saved"].sum() > 0
    assert without.record.series["quality"][2, 1] == pytest.approx(within.record.series["quality"][2, 1], abs=0.02)
    assert lifetime_value(within) == pytest.approx(profit(within), rel=1e-3), "nobody else is there"


def test_a_firm_that_cuts_its_price_needs_no_credit_for_it() -> None:
    """Half price for everybody, week after week; what it gives up is margin."""
    lavish = with_deals(weeks=30, levers={"deal_rate": 1.0, "deal_depth": 0.5}, size=500, terms=PRICE_CUTS)
    some = market(lavish, centre=Centre(weekly_revenue=1.25, quarterly_envelope=(0.1 * 500,)))
    offered = watched(some, lambda m: (m.population["deal"] > 0).all())
    assert offered.all()
    assert not some.ledger.owed().any()


def test_a_habit_is_an_exponential_mean_of_deals() -> None:
    habit = np.zeros(1)
    for _ in range(13):
        habit = used_to(habit, np.full(1, 0.2), share_left(1.0, 13.0))
    assert habit == pytest.approx(0.1)
    assert used_to(np.full(1, 1e-6), np.zeros(1), share_left(1.0, 13.0)) == 0.0


def purchases(rate: float, stops: int | None = None, **laws: Any) -> np.ndarray[Any, Any]:
    """By week, of customers who are offered deals until they stop."""
    here = with_deals(weeks=40, levers={"deal_rate": rate, "deal_depth": 0.3}, size=5000, **laws)
    if stops is not None:
        event = Event(stops, levers=(("deal_rate", 0.0),))
        here = replace(here, terms=replace(here.terms, events=(event,)))
    bought: np.ndarray[Any, Any] = ran(here, centre=PAID).record.series["purchases"][:, 1]
    return bought


def test_when_deals_stop_less_is_bought_than_if_there_never_had_been_any_and_it_heals() -> None:
    never, stopped, on = purchases(0.0), purchases(0.6, stops=20), purchases(0.6)
    assert on[:20].sum() > never[:20].sum()
    assert on[:3].mean() > on[12:20].mean(), "deals wear off"
    assert stopped[20:24].sum() < never[20:24].sum()
    ratio = stopped / never
    assert ratio[36:40].mean() > ratio[20:24].mean()


@pytest.mark.parametrize(
    ("parameter", "low", "high", "weeks", "rises"),
    [
        ("seeker_factor", 1.2, 2.5, slice(0, 40), True),
        ("seeker_share", 0.10, 0.40, slice(0, 40), True),
        ("taken_for_granted", 0.2, 1.0, slice(10, 40), False),
        ("half_life", 6.0, 26.0, slice(1, 20), True),
    ],
)
def test_raising_a_parameter_moves_sales_under_deals(
    parameter: str, low: float, high: float, weeks: slice, rises: bool
) -> None:
    little, much = (purchases(0.6, discounts={parameter: value})[weeks].sum() for value in (low, high))
    assert (much > little) if rises else (much < little)


def test_the_more_a_bargain_counts_the_more_a_deal_sells() -> None:
    little, much = (
        purchases(0.3, purchase={**INDIFFERENT, "bargain_sensitivity": value}).sum() for value in (1.0, 3.0)
    )
    assert much > little


@pytest.mark.parametrize(("lever", "low", "high"), [("deal_rate", 0.1, 0.4), ("deal_depth", 0.1, 0.3)])
def test_pulling_a_lever_sells_more_and_costs_more(lever: str, low: float, high: float) -> None:
    little, much = (sold(weeks=4, levers={**DEALS, lever: value}) for value in (low, high))
    for series in ("purchases", "discounts"):
        assert much.record.series[series][:, 1].sum() > little.record.series[series][:, 1].sum()


def test_raising_the_overhead_raises_the_cost() -> None:
    little, much = (booked(sold(weeks=2, discounts={"overhead": value}), 1) for value in (0.0, 0.003))
    assert much > little


def test_what_is_saved_is_the_customers() -> None:
    some = market(world(["surplus"], people=Alike(5), weeks=1, as_is=Strategy("idle")))
    some.population["saved"][:] = 2.0
    some.step()
    assert some.population["surplus"] == pytest.approx(2.0)


def test_without_deals_nothing_moves_and_switched_off_they_do_nothing() -> None:
    centre = Centre(weekly_revenue=1.8, quarterly_envelope=(0.04 * 300,))
    here = world(size=300, weeks=20)
    deals = Strategy("deals", {**RELATIONSHIP.levers, **DEALS})
    off, without = ran(here.switched("discounts", False), deals, centre=centre), ran(here, RELATIONSHIP, centre=centre)
    assert all(np.array_equal(off.record.series[n], without.record.series[n], True) for n in off.record.series)
    assert AS_IS.levers.keys() & DEALS.keys() == set()
