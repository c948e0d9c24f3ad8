"""The centre of each replicate's world: one for all, or one for each member of a calibrated ensemble."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.config.building import Setting
from experiments.executors import Crew
from experiments.progress import Progress
from simulation.centre import Centre
from simulation.centring import PILOT_SEEDS, centred


class Centres:
    """Found when first asked for, and remembered: with few replicates few members are ever centred.

    Args:
        setting: its worlds are centred.
        workers: who computes.
        progress: is told what goes on.
    """

    def __init__(self, setting: Setting, workers: Crew, progress: Progress) -> None:
        self._setting, self._workers, self._progress = setting, workers, progress
        self._found: dict[int, Centre] = {}

    def of(self, replicates: Sequence[int]) -> list[Centre]:
        """The centre of each replicate's world, in order."""
        members = [0 if self._setting.ensemble is None else k % len(self._setting.ensemble.worlds) for k in replicates]
        missing = sorted(set(members) - set(self._found))
        if missing:
            with self._progress.task("centring the status quo", len(missing)) as done:
                # Many members take one pilot each: what it misses is far below what parts the members.
                seeds = PILOT_SEEDS if self._setting.ensemble is None else PILOT_SEEDS[:1]
                payloads = [(self._setting.world_of(member), seeds) for member in missing]
                self._found |= dict(zip(missing, self._workers.do(centred, payloads, done), strict=True))
        return [self._found[member] for member in members]
