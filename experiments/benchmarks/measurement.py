"""One measured figure: what it is, what came out, and what was hoped for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.table import Table


@dataclass(frozen=True)
class Figure:
    """A measurement with its target.

    Args:
        what: meaning, in one line.
        value: what was measured; NaN where it could not be.
        unit: its unit.
        at_least: the target, where more is better.
        below: the target, where less is better.
        note: why it could not be measured, or what to think of when reading it.
    """

    what: str
    value: float
    unit: str
    at_least: float | None = None
    below: float | None = None
    note: str = ""

    @property
    def target(self) -> str:
        """The target in words."""
        if self.at_least is not None:
            return f"≥ {self.at_least:g}"
        return f"< {self.below:g}" if self.below is not None else ""

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.at_least is not None:
            return self.value >= self.at_least
        return self.value < self.below if self.below is not None else None


def table(title: str, figures: Sequence[Figure]) -> Table:
    """The figures of one benchmark, for a terminal."""
    made = Table(title=title, title_justify="left", title_style="bold")
    for column in ("figure", "measured", "unit", "target", "met", "note"):
        made.add_column(column, justify="right" if column == "measured" else "left")
    for figure in figures:
        met = {None: "", True: "yes", False: "[bold]no[/]"}[figure.met]
        value = "–" if figure.value != figure.value else f"{figure.value:,.4g}"
        made.add_row(figure.what, value, figure.unit, figure.target, met, figure.note)
    return made
