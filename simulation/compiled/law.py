"""The laws of mechanisms that are written for one person, called for all of them or for some."""

from __future__ import annotations

import os
import warnings
from typing import Any

from simulation.compiled.functions import Untranslatable
from simulation.compiled.store import Over, compiled
from simulation.compiled.translation import translated
from simulation.mechanism import Mechanism, Now
from simulation.population import Rows
from simulation.row import Row

Known = dict["Law", tuple[Any, ...]]
"""What laws are called with, but for the rows, while firms and the week stay as they are."""


class Law:
    """One hook of one mechanism.

    Args:
        kind: class of the mechanism.
        hook: "decide" or "apply".
    """

    def __init__(self, kind: type[Mechanism], hook: str) -> None:
        self.translation = translated(kind, hook)
        self._over: Over | None = None

    def __call__(
        self, mechanism: Mechanism, rows: Rows, now: Now, first: int, last: int, known: Known | None = None
    ) -> None:
        """Let it act on some rows.

        Args:
            mechanism: with its parameters.
            rows: the window that it is lent.
            now: the week.
            first: the first row.
            last: the row after the last one.
            known: the arguments of laws, by law, if nothing has changed that they depend on; added to.
        """
        arguments = None if known is None else known.get(self)
        if arguments is None:
            columns = (getattr(rows, name) for name in self.translation.columns)
            arguments = (*columns, *self.translation.given(mechanism, now))
            if known is not None:
                known[self] = arguments
        if self._over is None:
            self._over = compiled(self.translation, (0, 0, *arguments))
        self._over(first, last, *arguments)


_LAWS: dict[tuple[type[Mechanism], str], Law] = {}
_PLAIN: set[tuple[type[Mechanism], str]] = set()
"""Laws that cannot be compiled."""


def law(kind: type[Mechanism], hook: str) -> Law:
    """The law of a hook; compiled when it is first called."""
    if (kind, hook) not in _LAWS:
        _LAWS[kind, hook] = Law(kind, hook)
    return _LAWS[kind, hook]


def act(
    mechanism: Mechanism, hook: str, rows: Rows, now: Now, first: int, last: int, known: Known | None = None
) -> None:
    """Let a law that is written for one person act on some rows; see `Law`.

    As plain Python where NUMBA_DISABLE_JIT=1 says so, and, with a warning, where somebody's own law cannot be compiled:
    a mistake in it is then shown at its line.
    """
    kind = type(mechanism)
    if (kind, hook) not in _PLAIN and os.environ.get("NUMBA_DISABLE_JIT") != "1":
        try:
            return law(kind, hook)(mechanism, rows, now, first, last, known)
        except Exception as error:
            if kind.__module__.startswith("simulation.") or not _is_of_compiling(error):
                raise
            warnings.warn(
                f"{hook} of mechanism {kind.name} runs as plain Python, which takes some hundred times as long. "
                f"It cannot be compiled: {_said(error)}",
                RuntimeWarning,
                stacklevel=2,
            )
            _PLAIN.add((kind, hook))
    for number in range(first, last):
        getattr(mechanism, hook)(Row(rows, number), now)
    return None


def _is_of_compiling(error: Exception) -> bool:
    return isinstance(error, Untranslatable) or type(error).__module__.startswith("numba.")


def _said(error: Exception) -> str:
    """The lines of an error that say what is wrong; those of Numba begin with where it was."""
    lines = [line.strip() for line in str(error).splitlines()]
    return " ".join([line for line in lines if line and not line.startswith(("Failed in", "During", "File"))][:2])
