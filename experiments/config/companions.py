"""Keys that say how a question is asked and that are read beside certain others only: declared once, like `readers`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from experiments.config.options import Options
from experiments.config.roles import STATISTICS


@dataclass(frozen=True)
class Companion:
    """What must be so for a key to be read.

    Args:
        words: who would read the key, as the end of a sentence.
        there: whether the options of a configuration have it.
    """

    words: str
    there: Callable[[Options], bool]


def _design(*kinds: str) -> Companion:
    return Companion(f"design={' or '.join(kinds)}", lambda options: options.design.kind in kinds)


def _matched(options: Options) -> bool:
    return any(given is not None for given in options.calibrate.statistics.values())


SEQUENTIAL = Companion(
    "a comparison that finds out how many replicates it needs (replicates=null)",
    lambda options: options.replicates is None,
)
DOUBTED = Companion(
    "the parameter space and the map (space.points, boundary.points), which are left out",
    lambda options: options.space.points != 0 or options.boundary.points != 0,
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
        lambda options: options.boundary.points != 0,
    ),
    "design.n": _design(*DRAWN, "one_at_a_time"),
    "design.seed": _design(*DRAWN),
    "design.file": _design("table"),
    "executor.workers": Companion("executor=processes", lambda options: options.executor.kind == "processes"),
    "executor.address": Companion("executor=dask", lambda options: options.executor.kind == "dask"),
    "sensitivity.resamples": Companion(
        "sensitivity.method=sobol, whose intervals are resampled",
        lambda options: options.sensitivity.method == "sobol",
    ),
    "calibrate.trials": MATCHING,
    "calibrate.repeats": MATCHING,
    "calibrate.customers": Companion(
        "the check (calibrate.replicates) and the search (calibrate.retention, nps or referrals), which are left out",
        lambda options: options.calibrate.replicates != 0 or _matched(options),
    ),
}


def companion(key: str, options: Options) -> str | None:
    """Who would read a key that nothing reads beside the rest of a configuration; None where it is read.

    Args:
        key: dotted, of the schema.
        options: of a resolved configuration.
    """
    one = COMPANIONS.get(key)
    return None if one is None or one.there(options) else one.words
