"""Measures of money against the books: what was paid is less what deals took off, winning customers has one cost."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulation.market.centre import Centre
from simulation.market.ledger import MARGIN, PUT_BY
from simulation.market.terms import DEALS, Terms
from simulation.measures.measures import (
    acquisition_cost,
    cost_of_relationship,
    customer_equity,
    lifetime_value,
    long_run_value,
    profit,
    revenue,
)
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.worlds import MONOPOLY, RELATIONSHIP, Alike, ran, world

WINS = {**RELATIONSHIP.levers, "winback_offers": 0.1, "reserve": 0.2}
BOUGHT = ("advertising", "content", "search", "social", "prospect_email")


def played(levers: dict[str, float], weeks: int = 20, **laws: dict[str, float]) -> Market:
    here = world(None, size=600, weeks=weeks, as_is=Strategy("plays", levers), acquisition={"strong": 0.07}, **laws)
    return ran(here, centre=Centre((-0.95,), (0.78,), commitment=1.1, quarterly_envelope=(0.2 * 240,)))


def booked(some: Market, *purposes: str) -> float:
    columns = [some.ledger.purposes.index(purpose) for purpose in purposes]
    return float(some.ledger.weekly[:, 1, columns].sum() / some.ledger.scale)


def test_revenue_is_what_was_paid_after_deals_and_points() -> None:
    """Margin is a share of list prices, since nobody pays a premium here; what deals took off is in the books."""
    levers = {**RELATIONSHIP.levers, "deal_rate": 0.3, "deal_depth": 0.2, "gift_conditional": 0.5}
    some = played(levers, premium={"enabled": False}, discounts={"overhead": 0.0})
    discount = np.power(1.0 + some.world.terms.discount_rate, -np.arange(20) / 52.0)
    weekly, purposes = some.ledger.weekly[:, 1] / some.ledger.scale, some.ledger.purposes
    paid = weekly[:, purposes.index(MARGIN)] / some.world.terms.margin
    paid = paid - weekly[:, purposes.index("discounts")] - weekly[:, purposes.index("points")]
    assert min(booked(some, "discounts"), booked(some, "points")) > 0
    initial = some.firms["initial_customers"][1]
    assert revenue(some) == pytest.approx(float((paid * discount).sum()) / initial, rel=1e-3)


@pytest.mark.parametrize("reward", [0.0, 5.0])
def test_the_cost_of_winning_and_that_of_keeping_add_up_to_all_that_is_spent(reward: float) -> None:
    some = played({**WINS, "referral_reward": reward})
    series = {name: float(values[:, 1].sum()) for name, values in some.record.series.items()}
    won = series["by_channels"] + series["by_winback"] + (series["by_referral"] if reward else 0.0)
    winning = acquisition_cost(some) * won
    assert winning == pytest.approx(booked(some, *BOUGHT, "rewards", "winback"))
    keeping = cost_of_relationship(some) * series["customers"] / 52.0
    assert winning + keeping + booked(some, PUT_BY) == pytest.approx(
        (some.ledger.spent() + some.ledger.owed())[:, 1].sum() / some.ledger.scale
    )


def test_where_nobody_comes_the_value_of_the_first_customers_is_profit_debts_included() -> None:
    """All costs are theirs: what is owed at the end is taken off both."""
    terms = Terms(firms=1, focal_share=1.0, rival_share=0.0, discount_rate=0.0)
    deals = Strategy("deals", {"deal_rate": 1.0, "deal_depth": 0.3})
    here = world(["contact", "churn", "purchase", "spend", "discounts", "quality"], size=400, weeks=26, terms=terms,
                 as_is=deals)  # fmt: skip
    some = ran(here, centre=Centre(quarterly_envelope=(0.05 * 400,)))
    assert some.ledger.owed()[:, 1].sum() > 0
    assert lifetime_value(some) == pytest.approx(profit(some), rel=1e-9)


def test_equity_is_what_customers_are_worth_at_the_hazard_that_acts_discounted_to_week_0() -> None:
    """Alike customers of a known hazard, all of which no lift moves: sum of m·r / (1 + d - r) a year from now."""
    alike = Alike(2_000, leaves=0.01, buys=0.5, spend_rate=6.25)
    here = world(["churn", "purchase", "spend"], people=alike, weeks=52)
    some = ran(here, centre=Centre(quarterly_envelope=(0.0,)))
    here_still = (some.population["provider"] == 1).sum()
    r, d, m = 0.99**52, some.world.terms.discount_rate, 52 * 0.5 * some.world.terms.margin
    each = float(np.mean(some.population["buy_factor"][some.population["provider"] == 1]))
    value = here_still * each * m * r / (1.0 + d - r) / (1.0 + d) / some.firms["initial_customers"][1]
    assert customer_equity(some) == pytest.approx(value, rel=1e-9)
    assert long_run_value(some) == pytest.approx(profit(some) + value)


def test_deals_that_are_taken_off_the_margin_are_taken_off_equity() -> None:
    """A year's deals of each customer who is there, besides the cost of relationship, in which they are not."""
    levers = Strategy("deals", {"deal_rate": 0.5, "deal_depth": 0.1})
    alike = Alike(2_000, leaves=0.01, buys=0.5, spend_rate=6.25)
    here = world(["churn", "purchase", "spend", "discounts"], people=alike, weeks=52, as_is=levers,
                 terms=replace(MONOPOLY, deals="margin"))  # fmt: skip
    some = ran(here, centre=Centre(quarterly_envelope=(0.0,)))
    left = customer_equity(some)
    some.world = replace(some.world, terms=replace(some.world.terms, deals="envelope"))
    series, r, d = some.record.series, 0.99**52, some.world.terms.discount_rate
    each = 52 * series["discounts"][:, 1].sum() / series["customers"][:, 1].sum()
    there = (some.population["provider"] == 1).sum() / some.firms["initial_customers"][1]
    assert each > 0
    assert customer_equity(some) - left == pytest.approx(there * each * r / (1.0 + d - r) / (1.0 + d), rel=1e-9)


@pytest.mark.parametrize("deals", DEALS)
def test_half_price_at_a_margin_of_30_per_cent_loses_money_however_it_is_booked(deals: str) -> None:
    """As spending it costs service, quality and so customers; off the margin it costs more than the margin."""

    def earned(depth: float) -> float:
        levers = Strategy("deals", {**RELATIONSHIP.levers, "deal_rate": 1.0, "deal_depth": depth})
        here = world(size=600, weeks=52, terms=Terms(deals=deals), as_is=levers)
        return profit(ran(here, centre=Centre((-0.95,), (0.78,), commitment=1.1, quarterly_envelope=(0.1 * 240,))))

    assert earned(0.5) < earned(0.0) - 1.0


def test_a_lift_of_leaving_lowers_equity_by_what_it_adds_to_other_reasons_than_failures() -> None:
    some = played(RELATIONSHIP.levers)
    own = some.population["provider"] == 1
    share = 0.4
    some.centre = replace(some.centre, failure_share=share)
    some.record.series["stopped"][:] = 0.0
    some.population["leave_lift"][own] = 0.0
    calm = customer_equity(some)
    some.population["leave_lift"][own] = np.log(2.0)
    lifted = customer_equity(some)
    some.centre = replace(some.centre, failure_share=0.0)
    assert calm > lifted > customer_equity(some), "the more failures carry, the less there is to lift"


def test_who_joined_last_week_is_worth_what_he_brings_and_no_mere_cost() -> None:
    some = played(RELATIONSHIP.levers)
    own = np.flatnonzero(some.population["provider"] == 1)
    before = customer_equity(some)
    values = some.population.values
    values["own_rate"][own], values["buy_factor"][own] = values["buy_rate"][own], 1.0
    settled = customer_equity(some)
    values["tenure"][own[::2]], values["own_rate"][own[::2]] = 0.0, 0.0
    assert customer_equity(some) == pytest.approx(settled)
    assert before != settled


def test_friends_who_were_not_paid_for_are_not_won_by_spending() -> None:
    some = played({**WINS, "referral_reward": 0.0})
    assert some.record.series["by_referral"][:, 1].sum() > 0
    assert acquisition_cost(some) > acquisition_cost(played({**WINS, "referral_reward": 1e-6}))
