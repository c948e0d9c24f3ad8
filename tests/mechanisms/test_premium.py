"""Premium: an inverse S, centred so that the status quo earns what was observed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulation.alignment.centring import PILOT_SEEDS, centre_world
from simulation.alignment.observed_totals import PilotTotals
from simulation.market.centre import Centre
from simulation.market.ledger import MARGIN
from simulation.mechanisms.premium import inverse_s
from simulation.world.market import Market
from tests.luck import FOUR, of_share
from tests.worlds import Alike, errors_off, market, ran, world

N = 20_000


def held_at(satisfaction: float, **premium: float) -> Market:
    """Everybody is, and has always been, satisfied to this degree."""
    some = market(world(["premium", "purchase", "spend"], people=Alike(N, buys=0.2), weeks=1, premium=premium))
    some.population["satisfaction"][:] = some.population["cumulative_satisfaction"][:] = satisfaction
    return some.run()


def test_it_is_an_inverse_s_steep_at_the_ends_and_flat_between() -> None:
    at = inverse_s(np.array([0.0, 0.25, 0.5, 0.75, 1.0, 1.2]))
    assert at == pytest.approx([0.0, 0.4375, 0.5, 0.5625, 1.0, 1.0])


@pytest.mark.parametrize(("satisfaction", "premium"), [(0.0, 0.0), (0.5, 0.05), (1.0, 0.10)])
@pytest.mark.luck(of_share(0.25, N))
def test_the_satisfied_pay_up_to_ten_per_cent_more_and_tightwads_three_tenths_of_it(
    satisfaction: float, premium: float
) -> None:
    values = held_at(satisfaction).population
    tight = values["thrift"] > 0
    assert errors_off(tight, 0.25) < 4
    assert values["price"][~tight] == pytest.approx(1.0 + premium)
    assert values["price"][tight] == pytest.approx(1.0 + 0.3 * premium)


@pytest.mark.parametrize(
    ("parameter", "low", "high", "rises"),
    [("most", 0.05, 0.15, True), ("tightwad_share", 0.15, 0.35, False), ("willingness", 0.0, 0.6, True)],
)
def test_raising_a_parameter_moves_the_price(parameter: str, low: float, high: float, rises: bool) -> None:
    little, much = (held_at(0.9, **{parameter: value}).population["price"].mean() for value in (low, high))
    assert (much > little) if rises else (much < little)


def test_a_slow_mean_of_satisfaction_follows_it_at_its_rate() -> None:
    """Geometric: after n weeks the gap is (1 - r)^n of what it was."""
    for rate in (0.01, 0.04):
        here = world(["premium"], people=Alike(5), weeks=10, premium={"rate": rate})
        some = market(here)
        some.population["satisfaction"][:] = 1.0
        some.run()
        assert 1.0 - some.population["cumulative_satisfaction"] == pytest.approx(0.4 * (1.0 - rate) ** 10)


def test_a_premium_is_margin_in_full_and_margin_is_never_negative() -> None:
    some = held_at(1.0)
    values = some.population
    listed = values["spend"] / values["price"]
    assert values["margin"] == pytest.approx(0.30 * listed + (values["price"] - 1.0) * listed)
    dear = replace(some.world.terms, margin=0.02)
    cheap = market(replace(some.world, terms=dear), centre=Centre(quarterly_premium=(0.09,), quarterly_envelope=(0.0,)))
    cheap.population["satisfaction"][:] = cheap.population["cumulative_satisfaction"][:] = 0.0
    cheap.run()
    assert cheap.population["spend"].any()
    assert (cheap.population["margin"] == 0).all()
    assert cheap.ledger.weekly[0, 1, cheap.ledger.purposes.index(MARGIN)] == 0


@pytest.mark.luck(0.005 + 2 * FOUR)
def test_tightwads_buy_nine_tenths_and_all_together_what_was_observed() -> None:
    indifferent = {"satisfaction_sensitivity": 0.0, "commitment_sensitivity": 0.0, "mail_lift": 0.0}
    here = world(["premium", "purchase"], people=Alike(200_000, buys=0.5), weeks=1, purchase=indifferent)
    values = ran(here).population
    tight = values["thrift"] > 0
    assert errors_off(values["purchases"][tight], 0.5 * np.exp(-0.14 * 0.75)) < 4
    assert errors_off(values["purchases"][~tight], 0.5 * np.exp(0.14 * 0.25)) < 4
    assert values["purchases"].mean() == pytest.approx(0.5, rel=0.01)


@pytest.mark.long
@pytest.mark.luck(2 * FOUR)
def test_the_status_quo_earns_what_was_observed() -> None:
    """The pilot's own people pay the usual price on average; other people, of whom few pay most, within 0.5 %."""
    here = world(size=1200, weeks=104)
    centre = centre_world(here)
    assert 0.0 < centre.premium(0) < 0.10
    for seeds, tolerance in ((PILOT_SEEDS, 2e-4), ((1, 2), 5e-3)):
        lifts = PilotTotals(here.weeks, 2)
        for seed in seeds:
            Market(here, here.as_is, seed, centre).run(lifts.weigh)
        assert lifts.premium.mean == pytest.approx(0.0, abs=tolerance)


def test_switching_it_off_moves_money_and_what_tightwads_buy_and_nothing_else() -> None:
    indifferent = {"thrift_sensitivity": 0.0}
    here = world(size=400, weeks=26, purchase=indifferent)
    on, off = ran(here), ran(here.switched("premium", False))
    moved = {n for n in on.record.series if not np.array_equal(on.record.series[n], off.record.series[n], True)}
    assert moved == {"price", "revenue", "cohort_revenue", "cohort_margin", "surplus"}
