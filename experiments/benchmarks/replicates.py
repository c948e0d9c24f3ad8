"""The main job: many replicates of two strategies on all cores."""

from __future__ import annotations

import time
from collections.abc import Sequence

from experiments.benchmarks import worlds
from experiments.benchmarks.measurement import Figure
from experiments.config.sections import Executor
from experiments.execution.executors import crew
from experiments.execution.jobs import run_replicate
from experiments.execution.progress import Progress
from simulation.market.centre import Centre
from simulation.measures.outcome import Outcome
from simulation.strategy import Strategy
from simulation.world.world import World

SIZE, WEEKS, REPLICATES = 2_400, 260, 30


def timed(world: World, centre: Centre, pair: Sequence[Strategy], seed: int) -> tuple[list[Outcome], float]:
    """One replicate, and the CPU time that it took [s]."""
    start = time.process_time()
    return run_replicate(world, centre, pair, seed), time.process_time() - start


def measured(progress: Progress) -> list[Figure]:
    """Wall-clock seconds of 30 pairs, the start of the workers included."""
    world, centre = worlds.world(SIZE, WEEKS), worlds.centre(SIZE)
    pair = (worlds.cx_only(), worlds.relationship())
    payloads = [(world, centre, pair, seed) for seed in range(REPLICATES)]
    start = time.perf_counter()
    with crew(Executor()) as workers, progress.task("replicates", REPLICATES) as done:
        cpu = sum(seconds for _, seconds in workers.do(timed, payloads, done))
        cores = workers.workers
    seconds = time.perf_counter() - start
    steps = SIZE * WEEKS * len(pair) * REPLICATES / seconds / 1e6
    what = f"{SIZE:,} customers × {WEEKS} weeks × {len(pair)} strategies × {REPLICATES} replicates"
    return [
        Figure(what, seconds, "s", below=60.0, note=f"{cores} workers, without centring"),
        Figure("of which each worker computes", cpu / cores, "s of CPU", note="the rest is waiting for a core"),
        Figure("all workers together", steps, "million agent-steps/s"),
    ]
