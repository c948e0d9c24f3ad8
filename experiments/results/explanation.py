"""A finished explanation: what each mechanism and each group of levers adds to the second strategy's lead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from experiments.results.effect import Effect, effect
from simulation.draws import Floats
from simulation.measures.measures import MEASURES
from simulation.mistake import Mistake, nearest

SOLD = 1e-9
"""Revenue per initial customer below which nothing is sold."""
NAMES = tuple(measure.name for measure in MEASURES)


@dataclass(frozen=True, eq=False)
class Without:
    """The world without one mechanism.

    Args:
        mechanism: that is off for both.
        measures: of both strategies, shape (2, replicates, measures).
        idle: whether not one bit of the first replicate came out differently.
        screened: weeks over which it was only looked at, None where it was run to the end.
    """

    mechanism: str
    measures: Floats
    idle: bool
    screened: int | None = None

    @property
    def market(self) -> bool:
        """Whether anything is still sold without it."""
        return bool((self.measures[:, :, NAMES.index("revenue")] > SOLD).all())


@dataclass(frozen=True, eq=False)
class Part:
    """What a group of levers is worth; arrays of shape (replicates, measures).

    Args:
        group: its name.
        levers: that differ.
        alone: added to the first strategy, nothing else changed.
        last: added to the second strategy without it.
        fair: Shapley's value, the mean over all orders.
        error: standard error of the mean of `fair` that comes from sampled orders, shape (measures,); else 0.
        levers_last: the same as `last` for single levers, where they were run.
    """

    group: str
    levers: tuple[str, ...]
    alone: Floats
    last: Floats
    fair: Floats
    error: Floats
    levers_last: dict[str, Floats]


@dataclass(frozen=True, eq=False)
class Explanation:
    """Why the second strategy earns more, or less.

    Args:
        a: name of the first strategy.
        b: name of the other.
        seeds: of the replicates.
        margin: smallest difference in profit that matters [money per initial customer].
        base: measures of both with everything on, shape (2, replicates, measures).
        without: each mechanism off in turn.
        parts: groups of levers.
        design: how groups were divided: "exact", "orders" (sampled) or "halved" (alone and last only).
        confidence: of all intervals.
        names: of the measures.
    """

    a: str
    b: str
    seeds: tuple[int, ...]
    margin: float
    base: Floats
    without: tuple[Without, ...]
    parts: tuple[Part, ...]
    design: str
    confidence: float
    names: tuple[str, ...] = NAMES

    def difference(self, measure: str = "profit") -> Effect:
        """What is explained: b less a with everything on."""
        k = self._column(measure)
        return effect("difference", self.b, (self.base[1] - self.base[0])[:, k], self.confidence)

    def left_without(self, measure: str = "profit") -> dict[str, Effect]:
        """The second strategy's lead in the world without each mechanism that was run to the end."""
        k = self._column(measure)
        return {
            one.mechanism: effect("left", one.mechanism, (one.measures[1] - one.measures[0])[:, k], self.confidence)
            for one in self.without
            if not one.idle and one.screened is None
        }

    def left_without_group(self, measure: str = "profit") -> dict[str, Effect]:
        """The second strategy's lead without each group of levers, all others as they are."""
        k = self._column(measure)
        lead = (self.base[1] - self.base[0])[:, k]
        return {p.group: effect("left", p.group, lead - p.last[:, k], self.confidence) for p in self.parts}

    def mechanisms(self, measure: str = "profit") -> list[Effect]:
        """What each mechanism that is not idle adds to b's lead, the strongest first."""
        k, found = self._column(measure), []
        for one in self.without:
            if not one.idle and one.screened is None:
                runs = one.measures.shape[1]
                gap, off = (self.base[1] - self.base[0])[:runs, k], (one.measures[1] - one.measures[0])[:, k]
                note = "" if one.market else "without it nothing is sold"
                found.append(effect("mechanism", one.mechanism, gap - off, self.confidence, note))
        return sorted(found, key=lambda one: -abs(one.mean or 0.0))

    @property
    def screened(self) -> list[str]:
        """Mechanisms that moved the lead less than others at first, and were not run to the end."""
        return [one.mechanism for one in self.without if one.screened is not None and not one.idle]

    @property
    def idle(self) -> list[str]:
        """Mechanisms that are on and change nothing."""
        return [one.mechanism for one in self.without if one.idle]

    def groups(self, measure: str = "profit", what: str = "fair") -> list[Effect]:
        """What each group of levers adds, "fair", "alone" or "last"; the strongest first."""
        k = self._column(measure)
        kinds = {"fair": "group", "alone": "group alone", "last": "group last"}
        found = []
        for part in self.parts:
            error = float(part.error[k]) if what == "fair" else 0.0
            values = getattr(part, what)[:, k]
            found.append(effect(kinds[what], part.group, values, self.confidence, ", ".join(part.levers), error))
        return sorted(found, key=lambda one: -abs(one.mean or 0.0))

    def levers(self, measure: str = "profit") -> list[Effect]:
        """What b loses when a single lever is set back to a's value, the strongest first."""
        k = self._column(measure)
        found = [
            effect("lever", lever, values[:, k], self.confidence, part.group)
            for part in self.parts
            for lever, values in part.levers_last.items()
        ]
        return sorted(found, key=lambda one: -abs(one.mean or 0.0))

    def rest(self, measure: str = "profit") -> float:
        """What the groups' parts leave of the difference: 0 but for "halved", where three groups interact."""
        k = self._column(measure)
        return float((self.base[1] - self.base[0])[:, k].mean() - sum(p.fair[:, k].mean() for p in self.parts))

    def _column(self, measure: str) -> int:
        if measure not in self.names:
            allowed = f"must be one of {', '.join(self.names)}"
            raise Mistake("measure", measure, allowed, nearest(measure, self.names))
        return self.names.index(measure)

    def _effects(self, measure: str) -> Iterator[Effect]:
        yield self.difference(measure)
        for what in ("fair", "alone", "last"):
            yield from self.groups(measure, what)
        yield from self.levers(measure)
        yield from self.mechanisms(measure)

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row a measure and effect: what is added to b's lead, with its interval."""
        rows = [{"measure": name, **asdict(one)} for name in self.names for one in self._effects(name)]
        return pd.DataFrame(rows)

    @property
    def runs(self) -> pd.DataFrame:
        """One row a strategy, mechanism that is off, and replicate: all measures."""
        whole = [(one.mechanism, one.measures) for one in self.without if one.screened is None]
        worlds = [("", self.base), *whole]
        return pd.DataFrame(
            {"off": off, "strategy": name, "seed": seed, **dict(zip(self.names, map(float, row), strict=True))}
            for off, values in worlds
            for name, own in zip((self.a, self.b), values, strict=True)
            for seed, row in zip(self.seeds, own, strict=False)
        )

    def as_json(self) -> dict[str, Any]:
        """The content of explain.json; effects on profit and on the customers' surplus."""
        return {
            "a": self.a,
            "b": self.b,
            "replicates": len(self.seeds),
            "margin": self.margin,
            "confidence": self.confidence,
            "design": self.design,
            "idle": self.idle,
            "screened": self.screened,
            "measures": {
                name: {"rest": self.rest(name), "effects": [asdict(one) for one in self._effects(name)]}
                for name in ("profit", "customer_surplus")
            },
        }
