"""A lever that was moved while weeks passed: in which week, on which side, and to what.

30:right:cadence:0.5      from week 30 on the firm on the right writes every other week
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from experiments.classroom.numbers import number, whole_number
from simulation.mistake import Mistake

SIDES = ("left", "right")
MOST = 100
"""Moves that a page remembers."""


@dataclass(frozen=True)
class LeverChange:
    """One lever, moved.

    Args:
        week: from which on it holds, at least 1: what is moved before the first week belongs to the strategy.
        side: 0 left, 1 right.
        lever: its name.
        value: that it has from then on.
    """

    week: int
    side: int
    lever: str
    value: float

    def __str__(self) -> str:
        return f"{self.week}:{SIDES[self.side]}:{self.lever}:{self.value!r}"


def with_move(moves: Iterable[LeverChange], more: LeverChange) -> tuple[LeverChange, ...]:
    """The moves and one more, in the order of their weeks; it stands for another one of that week, side and lever.

    Raises:
        Mistake: for more than a page remembers.
    """
    kept = [one for one in moves if (one.week, one.side, one.lever) != (more.week, more.side, more.lever)]
    if len(kept) >= MOST:
        raise Mistake(
            "moves", len(kept) + 1, f"must be at most {MOST}", "Press Reset to start with the present levers."
        )
    return tuple(sorted([*kept, more], key=lambda one: one.week))


def read_moves(texts: Iterable[str], weeks: int) -> tuple[LeverChange, ...]:
    """Moves as they were written.

    Args:
        texts: one for each.
        weeks: length of a run.

    Raises:
        Mistake: for what is no move.
    """
    moves: tuple[LeverChange, ...] = ()
    for text in texts:
        parts = str(text).strip().split(":")
        if len(parts) != 4 or parts[1] not in SIDES:
            raise Mistake("moves", str(text)[:80], "must be WEEK:left|right:LEVER:VALUE, such as 30:right:cadence:0.5")
        week = whole_number(parts[0], "moves: week", weeks)
        if week == 0:
            advice = f"To set a lever before the first week, use levers.STRATEGY.{parts[2]}."
            raise Mistake("moves: week", parts[0], "must be at least 1", advice)
        more = with_move(
            moves, LeverChange(week, SIDES.index(parts[1]), parts[2], number(parts[3], f"moves: {parts[2]}"))
        )
        if len(more) == len(moves):
            raise Mistake(
                "moves", str(text)[:80], "changes a lever that another entry changes in the same week", "Leave one out."
            )
        moves = more
    return moves
