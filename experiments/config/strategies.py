"""Strategies by name, or by the path of a YAML of one's own: levers and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from types import MappingProxyType

from experiments.config.shipped import folder, shipped
from experiments.inputs.paths import user_path
from experiments.inputs.yaml_file import ENDINGS, mapping
from simulation.mistake import Mistake, nearest
from simulation.strategy import Strategy

_RECALLED: ContextVar[Mapping[str, Mapping[str, float]]] = ContextVar("_RECALLED", default=MappingProxyType({}))


def stem(given: str) -> str:
    """The name of a strategy given by name or path."""
    return Path(given).stem if Path(given).suffix.lower() in ENDINGS else given


@contextmanager
def recalled(own: Mapping[str, Mapping[str, float]]) -> Iterator[None]:
    """Within it, strategies of one's own have the levers that are given here by their paths, whatever the files say."""
    before = _RECALLED.set(own)
    try:
        yield
    finally:
        _RECALLED.reset(before)


def load(given: str, overrides: Mapping[str, Mapping[str, float | None]] | None = None) -> Strategy:
    """A strategy by name or path.

    Args:
        given: a shipped name such as "cx_only", or the path of a YAML that maps levers to numbers.
        overrides: for each shipped name the levers that the configuration sets, None for the others.

    Raises:
        Mistake: when there is no such strategy or the file is not a mapping of levers to numbers.
    """
    if (known := _RECALLED.get().get(given)) is not None:
        return Strategy(stem(given), dict(known))
    path = user_path(given)
    if path.suffix.lower() in ENDINGS or len(path.parts) > 1:
        return Strategy(path.stem, _levers(path, given))
    if given not in shipped("levers"):
        advice = nearest(given, shipped("levers")) or "Give the path of a YAML of your own, such as ./mine.yaml."
        raise Mistake("strategy", given, f"must be one of {', '.join(shipped('levers'))}", advice)
    levers = _levers_shipped(given)
    changed = {name: value for name, value in ((overrides or {}).get(given) or {}).items() if value is not None}
    return Strategy(given, {**levers, **changed})


def refuse_all_but_two(names: Sequence[str], why: str) -> None:
    """Refuse anything but two strategies of different names.

    Args:
        names: of the strategies that were given.
        why: there must be two, such as "to explain".

    Raises:
        Mistake: for fewer or more, or for one that is named twice.
    """
    given = ", ".join(names) or "none"
    if len(names) != 2:
        raise Mistake("strategies", given, f"must be two {why}", "Add strategies=[a,b].")
    if names[0] == names[1]:
        raise Mistake("strategies", given, "must have different names", "Name another one, or copy the YAML.")


@cache
def _levers_shipped(name: str) -> Mapping[str, float]:
    return _levers(folder() / "levers" / f"{name}.yaml", name)


def _levers(path: Path, given: str) -> dict[str, float]:
    content = mapping(path, "strategy", given, "levers to numbers, such as cadence: 0.3")
    for name, value in content.items():
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise Mistake(f"strategy {given}: {name}", value, "must be a number")
    return {name: float(value) for name, value in content.items()}
