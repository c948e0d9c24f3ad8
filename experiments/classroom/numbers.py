"""Numbers that a page is sent, as text or as numbers."""

from __future__ import annotations

import math
from typing import Any

from simulation.mistake import Mistake


def number(value: Any, key: str) -> float:
    """A finite number.

    Raises:
        Mistake: for anything else.
    """
    try:
        found = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        found = math.nan
    if not math.isfinite(found):
        raise Mistake(key, str(value)[:80], "must be a finite number")
    return found


def whole_number(value: Any, key: str, most: int) -> int:
    """A whole number from 0 to `most`.

    Raises:
        Mistake: for anything else.
    """
    found = number(value, key)
    if found != int(found) or not 0 <= found <= most:
        raise Mistake(key, str(value)[:80], f"must be a whole number between 0 and {most}")
    return int(found)
