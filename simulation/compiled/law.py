"""The laws of mechanisms that are written for one person, called for all of them or for some."""

from __future__ import annotations

import os

from simulation.compiled.store import Over, compiled
from simulation.compiled.translation import translated
from simulation.mechanism import Mechanism, Now
from simulation.population import Rows
from simulation.row import Row


class Law:
    """One hook of one mechanism.

    Args:
        kind: class of the mechanism.
        hook: "decide" or "apply".
    """

    def __init__(self, kind: type[Mechanism], hook: str) -> None:
        self.translation = translated(kind, hook)
        self._over: Over | None = None

    def __call__(self, mechanism: Mechanism, rows: Rows, now: Now, first: int, last: int) -> None:
        """Let it act on some rows.

        Args:
            mechanism: with its parameters.
            rows: the window that it is lent.
            now: the week.
            first: the first row.
            last: the row after the last one.
        """
        columns = [getattr(rows, name) for name in self.translation.columns]
        given = self.translation.given(mechanism, now)
        if self._over is None:
            self._over = compiled(self.translation, (0, 0, *columns, *given))
        self._over(first, last, *columns, *given)


_LAWS: dict[tuple[type[Mechanism], str], Law] = {}


def law(kind: type[Mechanism], hook: str) -> Law:
    """The law of a hook; compiled when it is first called."""
    if (kind, hook) not in _LAWS:
        _LAWS[kind, hook] = Law(kind, hook)
    return _LAWS[kind, hook]


def act(mechanism: Mechanism, hook: str, rows: Rows, now: Now, first: int, last: int) -> None:
    """Let a law that is written for one person act on some rows; as Python, where NUMBA_DISABLE_JIT=1 says so."""
    if os.environ.get("NUMBA_DISABLE_JIT") == "1":
        for number in range(first, last):
            getattr(mechanism, hook)(Row(rows, number), now)
    else:
        law(type(mechanism), hook)(mechanism, rows, now, first, last)
