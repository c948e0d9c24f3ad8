"""Mechanisms that a user wrote and did not put into the package: `compare(mechanisms=[Mine()])`.

They act in the world as those of the package do: their columns are made, their levers may be set, their parameters of
grade C belong to the doubtful space. The configuration does not know them, so no run folder can hold such a run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from simulation.mechanism import Mechanism
from simulation.mechanisms import registered
from simulation.mistake import Mistake

KEY = "mechanisms"


def without_own_laws(values: Mapping[str, Any]) -> tuple[Mapping[str, Any], tuple[Mechanism, ...]]:
    """Values that can be spelled in words, and the mechanisms that cannot.

    Raises:
        Mistake: for what is no mechanism, names that are taken, and columns or levers that have an owner.
    """
    laws = values.get(KEY, ())
    given: list[Any] = [laws] if isinstance(laws, (Mechanism, type)) else list(laws)
    for law in given:
        if not isinstance(law, Mechanism):
            raise Mistake(KEY, law, "must be instances of classes derived from Mechanism", "Write [Mine()].")
    _refuse_taken(given)
    return {key: value for key, value in values.items() if key != KEY}, tuple(given)


def _refuse_taken(laws: Sequence[Mechanism]) -> None:
    known: list[type[Mechanism]] = list(registered().values())
    for law in laws:
        for what, own, taken in (
            ("a mechanism", [law.name], {kind.name for kind in known}),
            ("a column", [column.name for column in law.owns], {c.name for kind in known for c in kind.owns}),
            ("a lever", [lever.name for lever in law.levers], {one.name for kind in known for one in kind.levers}),
        ):
            for name in taken.intersection(own):
                raise Mistake(f"{KEY}: {type(law).__name__}", name, f"is the name of {what} already", "Rename it.")
        known.append(type(law))


def refuse_unreachable(laws: Sequence[Mechanism], executor: str) -> None:
    """Other processes cannot import a class that was written in a notebook.

    Raises:
        Mistake: where they would have to.
    """
    written = [type(law).__name__ for law in laws if type(law).__module__ == "__main__"]
    if written and executor != "inline":
        advice = f"Add executor=inline, or put {', '.join(written)} into a file that can be imported."
        raise Mistake("executor", executor, "cannot reach a class that was written in a notebook", advice)
