"""Failures: how often, how bad, and what of the observed hazard they carry."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.alignment.centring import PILOT_SEEDS, centre_world
from simulation.alignment.observed_totals import PilotTotals
from simulation.market.centre import Centre
from simulation.mechanisms.failure import Failure, probability
from simulation.mistake import Mistake
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.luck import FOUR, of_share
from tests.worlds import Alike, errors_off, ran, world

N = 20_000
MAILS = Strategy("mails", {"cadence": 1.0})
EVERY_THIRD = Centre(failure=20.0, quarterly_envelope=(0.0,))


@pytest.mark.luck(of_share(0.33, N) + of_share(0.6, 6_000))
def test_a_contact_fails_at_the_stated_risk_and_is_major_in_the_stated_share() -> None:
    """One mail each, h 0.0164: 20·(0.0164 + 0.0003) = 0.334. Within 4 standard errors, missed in 1 of 8,000 seeds."""
    people = Alike(N, leaves=0.0164)
    here = world(["contact", "failure"], people=people, weeks=1, as_is=MAILS, contact={"inbound_rate": 0.0},
                 failure={"quality_relief": 0.0})  # fmt: skip
    values = ran(here, centre=EVERY_THIRD).population
    assert errors_off(values["failed"], 20.0 * (0.0164 + 0.0003)) < 4
    assert errors_off(values["severity"][values["failed"] > 0] == 0.5, 0.6) < 4
    assert values["failure_risk"] == pytest.approx(20.0 * 0.0167)


def test_without_a_contact_nothing_fails() -> None:
    here = world(["contact", "failure"], people=Alike(500, leaves=0.05), weeks=5, as_is=Strategy("silent"),
                 contact={"inbound_rate": 0.0})  # fmt: skip
    assert not ran(here, centre=EVERY_THIRD).record.series["failures"].any()


def test_a_need_that_is_turned_away_is_a_minor_failure() -> None:
    here = world(["contact", "failure", "satisfaction"], people=Alike(2000), weeks=1, as_is=Strategy("silent"),
                 contact={"inbound_rate": 0.5, "capacity": 0.0, "patience": 0.0})  # fmt: skip
    values = ran(here).population
    assert np.array_equal(values["failed"], values["unserved"])
    assert values["failed"].sum() > 800
    assert set(values["severity"][values["failed"] > 0]) == {0.5}
    assert not values["experience"][values["unserved"] > 0].any()


def test_better_quality_fails_less_and_those_about_to_leave_are_failed_more() -> None:
    h = np.array([0.01, 0.01, 0.02])
    low, better, doomed = probability(h, np.ones(3), np.array([0.0, 0.2, 0.0]), 5.0, 1.0)
    assert better == pytest.approx(low * np.exp(-0.2))
    assert doomed == pytest.approx(2 * low)
    assert probability(np.ones(1), np.ones(1), np.zeros(1), 50.0, 1.0) == 0.9


@pytest.mark.long
@pytest.mark.luck(FOUR)
def test_failures_carry_their_declared_share_of_all_who_leave_under_the_status_quo() -> None:
    """0.35 within 0.05: 4 standard errors of some 1,600 leavers on fresh seeds, plus the luck of two pilots."""
    here = world(size=1500, weeks=104)
    centre, seen = centre_world(here), PilotTotals(104, 2)
    for seed in (1, 2, 3):
        Market(here, here.as_is, seed, centre).run(seen.weigh)
    assert seen.stopped / seen.at_stake == pytest.approx(0.35, abs=0.05)


@pytest.mark.parametrize("share", [0.2, 0.5])
@pytest.mark.luck(1e-4)  # a standard deviation of 0.3 %
def test_whatever_they_carry_the_observed_total_stays(share: float) -> None:
    """For the people of the pilots themselves; where failures carry half, it takes more passes to get there."""
    here = world(size=1000, weeks=26, failure={"share": share}).calm()
    centre, seen = centre_world(here, passes=8 if share == 0.5 else 4), PilotTotals(26, 2)
    for seed in PILOT_SEEDS:
        Market(here, here.as_is, seed, centre).run(seen.weigh)
    assert seen.leave.mean == pytest.approx(1.0, abs=0.02)
    assert centre.failure_share == pytest.approx(share, rel=0.06)


def test_a_floor_that_would_take_more_than_there_is_is_refused_with_the_sum() -> None:
    with pytest.raises(Mistake, match=r"0\.8 x \(0\.00020 \+ 0\.001\) of the 0\.00020"):
        Failure(share=0.8, floor=0.001).carried(0.0002)
    assert Failure(share=0.3, floor=0.0).carried(0.01) == pytest.approx(0.3)


def test_switching_failures_off_gives_the_whole_hazard_back_to_the_other_reasons() -> None:
    here = world(size=300, weeks=8, without=("failure",))
    some = ran(here, centre=Centre(failure=3.0, failure_share=0.3))
    customers = (some.population["provider"] == 1) & (some.population["tenure"] > 0)
    observed = some.population["leave_rate"][customers]
    assert some.population["other_rate"][customers] == pytest.approx(observed, rel=1e-12)
    assert not some.record.series["failures"].any()
    assert not some.record.series["stopped"].any()
