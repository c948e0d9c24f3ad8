"""Amounts as people write them, strictly: a decimal point, no currency, no thousands."""

from __future__ import annotations

import numpy as np

from simulation.mistake import Mistake

LARGEST_AMOUNT = 1e15  # beyond it the cents of a double are lost, and sums may overflow


def written_worth(text: str, source: str, line: int, name: str, returns: str) -> float:
    """The amount that a text names [money]; negative only where returns are not refused.

    Args:
        text: what is written.
        source: the file, for messages.
        line: where it stands, for messages.
        name: of the column, for messages.
        returns: "refuse", "drop" or "net".

    Raises:
        Mistake: the text is no amount, or a return that is refused.
    """
    try:
        worth = float(text)
    except ValueError:
        worth = np.nan
    if 0 <= worth < LARGEST_AMOUNT and "_" not in text:
        return worth
    thing = f"{source}, line {line}, column '{name}'"
    if -LARGEST_AMOUNT < worth < 0:
        if returns != "refuse":
            return worth
        advice = "Set returns to net (take them off earlier purchases) or drop (leave them out)."
        raise Mistake(thing, text, "must not be negative", advice)
    advice = "Write 1234.50: a decimal point, no currency, no thousands. For a log without amounts, set amount to None."
    raise Mistake(thing, text.strip() or "nothing", f"must be a number from 0 to {LARGEST_AMOUNT:.0e}", advice)
