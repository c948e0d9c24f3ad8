"""The centre of each replicate: one for all, or one for each member of a calibrated ensemble; envelopes are its own."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.config.setting import Setting
from experiments.execution.executors import WorkerPool
from experiments.execution.job_sizes import centring_size, centring_size_of, run_size
from experiments.execution.progress import Progress
from experiments.execution.work_plan import Stage
from simulation.alignment.centring import CENTRING, PILOT_SEEDS, centre_world
from simulation.alignment.funding import with_own_envelopes
from simulation.market.centre import Centre
from simulation.world.world import World

PASSES = 2
CENTRING_STAGE, MEMBERS_STAGE = "centring the status quo", "centring the ensemble"
STATUS_QUO_STAGE = "status quo of each replicate"


class Centres:
    """Those of an ensemble are found when first asked for: with few replicates few members are ever centred.

    Args:
        setting: its worlds are centred.
        workers: who computes.
        progress: receives progress updates.
        best: the centre of its best world; of an ensemble's members none is known yet.
    """

    def __init__(self, setting: Setting, workers: WorkerPool, progress: Progress, best: Centre) -> None:
        self._setting, self._workers, self._progress, self._best = setting, workers, progress, best
        self._found: dict[int, Centre] = {} if setting.ensemble is not None else {0: best}
        self._funded: dict[int, Centre] = {}

    def of(self, replicates: Sequence[int]) -> list[Centre]:
        """The centre of each replicate's world, in order."""
        members = [0 if self._setting.ensemble is None else k % len(self._setting.ensemble.worlds) for k in replicates]
        missing = sorted(set(members) - set(self._found))
        if missing:
            # The best world's constants are near those of every member, so few passes of one pilot suffice.
            payloads = [(self._setting.world_of(k), PILOT_SEEDS[:1], PASSES, self._best) for k in missing]
            with self._progress.task(MEMBERS_STAGE, len(missing)) as done:
                self._found |= dict(zip(missing, self._workers.do(centre_world, payloads, done), strict=True))
        return [self._found[member] for member in members]

    def funded(self, replicates: Sequence[int]) -> list[Centre]:
        """The same with the envelopes of each replicate's own people, in order."""
        missing = [k for k in replicates if k not in self._funded]
        if missing:
            payloads = [
                (self._setting.world_of(k), self._setting.seed_of(k), centre)
                for k, centre in zip(missing, self.of(missing), strict=True)
            ]
            self._funded |= dict(zip(missing, each_funded(payloads, self._workers, self._progress), strict=True))
        return [self._funded[k] for k in replicates]


def each_funded(
    replicates: Sequence[tuple[World, int, Centre]], workers: WorkerPool, progress: Progress
) -> list[Centre]:
    """The centres of some replicates, given by world, seed and centre of the world, with envelopes of their own."""
    with progress.task(STATUS_QUO_STAGE, len(replicates)) as done:
        return workers.do(with_own_envelopes, replicates, done)


def all_centred(settings: Sequence[Setting], workers: WorkerPool, progress: Progress) -> list[Centres]:
    """The centres of several settings, whose best worlds are centred side by side."""
    with progress.task(CENTRING_STAGE, len(settings)) as done:
        how = CENTRING[settings[0].options.centring]
        best = workers.do(how, [(setting.world,) for setting in settings], done)
    return [Centres(setting, workers, progress, centre) for setting, centre in zip(settings, best, strict=True)]


def centring_stage(setting: Setting, worlds: int = 1) -> Stage:
    """The centring of so many worlds like that of a setting, for the plan of a verb's work."""
    return Stage(CENTRING_STAGE, worlds, centring_size_of(setting.world, setting.options.centring))


def members_stage(setting: Setting, replicates: int) -> Stage:
    """The centring of the members that so many replicates live in, in rounds; none without an ensemble."""
    members = 0 if setting.ensemble is None else min(replicates, len(setting.ensemble.worlds))
    return Stage(MEMBERS_STAGE, members, centring_size(setting.world, PILOT_SEEDS[:1], PASSES), rounds=True)


def status_quo_stage(setting: Setting, replicates: int) -> Stage:
    """The status quo of so many replicates, in rounds."""
    return Stage(STATUS_QUO_STAGE, replicates, run_size(setting.world), rounds=True)
