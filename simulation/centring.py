"""Nothing is counted twice: pilot runs of the status quo find the constants that make it reproduce what was observed.

    over all customer-weeks in which every firm follows the status quo:

    c_h ← c_h + ln( Σ h'·e^lift / (Σ h - stopped) )        h': what of the observed hazard h failures do not carry
    c_b ← c_b + ln( Σ λ·factor / Σ λ )                      factor: what multiplies the purchase rate
    c_p ← c_p + Σ λ·factor·v·(price - 1) / Σ λ·factor·v     v: mean spend in one purchase at the usual price
    c   ← c·φ·Σ h / stopped                                 stopped: who leave after a failure; φ: their declared share

The observed hazard and purchase rate are totals: commitment, contagion and rumour are inside them, so the mean hazard
(weighted by h, not the mean of logs) must not move when they are switched on; nor must revenue when satisfied customers
pay more. A few fixed-point passes suffice. The same pilot gives the unit of money and the envelope. Every world is
centred anew, also each point of a sweep; a strategy or an ablation is not. Pilots have seeds of their own that no
replicate uses.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import cast

import numpy as np
import numpy.typing as npt

from simulation import sums
from simulation.centre import QUARTER, Centre
from simulation.draws import Draws, Floats
from simulation.market import Market
from simulation.mechanisms.failure import Failure
from simulation.mistake import Mistake
from simulation.people import Traits
from simulation.world import World

PILOT_SEEDS = (-1, -2)
PASSES = 3
MOST, LEAST = 1e3, 1e-9
FIRST_GUESS = Centre(leave=-0.95, buy=0.76, commitment=1.1, quality=0.93, failure=2.8)
"""Near the reference world's, so that few passes suffice; the fixed point does not depend on it."""


def centred(
    world: World, seeds: tuple[int, ...] = PILOT_SEEDS, passes: int = PASSES, start: Centre = FIRST_GUESS
) -> Centre:
    """The constants of a world; a pure function of it.

    Args:
        world: its rivals' strategies are ignored: all firms follow `as_is`.
        seeds: of the pilot runs.
        passes: of the fixed point.
        start: constants of a world that is much the same.
    """
    pilot = world.calm()
    people = [pilot.people.traits(Draws(seed), pilot.terms) for seed in seeds]
    communities = [pilot.community(seed) for seed in seeds]
    centre = _money(pilot, people, start)
    failure = cast(Failure, world.mechanism("failure"))
    carried = failure.carried(_observed(people)) if failure.enabled else 0.0
    centre = replace(centre, failure_share=carried)
    for _ in range(passes):
        lifts = Lifts(np.zeros(pilot.weeks))
        markets = [
            Market(pilot, pilot.as_is, seed, centre, traits, community).run(lifts.weigh)
            for seed, traits, community in zip(seeds, people, communities, strict=True)
        ]
        commitment = float(np.mean([m.record.series["commitment"][-1, 1] for m in markets]))
        spread = float(np.mean([_spread(m) for m in markets]))
        centre = replace(
            centre,
            leave=lifts.leave_log_mean() + centre.leave,
            buy=lifts.buy.log_mean() + centre.buy,
            premium=lifts.premium.mean() + centre.premium,
            quality=lifts.quality.mean(),
            failure=lifts.failure_scale(centre.failure, failure.share),
            commitment=commitment,
            commitment_spread=spread,
            quarterly_envelope=_envelopes(pilot, centre, lifts, len(markets)),
        )
    return centre


@dataclass
class WeightedLift:
    """Mean of what multiplies a rate over customer-weeks, weighted by the observed rate."""

    lifted: float = 0.0
    observed: float = 0.0

    def add(self, rate: Floats, factor: Floats) -> None:
        """Count one week's customers, arrays of shape (K,)."""
        self.count(sums.total(rate * factor), sums.total(rate))

    def count(self, lifted: float, observed: float) -> None:
        """Count one week's sums."""
        self.lifted += lifted
        self.observed += observed

    def mean(self) -> float:
        """What is lifted per unit of what is observed; 0 where there is nothing."""
        return self.lifted / self.observed if self.observed > 0 else 0.0

    def log_mean(self) -> float:
        """What has to be taken out, in log."""
        return float(np.log(self.lifted / self.observed)) if self.observed > 0 else 0.0


@dataclass
class Lifts:
    """How far the mechanisms moved what was observed, and what the focal firm's customers were expected to pay.

    Args:
        revenue: expected revenue by week at the observed rates, all pilots together, shape (weeks,) [money].
    """

    revenue: Floats
    leave: WeightedLift = field(default_factory=WeightedLift)
    observed: float = 0.0
    at_risk: float = 0.0
    stops: WeightedLift = field(default_factory=WeightedLift)
    quality: WeightedLift = field(default_factory=WeightedLift)
    buy: WeightedLift = field(default_factory=WeightedLift)
    premium: WeightedLift = field(default_factory=WeightedLift)

    @property
    def stopped(self) -> float:
        """How many are expected to leave after a failure; from the risks, for few of them come true in a pilot."""
        return self.at_risk * self.stops.mean()

    def leave_log_mean(self) -> float:
        """What has to be taken out of the lift of leaving: with those who stop the total is then what was observed."""
        other = self.observed - self.stopped
        return float(np.log(self.leave.lifted / other)) if other > 0 and self.leave.lifted > 0 else 0.0

    def failure_scale(self, present: float, share: float) -> float:
        """The scale of failures that would have made `share` of all who leave stop after one."""
        return (
            float(np.clip(present * share * self.observed / self.stopped, 0.0, MOST)) if self.stopped > 0 else present
        )

    def weigh(self, market: Market) -> None:
        """Count a week, those who are about to leave included."""
        values = market.population.values
        customers = np.flatnonzero(values["is_customer"])
        own = np.flatnonzero(values["provider"] == 1)
        self.revenue[market.week] += _expected_revenue(market, own)
        observed, failed = values["leave_rate"][customers], values["failed"][customers]
        self.leave.add(values["other_rate"][customers], np.exp(values["leave_lift"][customers]))
        self.observed += sums.total(observed)
        self.at_risk += sums.total(values["failure_risk"][customers])
        self.stops.count(sums.total(failed * (1.0 - values["staying"][customers])), sums.total(failed))
        quality = market.firms["quality"].take(values["provider"][customers])
        self.quality.count(sums.total(quality), float(len(customers)))
        self.buy.add(values["own_rate"][customers], values["buy_factor"][customers])
        paid = values["own_rate"][customers] * values["buy_factor"][customers] / values["spend_rate"][customers]
        self.premium.add(paid, values["price"][customers] - 1.0)


def _spread(market: Market) -> float:
    """Standard deviation of commitment among the focal firm's customers; next to nothing where all are alike."""
    wish = market.population["commitment"][market.population["provider"] == 1]
    return max(float(np.sqrt(sums.mean(np.square(wish - sums.mean(wish))))), LEAST)


def _observed(people: list[Traits]) -> float:
    """Mean observed propensity to leave of the customers of week 0 [1/week]."""
    return float(np.mean([np.mean(traits.leave_rate[traits.provider > 0]) for traits in people]))


def _money(world: World, people: list[Traits], centre: Centre) -> Centre:
    """The unit of money: what the average customer of the focal firm is expected to pay in a week at first."""
    revenue = customers = 0.0
    for traits in people:
        own = traits.provider == 1
        paid = traits.buy_rate * world.people.spend_shape / traits.spend_rate
        repertoire = world.terms.kind == "repertoire"
        revenue += world.terms.brand_shares[0] * sums.total(paid) if repertoire else sums.total(paid[own])
        customers += float(own.sum())
    if not revenue > 0:
        advice = "Raise market.focal_share, or take people from a log."
        raise Mistake(
            "market.focal_share", world.terms.focal_share, "leaves the focal firm no customers to begin with", advice
        )
    envelope = world.terms.budget_share * customers / len(people)
    return replace(centre, weekly_revenue=revenue / customers, quarterly_envelope=(envelope,))


def _expected_revenue(market: Market, own: npt.NDArray[np.intp]) -> float:
    """What the focal firm is expected to be paid in a week at the observed rates of its customers `own` [money]."""
    values, people = market.population.values, market.world.people
    rate = values["buy_rate"]
    if market.world.terms.kind == "repertoire":  # everybody buys some of it
        return sums.total(rate * values["taste"][:, 1] * people.spend_shape / values["spend_rate"])
    return sums.total(rate[own] * people.spend_shape / values["spend_rate"][own])


def _envelopes(world: World, centre: Centre, lifts: Lifts, pilots: int) -> tuple[float, ...]:
    """A share of the status quo's revenue, quarter by quarter [weekly revenue per week]."""
    quarters = np.array_split(lifts.revenue / pilots, range(QUARTER, len(lifts.revenue), QUARTER))
    return tuple(float(world.terms.budget_share * np.mean(quarter) / centre.weekly_revenue) for quarter in quarters)
