"""The community of one market: people coloured by relationship, this week's word of mouth as lines."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from bokeh.models import ColumnDataSource, TapTool
from bokeh.plotting import figure
from bokeh.transform import linear_cmap

from experiments.classroom.messages import left_out, messages_of_week, messages_to_draw
from experiments.classroom.relationship_types import COLOURS, KINDS, OUTSIDE, Kinds, kind_of
from experiments.figures.style import INK
from simulation.draws import Floats
from simulation.world.market import Market

PRAISE, COMPLAINT = "#00795A", INK
ROOM = 1.04
NOTHING = np.zeros(0)
SIZES = np.where(np.arange(len(KINDS)) < len(OUTSIDE), 0.0115, 0.018).astype(np.float32)
"""Radius of dots, where that of all people is 1: the firm's own customers stand out."""


class CommunityView:
    """A drawing of the people of one market.

    Args:
        name: of the root in the page.
        chosen: is called with the row of a person who was clicked.
    """

    def __init__(self, name: str, chosen: Callable[[int], None]) -> None:
        self.people = ColumnDataSource(dict.fromkeys(("x", "y", "kind", "size"), NOTHING))
        self.praise, self.complaints = (ColumnDataSource(_lines(np.zeros((0, 2)), ([], []))) for _ in range(2))
        self.ties = ColumnDataSource(_lines(np.zeros((0, 2)), ([], [])))
        self.ring = ColumnDataSource({"x": [], "y": []})
        self.place: Floats = np.zeros((0, 2))
        self.figure = drawing = figure(
            name=name, sizing_mode="stretch_both", x_range=(-ROOM, ROOM), y_range=(-ROOM, ROOM), toolbar_location=None,
            tools=[TapTool()], match_aspect=True, min_border=0, outline_line_color=None, output_backend="canvas",
        )  # fmt: skip
        drawing.axis.visible = False
        drawing.grid.visible = False
        ends = {"x0": "x0", "y0": "y0", "x1": "x1", "y1": "y1"}
        drawing.segment(**ends, source=self.ties, color=INK, alpha=0.35, line_width=1)
        drawing.segment(**ends, source=self.praise, color=PRAISE, alpha=0.55, line_width=1.6)
        drawing.segment(**ends, source=self.complaints, color=COMPLAINT, alpha=0.6, line_width=1.4, line_dash=[3, 3])
        colour = linear_cmap("kind", COLOURS, -0.5, len(COLOURS) - 0.5)
        dots = drawing.circle("x", "y", source=self.people, radius="size", fill_color=colour, line_color=None)
        dots.nonselection_glyph = None
        dots.selection_glyph = None
        drawing.select_one(TapTool).renderers = [dots]
        drawing.scatter("x", "y", source=self.ring, size=13, fill_color=None, line_color=INK, line_width=2.5)
        self.note = ""
        self._chosen = chosen
        self.people.selected.on_change("indices", self._tapped)

    def _tapped(self, attr: str, old: list[int], new: list[int]) -> None:
        if new:
            self._chosen(int(new[0]))

    def arrange(self, place: Floats) -> None:
        """Give everybody a place."""
        self.place = place
        x, y = place.astype(np.float32).T
        self.people.data = {"x": x, "y": y, "kind": np.zeros(len(x), dtype=np.uint8), "size": np.full(len(x), SIZES[0])}
        self.mark(None, None)

    def show(self, market: Market) -> Kinds:
        """Show how things stand; returns the kinds, which others count."""
        kinds = kind_of(market)
        self.people.data["kind"], self.people.data["size"] = kinds, SIZES[kinds]
        praise, complaints = messages_of_week(market, "praises"), messages_of_week(market, "complains")
        self.praise.data = _lines(self.place, messages_to_draw(praise))
        self.complaints.data = _lines(self.place, messages_to_draw(complaints))
        self.note = left_out(praise, complaints)
        return kinds

    def mark(self, row: int | None, market: Market | None) -> None:
        """Put a ring around a person, with the ties to acquaintances; or around nobody."""
        if row is None or market is None:
            self.ring.data = {"x": [], "y": []}
            self.ties.data = _lines(self.place, ([], []))
            self.people.selected.indices = []
            return
        self.ring.data = {"x": [self.place[row, 0]], "y": [self.place[row, 1]]}
        community = market.community
        others = np.zeros(0) if community.complete else community.neighbour[slice(*community.start[row : row + 2])]
        self.ties.data = _lines(self.place, (np.full(len(others), row), others))


def _lines(place: Floats, pairs: tuple[object, object]) -> dict[str, np.ndarray[tuple[int], np.dtype[np.float32]]]:
    start, end = (np.asarray(rows, dtype=np.int64) for rows in pairs)
    ends = {"x0": place[start, 0], "y0": place[start, 1], "x1": place[end, 0], "y1": place[end, 1]}
    return {name: values.astype(np.float32) for name, values in ends.items()}
