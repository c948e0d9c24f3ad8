"""The section `explain` of the configuration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulation.mistake import Mistake

MOST = 1000


def refuse_unruly(values: Mapping[str, Any]) -> None:
    """Refuse a section `explain` that cannot be followed.

    Raises:
        Mistake: naming the key.
    """
    rule = values["explain"]
    if not 0 <= rule["replicates"] <= MOST:
        advice = "0 leaves the explanation out of compare."
        raise Mistake("explain.replicates", rule["replicates"], f"must be between 0 and {MOST}", advice)
    if not 2 <= rule["orders"] <= MOST:
        raise Mistake("explain.orders", rule["orders"], f"must be between 2 and {MOST}")
