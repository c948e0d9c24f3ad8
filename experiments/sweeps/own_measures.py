"""Measures of a user's own as a store notes them: their definitions, not their functions.

So the tables and figures of a store can be read without the file that the measures are from, and nothing is run for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from experiments.config.own.in_use import in_use
from simulation.measure import Measure

OWN_MEASURES = "own_measures"
"""Under which a store notes them."""
FIELDS = ("name", "doc", "unit", "better", "matters")


def own_measures() -> list[dict[str, Any]]:
    """Definitions of the measures of the file in use, as JSON; none without one."""
    parts = in_use()
    return [{field: getattr(one, field) for field in FIELDS} for one in (() if parts is None else parts.measures)]


def described(noted: Mapping[str, Any]) -> Measure:
    """A measure whose definition is known and whose function is not."""
    return Measure(**{field: noted[field] for field in FIELDS}, of=_gone)


def _gone(_: Any) -> float:
    raise LookupError("a store keeps what measures found, not how they find it")
