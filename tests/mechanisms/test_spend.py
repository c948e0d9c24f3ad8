"""Spending: the gamma-gamma law, and value alone in a market of constant churn."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.market.ledger import MARGIN
from simulation.quantiles import gamma
from tests.luck import FOUR
from tests.worlds import Alike, errors_off, market, ran, world

BUYS_ALWAYS = {"satisfaction_sensitivity": 0.0, "commitment_sensitivity": 0.0}


@pytest.mark.parametrize(
    ("h", "weeks"),
    [
        pytest.param(0.50, 24, marks=pytest.mark.luck(0.013)),
        pytest.param(0.05, 260, marks=[pytest.mark.long, pytest.mark.luck(2 * FOUR)]),
    ],
)
def test_value_alone_is_margin_times_retention_over_one_plus_discount_less_retention(h: float, weeks: int) -> None:
    """CLV = m·r / (1 + d - r), first margin after one period, within 1 %.

    All in weeks: m is the margin of a week, r = 1 - h, d the weekly discount. Customers are alike, so that the error
    is that of their lifetimes and purchases: 1 % is 3.9 standard errors of 160,000 at h = 0.05, and 2.5 at h = 0.50.
    """
    people = Alike(160_000, leaves=h, buys=2.0, spend_rate=6.25)
    some = ran(world(["churn", "purchase", "spend"], people=people, weeks=weeks, purchase=BUYS_ALWAYS))
    terms = some.world.terms
    d = np.power(1.0 + terms.discount_rate, 1.0 / 52.0) - 1.0
    margin = some.ledger.weekly[:, 1, some.ledger.purposes.index(MARGIN)] / some.ledger.scale / people.size
    realised = np.sum(margin[1:] * np.power(1.0 + d, -np.arange(1, weeks)))
    m, r = terms.margin * 2.0 * people.spend_shape / people.spend_rate, 1.0 - h
    assert realised == pytest.approx(m * r / (1.0 + d - r), rel=0.01)


@pytest.mark.luck(0.003)
def test_spend_has_the_mean_and_variance_of_the_gamma_law() -> None:
    """n purchases of one person: mean n·p / ν, variance n·p / ν²; within 4 standard errors and 8 %."""
    some = market(world(["purchase", "spend"], people=Alike(20_000, buys=1.0, spend_rate=0.5), weeks=1))
    some.step()
    count, spend = some.population["purchases"], some.population["spend"]
    assert (spend[count == 0] == 0).all()
    for n in (1, 2):
        paid = spend[count == n]
        assert errors_off(paid, n * 6.25 / 0.5) < 4
        assert paid.var() == pytest.approx(n * 6.25 / 0.25, rel=0.08)


def test_spend_grows_with_each_further_purchase_of_the_same_luck() -> None:
    u = np.full(4, 0.3)
    assert (np.diff(gamma(u, 6.25 * np.arange(1.0, 5.0), 1.0)) > 0).all()


def test_the_margin_of_what_is_paid_is_booked_for_each_customer() -> None:
    some = ran(world(["purchase", "spend"], people=Alike(300, buys=0.5), weeks=8))
    booked = some.ledger.person[0].sum() / some.ledger.scale
    assert booked == pytest.approx(0.30 * some.record.series["revenue"][:, 1].sum(), rel=1e-4)
    assert some.ledger.person[0].sum() == some.ledger.weekly[:, 1, 0].sum()
