"""Mesa's batch_run over a model that does nothing: what a run costs before anything is simulated."""

from __future__ import annotations

import time
import warnings
from typing import Any

import mesa
from mesa.batchrunner import batch_run


class Idle(mesa.Model):  # type: ignore[misc]  # Mesa has no types
    """A model with one parameter, one number to report and nothing to do."""

    def __init__(self, half_life: float = 30.0, **more: Any) -> None:
        super().__init__(**more)
        self.half_life = half_life
        self.datacollector = mesa.DataCollector(model_reporters={"half_life": "half_life"})

    def step(self) -> None:
        """Report, and stop."""
        self.datacollector.collect(self)
        self.running = False


def idle_batch(runs: int) -> float:
    """Seconds that so many runs take in one process."""
    start = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        batch_run(Idle, {"half_life": list(range(runs))}, max_steps=1, display_progress=False)
    return time.perf_counter() - start
