"""A strategy sets levers and nothing else; it never changes a law of the world."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from simulation.draws import Floats
from simulation.mechanism import Lever, Mechanism
from simulation.mistake import Mistake, nearest


@dataclass(frozen=True)
class Strategy:
    """Lever values under a name; the name never enters a draw.

    Args:
        name: for people to read.
        levers: value of each lever that is not idle.
    """

    name: str
    levers: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not isinstance(self.levers, Mapping):
            raise Mistake(f"strategy {self.name}", self.levers, "must be a mapping of levers to numbers")
        plain = {name: one.item() if isinstance(one, np.generic) else one for name, one in self.levers.items()}
        object.__setattr__(self, "levers", MappingProxyType(plain))

    def __reduce__(self) -> tuple[type[Strategy], tuple[str, dict[str, float]]]:
        return type(self), (self.name, dict(self.levers))

    def changed(self, levers: Mapping[str, float]) -> Strategy:
        """The same strategy with some levers set otherwise."""
        return Strategy(self.name, {**self.levers, **levers})

    def check(self, mechanisms: Iterable[Mechanism]) -> None:
        """Refuse levers that no mechanism declares and values outside their range.

        Raises:
            Mistake: naming the lever, the value and what is allowed.
        """
        known = levers(mechanisms)
        for name, value in self.levers.items():
            key = f"strategy {self.name}: {name}"
            if name not in known:
                raise Mistake(key, value, "no such lever", nearest(name, known))
            lever = known[name]
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                raise Mistake(key, value, f"must be a number [{lever.unit}]")
            if not lever.low <= value <= lever.high:
                raise Mistake(key, value, f"must be between {lever.low:g} and {lever.high:g} [{lever.unit}]")


def require_strategy(given: object) -> None:
    """Refuse a name where the strategy itself is needed: only the configuration knows which levers a name stands for.

    Raises:
        Mistake: for anything else than a strategy.
    """
    if not isinstance(given, Strategy):
        advice = "Write Strategy(name, levers); names are for the command line and `experiments.run`."
        raise Mistake("strategy", given, "must be a Strategy", advice)


def levers(mechanisms: Iterable[Mechanism]) -> dict[str, Lever]:
    """All levers by name, in the order of the mechanisms."""
    return {lever.name: lever for mechanism in mechanisms for lever in mechanism.levers}


def table(strategies: Iterable[Strategy], mechanisms: Iterable[Mechanism]) -> dict[str, Floats]:
    """For each lever its value by firm, shape (firms + 1,); index 0 is nobody.

    A lever of a mechanism that is off stands at its idle value for everybody: it neither acts nor costs.
    """
    strategies = list(strategies)
    values = {}
    for mechanism in mechanisms:
        for lever in mechanism.levers:
            chosen = [s.levers.get(lever.name, lever.idle) if mechanism.enabled else lever.idle for s in strategies]
            values[lever.name] = np.array([lever.idle, *chosen], dtype=np.float64)
    return values
