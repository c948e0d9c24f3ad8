"""What is written down about each week."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.market.centre import Centre
from simulation.market.ledger import MARGIN
from simulation.world.market import Market
from simulation.world.weekly_record import SERIES
from tests.worlds import AS_IS, RELATIONSHIP, Alike, market, ran, world

CENTRE = Centre(
    quarterly_leave=(-0.95,), quarterly_buy=(0.78,), commitment=1.1, weekly_revenue=1.8, quarterly_envelope=(25.0,)
)


@pytest.fixture(scope="module")
def done() -> Market:
    return ran(world(size=600, weeks=60), RELATIONSHIP, seed=3, centre=CENTRE)


def test_every_series_has_a_meaning_with_a_unit_and_a_number_for_each_week_and_firm(done: Market) -> None:
    assert set(done.record.series) == set(SERIES)
    for name, meaning in SERIES.items():
        assert done.record.series[name].shape == (60, 3)
        assert meaning.endswith("]"), name


def test_a_leaver_s_last_week_counts_for_the_firm_that_was_paid() -> None:
    """Everybody buys and leaves in week 0: the series agree with the ledger."""
    here = world(["churn", "purchase", "spend"], people=Alike(500, leaves=0.5, buys=3.0), weeks=4)
    some = ran(here)
    paid, earned = some.record.series["revenue"][:, 1], some.ledger.weekly[:, 1, some.ledger.purposes.index(MARGIN)]
    assert 0.30 * paid == pytest.approx(earned / some.ledger.scale, rel=1e-4)
    assert np.array_equal(some.record.series["purchases"][:, 1], some.record.series["cohort_purchases"][:, 1])
    assert np.allclose(paid, some.record.series["cohort_revenue"][:, 1])


def test_the_cohort_only_shrinks_and_counts_those_who_never_left(done: Market) -> None:
    cohort = done.record.series["cohort"][:, 1]
    assert (np.diff(cohort) <= 0).all()
    lost = done.record.lost_week[done.record.cohort]
    for week in (0, 20, 59):
        assert cohort[week] == pytest.approx(np.mean((lost < 0) | (lost > week)))
    assert (done.record.lost_week[~done.record.cohort] == -1).all()
    assert done.record.series["cohort_customers"][-1, 1] >= cohort[-1] * done.record.cohort.sum() - 1e-9


def test_those_who_join_have_come_by_something(done: Market) -> None:
    series = done.record.series
    assert (series["by_advertising"][:, 1:] + series["by_referral"][:, 1:] <= series["joined"][:, 1:]).all()
    assert series["by_advertising"].sum() > 0


def test_means_are_those_of_the_firm_s_customers(done: Market) -> None:
    for firm in (1, 2):
        mine = done.population["provider"] == firm
        assert done.record.series["satisfaction"][-1, firm] == pytest.approx(
            done.population["satisfaction"][mine].mean()
        )
        assert done.record.series["trust"][-1, firm] == pytest.approx(done.population["trust"][mine, firm].mean())


def test_a_firm_without_customers_has_no_mean() -> None:
    some = ran(world(["churn", "satisfaction"], people=Alike(20, leaves=1.0 - 1e-12), weeks=2), AS_IS)
    assert np.isnan(some.record.series["satisfaction"][-1, 1])
    assert some.record.series["customers"][-1, 1] == 0


def test_surplus_is_the_sum_over_people(done: Market) -> None:
    assert done.record.series["surplus"][-1, 1] == pytest.approx(done.population["surplus"].sum())
    assert market(done.world, centre=CENTRE).record.series["surplus"].sum() == 0.0
