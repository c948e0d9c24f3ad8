"""Keys that say how a question is asked and that are read beside certain others only: declared once, like `readers`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from experiments.config.roles import STATISTICS

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Companion:
    """What must be so for a key to be read.

    Args:
        words: who would read the key, as the end of a sentence.
        there: whether a resolved configuration has it.
    """

    words: str
    there: Callable[[Values], bool]


def _design(*kinds: str) -> Companion:
    return Companion(f"design={' or '.join(kinds)}", lambda values: values["design"]["kind"] in kinds)


def _matched(values: Values) -> bool:
    return any(values["calibrate"][key.partition(".")[2]] is not None for key in STATISTICS)


SEQUENTIAL = Companion(
    "a comparison that finds out how many replicates it needs (replicates=null)",
    lambda values: values["replicates"] is None,
)
DOUBTED = Companion(
    "the parameter space and the map (space.points, boundary.points), which are left out",
    lambda values: values["space"]["points"] != 0 or values["boundary"]["points"] != 0,
)
MATCHING = Companion(f"{' or '.join(STATISTICS)}, which are matched by a search", _matched)
DRAWN = ("lhs", "sobol", "halton", "random")
COMPANIONS: dict[str, Companion] = {
    "precision.block": SEQUENTIAL,
    "precision.maximum": SEQUENTIAL,
    "space.replicates": DOUBTED,
    "space.held": DOUBTED,
    "boundary.parameters": Companion(
        "the map of two parameters, which boundary.points=0 leaves out",
        lambda values: values["boundary"]["points"] != 0,
    ),
    "design.n": _design(*DRAWN, "one_at_a_time"),
    "design.seed": _design(*DRAWN),
    "design.file": _design("table"),
    "executor.workers": Companion("executor=processes", lambda values: values["executor"]["kind"] == "processes"),
    "executor.address": Companion("executor=dask", lambda values: values["executor"]["kind"] == "dask"),
    "sensitivity.resamples": Companion(
        "sensitivity.method=sobol, whose intervals are resampled",
        lambda values: values["sensitivity"]["method"] == "sobol",
    ),
    "calibrate.trials": MATCHING,
    "calibrate.repeats": MATCHING,
    "calibrate.customers": Companion(
        "the check (calibrate.replicates) and the search (calibrate.retention, nps or referrals), which are left out",
        lambda values: values["calibrate"]["replicates"] != 0 or _matched(values),
    ),
}


def companion(key: str, values: Values) -> str | None:
    """Who would read a key that nothing reads beside the rest of a configuration; None where it is read.

    Args:
        key: dotted, of the schema.
        values: a resolved configuration.
    """
    one = COMPANIONS.get(key)
    return None if one is None or one.there(values) else one.words
