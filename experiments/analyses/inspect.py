"""What is understood of a log of purchases, before anything is fitted to it."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.config.composition import composed
from experiments.config.options import options_of
from experiments.config.overrides import key_of, said, spelled
from experiments.inputs.transactions.intake import LogIntake
from experiments.inputs.transactions.section import has_log, log_of
from simulation.mistake import Mistake


def inspected(words: Sequence[str]) -> LogIntake:
    """What is understood of the log that words name.

    Args:
        words: the path of a log, population=cdnow, and words that say how it is to be read.

    Raises:
        Mistake: no log is named, or whatever is wrong with it.
    """
    paths = [word for word in words if key_of(word) is None]
    typed = [word for word in said(words) if key_of(word) == "population.file"]
    if len(paths) + len(typed) > 1:
        raise Mistake("inspect", " ".join([*paths, *typed]), "must be one log", "Inspect them one by one.")
    given = [word for word in words if word not in paths]
    given += [named for path in paths for named in spelled({"population.file": path})]
    strange = [word for word in said(given) if not word.startswith(("population=", "population."))]
    if strange:
        raise Mistake(
            "inspect", strange[0], "must be a key that says how to read a log", "Such keys begin with population."
        )
    if not any(word.startswith(("population=", "population.source=")) for word in given):
        if not paths and not any(word.startswith("population.file=") for word in given):
            raise Mistake("inspect", "nothing", "must be the path of a log", "An example: courtship inspect log.csv")
        given = ["population=from_transactions", *given]
    asked = options_of(composed(given, "inspect").values).population
    if not has_log(vars(asked)):
        raise Mistake("population.source", asked.source, "has no log", "Name one: courtship inspect log.csv")
    intake = log_of(vars(asked)).intake
    assert intake is not None
    return intake
