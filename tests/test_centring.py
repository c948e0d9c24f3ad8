"""Nothing is counted twice: with every mechanism on, the status quo shows what was observed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
import pytest

from simulation.alignment.centring import PILOT_SEEDS, centre_world, centre_world_quickly
from simulation.alignment.observed_totals import PilotTotals, RatioToObserved
from simulation.market.centre import Centre
from simulation.market.terms import Terms
from simulation.mechanisms.churn import hazard
from simulation.mistake import Mistake
from simulation.world.checks import mandatory_costs
from simulation.world.market import Market
from simulation.world.world import World
from tests.luck import runs
from tests.worlds import AS_IS, MONEYLESS, RELATIONSHIP, Alike, market, ran, world

TABLE = [63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1, 22.3, 20.7, 19.4]


@pytest.fixture(scope="module")
def here() -> World:
    return world(size=1000, weeks=208)


@pytest.fixture(scope="module")
def centres(here: World) -> dict[tuple[int, ...], Centre]:
    """By the seeds of their pilots: one, and at the second look some more."""
    return centres_of(here)


SETS = 3
"""Independent sets of pilots at the second look, each with a centre of its own.

Pilots do not end where they began: passes that move the centre move everybody's week, so that the last one still
misses by luck. Over 24 sets of seeds the multiplier of leaving has a standard deviation of 1.3 % for the people of the
pilots, in a quarter 1.4 to 1.8 %, that of buying 0.27 %, in a quarter up to 0.7 %; with other people 2 % each, for the
business cycle alone moves what three runs buy. Bounds are 2 to 3 of these at the first look; the second is at the mean
of three sets, where they are 3.5 to 6.
"""


def weighed(
    here: World,
    centre: Centre,
    seeds: Iterable[int],
    more: Callable[[Market], None] = lambda market: None,
    seen: PilotTotals | None = None,
) -> tuple[PilotTotals, list[Market]]:
    seen = PilotTotals(here.weeks, 2) if seen is None else seen

    def watch(market: Market) -> None:
        seen.weigh(market)
        more(market)

    return seen, [Market(here, here.as_is, seed, centre).run(watch) for seed in seeds]


def centres_of(some: World) -> dict[tuple[int, ...], Centre]:
    """By the seeds of their pilots; the last ones share nobody's luck with the first."""
    pilots = (tuple(seed - 2 * k for seed in PILOT_SEEDS) for k in range(runs(1, then=SETS)))
    return {seeds: centre_world(some, seeds) for seeds in pilots}


def of_pilots(some: World, centres: dict[tuple[int, ...], Centre]) -> tuple[PilotTotals, list[Market]]:
    """All people of the pilots, each with their own centre."""
    seen, markets = PilotTotals(some.weeks, 2), []
    for seeds, centre in centres.items():
        markets += weighed(some.calm(), centre, seeds, seen=seen)[1]
    return seen, markets


@pytest.fixture(scope="module")
def own(here: World, centres: dict[tuple[int, ...], Centre]) -> tuple[PilotTotals, list[Market]]:
    """The people of the pilots themselves, without a business cycle, as they are: what was to be met is met."""
    return of_pilots(here, centres)


@dataclass
class Heavy:
    """Expected and observed leaving, weighted by purchases."""

    expected: float = 0.0
    observed: float = 0.0

    def watch(self, market: Market) -> None:
        values = market.population.values
        mine = np.flatnonzero(values["is_customer"])
        weight = values["buy_rate"][mine]
        hit = np.where(values["failed"][mine] > 0, 1.0 - values["staying"][mine], 0.0)
        others = hazard(values["other_rate"][mine], values["leave_lift"][mine])
        self.expected += float((weight * (others + (1.0 - others) * hit)).sum())
        self.observed += float((weight * values["leave_rate"][mine]).sum())


@pytest.fixture(scope="module")
def heavy() -> Heavy:
    return Heavy()


@pytest.fixture(scope="module")
def lifts(here: World, centres: dict[tuple[int, ...], Centre], heavy: Heavy) -> tuple[PilotTotals, list[Market]]:
    """Seeds that no pilot has seen, three for each centre."""
    seen, markets = PilotTotals(here.weeks, 2), []
    for k, centre in enumerate(centres.values()):
        markets += weighed(here, centre, range(3 * k + 1, 3 * k + 4), heavy.watch, seen)[1]
    return seen, markets


@pytest.mark.luck(0.05, again=1e-3)  # 2.2 and 4 standard deviations of one set, 3.8 and 7 of three
def test_the_weighted_mean_multiplier_of_leaving_and_buying_is_1(own: tuple[PilotTotals, list[Market]]) -> None:
    assert own[0].leave.mean == pytest.approx(1.0, abs=0.03)
    assert own[0].buy.mean == pytest.approx(1.0, abs=0.012)


@pytest.mark.luck(0.05, again=1e-3)  # 4 and 2.1 standard deviations of one set, 7 and 3.6 of three
def test_other_people_than_the_pilots_leave_and_buy_as_observed_too(lifts: tuple[PilotTotals, list[Market]]) -> None:
    assert lifts[0].leave.mean == pytest.approx(1.0, abs=0.08)
    assert lifts[0].buy.mean == pytest.approx(1.0, abs=0.04)


@pytest.mark.luck(0.002)
def test_retention_of_the_reference_population_stays_near_the_observed_curve(
    lifts: tuple[PilotTotals, list[Market]],
) -> None:
    """Years 1 to 4 within 5.8 points of the table: 4 standard errors of 1,200 customers at S = ½."""
    cohort = 100.0 * np.mean([market.record.series["cohort"][51::52, 1] for market in lifts[1]], axis=0)
    assert np.abs(cohort - TABLE[:4]).max() < 5.8


@pytest.mark.long
@pytest.mark.luck(0.001)  # standard deviations of 0.8 and 0.3 %
def test_retention_over_ten_years_stays_within_two_points_of_the_observed_curve() -> None:
    """8 runs of 5,000 people: the standard error is 0.4 points and the fit itself misses by up to 1.6 (year 1).

    Without the business cycle, as pilots are: over ten years it alone moves the purchases of 8 runs by 1 %.
    """
    big = world(size=5000, weeks=520).calm()
    constants = centre_world(big)
    seen = PilotTotals(big.weeks, 2)
    runs = [Market(big, big.as_is, seed, constants).run(seen.weigh) for seed in range(8)]
    cohort = 100.0 * np.mean([market.record.series["cohort"][51::52, 1] for market in runs], axis=0)
    assert np.abs(cohort - TABLE).max() < 2.0 + 1.0
    assert seen.leave.mean == pytest.approx(1.0, abs=0.03)
    assert seen.buy.mean == pytest.approx(1.0, abs=0.01)


@pytest.mark.luck(1e-3)  # a standard deviation of 5 %
def test_the_envelope_is_the_stated_share_of_the_revenue_of_the_status_quo(
    here: World, centres: dict[tuple[int, ...], Centre], own: tuple[PilotTotals, list[Market]]
) -> None:
    """Year by year within 25 %: spending is heavy-tailed, and its smoothed course is not the counted one."""
    revenue = np.mean([market.record.series["revenue"][:, 1] for market in own[1]], axis=0)
    paid = [year.mean() for year in np.split(revenue, 4)]
    money = [[one.envelope(week) * one.weekly_revenue for week in range(len(revenue))] for one in centres.values()]
    envelope = [year.mean() for year in np.split(np.mean(money, axis=0), 4)]
    assert envelope == pytest.approx(here.terms.budget_share * np.array(paid), rel=0.25)


def test_it_is_a_pure_function_that_rivals_and_strategies_do_not_enter() -> None:
    small = world(size=200, weeks=20)
    constants = centre_world(small)
    assert constants == centre_world(small)
    assert constants == centre_world(replace(small, rivals=(RELATIONSHIP,)))
    assert constants != centre_world(replace(small, as_is=RELATIONSHIP))
    assert all(seed < 0 for seed in PILOT_SEEDS), "seeds of replicates are not negative"


def test_with_every_mechanism_off_there_is_nothing_to_take_out() -> None:
    small = world(["churn", "quality"], people=Alike(100, leaves=0.01, buys=0.2), weeks=20, terms=Terms(firms=1))
    constants = centre_world(small)
    assert constants.quarterly_leave == pytest.approx([0.0, 0.0], abs=1e-6)  # each pass leaves a hundredth of a miss
    assert constants.weekly_revenue == pytest.approx(0.2 * 6.25)


def test_a_quarter_is_the_ratio_of_its_sums_and_not_the_mean_of_its_weeks() -> None:
    excess = RatioToObserved(2)
    excess.add(0, gross=2.0, net=1.0, observed=1.0)
    excess.add(12, gross=3.0, net=3.0, observed=3.0)
    excess.add(13, gross=0.0, net=0.0, observed=0.0)
    assert excess.ratios == pytest.approx([5.0 / 4.0, 0.0])
    assert excess.mean == 1.0
    assert excess.latest == 1.0, "a week in which nothing was observed says nothing"


@pytest.mark.luck(0.05, again=1e-3)  # 3.4 and 3.6 standard deviations of the worst quarter of one set, 6 of three
def test_each_quarter_shows_what_was_observed(own: tuple[PilotTotals, list[Market]]) -> None:
    """Also the first, in which nobody is close yet."""
    assert own[0].leave.net / own[0].leave.observed == pytest.approx(np.ones(16), abs=0.06)
    assert own[0].buy.net / own[0].buy.observed == pytest.approx(np.ones(16), abs=0.025)


def test_a_status_quo_that_cannot_serve_its_customers_is_refused() -> None:
    """There is money enough, and so little room that needs are turned away."""
    crowded = world(size=400, weeks=26, contact={"capacity": 0.2})
    with pytest.raises(Mistake, match=r"market\.budget_share.*because they were turned away"):
        centre_world(crowded)


@pytest.mark.parametrize("budget", [0.002, 0.01, 0.02, 0.045])
@pytest.mark.parametrize("cost", [6.0, 10.0])
def test_a_poorer_world_than_a_refused_one_is_refused_too(budget: float, cost: float) -> None:
    """Handling complaints at 6 weekly revenues takes all of 0.045 of revenue, and so it does of less and at more."""
    poor = world(size=400, weeks=26, terms=Terms(budget_share=budget), recovery={"handling_cost": cost})
    with pytest.raises(Mistake, match=r"market\.budget_share.*cannot pay for mandatory service and for complaints"):
        centre_world(poor)


def test_what_a_firm_is_bound_to_costs_what_its_books_show() -> None:
    """Service to a twentieth, complaints to a quarter: the close complain more and stop less."""
    here = world(size=4000, weeks=52)
    some = ran(here, centre=centre_world_quickly(here))
    customer_weeks = some.record.series["customers"][:, 1].sum() * some.centre.weekly_revenue
    money = some.ledger.weekly[:, 1].sum(axis=0) / some.ledger.scale / customer_weeks
    booked = dict(zip(some.ledger.purposes, money, strict=True))
    served = sum(booked[touchpoint.name] for touchpoint in here.terms.touchpoints if touchpoint.initiative == "need")
    service, complaints = mandatory_costs(here)
    assert served == pytest.approx(service, rel=0.05)
    assert booked["recovery"] == pytest.approx(complaints, rel=0.25)


@pytest.mark.luck(0.05, again=1e-3)  # 2.4 standard deviations of one set, which is 1.7 %, and 4 of three
def test_contagion_is_inside_the_observed_total() -> None:
    """With contagion on, c_h takes out what it adds: the mean multiplier is 1 all the same, for the pilots' people."""
    without, within = (
        world(size=1200, weeks=52, contagion={"ratio": ratio}, word_of_mouth={"enabled": False}) for ratio in (1.0, 1.8)
    )
    plain, constants = centre_world(without), centres_of(within)
    assert constants[PILOT_SEEDS].leave(26) > plain.leave(26)
    seen, _ = of_pilots(within, constants)
    assert seen.leave.mean == pytest.approx(1.0, abs=0.04)


def test_the_last_quarter_s_envelope_is_kept_beyond_the_pilot() -> None:
    constants = Centre(quarterly_envelope=(3.0, 2.0))
    assert [constants.envelope(week) for week in (0, 12, 13, 25, 26, 500)] == [3.0, 3.0, 2.0, 2.0, 2.0, 2.0]
    assert MONEYLESS.envelope(3) == 0.0
    assert market(world([], people=Alike(3))).levers.keys() >= AS_IS.levers.keys()


def test_a_focal_firm_without_customers_is_refused() -> None:
    with pytest.raises(Mistake, match=r"market\.focal_share"):
        centre_world(world(size=50, weeks=4, terms=Terms(focal_share=0.0)))


@pytest.mark.luck(0.05, again=1e-3)  # 2.2 standard deviations of one set, which is 2.3 %, and 3.8 of three
def test_heavy_buyers_leave_as_their_log_says(lifts: tuple[PilotTotals, list[Market]], heavy: Heavy) -> None:
    """Leaving weighted by purchases is what was observed, within 5 %; each purchase may fail, which made it 16 % more.

    Expected, not counted, leaving: what is left is the luck of two pilots and three runs.
    """
    assert len(lifts[1]) == 3 * runs(1, then=SETS)
    assert heavy.expected / heavy.observed == pytest.approx(1.0, abs=0.05)
