"""Levers of one's own strategy that nothing reads are refused: the firm would not do what its file says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from experiments.config.roles import SIMULATING, acting
from experiments.config.shipped import shipped
from experiments.config.strategies import load, stem
from simulation.mechanisms import registered
from simulation.mistake import Mistake


def refuse_idle_levers(points: Iterable[Mapping[str, Any]], verb: str) -> None:
    """Refuse levers in files of strategies whose law is off unless it is asked for, and is not asked for here.

    A law that acts by default and was switched off is somebody's question, and its levers may stay.

    Args:
        points: resolved configurations; a lever is fine when one of them reads it.
        verb: that is asked.

    Raises:
        Mistake: naming strategy, lever and law.
    """
    if verb not in SIMULATING or verb == "classroom":
        return
    idle: dict[tuple[str, str], tuple[float, str]] = {}
    obeyed: set[tuple[str, str]] = set()
    for values in points:
        for key, found in _levers(values, verb):
            if values["mechanism"][found[1]]["enabled"]:
                obeyed.add(key)
            else:
                idle[key] = found
    for strategy, lever in sorted(idle.keys() - obeyed):
        value, law = idle[strategy, lever]
        allowed = f"has no effect here: it is read by mechanism.{law}.enabled=true"
        raise Mistake(f"strategy {stem(strategy)}: {lever}", value, allowed, "Leave it out, or switch the law on.")


def _levers(values: Mapping[str, Any], verb: str) -> Iterator[tuple[tuple[str, str], tuple[float, str]]]:
    """Strategy and lever, with its value and its law, of laws that are off unless they are asked for."""
    laws = {name: law for name, law in registered().items() if not law().enabled}
    levers = {lever.name: (name, lever.idle) for name, law in laws.items() for lever in law.levers}
    for strategy in sorted(acting(values, verb) - set(shipped("levers"))):
        with suppress(Mistake):  # a file that cannot be read is refused where it is needed
            for lever, value in load(strategy).levers.items():
                if lever in levers and value != levers[lever][1]:
                    yield (strategy, lever), (value, levers[lever][0])
