"""What the data say of each relational parameter: its plausible range before, its range after, and a verdict.

    identified    the range after is at most half of the range before
    weakly        at most five sixths
    prior only    no more is known than before, and the plausible range stays whole

Both are the middle 90 % (or what `calibrate.confidence` says), before of an even law over the plausible range. A log of
purchases without contacts says nothing about a relationship: without further statistics every verdict is "prior only".
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from experiments.analyses.calibrate.simulated_moments import MOVES, Matching

IDENTIFIED, WEAKLY, PRIOR_ONLY = "identified", "weakly", "prior only"
HALF, MOSTLY = 1 / 2, 5 / 6
COLUMNS = ["parameter", "default", "prior_low", "prior_high", "low", "high", "width", "moves", "verdict", "why"]


def identifiability(
    ranges: Mapping[str, tuple[float, float]],
    defaults: Mapping[str, float],
    matching: Matching | None,
    confidence: float,
) -> pd.DataFrame:
    """One row a parameter, those that are best known first.

    Args:
        ranges: plausible range of every doubtful parameter.
        defaults: their values.
        matching: None where no statistics were given.
        confidence: of both ranges.
    """
    rows = [_row(key, ranges[key], defaults[key], matching, confidence) for key in ranges]
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.sort_values(["width", "moves", "parameter"], ascending=[True, False, True], ignore_index=True)


def _row(
    key: str, prior: tuple[float, float], default: float, matching: Matching | None, confidence: float
) -> list[object]:
    tail, moves = (1.0 - confidence) / 2.0, 0.0 if matching is None else matching.movement[key]
    low, high = prior
    whole = [low + tail * (high - low), high - tail * (high - low)]
    if matching is None:
        why = "no statistics were given, and purchases alone do not speak of it"
        return [key, default, *whole, *whole, 1.0, 0.0, PRIOR_ONLY, why]
    if matching.sets is None or key not in matching.ranges:
        if key in matching.ranges:
            why = "every parameter set that was searched is excluded: the status quo there is not as observed"
        elif moves < MOVES:
            why = f"moves no statistic by more than {moves:.2g} of its standard errors"
        else:
            why = "others move the statistics more, and it was not searched"
        return [key, default, *whole, *whole, 1.0, moves, PRIOR_ONLY, why]
    k = list(matching.ranges).index(key)
    after = [float(matching.scaled(matching.sets.quantiles(p))[k]) for p in (tail, 1.0 - tail)]
    width = float(np.diff(after)[0] / np.diff(whole)[0])
    verdict = IDENTIFIED if width <= HALF else WEAKLY if width <= MOSTLY else PRIOR_ONLY
    why = f"moves a statistic by {moves:.2g} of its standard errors"
    if verdict == PRIOR_ONLY:
        return [key, default, *whole, *whole, 1.0, moves, verdict, f"{why}, but not by itself: others make up for it"]
    return [key, default, *whole, *after, width, moves, verdict, why]


def narrowed_parameters(table: pd.DataFrame) -> list[str]:
    """Parameters that an ensemble carries."""
    return list(table.loc[table["verdict"] != PRIOR_ONLY, "parameter"])
