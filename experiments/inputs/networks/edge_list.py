"""What every source of ties gives: nodes, ties between them, and what is known of each tie."""

from __future__ import annotations

import dataclasses
from array import array
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simulation.draws import Floats
from simulation.mistake import Mistake

Integers = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

STRENGTHS = {"strong": True, "weak": False, "true": True, "false": False, "1": True, "0": False}
"""How a tie may be marked, in capitals or not."""


KEYS = {
    "source": "source_column", "target": "target_column", "weight": "weight_column", "strength": "strength_column",
    "name": "name_attribute", "delimiter": "delimiter",
}  # fmt: skip
"""Fields of `Columns`, each with its key in the section `community`."""


@dataclass(frozen=True)
class Columns:
    """Where in a file is what; the names are those of the section `community`.

    Args:
        source: column of one end of each tie.
        target: column of the other end.
        weight: column, or attribute of edges, with weights; None: weights are not used.
        strength: column, or attribute of edges, that marks strong ties; None: it is found out.
        name: attribute of nodes with the id of the person, for GraphML; None: the id of the node.
        delimiter: between the columns of a CSV.
    """

    source: str = "source"
    target: str = "target"
    weight: str | None = None
    strength: str | None = None
    name: str | None = None
    delimiter: str = ","

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Columns:
        """As the section `community` says."""
        return cls(**{field: values[key] for field, key in KEYS.items()})

    def refuse_unread(self, read: Collection[str], what: str) -> None:
        """Refuse words that say nothing about a file.

        Args:
            read: names of the fields that its reader asks for.
            what: the file is.

        Raises:
            Mistake: naming the key.
        """
        for (field, key), other in zip(KEYS.items(), dataclasses.astuple(Columns()), strict=True):
            if field not in read and (given := getattr(self, field)) != other:
                raise Mistake(f"community.{key}", given, f"has no effect on {what}", "Leave it out.")

    def refuse_shared(self) -> None:
        """Refuse a column that is to mean two things.

        Raises:
            Mistake: naming both keys.
        """
        named = {"source_column": self.source, "target_column": self.target, "weight_column": self.weight,
                 "strength_column": self.strength}  # fmt: skip
        taken: dict[str, str] = {}
        for key, column in named.items():
            if column is not None and (other := taken.setdefault(column, key)) != key:
                allowed = f"must be another column than community.{other}"
                raise Mistake(f"community.{key}", column, allowed, "Name each column once.")


@dataclass(frozen=True, eq=False)
class EdgeList:
    """Ties as they were listed, self-loops and repetitions included.

    Args:
        origin: the file, for messages.
        labels: the id of each node, in the order in which they were met; see `networks.names`.
        source: one end of each tie, a position in `labels`, shape (E,).
        target: the other end, shape (E,).
        weight: of each tie, at least 0, shape (E,); None without.
        strong: whether the tie is marked strong, shape (E,); None without.
        unused: columns or attributes that say more of a tie and were not asked for.
        respelled: further spellings of ids that were met in another one; merged.
    """

    origin: str
    labels: list[Any]
    source: Integers
    target: Integers
    weight: Floats | None = None
    strong: Bools | None = None
    unused: tuple[str, ...] = ()
    respelled: int = 0


def weighed(text: object, thing: str) -> float:
    """The weight that a text or number names.

    Raises:
        Mistake: what is no finite number from 0.
    """
    try:
        weight = float(text)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        weight = np.nan
    if not 0 <= weight < np.inf or (isinstance(text, str) and "_" in text):
        given = "nothing" if text is None or str(text).strip() == "" else str(text)
        raise Mistake(thing, given, "must be a finite number from 0", "Leave ties out that have no weight.")
    return weight


def marked(text: object, thing: str) -> bool:
    """Whether a text, truth value or number says strong.

    Raises:
        Mistake: what says neither strong nor weak.
    """
    strong = STRENGTHS.get(str(text).strip().lower())
    if strong is None:
        given = "nothing" if text is None or str(text).strip() == "" else str(text)
        raise Mistake(thing, given, "must be strong or weak, or true or false")
    return strong


class Ties:
    """Ties while a file is read, line by line.

    Args:
        weights: whether each has a weight.
    """

    def __init__(self, weights: bool) -> None:
        self.source, self.target = array("q"), array("q")
        self.weight = array("d") if weights else None

    def add(self, one: int, other: int, weight: float | None = None) -> None:
        """One tie between two people, by their numbers."""
        self.source.append(one)
        self.target.append(other)
        if self.weight is not None and weight is not None:
            self.weight.append(weight)

    def edges(self, origin: str, labels: list[Any], unused: tuple[str, ...] = ()) -> EdgeList:
        """Everything that was added."""
        source, target = (np.frombuffer(ends, dtype=np.int64) for ends in (self.source, self.target))
        weight = None if self.weight is None else np.frombuffer(self.weight, dtype=np.float64)
        return EdgeList(origin, labels, source, target, weight, None, unused)


def refuse_empty(edges: EdgeList) -> EdgeList:
    """Stop where there is not a single tie.

    Raises:
        Mistake: no ties.
    """
    if edges.source.size == 0:
        raise Mistake(edges.origin, "no ties", "must list at least one tie between two people")
    return edges
