"""Nothing is counted twice: pilot runs of the status quo find the constants that make it reproduce what was observed.

The observed hazard and purchase rate are totals: commitment, contagion and rumour are inside them, so neither may move
when they are switched on; nor may revenue when satisfied customers pay more. What the mechanisms add changes as the
market runs (commitment grows, novelty goes), so it is taken out quarter by quarter. In the first pass pilots are
steered: after each week their constants become those with which that week would have shown what was observed, and what
was needed on average in a quarter is kept (see `lifts` for the sums). The next pass runs as every market does, with
these constants, and takes out what is left. Every world is centred anew, also each point of a sweep; a strategy or an
ablation is not. Pilots have seeds of their own that no replicate uses. What firms may spend follows in `funding`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import cast

import numpy as np

from simulation import exact_sums
from simulation.alignment.funding import no_customers, with_envelopes, with_unit
from simulation.alignment.observed_totals import LEAST, PilotTotals
from simulation.draws import Draws
from simulation.market.account import together
from simulation.market.centre import ByQuarter, Centre
from simulation.market.envelopes import GRAIN
from simulation.mechanisms.failure import Failure
from simulation.mistake import Mistake
from simulation.people.people import Observed, Traits
from simulation.recommendation import fitting_scale
from simulation.world.checks import refuse_unpayable
from simulation.world.market import Market
from simulation.world.world import World

PILOT_SEEDS = (-1, -2)
PASSES = 3
TURNED_AWAY = 0.5
"""A status quo is not the observed one if so many leave because they were turned away, per customer observed to leave.

What makes failures carry their share and takes out what the mechanisms add does not enter: in a poor world it falls to
nothing, and the poorest would pass."""
FIRST_GUESS = Centre((-0.95,), (0.76,), commitment=1.1, quality=0.93, failure=2.8)
"""Near the reference world's; the pilots steer away from it within weeks."""


def centre_world(
    world: World, seeds: tuple[int, ...] = PILOT_SEEDS, passes: int = PASSES, start: Centre = FIRST_GUESS
) -> Centre:
    """The constants of a world; a pure function of it.

    Args:
        world: its rivals' strategies are ignored: all firms follow `as_is`.
        seeds: of the pilot runs.
        passes: over all pilots.
        start: constants of a world that is much the same.

    Raises:
        Mistake: the focal firm has no customers, or the status quo cannot be as it was observed.
    """
    refuse_unpayable(world)
    pilot = world.calm()
    people = [pilot.people.traits(Draws(seed), pilot.terms) for seed in seeds]
    communities = [pilot.community(seed) for seed in seeds]
    failure = cast(Failure, world.mechanism("failure"))
    carried = _carried(world, failure, _observed(people)) if failure.enabled else 0.0
    customers = float(np.mean([(traits.provider == 1).sum() for traits in people]))
    if customers == 0:
        raise no_customers(world, 0)
    first_envelope = (world.terms.budget_share * customers,)
    centre = replace(with_unit(pilot, start), failure_share=carried, quarterly_envelope=first_envelope)
    for number in range(passes):
        lifts, first = PilotTotals(pilot.weeks, pilot.terms.firms), number == 0
        watch = _steering(lifts, failure.share) if first else lifts.weigh
        # To come near, one pilot is enough.
        some = slice(1) if first and passes > 1 else slice(None)
        markets = [
            Market(pilot, pilot.as_is, seed, centre, traits, community).run(watch)
            for seed, traits, community in zip(seeds[some], people[some], communities[some], strict=True)
        ]
        centre = replace(
            with_envelopes(pilot, centre, lifts.revenue / len(markets)),
            quarterly_leave=_logs(lifts.leave.ratios, centre.leave(0)),
            quarterly_buy=_logs(lifts.buy.ratios, centre.buy(0)),
            quarterly_premium=tuple(float(ratio) for ratio in lifts.premium.ratios),
            quality=lifts.quality,
            failure=lifts.failure(centre.failure, failure.share),
            failing_by_buying=lifts.failing_by_buying,
            buying=lifts.buying,
            commitment=float(np.mean([m.record.series["commitment"][-1, 1] for m in markets])),
            commitment_spread=float(np.mean([_spread(m) for m in markets])),
            usual_costs=_usual_costs(markets),
        )
    _refuse_unlike(lifts)
    return replace(centre, recommendation=_recommendation(markets))


def centre_world_quickly(world: World, start: Centre = FIRST_GUESS) -> Centre:
    """The constants from one steered pilot, a fifth of the work: for one point of many, see `centre_world`."""
    return centre_world(world, seeds=PILOT_SEEDS[:1], passes=1, start=start)


CENTRING: Mapping[str, Callable[[World], Centre]] = {"thorough": centre_world, "quick": centre_world_quickly}
"""How a world is centred, by the word of the configuration."""


def _steering(lifts: PilotTotals, share: float) -> Callable[[Market], None]:
    """Counts a week, then gives the market the constants that this week would have needed."""

    def steer(market: Market) -> None:
        lifts.weigh(market)
        centre, week = market.centre, market.week
        market.centre = replace(
            with_envelopes(market.world, centre, lifts.latest_revenue[np.newaxis]),
            quarterly_leave=_logs([lifts.leave.latest], centre.leave(week)),
            quarterly_buy=_logs([lifts.buy.latest], centre.buy(week)),
            quarterly_premium=(lifts.premium.latest,),
            quality=lifts.quality,
            failure=lifts.failure(centre.failure, share),
            failing_by_buying=lifts.failing_by_buying,
            buying=lifts.buying,
        )

    return steer


def _logs(ratios: Iterable[float], otherwise: float) -> ByQuarter:
    """Constants from what is there per observed; where nothing is there, or nothing was observed, the one before."""
    logs = []
    for ratio in ratios:
        otherwise = float(np.log(ratio)) if ratio > 0 else otherwise
        logs.append(otherwise)
    return tuple(logs)


def _refuse_unlike(lifts: PilotTotals) -> None:
    turned_away = lifts.turned_away * lifts.stops
    if turned_away > TURNED_AWAY * lifts.at_stake > 0:
        raise Mistake(
            "market.budget_share", "this world",
            f"cannot serve its customers under the status quo: {turned_away / lifts.at_stake:.1f} times as many as "
            "were observed to leave would do so because they were turned away, and "
            f"{lifts.kept_waiting / lifts.received:.3f} needs per customer and week have to wait",
            "Raise market.budget_share or mechanism.contact.capacity, or lower mechanism.contact.inbound_rate or "
            "mechanism.recovery.handling_cost.",
        )  # fmt: skip


def _usual_costs(markets: list[Market]) -> tuple[float, float]:
    """What a customer of the focal firm cost in a week besides quality, see `account` [weekly revenue]."""
    accounts = [market.accounts[1] for market in markets]
    before, after = together(one for account in accounts for one in (*account.past, account.present)).per_customer()
    return before / GRAIN, after / GRAIN


def _recommendation(markets: list[Market]) -> float:
    """The scale of answers that gives the customers of the status quo the score that the firm observes."""
    people, terms = [market.population for market in markets], markets[0].world.terms
    felt = np.concatenate([person["satisfaction"][person["provider"] == 1] for person in people])
    return fitting_scale(felt, terms.recommendation_score, terms.recommendation_noise)


def _spread(market: Market) -> float:
    """Standard deviation of commitment among the focal firm's customers; next to nothing where all are alike."""
    wish = market.population["commitment"][market.population["provider"] == 1]
    return max(float(np.sqrt(exact_sums.mean(np.square(wish - exact_sums.mean(wish))))), LEAST)


def _carried(world: World, failure: Failure, observed: float) -> float:
    """What failures carry of all leaving; a log whose customers hardly leave is named as the cause of a refusal."""
    try:
        return failure.carried(observed)
    except Mistake:
        if not isinstance(world.people, Observed):
            raise
        raise Mistake(
            world.people.source,
            f"customers who hardly ever leave ({100 * observed:.2g} % of them a week, as far as their purchases tell)",
            f"leave no room for the {100 * failure.share * failure.floor:.2g} % a week who are assumed to leave after "
            "a failed contact however close they are",
            f"Add mechanism.{failure.name}.floor=0, or use the population that courtship calibrate makes of this log.",
        ) from None


def _observed(people: list[Traits]) -> float:
    """Mean observed propensity to leave of the customers of week 0 [1/week]."""
    return float(np.mean([np.mean(traits.leave_rate[traits.provider > 0]) for traits in people]))
