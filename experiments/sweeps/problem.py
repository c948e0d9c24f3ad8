"""What a sensitivity asks, before anything is run: ranges, the points of the design, and who is compared."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from experiments.config.axes import QUICK, Level, taken
from experiments.config.held import KEY, in_doubt, with_held
from experiments.config.nested import with_keys
from experiments.config.options import options_of
from experiments.config.overrides import key_of, said
from experiments.config.ranges import plausible, refuse_whole
from experiments.config.setting import doubtful, meant
from experiments.config.strategies import refuse_all_but_two
from experiments.config.unread import refuse_unread
from experiments.config.variation import Values, Variation
from experiments.statistics.sensitivity_indices import USUAL, check_design, sample
from experiments.sweeps.idle import idle_keys, refuse_idle
from experiments.sweeps.plan import Question
from simulation.draws import Floats
from simulation.measures.measures import measure_named, measures_of
from simulation.mistake import Mistake

DIFFERENCE = "difference"


@dataclass(frozen=True, eq=False)
class Problem:
    """What is asked, before anything is run.

    Args:
        settings: the configuration; its section `sensitivity` is whole.
        strategies: that are to be run.
        ranges: of each parameter.
        scale: the same on the scale over which its points are spread evenly: logarithms where tag(log, ...) asks so.
        X: points of the design on that scale, shape (points, parameters).
        question: the same for the driver.
        idle: parameters that were asked about and cannot have an effect, each with its mechanism, which is off.
    """

    settings: Values
    strategies: tuple[str, ...]
    ranges: dict[str, tuple[float, float]]
    scale: dict[str, tuple[float, float]]
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
    settings = with_held(variation.at({}), apart.fixed)
    refuse_unread(said(words), "sensitivity", [settings])
    options = options_of(settings)
    rule = options.sensitivity
    n = USUAL.get(rule.method, 0) if rule.n is None else rule.n
    settings = with_keys(settings, "sensitivity", n=n)
    check_design(rule.method, n)
    setting = meant(settings)
    measure_named(rule.measure, "sensitivity.measure", measures_of(setting.world))
    names = [strategy.name for strategy in setting.strategies]
    if len(set(names)) < len(names) or DIFFERENCE in names:
        allowed = f"must have different names, none of them {DIFFERENCE}"
        raise Mistake("strategies", ", ".join(names), allowed, "Copy the YAML to another name.")
    strategies = _strategies(rule.of, names)
    ranges = {axis.key: axis.interval for axis in apart.axes if axis.interval is not None}
    refuse_whole(apart.axes, settings)
    typed = {key for word in said(words) if (key := key_of(word))} - set(ranges)
    for key in sorted(typed & {*(rule.parameters or ())}):
        raise Mistake(
            key, "a value of its own", "is one of sensitivity.parameters, which vary", "Remove it from one of the two."
        )
    listed = plausible(setting.world, rule.parameters) if rule.parameters else {}
    ranges = {**listed, **ranges}  # an interval that was said goes before the plausible range
    if ranges and (KEY in typed):
        allowed = "has no effect if sensitivity.parameters or intervals say what varies"
        raise Mistake(KEY, options.space.held, allowed, "Leave one of them out.")
    left_out = idle_keys(setting.world, ranges)
    refuse_idle("sensitivity.parameters", left_out, len(ranges))
    ranges = {key: ends for key, ends in ranges.items() if key not in left_out}
    ranges = ranges or in_doubt(doubtful(setting.world), settings)
    if not ranges:
        raise Mistake("sensitivity.parameters", "none", "must be at least one parameter with a range")
    given = dict(zip((strategy.name for strategy in setting.strategies), options.strategies, strict=True))
    acting = [given[name] for name in strategies]
    settings = {**settings, "strategies": acting}
    refuse_unread(said(words), "sensitivity", [settings])  # once more, of those that are run
    logs = {axis.key for axis in apart.axes if axis.log}
    scale = {key: (math.log(a), math.log(b)) if key in logs else (a, b) for key, (a, b) in ranges.items()}
    X = sample(scale, rule.method, n, rule.seed)

    def place(row: Floats) -> dict[str, Level]:
        values = {key: _unscaled(float(x), *ranges[key], key in logs) for key, x in zip(ranges, row, strict=True)}
        return {key: Level(f"{key}={x!r}", x) for key, x in values.items()}

    places = (place(row) for row in X)

    def at(place: dict[str, Level]) -> Values:
        return {**variation.at(place), "strategies": acting}

    question = Question(tuple(words), settings, places, at, len(X))
    return Problem(settings, strategies, ranges, scale, X, question, left_out)


def _unscaled(x: float, low: float, high: float, is_log: bool) -> float:
    return min(max(math.exp(x), low), high) if is_log else x


def _strategies(of: str, names: Sequence[str]) -> tuple[str, ...]:
    if of in names:
        return (of,)
    if of != DIFFERENCE:
        raise Mistake("sensitivity.of", of, f"must be {DIFFERENCE} or one of {', '.join(names)}")
    refuse_all_but_two(names, f"for sensitivity.of={DIFFERENCE}")
    return tuple(names)
