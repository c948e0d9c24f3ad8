"""The centre of each replicate's world: one for all, or one for each member of a calibrated ensemble."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.config.building import Setting
from experiments.executors import Crew
from experiments.progress import Progress
from simulation.centre import Centre
from simulation.centring import PILOT_SEEDS, centred

PASSES = 2


class Centres:
    """Found when first asked for, and remembered: with few replicates few members are ever centred.

    Args:
        setting: its worlds are centred.
        workers: who computes.
        progress: is told what goes on.
    """

    def __init__(self, setting: Setting, workers: Crew, progress: Progress) -> None:
        self._setting, self._workers, self._progress = setting, workers, progress
        self._best: Centre | None = None
        self._found: dict[int, Centre] = {}

    def of(self, replicates: Sequence[int]) -> list[Centre]:
        """The centre of each replicate's world, in order."""
        members = [0 if self._setting.ensemble is None else k % len(self._setting.ensemble.worlds) for k in replicates]
        missing = sorted(set(members) - set(self._found))
        if missing and self._best is None:
            with self._progress.task("centring the status quo", 1) as done:
                self._best = self._workers.do(centred, [(self._setting.world,)], done)[0]
        if missing and self._setting.ensemble is None:
            assert self._best is not None
            self._found[0] = self._best
        elif missing:
            # The best world's constants are near those of every member, so few passes of one pilot suffice.
            payloads = [(self._setting.world_of(k), PILOT_SEEDS[:1], PASSES, self._best) for k in missing]
            with self._progress.task("centring the ensemble", len(missing)) as done:
                self._found |= dict(zip(missing, self._workers.do(centred, payloads, done), strict=True))
        return [self._found[member] for member in members]
