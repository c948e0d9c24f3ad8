"""What a sensitivity asks, before anything is run: ranges, the points of the design, and who is compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from experiments.config.axes import QUICK, Level, taken
from experiments.config.building import doubtful, meant
from experiments.config.variation import Values, Variation
from experiments.indices import USUAL, checked, sample
from experiments.sweeps.idle import idle, refuse_idle
from experiments.sweeps.plan import Question
from experiments.sweeps.ranges import plausible
from experiments.sweeps.result import refuse_measure
from simulation.draws import Floats
from simulation.mistake import Mistake

DIFFERENCE = "difference"


@dataclass(frozen=True, eq=False)
class Problem:
    """What is asked, before anything is run.

    Args:
        settings: the configuration; its section `sensitivity` is whole.
        strategies: that are to be run.
        ranges: of each parameter.
        X: points of the design, shape (points, parameters).
        question: the same for the driver.
        idle: parameters that were asked about and cannot have an effect, each with its mechanism, which is off.
    """

    settings: Values
    strategies: tuple[str, ...]
    ranges: dict[str, tuple[float, float]]
    X: Floats
    question: Question
    idle: dict[str, str]


def problem(words: Sequence[str]) -> Problem:
    """What the words ask.

    Raises:
        Mistake: for words that do not fit each other.
    """
    apart = taken([QUICK, *words])
    for axis in apart.axes:
        if axis.interval is None:
            raise Mistake(
                axis.key, "several values", "must be one value or interval(low,high)", "Or see courtship sweep."
            )
    variation = Variation(apart.fixed)
    settings = variation.at({})
    rule = settings["sensitivity"]
    rule["n"] = USUAL.get(rule["method"], 0) if rule["n"] is None else rule["n"]
    checked(rule["method"], rule["n"])
    refuse_measure(rule["measure"])
    setting = meant(settings)
    strategies = _strategies(rule["of"], [strategy.name for strategy in setting.strategies])
    ranges = {axis.key: axis.interval for axis in apart.axes if axis.interval is not None}
    ranges |= plausible(setting.world, rule["parameters"]) if rule["parameters"] else {}
    left_out = idle(setting.world, ranges)
    refuse_idle("sensitivity.parameters", left_out, len(ranges))
    ranges = {key: ends for key, ends in ranges.items() if key not in left_out} or doubtful(setting.world)
    if not ranges:
        raise Mistake("sensitivity.parameters", "none", "must be at least one parameter with a range")
    given = dict(zip((strategy.name for strategy in setting.strategies), settings["strategies"], strict=True))
    settings["strategies"] = [given[name] for name in strategies]
    X = sample(ranges, rule["method"], rule["n"], max(1, rule["seed"]))
    places = ({key: Level(f"{key}={x!r}", x) for key, x in zip(ranges, map(float, row), strict=True)} for row in X)

    def at(place: dict[str, Level]) -> Values:
        return {**variation.at(place), "strategies": settings["strategies"]}

    kept = tuple(word for word in words if not word.startswith("strategy="))
    return Problem(settings, strategies, ranges, X, Question(kept, settings, places, at, len(X)), left_out)


def _strategies(of: str, names: Sequence[str]) -> tuple[str, ...]:
    if of in names:
        return (of,)
    if of != DIFFERENCE:
        raise Mistake("sensitivity.of", of, f"must be {DIFFERENCE} or one of {', '.join(names)}")
    if len(names) != 2 or len(set(names)) != 2:
        raise Mistake("strategies", list(names), "must be two for sensitivity.of=difference", "Add strategies=[a,b].")
    return tuple(names)
