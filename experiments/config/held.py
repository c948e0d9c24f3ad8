"""Which doubtful parameters are in doubt no more: those to which whoever asks gives a value.

Somebody who says market.margin=0.7 knows the margin, and who asks about a scenario asks about its values. So neither
the parameter space nor a map, a sensitivity or a calibration moves it, unless it is named there. The resolved
configuration has them in `space.held`, which may be said too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from experiments.config.contradictions import content
from experiments.config.grammar import parsed
from experiments.config.nested import flat, with_keys
from experiments.config.options import options_of
from experiments.config.overrides import expanded
from experiments.config.own.in_use import remembered
from experiments.config.unread import SCENARIO
from simulation.market.terms import Terms
from simulation.mechanisms import registered
from simulation.mistake import Mistake, nearest
from simulation.parameters import declarations
from simulation.people.people import Observed

KEY = "space.held"


@remembered
def doubted() -> tuple[str, ...]:
    """Keys of all parameters of grade C that have a range, whether or not a world has their mechanism."""
    owners = {
        "market": Terms,
        "population": Observed,
        **{f"mechanism.{name}": law for name, law in registered().items()},
    }
    return tuple(
        f"{prefix}.{name}"
        for prefix, owner in owners.items()
        for name, declaration in declarations(owner).items()
        if declaration.doubtful
    )


def given(words: Sequence[str]) -> list[str]:
    """Doubtful parameters to which words, project files and scenarios give a value, in the order of `doubted`.

    Args:
        words: KEY=VALUE, and project files.
    """
    said = {key for word in expanded(words) for key in _keys(word)}
    return [key for key in doubted() if key in said]


def held(words: Sequence[str], values: Mapping[str, Any]) -> list[str]:
    """Doubtful parameters that keep their value.

    Args:
        words: KEY=VALUE, and project files.
        values: the configuration that they resolve to.

    Raises:
        Mistake: `space.held` names something else.
    """
    named = options_of(values).space.held
    if named is None:
        return given(words)
    for key in named:
        if key not in doubted():
            raise Mistake(KEY, key, "must be uncertain parameters", nearest(key, doubted()))
    return [key for key in doubted() if key in named]


def with_held(values: dict[str, Any], words: Sequence[str]) -> dict[str, Any]:
    """A resolved configuration that says which parameters are held; see `held`."""
    return with_keys(values, "space", held=held(words, values))


def in_doubt(ranges: Mapping[str, tuple[float, float]], values: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    """The ranges of parameters that a resolved configuration does not hold."""
    kept = options_of(values).space.held or ()
    return {key: ends for key, ends in ranges.items() if key not in kept}


def _keys(word: str) -> Iterator[str]:
    """The keys that a word gives values to: its own, those inside its mapping, or those of the scenario it chooses."""
    key = word.partition("=")[0]
    if key == SCENARIO:
        yield from content(SCENARIO, str(parsed(word).value()))
        return
    value = parsed(word).value() if key.partition(".")[0] in ("market", "population", "mechanism") else None
    yield from flat(value, f"{key}.") if isinstance(value, Mapping) else [key]
