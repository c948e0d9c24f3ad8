"""What can be looked up in Python: tables of all keys, and strategies."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from experiments.config.own.named import named
from experiments.config.strategies import load
from simulation.mechanisms import registered
from simulation.mistake import Mistake, nearest
from simulation.strategy import Strategy


def table(name: str, own: str | Path | None) -> pd.DataFrame:
    """A table of `courtship schema`."""
    from experiments.config.reference import TABLES

    if name not in TABLES:
        raise Mistake("schema", name, f"must be one of {', '.join(TABLES)}", nearest(str(name), TABLES))
    with named((), {"own": own}):
        return TABLES[name]()


def strategy(given: str | Path | Mapping[str, float], own: str | Path | None) -> Strategy:
    """A strategy that can be played."""
    with named((), {"own": own}):
        found = Strategy("mine", dict(given)) if isinstance(given, Mapping) else load(str(given))
        found.check(law() for law in registered().values())
    return found
