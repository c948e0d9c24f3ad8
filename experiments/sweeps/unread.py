"""Words of a sweep that no point reads, and columns of its table: a setting that is not obeyed is refused."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from experiments.config.axes import Axis, is_group
from experiments.config.idle_levers import refuse_idle_levers
from experiments.config.overrides import key_of, said
from experiments.config.roles import STRATEGIES, role
from experiments.config.unread import SCENARIO, refuse_unread
from experiments.sweeps.expansion import Place, corners, ends
from simulation.mistake import Mistake

At = Callable[[Place], Mapping[str, Any]]
"""The resolved configuration of a point, with the strategies that act in it."""


def refuse_levers_of_files(
    axes: Sequence[Axis], at: At, whole: Collection[str], points: Iterable[Place] | None
) -> None:
    """Refuse levers in files of strategies whose law is off at every point at which the strategy is run.

    Args:
        axes: what varies.
        at: composes a point.
        whole: keys that take whole numbers.
        points: that are run, of a design that does not cross all axes with each other; None where it does.

    Raises:
        Mistake: naming strategy, lever and law.
    """
    deciding = {axis.key: axis for axis in axes if _decides(axis.key)}
    asked: dict[tuple[str, ...], Place] = {}
    for point in corners(list(deciding.values()), whole) if points is None else points:
        place = {key: point[key] for key in deciding if key in point}
        asked[tuple(level.word for level in place.values())] = place
    refuse_idle_levers(map(at, asked.values()), "sweep")


def _decides(key: str) -> bool:
    """Whether which strategies and laws there are may depend on a key."""
    return is_group(key) or key.endswith(".enabled") or role(key).changes is STRATEGIES


def refuse_unread_words(
    words: Sequence[str], axes: Sequence[Axis], at: At, whole: Collection[str], crossed: bool
) -> None:
    """Refuse words that no point reads; of a design that crosses nothing, each axis is asked about its own points.

    Args:
        words: of the command line.
        axes: what varies.
        at: composes a point.
        whole: keys that take whole numbers.
        crossed: whether the design crosses axes with each other.

    Raises:
        Mistake: naming the key and who reads it.
    """
    varied = {axis.key: axis for axis in axes}

    def points(key: str) -> Iterator[Place]:
        if crossed:
            yield from corners(axes, whole)
        elif key in varied:
            yield from ({key: level} for level in ends(varied[key], whole))
        else:
            yield from [{}, *({axis.key: level} for axis in axes for level in ends(axis, whole))]

    for word in said(words):
        key = str(key_of(word))
        if key == SCENARIO and key in varied:  # each of several is one of its own
            for level in varied[key].levels:
                refuse_unread([level.word], "sweep", (at({**place, key: level}) for place in points(key)))
        else:
            refuse_unread([word], "sweep", map(at, points(key)))


def refuse_unread_columns(rows: Sequence[Place], others: Sequence[Axis], at: At, whole: Collection[str]) -> None:
    """Refuse columns of a table of points that no row reads.

    Args:
        rows: of the table.
        others: what varies beside it, which is crossed with its rows.
        at: composes a point.
        whole: keys that take whole numbers.

    Raises:
        Mistake: naming the column and who reads it.
    """
    for key in rows[0]:
        levels = {row[key].word: row[key] for row in rows}
        for level in levels.values() if key == SCENARIO else [rows[0][key]]:  # as of words
            own = [row for row in rows if key != SCENARIO or row[key].word == level.word]
            points = (at({**beside, **row}) for row in own for beside in corners(others, whole))
            try:
                refuse_unread([level.word], "sweep", points)
            except Mistake as mistake:
                column = f"design.file, column {key}"
                raise Mistake(column, mistake.given, mistake.allowed, "Leave the column out.") from None
