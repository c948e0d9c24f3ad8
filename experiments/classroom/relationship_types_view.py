"""How many people stand in each kind of relationship, left and right: bars that are the legend of the drawings too."""

from __future__ import annotations

import numpy as np
from bokeh.core.properties import value
from bokeh.models import ColumnDataSource, FactorRange, Range1d
from bokeh.plotting import figure

from experiments.classroom.relationship_types import COLOURS, KINDS, Kinds, people_by_type
from experiments.classroom.series_view import FONT, LEFT, RIGHT
from experiments.figures.style import INK

WIDE = 1.0
MIDDLE = 1.05
"""Half the room for names between the bars, in lengths of the longest bar."""
NUMBER = 0.6
"""Room for a count of four digits beyond the longest bar, in lengths of it."""


class RelationshipTypesView:
    """A pair of bars for each kind, the left market to the left."""

    def __init__(self) -> None:
        names = list(KINDS)
        self.bars = ColumnDataSource(
            {"kind": names, "colour": list(COLOURS), **_bars(np.zeros(len(KINDS), dtype=np.int64), 1.0, -1)}
        )
        other = _bars(np.zeros(len(KINDS), dtype=np.int64), 1.0, 1)
        self.others = ColumnDataSource({"kind": names, "colour": list(COLOURS), **other})
        edge = MIDDLE + WIDE + NUMBER
        self.figure = drawing = figure(
            name="kinds", sizing_mode="stretch_both", y_range=FactorRange(*reversed(names)), toolbar_location=None,
            x_range=Range1d(-edge, edge), tools="", min_border=2, outline_line_color=None,
        )  # fmt: skip
        drawing.axis.visible = False
        drawing.grid.visible = False
        style = {"text_font": value(FONT), "text_font_size": "12px", "text_baseline": "middle"}
        for source, align, colour in ((self.bars, "right", LEFT), (self.others, "left", RIGHT)):
            drawing.hbar(
                y="kind", left="low", right="high", height=0.74, source=source, fill_color="colour", line_color=None
            )
            drawing.text("tip", "kind", "text", source=source, text_align=align, text_color=colour,
                         text_font_style="bold", **style)  # fmt: skip
        names_at = ColumnDataSource({"kind": names, "x": [0.0] * len(names)})
        drawing.text("x", "kind", "kind", source=names_at, text_align="center", text_color=INK, **style)

    def show(self, left: Kinds, right: Kinds) -> None:
        """Count both markets."""
        counts = people_by_type(left), people_by_type(right)
        longest = float(max(count.max() for count in counts)) or 1.0
        for source, count, side in ((self.bars, counts[0], -1), (self.others, counts[1], 1)):
            source.data = {**source.data, **_bars(count, longest, side)}


def _bars(count: np.ndarray[tuple[int], np.dtype[np.int64]], longest: float, side: int) -> dict[str, list[object]]:
    """Ends of bars, all on one scale."""
    length = count / longest * WIDE
    low, high = (MIDDLE, MIDDLE + length) if side > 0 else (-MIDDLE - length, -MIDDLE)
    tip = side * (MIDDLE + length + 0.05)
    return {
        "low": list(np.broadcast_to(low, length.shape)),
        "high": list(np.broadcast_to(high, length.shape)),
        "tip": list(tip),
        "text": [f"{int(number):,}" for number in count],
    }
