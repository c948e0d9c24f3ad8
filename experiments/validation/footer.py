"""What must be known to read a table of validation, in sentences."""

from __future__ import annotations

from experiments.validation.case import FAILS, HOLDS, MISS
from experiments.validation.validation import Validation

NARROW = 0.02
"""Chance to leave the band by luck above which a pattern is called narrow."""


def footer(result: Validation) -> tuple[str, ...]:
    """What must be known to read the table, in sentences."""
    counts = result.counts
    said = [
        f"{kind}s: {n[HOLDS]} hold, {n[FAILS]} fail, {n[MISS]} declared misses."
        for kind, n in counts.items()
        if sum(n.values())
    ]
    if sum(counts["limit"].values()):
        said.append(
            f"False alarms: were every law exact, new seeds would make some limit case fail with probability at "
            f"most {_percent(result.luck('limit'))} (sum over all points of all cases)."
        )
    if counts["pattern"][HOLDS]:
        said.append(
            f"Luck in patterns: by their standard errors, new seeds would push some pattern that holds out of its "
            f"band with probability at most {_percent(result.luck('pattern'))}; {_near_the_edge(result)}."
        )
    return (*said, "Seeds are fixed, so that the same version gives the same table.")


def _near_the_edge(result: Validation) -> str:
    """Which patterns hold so narrowly that another seed may well turn them."""
    held = result.table[(result.table.kind == "pattern") & (result.table.verdict == HOLDS)]
    near = held[held.luck > NARROW]
    if not len(near):
        return "no pattern holds narrowly"
    rest = _percent(float(held.luck[held.luck <= NARROW].sum()))
    return f"narrow are {', '.join(near.case)}, all others together {rest}"


def _percent(probability: float) -> str:
    return f"{100 * min(probability, 1.0):.3g} %"
