"""What a command line varies: words in Hydra's own grammar, taken apart into fixed ones and axes.

mechanism.fatigue.half_life=2,4,8      listed values; also choice(2,4,8), range(2,9,2) and glob(*) for a group
mechanism.fatigue.half_life=interval(2,8)      a continuum, of which a design takes points
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hydra import initialize_config_dir
from hydra.core.global_hydra import GlobalHydra
from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.override_parser.types import IntervalSweep, Override
from hydra.errors import HydraException

from experiments.config.composition import folder, refuse_signs, register, said_clearly
from experiments.config.roles import may_vary
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
    """

    key: str
    levels: tuple[Level, ...]
    interval: tuple[float, float] | None = None

    @property
    def is_group(self) -> bool:
        """Whether a whole section is exchanged, which only a composition can do."""
        return is_group(self.key)


def is_group(key: str) -> bool:
    """Whether a key names a group of the configuration."""
    return "@" in key or (folder() / key).is_dir()


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
    refuse_signs(words)
    fixed: dict[str, str] = {}
    axes: dict[str, Axis] = {}
    for override in _parsed(words):
        key = override.get_key_element()
        fixed.pop(key, None)
        axes.pop(key, None)
        if not override.is_sweep_override():
            fixed[key] = f"{key}={override.get_value_element_as_str()}"
        elif not may_vary(key):
            raise Mistake(key, override.get_value_string(), "cannot vary within a sweep", "Give one value.")
        else:
            axes[key] = _axis(override)
    return Taken(tuple(fixed.values()), tuple(axes.values()))


def level(key: str, text: str) -> Level:
    """One value as it stands in a table, read with Hydra's grammar.

    Raises:
        Mistake: when it is no single value.
    """
    word = f"{key}={text}"
    override = _parsed([word])[0]
    if override.is_sweep_override():
        raise Mistake(key, text, "must be one value")
    return Level(word, override.value())


def _parsed(words: Sequence[str]) -> list[Override]:
    register()
    GlobalHydra.instance().clear()
    try:
        with initialize_config_dir(str(folder()), version_base="1.3"):
            loader = GlobalHydra.instance().config_loader()  # glob(*) asks it for the options of a group
            return list(OverridesParser.create(config_loader=loader).parse_overrides(list(words)))
    except HydraException as error:
        raise said_clearly(error, words) from None


def _axis(override: Override) -> Axis:
    key, value = override.get_key_element(), override.value()
    if isinstance(value, IntervalSweep):
        low, high = value.start, value.end
        if low is None or high is None or not low < high:
            raise Mistake(key, override.get_value_string(), "must be interval(low,high) with low below high")
        return Axis(key, (), (float(low), float(high)))
    words = [f"{key}={text}" for text in override.sweep_string_iterator()]
    if not words:
        raise Mistake(key, override.get_value_string(), "has no values")
    read = OverridesParser.create().parse_overrides(words)
    return Axis(key, tuple(Level(word, one.value()) for word, one in zip(words, read, strict=True)))
