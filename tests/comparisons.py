"""Small comparisons for the tests of what is made of them, and how to bend one."""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import Any

import numpy as np
import pytest

from experiments import figures
from experiments.analyses.compare import compared
from experiments.config.composition import composed
from experiments.config.setting import built
from experiments.execution.progress import Progress
from experiments.results.comparison import Comparison
from simulation.measures.outcome import Outcome
from tests.commands import fitting

SMALL = (
    "population.size=60", "weeks=8", "replicates=3", "centring=quick", "executor=inline", "explain.replicates=0",
    "boundary.points=0",
)  # fmt: skip
EXPLAINED = ("explain.replicates=2", "boundary.points=3")
"""With the explanation and the map that are left out otherwise, because they take seconds."""


@cache
def small(*more: str) -> Comparison:
    """A comparison of sixty people over eight weeks; each one is run once for all tests of a process."""
    return compared(built(composed(fitting([*SMALL, *more]), "compare").values), Progress(quiet=True))


def draw_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three figures of a comparison and two of a run, where a test asks for files and not for what is in them."""
    for name, few in {"FIGURES": ("differences", "weekly", "ledger"), "OF_A_RUN": ("weekly", "ledger")}.items():
        monkeypatch.setattr(figures, name, {figure: getattr(figures, name)[figure] for figure in few})


def renamed(comparison: Comparison, *names: str) -> Comparison:
    """The same comparison with other names of its strategies."""
    strategies = tuple(
        dataclasses.replace(strategy, name=name)
        for strategy, name in zip(comparison.setting.strategies, names, strict=True)
    )
    return dataclasses.replace(comparison, setting=dataclasses.replace(comparison.setting, strategies=strategies))


def with_measures(comparison: Comparison, strategy: int, **values: float) -> Comparison:
    """The same comparison in which one strategy has these measures in every replicate."""
    return _changed(comparison, strategy, lambda o: {"measures": o.measures | values})


def without_people_in(comparison: Comparison, segment: int) -> Comparison:
    """The same comparison in which nobody is in a segment."""

    def emptied(o: Outcome) -> dict[str, Any]:
        segments = {name: values.copy() for name, values in o.segments.items()}
        for values in segments.values():
            values[segment] = 0.0
        return {"segments": segments}

    for strategy in range(len(comparison.names)):
        comparison = _changed(comparison, strategy, emptied)
    return comparison


def with_cash(comparison: Comparison, strategy: int, cash: list[float]) -> Comparison:
    """The same comparison in which one strategy has this weekly cash in every replicate."""
    return _changed(comparison, strategy, lambda o: {"cash": np.array(cash)})


def _changed(comparison: Comparison, strategy: int, change: Any) -> Comparison:
    runs = tuple(dataclasses.replace(o, **change(o)) for o in comparison.outcomes[strategy])
    outcomes = tuple(runs if k == strategy else other for k, other in enumerate(comparison.outcomes))
    return dataclasses.replace(comparison, outcomes=outcomes)
