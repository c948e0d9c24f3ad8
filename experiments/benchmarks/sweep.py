r"""What a run of a sweep costs besides being simulated, beside Hydra's basic launcher and Mesa's batch_run.

Overheads are those of jobs that do nothing (Hydra, Mesa), or what is left of the wall clock when the simulation is
taken off (ours), each per further run and in one process. End to end, two sizes of one sweep are run: the slope is the
cost of a run, the intercept that of starting; both together say how long 10,000 runs take. The full sweep is

    courtship sweep population.size=1000 weeks=104 replicates=4 design=sobol design.n=1250 \
        "mechanism.trust.half_life=interval(26,104)" "mechanism.fatigue.half_life=interval(2,8)"
"""

from __future__ import annotations

import contextlib
import io
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from experiments.api import sweep
from experiments.benchmarks.measurement import Figure
from experiments.benchmarks.object_model.idle import idle_batch
from experiments.cli.multirun import run_every_job
from experiments.cli.words import Words
from experiments.execution.executors import cores
from experiments.execution.progress import Progress
from experiments.sweeps.store import Store
from experiments.sweeps.sweep import Sweep

TINY = ("population.size=30", "weeks=2", "executor=inline", "strategy=cx_only")
LARGE = ("population.size=1000", "weeks=104", "replicates=4")
FEW, MANY, FULL = 50, 250, 10_000
JOBS = (5, 25)
POINTS = (2, 8)


def measured(progress: Progress) -> list[Figure]:
    """Overheads in milliseconds a run, then the whole sweep against the simulation in it."""
    with progress.task("sweeps", 6) as done, tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        _overhead(folder / "warm", "seed=1,2")
        ours = _slope(lambda n: _overhead(folder / f"p{n}", f"mechanism.trust.half_life=range(30,{30 + n})"), FEW, MANY)
        done()
        shared = _slope(lambda n: _overhead(folder / f"r{n}", f"replicates={n}"), FEW, MANY)
        done()
        hydra = _slope(lambda n: _hydra(folder / f"h{n}", n), *JOBS)
        done()
        mesa = _slope(idle_batch, FEW, MANY)
        done()
        found = []
        for points in POINTS:
            found.append(_end_to_end(folder / str(points), points))
            done()
    (small, large) = found
    runs = [points * 8 for points in POINTS]
    slope = (large[0] - small[0]) / (runs[1] - runs[0])
    start = max(0.0, large[0] - slope * runs[1])
    pure = large[1] / runs[1]
    hours = (start + slope * FULL) / 3600
    whole = (start + slope * FULL) / (pure * FULL / cores())
    note = (
        f"{start:.1f} s to start, then {slope:.3f} s a run on {cores()} cores; simulating takes {pure:.3f} core-seconds"
    )
    return [
        Figure("sweep, a point of its own for each run", ours, "ms a run", note="one process"),
        Figure("sweep, replicates of one point", shared, "ms a run", note="one process"),
        Figure("Hydra's basic launcher", hydra, "ms a run", note="jobs that do nothing"),
        Figure("mesa.batch_run", mesa, "ms a run", note="a model that does nothing; all in memory"),
        Figure("Hydra's launcher over a sweep", hydra / ours, "times"),
        Figure("10,000 runs of 1,000 × 104: whole over simulation", whole, "times", below=1.25, note=note),
        Figure("10,000 runs of 1,000 × 104", hours, "h", note="extrapolated"),
        Figure("of which centring, at 8 runs a point", 6 / 14, "of the simulation", note="6 pilot runs a point"),
    ]


def _seconds(result: Sweep) -> float:
    with Store(result.folder) as store:
        return float(store.value("SELECT SUM(seconds) FROM runs"))


def _slope(seconds: Callable[[int], float], few: int, many: int) -> float:
    """Milliseconds that one more costs, so that starting costs nothing."""
    before = seconds(few)
    return 1000 * (seconds(many) - before) / (many - few)


def _overhead(folder: Path, word: str) -> float:
    """Seconds besides simulating."""
    start = time.perf_counter()
    result = sweep(*TINY, word, folder=str(folder), quiet=True)
    return time.perf_counter() - start - _seconds(result)


def _hydra(folder: Path, jobs: int) -> float:
    folder.mkdir()
    words = (f"mechanism.trust.half_life=range(30,{30 + jobs})", f"hydra.sweep.dir={folder}")
    start = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()):
        run_every_job(Words("run", words, frozenset()), lambda _: 0)
    return time.perf_counter() - start


def _end_to_end(folder: Path, points: int) -> tuple[float, float]:
    """Wall clock, and core-seconds of simulation."""
    design = ("design=sobol", f"design.n={points}", "mechanism.trust.half_life=interval(26,104)")
    start = time.perf_counter()
    result = sweep(*LARGE, *design, folder=str(folder), quiet=True)
    return time.perf_counter() - start, _seconds(result)
