"""The hunt in one place: every lever alone, then all of them at once, always against the status quo under equal luck.

A find is what a strategy has more than the status quo, per initial customer, over pairs that share people, ties, luck
and envelope. Of the search over all levers only the best is kept; what it is worth is told by other luck than that by
which it was chosen, for the best of many is partly luck.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from experiments.execution.executors import WorkerPool
from experiments.execution.jobs import run_replicate
from experiments.execution.progress import Progress
from experiments.hunting.offers import movable_levers, programme_of, single_lever_programmes
from experiments.hunting.places import SearchedMarket
from experiments.statistics.optimise import ROUND, Search
from experiments.statistics.paired import mean_and_error
from simulation.alignment.centring import centre_world
from simulation.alignment.funding import with_own_envelopes
from simulation.market.centre import Centre
from simulation.measures.outcome import Outcome
from simulation.strategy import Strategy

SEEDS, FRESH = range(4), range(100, 116)
"""Luck by which a strategy is chosen, and luck by which it is judged."""


def profit(outcome: Outcome) -> float:
    """Money per initial customer."""
    return outcome.measures["profit"]


def customer_surplus(outcome: Outcome) -> float:
    """Money per initial customer."""
    return outcome.measures["customer_surplus"]


def trust_per_money(outcome: Outcome) -> float:
    """Mean trust of the firm's customers in the last quarter, for each unit spent on an initial customer [1/money]."""
    spent = outcome.spent / outcome.scale / max(float(outcome.series["customers"][0, 1]), 1.0)
    return float(outcome.series["trust"][-13:, 1].mean()) / max(spent, 1e-9)


GOALS = {goal.__name__: goal for goal in (profit, customer_surplus, trust_per_money)}


@dataclass(frozen=True)
class ProgrammeGain:
    """What a strategy has more than the status quo.

    Args:
        levers: those that are moved.
        gains: of each goal the mean over the pairs.
        errors: of each goal the standard error of that.
    """

    levers: Mapping[str, float]
    gains: Mapping[str, float]
    errors: Mapping[str, float]


class ProgrammeSearch:
    """A place with its status quo, in which strategies are tried.

    Args:
        place: where.
        workers: who computes.
        progress: receives progress updates.
    """

    def __init__(self, place: SearchedMarket, workers: WorkerPool, progress: Progress) -> None:
        self.place, self.workers, self.progress = place, workers, progress
        with progress.task(f"centring: {place}", 1) as done:
            self.centre: Centre = workers.do(centre_world, [(place.world,)], done)[0]
        self._funded: dict[int, Centre] = {}
        self._usual: dict[int, Outcome] = {}

    def tried(self, strategies: Sequence[Strategy], seeds: Sequence[int], what: str) -> list[ProgrammeGain]:
        """What each of some strategies has more than the status quo."""
        self._prepare(seeds)
        world = self.place.world
        payloads = [(world, self._funded[seed], (one,), seed) for one in strategies for seed in seeds]
        with self.progress.task(f"{what}: {self.place}", len(payloads)) as done:
            runs = [outcome for (outcome,) in self.workers.do(run_replicate, payloads, done)]
        return [self._find(one, seeds, runs[k * len(seeds) : (k + 1) * len(seeds)]) for k, one in enumerate(strategies)]

    def _prepare(self, seeds: Sequence[int]) -> None:
        missing, world = [seed for seed in seeds if seed not in self._usual], self.place.world
        if not missing:
            return
        with self.progress.task(f"status quo: {self.place}", 2 * len(missing)) as done:
            envelopes = self.workers.do(with_own_envelopes, [(world, seed, self.centre) for seed in missing], done)
            self._funded |= dict(zip(missing, envelopes, strict=True))
            payloads = [(world, self._funded[seed], (world.as_is,), seed) for seed in missing]
            usual = [outcome for (outcome,) in self.workers.do(run_replicate, payloads, done)]
        self._usual |= dict(zip(missing, usual, strict=True))

    def _find(self, strategy: Strategy, seeds: Sequence[int], runs: Sequence[Outcome]) -> ProgrammeGain:
        gains, errors = {}, {}
        for name, goal in GOALS.items():
            more = np.array([goal(run) - goal(self._usual[seed]) for seed, run in zip(seeds, runs, strict=True)])
            gains[name], errors[name] = mean_and_error(more)
        usual = self.place.world.as_is.levers
        return ProgrammeGain({n: v for n, v in strategy.levers.items() if usual.get(n) != v}, gains, errors)

    def each_alone(self) -> list[tuple[str, str, ProgrammeGain]]:
        """Every lever moved alone: its name, how far, and what that finds."""
        asked = list(single_lever_programmes(self.place.world))
        found = self.tried([strategy for *_, strategy in asked], SEEDS, "one lever")
        return [(name, how, find) for (name, how, _), find in zip(asked, found, strict=True)]

    def best(self, goal: str, rounds: int, alone: Sequence[ProgrammeGain] = ()) -> ProgrammeGain:
        """The best of a search over all levers at once, by luck that it has not seen.

        Args:
            goal: one of `GOALS`.
            rounds: of the search.
            alone: what levers gain by themselves; the search begins with them.
        """
        world = self.place.world
        ranges = {name: (lever.low, lever.high) for name, lever in movable_levers(world).items()}
        search = Search(ranges, first=2 * ROUND, seed=1, known=self.beginnings(goal, alone))
        best = (-np.inf, dict[str, float]())
        for number in range(rounds):
            points = search.ask()
            found = self.tried([programme_of(world, point) for point in points], SEEDS, f"{goal}, round {number + 1}")
            values = [find.gains[goal] for find in found]
            search.tell([-value for value in values])
            best = max(best, *zip(values, points, strict=True), key=lambda one: one[0])
        return self.tried([programme_of(world, best[1])], FRESH, f"{goal}, fresh luck")[0]

    def beginnings(self, goal: str, alone: Sequence[ProgrammeGain]) -> list[dict[str, float]]:
        """The status quo, the levers that gain most by themselves, and all that gain together: a round at the most."""
        levers, usual = movable_levers(self.place.world), self.place.world.as_is.levers
        idle = {name: usual.get(name, lever.idle) for name, lever in levers.items()}
        gaining = sorted(
            (find for find in alone if find.gains[goal] > 2.0 * find.errors[goal]), key=lambda find: find.gains[goal]
        )
        together = {name: value for find in gaining for name, value in find.levers.items()}
        some = [{**idle, **find.levers} for find in reversed(gaining[-(ROUND - 2) :])]
        return [idle, {**idle, **together}, *some] if gaining else [idle]
