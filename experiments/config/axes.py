"""What a command line varies: words in Hydra's own grammar, taken apart into fixed ones and axes.

mechanism.fatigue.half_life=2,4,8      listed values; also choice(2,4,8), range(2,9,2) and glob(*) for a group
mechanism.fatigue.half_life=interval(2,8)      a continuum, of which a design takes points
market.margin=tag(log,interval(0.01,1))        the same, its points spread evenly over decades
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hydra.core.override_parser.types import IntervalSweep, Override

from experiments.config.composition import refuse_value, refuse_words
from experiments.config.grammar import enumerated, parsed
from experiments.config.leaves import leaves
from experiments.config.overrides import PLACES, expanded, readable
from experiments.config.roles import may_vary
from experiments.config.shipped import groups
from simulation.mistake import Mistake

QUICK = "centring=quick"
"""Said first by verbs that run hundreds of points for one answer, so that who wants them thorough says it again."""


@dataclass(frozen=True)
class Level:
    """One value on an axis.

    Args:
        word: in Hydra's grammar, key included.
        value: what Hydra makes of it.
    """

    word: str
    value: Any


@dataclass(frozen=True)
class Axis:
    """A key that varies.

    Args:
        key: dotted, or the name of a group.
        levels: listed values; empty for a continuum.
        interval: ends of a continuum, None for listed values.
        log: whether the points of a continuum are spread evenly over its logarithm.
    """

    key: str
    levels: tuple[Level, ...]
    interval: tuple[float, float] | None = None
    log: bool = False

    @property
    def is_group(self) -> bool:
        """Whether a whole section is exchanged, which only a composition can do."""
        return is_group(self.key)

    def value(self, u: float) -> float:
        """A place between the ends of a continuum: 0 is the lower end, 1 the upper."""
        assert self.interval is not None
        low, high = self.interval
        if not self.log:
            return low + u * (high - low)
        return min(max(math.exp(math.log(low) + u * (math.log(high) - math.log(low))), low), high)


def is_group(key: str) -> bool:
    """Whether a key names a group of the configuration."""
    return key in groups()


@dataclass(frozen=True)
class Taken:
    """A command line taken apart; a key that is given twice has its last value, as in Hydra.

    Args:
        fixed: words that are the same at every point.
        axes: keys that vary, in the order they were given.
    """

    fixed: tuple[str, ...]
    axes: tuple[Axis, ...]


def taken(words: Sequence[str]) -> Taken:
    """Tell what varies from what does not.

    Raises:
        Mistake: for what Hydra cannot read, and for keys that cannot vary.
    """
    words = refuse_words(expanded(words), PLACES[:2], several=True)
    fixed: dict[str, str] = {}
    axes: dict[str, Axis] = {}
    for word in words:
        override = parsed(word)
        key = override.get_key_element()
        fixed.pop(key, None)
        axes.pop(key, None)
        if key in PLACES:
            continue
        if not override.is_sweep_override():
            if around := next((one for one in axes if key.startswith(f"{one}.") and not is_group(one)), None):
                raise Mistake(
                    key, override.get_value_string(), f"is inside {around}, which varies", "Put it before that word."
                )
            fixed[key] = word
        elif not may_vary(key):
            raise Mistake(key, override.get_value_string(), "cannot vary within a sweep", "Give one value.")
        else:
            axes[key] = _axis(override)
    return Taken(tuple(fixed.values()), tuple(axes.values()))


def expanded_axes(words: Sequence[str]) -> list[list[str]]:
    """For each key in the order of the words the words that it takes in turn: one, or one for each listed value.

    Raises:
        Mistake: for what Hydra cannot read, and for intervals, which list nothing.
    """
    found: dict[str, list[str]] = {}
    for word in refuse_words(expanded(words), PLACES, several=True):
        override = parsed(word)
        key = override.get_key_element()
        found.pop(key, None)
        if key in PLACES:
            continue
        found[key] = [word]
        if override.is_sweep_override():
            axis = _axis(override)
            if axis.interval:
                advice = "List its values, or see courtship sweep, which takes points of an interval."
                raise Mistake(key, override.get_value_string(), "lists no values", advice)
            found[key] = [level.word for level in axis.levels]
    return list(found.values())


def level(key: str, text: str) -> Level:
    """One value as it stands in a table, read with Hydra's grammar.

    Raises:
        Mistake: when it is no single value.
    """
    word = readable(f"{key}={text}")
    override = parsed(word)
    if override.is_sweep_override():
        raise Mistake(key, text, "must be one value", "Put text with a comma between single quotes.")
    refuse_words([word])
    return Level(word, override.value())


def _axis(override: Override) -> Axis:
    key, value = override.get_key_element(), override.value()
    if isinstance(value, IntervalSweep):
        return _continuum(key, value, override.get_value_string())
    words = [f"{key}={text}" for text in enumerated(override)]
    if not words:
        raise Mistake(key, override.get_value_string(), "has no values")
    levels = tuple(Level(word, parsed(word).value()) for word in words)
    for level in levels:
        raw = level.word.partition("=")[2]
        if key in leaves() and leaves()[key].kind is str and isinstance(level.value, (bool, int, float)):
            advice = f"Put text that looks like a number between quotes: {key}=\"'1.0','2.0'\"."
            raise Mistake(key, raw, "must be text", advice)
        refuse_value(key, raw, level.value)
    return Axis(key, levels)


def _continuum(key: str, value: IntervalSweep, raw: str) -> Axis:
    low, high = value.start, value.end
    if low is None or high is None or not low < high or not math.isfinite(high - low):
        raise Mistake(key, raw, "must be interval(low,high) with low below high")
    if key not in leaves() or leaves()[key].kind not in (int, float):
        raise Mistake(key, raw, "is not a number, so it cannot have an interval", "List its values: a,b.")
    if leaves()[key].kind is float and isinstance(low, int):
        raise Mistake(key, raw, "is not an interval of whole numbers", "List them: range(low,high).")
    if (log := "log" in value.tags) and low <= 0:
        raise Mistake(key, raw, "must start above 0 to be spread over decades")
    return Axis(key, (), (float(low), float(high)), log)
