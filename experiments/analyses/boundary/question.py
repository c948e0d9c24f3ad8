"""A question of the verb boundary before anything is run, and how its stages ask the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from experiments.analyses.boundary.rule import current_value, ranges_of
from experiments.config.axes import QUICK, Level, taken
from experiments.config.held import with_held
from experiments.config.options import options_of
from experiments.config.overrides import said
from experiments.config.ranges import refuse_whole
from experiments.config.setting import Setting, meant
from experiments.config.strategies import refuse_all_but_two
from experiments.config.unread import refuse_unread
from experiments.config.variation import Values, Variation
from experiments.execution.progress import Progress
from experiments.sweeps.idle import idle_keys, refuse_idle
from experiments.sweeps.plan import Question
from experiments.sweeps.run import swept
from experiments.sweeps.stages import RUNS
from experiments.sweeps.sweep import open_store
from simulation.draws import Floats
from simulation.mistake import Mistake


@dataclass(frozen=True, eq=False)
class BoundaryQuestion:
    """A question of this verb.

    Args:
        words: of the command line.
        variation: what composes its points.
        settings: the resolved configuration at the defaults.
        setting: what it means.
        ranges: of each parameter.
        named: keys of intervals on the command line.
        folder: of the store.
    """

    words: tuple[str, ...]
    variation: Variation
    settings: Values
    setting: Setting
    ranges: dict[str, tuple[float, float]]
    named: tuple[str, ...]
    folder: Path

    def run(
        self,
        points: Sequence[Mapping[str, float]],
        replicates: int,
        progress: Progress,
        retry_failed: bool,
        stage: str = RUNS,
    ) -> tuple[list[int], Floats]:
        """The numbers of some points, and their differences in profit, shape (points, replicates); NaN where failed."""
        progress.at_most(stage, 2 * replicates * len(points))
        if not points:
            return [], np.empty((0, replicates))
        settings = {**self.settings, "replicates": replicates}
        each = [{key: Level(f"{key}={x!r}", x) for key, x in place.items()} for place in points]

        def at(place: dict[str, Level]) -> Values:
            return {**self.variation.at(place), "strategies": self.setting.options.strategies}

        question = Question(self.words, settings, each, at, len(each))
        numbers = swept(question, self.folder, progress, "boundary", retry_failed, stage)
        runs = open_store(self.folder).asked(numbers, replicates)
        wide = runs.pivot_table(index=["point", "replicate"], columns="strategy", values="profit")
        a, b = (strategy.name for strategy in self.setting.strategies)
        wide = wide.reindex(columns=[a, b])  # a strategy all of whose runs failed has no column
        gap = (wide[b] - wide[a]).unstack("replicate").reindex(index=numbers, columns=range(replicates))
        found: Floats = gap.to_numpy(dtype=np.float64)
        return numbers, found


def boundary_question(words: Sequence[str], folder: Path) -> BoundaryQuestion:
    """What the words ask, to be run in a folder.

    Raises:
        Mistake: for words that do not fit each other.
    """
    apart = taken([QUICK, *words])
    for axis in apart.axes:
        if axis.interval is None:
            raise Mistake(axis.key, "several values", "must be one value or interval(low,high)", "See courtship sweep.")
        if axis.log:
            advice = "Leave tag(log,...) out; courtship sweep and courtship sensitivity spread points by decades."
            raise Mistake(axis.key, "tag(log,...)", "must be interval(low,high), which a map divides evenly", advice)
    variation = Variation(apart.fixed)
    settings = with_held(variation.at({}), apart.fixed)
    refuse_unread(said(words), "boundary", [settings])
    refuse_whole(apart.axes, settings)
    rule = options_of(settings).boundary
    if rule.points == 0:
        raise Mistake("boundary.points", 0, "must be at least 2 for boundary", "Use 0 in compare to leave the map out.")
    setting = meant(settings)
    names = [strategy.name for strategy in setting.strategies]
    refuse_all_but_two(names, "between whom the winner flips")
    own = {axis.key: axis.interval for axis in apart.axes if axis.interval is not None}
    wanted = list(dict.fromkeys([*own, *(rule.parameters or ())]))
    still = idle_keys(setting.world, wanted)
    refuse_idle("boundary.parameters", still, len(still))
    ranges = {**ranges_of(setting, rule.parameters), **own}
    for key in ranges:
        current_value(settings, key)
    if len(ranges) < 2:
        raise Mistake("boundary.parameters", list(ranges), "must be at least two parameters with a range")
    return BoundaryQuestion(tuple(words), variation, settings, setting, ranges, tuple(own), folder)
