"""`inspect` in Python: a path, or a table of purchases."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from experiments.analyses.inspect import inspected
from experiments.config.overrides import spelled
from experiments.inputs.transactions.given import is_table
from experiments.inputs.transactions.intake import LogIntake
from simulation.mistake import Mistake


def asked(log: Any, words: Sequence[str], values: Mapping[str, Any]) -> LogIntake:
    """Ask in Python; see `experiments.api.inspect`."""
    if not (log is None or is_table(log) or isinstance(log, (str, os.PathLike))):
        raise Mistake("log", f"a {type(log).__name__}", "must be a path or a table of purchases")
    named = {} if log is None else {"population.file": log if is_table(log) else str(log)}
    how = {key if key.startswith("population") else f"population.{key}": value for key, value in values.items()}
    return inspected([*words, *spelled({**named, **how})])
