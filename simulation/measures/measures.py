"""What is measured: each measure with its written definition, a pure function of a finished run.

Money is per customer of week 0 and discounted to week 0 where the definition says so. The focal firm is measured.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, cast

import numpy as np
import numpy.typing as npt

from simulation import exact_sums
from simulation.draws import Floats
from simulation.market.ledger import MARGIN, PUT_BY
from simulation.measure import Measure
from simulation.mechanisms.churn import Churn, hazard, remaining_hazard
from simulation.mechanisms.failure import Failure
from simulation.mechanisms.spend import Spend
from simulation.mistake import Mistake, nearest
from simulation.recommendation import expected_score
from simulation.world.market import Market
from simulation.world.world import World

Flags = npt.NDArray[np.bool_]
YEAR = 52
WINNING = ("commissions", "rewards", "winback")
"""Purposes besides the channels that win customers."""


def discount(market: Market) -> Floats:
    """Discount factor of each week, shape (weeks,)."""
    weeks = np.arange(market.world.weeks)
    return np.power(1.0 + market.world.terms.discount_rate, -weeks / YEAR)


def cash(market: Market) -> Floats:
    """Discounted cash flow of the focal firm by week, per customer of week 0, shape (weeks,) [money]."""
    ledger = market.ledger
    earned = ledger.weekly[:, 1, ledger.purposes.index(MARGIN)] - ledger.spent()[:, 1] - ledger.owed()[:, 1]
    flow: Floats = (earned / ledger.scale + _spent(market, PUT_BY)) * discount(market) / _initial(market)
    return flow


def profit(market: Market) -> float:
    """Discounted margin less everything spent, and owed at the end; money put into the reserve is not spent."""
    return exact_sums.total(cash(market))


def revenue(market: Market) -> float:
    """Discounted payments by customers, less deals and points, plus the fees of customers who leave a contract."""
    paid = market.record.net_revenue(market.centre.weekly_revenue)[:, 1]
    return exact_sums.total(paid * discount(market)) / _initial(market)


def retention(market: Market) -> float:
    """Share of week-0 customers who have never left."""
    return float(market.record.series["cohort"][-1, 1])


def churn(market: Market) -> float:
    """Customers lost in the last 52 weeks per customer-week, times 52."""
    left, customers = (market.record.series[name][-YEAR:, 1].sum() for name in ("left", "customers"))
    return float(YEAR * left / (customers + left)) if customers + left else float("nan")


def acquisition_cost(market: Market) -> float:
    """Spending on winning customers per customer won by it: through channels, win-back offers and rewarded referrals.

    Undefined if it won none.
    """
    series, paid_friends = market.record.series, _spent(market, "rewards").any()
    ways = ("by_channels", "by_winback", "by_referral") if paid_friends else ("by_channels", "by_winback")
    won = sum(series[name][:, 1].sum() for name in ways)
    return float(_wooed(market).sum() / won) if won else float("nan")


def acquisition_to_keeping(market: Market) -> float:
    """Acquisition cost divided by the yearly cost of relationship: how much more winning costs than keeping."""
    keeping = cost_of_relationship(market)
    return acquisition_cost(market) / keeping if keeping > 0 else float("nan")


def cost_of_relationship(market: Market) -> float:
    """Everything spent, and owed at the end, except for winning customers, per customer and year."""
    weeks = market.record.series["customers"][:, 1].sum()
    return float(YEAR * _kept_up(market).sum() / weeks) if weeks else float("nan")


def lifetime_value(market: Market) -> float:
    """Realised lifetime value of week-0 customers to the horizon.

    Discounted margin of the cohort less its per-head share of the cost of relationship, including debts, per member.
    """
    series = market.record.series
    share = series["cohort_customers"][:, 1] / np.maximum(series["customers"][:, 1], 1.0)
    earned = series["cohort_margin"][:, 1] - _kept_up(market) * share
    return exact_sums.total(earned * discount(market)) / _initial(market)


def customer_equity(market: Market) -> float:
    """Value of the customers at the end: sum of m·r / (1 + d - r) over them, discounted to week 0.

    m: expected margin of a year less the cost of relationship and, if deals are taken off the margin, less deals;
    r: probability of staying a year. Both follow from each customer's propensity, present lift, price and breadth. The
    lift affects reasons to leave other than failures, which stay as frequent as last year. Newcomers buy at their
    propensity. Per customer of week 0. Source: Gupta, Lehmann & Stuart (2004).
    """
    values, terms = market.population.values, market.world.terms
    own = values["provider"] == 1
    spend = cast(Spend, market.world.mechanism("spend"))
    basket = 1.0 + spend.breadth_gain * (values["breadth"][own] - 1.0)
    paid = _rate(market, own) * market.world.people.spend_shape / values["spend_rate"][own] * basket
    cost = cost_of_relationship(market) + _given_up(market)
    left = np.maximum(terms.margin + values["price"][own] - 1.0, 0.0)
    m = YEAR * left * paid - (cost if np.isfinite(cost) else 0.0)
    r = np.power(1.0 - _leaving(market, own), YEAR)
    later = np.power(1.0 + terms.discount_rate, -market.world.weeks / YEAR)
    return float(exact_sums.total(m * r / (1.0 + terms.discount_rate - r)) * later / _initial(market))


def long_run_value(market: Market) -> float:
    """Profit to the end plus the value of the customers at that time, both discounted to week 0."""
    return profit(market) + customer_equity(market)


def _rate(market: Market, own: Flags) -> Floats:
    """Purchases a week that each customer is expected to make; those who joined last week at the rate they bring."""
    values = market.population.values
    brought = values["buy_rate"][own]
    if market.world.terms.kind == "repertoire":
        brought = brought * values["taste"][own, 1]
    rate: Floats = np.where(values["tenure"][own] > 0, values["own_rate"][own] * values["buy_factor"][own], brought)
    return rate


def _leaving(market: Market, own: Flags) -> Floats:
    """Chance of each customer to leave in a week: for other reasons, or because of a failure, as often as last year."""
    values, leave_rate = market.population.values, market.population["leave_rate"][own]
    failure, churn = (market.world.mechanism(name) for name in ("failure", "churn"))
    carried = np.zeros_like(leave_rate)
    if failure.enabled:
        carried = market.centre.failure_share * (leave_rate + cast(Failure, failure).floor)
    other = hazard(remaining_hazard(leave_rate, carried), values["leave_lift"][own], cast(Churn, churn).law)
    stopped, customers = (market.record.series[name][-YEAR:, 1].sum() for name in ("stopped", "customers"))
    expected = exact_sums.mean(carried) * customers
    by_failure = np.minimum(carried * (stopped / expected if expected > 0 else 0.0), 1.0)
    leaving: Floats = 1.0 - (1.0 - other) * (1.0 - by_failure)
    return leaving


def net_promoter_score(market: Market) -> float:
    """Share of customers expected to answer 9 or 10 less share of customers expected to answer 0 to 6, in points.

    The scale is such that the status quo has the score that the firm observes.
    """
    values = market.population.values
    felt, noise = values["satisfaction"][values["provider"] == 1], market.world.terms.recommendation_noise
    return expected_score(felt, market.centre.recommendation, noise)


def contribution_value(market: Market) -> float:
    """What customers contributed: cost of service saved, customers brought and ideas, at reference values.

    Only the saved cost is cash, and profit includes it already. The others are credited; revenue includes their effect.
    """
    series, terms = market.record.series, market.world.terms
    weekly = series["support_saved"][:, 1] + series["self_service_saved"][:, 1]
    weekly = weekly + series["by_referral"][:, 1] * terms.reference_acquisition_cost
    weekly += series["ideas"][:, 1] * terms.reference_idea_value
    return exact_sums.total(weekly) * market.centre.weekly_revenue / _initial(market)


def customer_surplus(market: Market) -> float:
    """Discounted surplus of all people of week 0, wherever they buy: what they received less what it cost them.

    Experience and gifts less prices, effort and annoyance, per customer of the focal firm in week 0.
    """
    return float(market.record.series["surplus"][-1, 1]) / _initial(market)


def share_of_customers(market: Market) -> float:
    """The focal firm's share of all customers at the end."""
    customers = market.record.series["customers"][-1]
    return float(customers[1] / customers.sum()) if customers.sum() else float("nan")


def _initial(market: Market) -> float:
    return max(float(market.firms["initial_customers"][1]), 1.0)


def _spent(market: Market, purpose: str) -> Floats:
    ledger = market.ledger
    return ledger.weekly[:, 1, ledger.purposes.index(purpose)] / ledger.scale


def _kept_up(market: Market) -> Floats:
    """Spending on the relationship by week, and what is owed for it at the end, shape (weeks,) [money]."""
    spent: Floats = (market.ledger.spent() + market.ledger.owed())[:, 1] / market.ledger.scale
    return spent - _wooed(market) - _spent(market, PUT_BY)


def _given_up(market: Market) -> float:
    """What deals took off the margin rather than the envelope, per customer and year [money]."""
    series = market.record.series
    weeks = series["customers"][:, 1].sum()
    if market.world.terms.deals == "envelope" or not weeks:
        return 0.0
    return float(YEAR * series["discounts"][:, 1].sum() / weeks)


def _wooed(market: Market) -> Floats:
    """Spending on winning customers by week: channels, rewards, offers to come back; shape (weeks,) [money]."""
    bought = [channel.name for channel in market.world.terms.channels if channel.reach > 0]
    spent: Floats = np.sum([_spent(market, name) for name in (*bought, *WINNING)], axis=0)
    return spent


def _measure(
    of: Callable[[Market], float], unit: str, better: Literal["high", "low"] = "high", matters: float | None = None
) -> Measure:
    return Measure(of.__name__, " ".join((of.__doc__ or "").split()), unit, better, matters, of)


PER_HEAD = "money per initial customer"
MEASURES: tuple[Measure, ...] = (
    _measure(profit, PER_HEAD),
    _measure(long_run_value, PER_HEAD),
    _measure(revenue, PER_HEAD),
    _measure(lifetime_value, PER_HEAD),
    _measure(customer_equity, PER_HEAD),
    _measure(customer_surplus, PER_HEAD),
    _measure(contribution_value, PER_HEAD),
    _measure(retention, "share", matters=0.01),
    _measure(churn, "1/year", "low", matters=0.01),
    _measure(net_promoter_score, "points", matters=1.0),
    _measure(share_of_customers, "share", matters=0.01),
    _measure(acquisition_cost, "money per customer won", "low"),
    _measure(cost_of_relationship, "money per customer and year", "low"),
    _measure(acquisition_to_keeping, "factor", "low", matters=0.5),
)
"""All measures, the one that verdicts are about first."""


def measures_of(world: World) -> tuple[Measure, ...]:
    """All measures of the runs of a world: those of the package, then those of the user's own."""
    return (*MEASURES, *world.measures)


def measure_named(name: str, key: str = "measure", among: Sequence[Measure] = MEASURES) -> Measure:
    """The measure of that name.

    Args:
        name: of the measure.
        key: that asks for it, for the message.
        among: which there are.

    Raises:
        Mistake: when there is none.
    """
    for measure in among:
        if measure.name == name:
            return measure
    names = [measure.name for measure in among]
    raise Mistake(key, name, f"must be one of {', '.join(names)}", nearest(str(name), names))


def all_measures(market: Market) -> dict[str, float]:
    """All measures of a finished run.

    Raises:
        Mistake: one of the user's own gives no number.
    """
    found = {measure.name: measure.of(market) for measure in MEASURES}
    return found | {measure.name: measure.value(market) for measure in market.world.measures}
