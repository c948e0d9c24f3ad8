"""How many customers live through a week in a second: columns, Mesa objects, and our own agents one by one.

Turns are taken in one process, so that a machine that slows down slows all of them, and medians are compared.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

from experiments.benchmarks import worlds
from experiments.benchmarks.measurement import Figure
from experiments.benchmarks.object_model import ObjectMarket
from experiments.execution.progress import Progress
from simulation.mesa_model.model import Courtship
from simulation.world.market import Market

WARM_UP = 8
TURNS = {"columns": 7, "objects": 7, "agents": 3}
WEEKS = {"columns": 10, "objects": 2, "agents": 1}
"""Turns of each engine, and weeks of one turn; the slower an engine, the fewer are needed to time it well."""


def measured(progress: Progress) -> list[Figure]:
    """Million agent-steps a second of CPU time at two sizes, and the ratios to objects."""
    figures = []
    for size in (1_000, 10_000):
        speed = _speeds(size, progress)
        where = f"at {size:,} customers"
        for engine, steps in speed.items():
            figures.append(Figure(f"{engine} {where}", steps, "million agent-steps/s"))
        target = 30.0 if size == 10_000 else None
        ratio = speed["columns"] / speed["objects"]
        figures.append(Figure(f"columns ÷ Mesa objects {where}", ratio, "×", at_least=target))
        figures.append(Figure(f"columns ÷ agents {where}", speed["columns"] / speed["agents"], "×"))
    return figures


def _speeds(size: int, progress: Progress) -> dict[str, float]:
    world = worlds.world(size, WARM_UP + TURNS["columns"] * WEEKS["columns"])
    strategy, centre = worlds.relationship(), worlds.centre(size)
    columns = Market(world, strategy, 0, centre)
    objects = ObjectMarket(world, strategy, 0, centre)
    agents = Courtship(world, strategy, seed=0, centre=centre, engine="agents")
    for _ in range(WARM_UP):
        columns.step()
        objects.step()
        agents.market.step()  # the same numbers, sooner
    week: dict[str, Callable[[], None]] = {"columns": columns.step, "objects": objects.step, "agents": agents.step}
    seconds: dict[str, list[float]] = {engine: [] for engine in week}
    with progress.task(f"engines, {size:,} customers", max(TURNS.values())) as done:
        for turn in range(max(TURNS.values())):
            for engine, step in week.items():
                if turn >= TURNS[engine]:
                    continue
                start = time.process_time()
                for _ in range(WEEKS[engine]):
                    step()
                seconds[engine].append((time.process_time() - start) / WEEKS[engine])
            done()
    return {engine: size / median(turns) / 1e6 for engine, turns in seconds.items()}
