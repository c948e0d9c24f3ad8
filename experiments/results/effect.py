"""One effect: what something adds to the second strategy's lead, with Student's interval over paired replicates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.statistics.paired import t_interval
from simulation.draws import Floats


@dataclass(frozen=True)
class Effect:
    """An effect in the unit of its measure; numbers are None where they are undefined.

    Args:
        kind: "difference", "mechanism", "group", "group alone", "group last" or "lever".
        name: of what has the effect.
        mean: over replicates.
        ci_low: lower end of the interval; None from a single replicate.
        ci_high: upper end.
        replicates: in which it is defined.
        design_error: standard error of the mean that comes from sampled orders.
        note: in words.
    """

    kind: str
    name: str
    mean: float | None
    ci_low: float | None
    ci_high: float | None
    replicates: int
    design_error: float | None = 0.0
    note: str = ""

    @property
    def shown(self) -> int:
        """1 or -1 where the interval lies above or below 0, else 0."""
        if self.ci_low is None or self.ci_high is None:
            return 0
        return 1 if self.ci_low > 0 else -1 if self.ci_high < 0 else 0


def effect(
    kind: str, name: str, values: Floats, confidence: float, note: str = "", design_error: float = 0.0
) -> Effect:
    """An effect from one value a replicate, shape (replicates,); NaN where it is undefined."""
    defined = values[~np.isnan(values)]
    error = None if np.isnan(design_error) else float(design_error)
    if defined.size < 2:
        mean = float(defined[0]) if defined.size else None
        return Effect(kind, name, mean, None, None, int(defined.size), error, note)
    low, mean, high = t_interval(defined, confidence)
    return Effect(kind, name, mean, low, high, int(defined.size), error, note)
