"""How a stock fades: by half in each half-life."""

from __future__ import annotations

import numpy as np


def share_left(weeks: float, half_life: float) -> float:
    """What is left of a stock of 1 after some weeks, 2^(-weeks / half-life)."""
    return float(np.exp2(-weeks / half_life))
