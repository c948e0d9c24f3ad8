"""The verb inspect: what is understood of a log, before anything is fitted to it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from experiments.inputs.transactions.intake import LogIntake
from experiments.inputs.transactions.section import has_log, log_of
from simulation.mistake import Mistake

if TYPE_CHECKING:
    from experiments.cli.main import Words


def inspected(words: Sequence[str]) -> LogIntake:
    """What is understood of the log that words name.

    Args:
        words: the path of a log, population=cdnow, and words that say how it is to be read.

    Raises:
        Mistake: no log is named, or whatever is wrong with it.
    """
    from experiments.config.composition import composed
    from experiments.config.overrides import key_of, said, spelled

    paths = [word for word in words if key_of(word) is None]
    typed = [word for word in said(words) if key_of(word) == "population.file"]
    if len(paths) + len(typed) > 1:
        raise Mistake("inspect", " ".join([*paths, *typed]), "must be one log", "Inspect them one by one.")
    given = [word for word in words if word not in paths]
    given += [named for path in paths for named in spelled({"population.file": path})]
    strange = [word for word in said(given) if not word.startswith(("population=", "population."))]
    if strange:
        raise Mistake("inspect", strange[0], "only reads how a log is to be read", "Such keys begin with population.")
    if not any(word.startswith(("population=", "population.source=")) for word in given):
        if not paths and not any(word.startswith("population.file=") for word in given):
            raise Mistake("inspect", "nothing", "must be the path of a log", "An example: courtship inspect log.csv")
        given = ["population=from_transactions", *given]
    values = dict(composed(given, "inspect").values["population"])
    if not has_log(values):
        raise Mistake("population.source", values["source"], "has no log", "Name one: courtship inspect log.csv")
    intake = log_of(values).intake
    assert intake is not None
    return intake


def asked(log: Any, words: Sequence[str], values: Mapping[str, Any]) -> LogIntake:
    """Ask in Python; see `experiments.inspect`."""
    from experiments.config.overrides import spelled
    from experiments.inputs.transactions.given import is_table

    if not (log is None or is_table(log) or isinstance(log, (str, os.PathLike))):
        raise Mistake("log", f"a {type(log).__name__}", "must be a path or a table of purchases")
    named = {} if log is None else {"population.file": log if is_table(log) else str(log)}
    how = {key if key.startswith("population") else f"population.{key}": value for key, value in values.items()}
    return inspected([*words, *spelled({**named, **how})])


def inspect(words: Words) -> int:
    """The verb."""
    intake = inspected(words.overrides)
    if "--json" in words.flags:
        print(json.dumps(intake.as_json(), allow_nan=False))
    elif not words.quiet:
        print("\n".join(intake.lines()))
    return 0
