"""Measures of money against the books: what was paid is less what deals took off, winning customers has one cost."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.centre import Centre
from simulation.ledger import MARGIN, PUT_BY
from simulation.market import Market
from simulation.measures import acquisition_cost, cost_of_relationship, revenue
from simulation.strategy import Strategy
from tests.worlds import RELATIONSHIP, ran, world

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
        some.ledger.spent()[:, 1].sum() / some.ledger.scale
    )


def test_friends_who_were_not_paid_for_are_not_won_by_spending() -> None:
    some = played({**WINS, "referral_reward": 0.0})
    assert some.record.series["by_referral"][:, 1].sum() > 0
    assert acquisition_cost(some) > acquisition_cost(played({**WINS, "referral_reward": 1e-6}))
