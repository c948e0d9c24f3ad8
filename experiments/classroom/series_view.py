"""One live curve: both markets above, the paired difference below."""

from __future__ import annotations

import numpy as np
from bokeh.core.properties import value
from bokeh.models import ColumnDataSource, CustomJSTickFormatter, FixedTicker, Range1d
from bokeh.plotting import figure

from experiments.classroom.series import PlottedSeries
from experiments.figures.style import COLOURS, GREY, INK

LEFT, RIGHT = COLOURS[0], COLOURS[1]
FONT = "Helvetica, Arial, 'Liberation Sans', sans-serif"
YEAR = 52
MINUS = """
const number = Math.abs(tick).toLocaleString('en-US', {maximumSignificantDigits: 6})
return (tick < 0 ? '\\u2212' : '') + number
"""


class SeriesView:
    """Two figures with one source.

    Args:
        curve: what is shown.
        weeks: length of a run.
    """

    def __init__(self, curve: PlottedSeries, weeks: int) -> None:
        self.curve = curve
        self.source = ColumnDataSource(self._empty())
        self.ends = ColumnDataSource({"week": [], "value": [], "text": [], "colour": [], "baseline": [], "shift": []})
        self.gap = ColumnDataSource({"week": [], "value": [], "text": []})
        span = Range1d(0, weeks * 1.24)
        self.levels = _axes(f"{curve.key}_levels", f"{curve.title} [{curve.unit}]", span, weeks)
        # Where both are equal the wider one is seen on either side of the narrow one.
        self.levels.line("week", "left", source=self.source, color=LEFT, line_width=5.0)
        self.levels.line("week", "right", source=self.source, color=RIGHT, line_width=1.8)
        style = {"text_font_size": "12px", "text_font_style": "bold", "text_font": value(FONT), "x_offset": 5}
        self.levels.text(
            "week",
            "value",
            "text",
            source=self.ends,
            text_color="colour",
            text_baseline="baseline",
            y_offset="shift",
            **style,
        )
        self.difference = _axes(f"{curve.key}_difference", "Right less left", span, weeks)
        self.difference.varea("week", 0, "above", fill_color=RIGHT, source=self.source, fill_alpha=0.3)
        self.difference.varea("week", "below", 0, fill_color=LEFT, source=self.source, fill_alpha=0.3)
        self.difference.line("week", "difference", source=self.source, color=INK, line_width=1.8)
        self.difference.text("week", "value", "text", source=self.gap, text_color=INK, text_baseline="middle", **style)
        self.difference.xaxis.axis_label = "week"
        self.difference.yaxis.ticker.desired_num_ticks = 2
        self.levels.xaxis.major_label_text_font_size = "0px"
        self.clear()

    def _empty(self) -> dict[str, list[float]]:
        return {name: [] for name in ("week", "left", "right", "difference", "above", "below")}

    def clear(self) -> None:
        """Back to week 0."""
        self.source.data, self._unseen = self._empty(), self._empty()
        self._bounds = {"levels": (np.inf, -np.inf), "difference": (0.0, 0.0)}
        around_zero = 0.5 * 10.0**-self.curve.decimals
        self.difference.y_range.update(start=-around_zero, end=around_zero)
        self._scaled(False)
        self._label(0, float("nan"), float("nan"))

    def _scaled(self, yes: bool) -> None:
        """An axis without values says nothing, so it is not shown."""
        for drawing in (self.levels, self.difference):
            drawing.yaxis.visible = drawing.ygrid.visible = yes

    def add(self, week: int, left: float, right: float) -> None:
        """One more week; it is seen when it is drawn."""
        gap = right - left
        row = {"week": float(week), "left": left, "right": right, "difference": gap}
        row |= {"above": max(gap, 0.0), "below": min(gap, 0.0)}
        for name, one in row.items():
            self._unseen[name].append(one)

    def draw(self) -> None:
        """Draw the weeks that were added since it was last drawn."""
        new, self._unseen = self._unseen, self._empty()
        if not new["week"]:
            return
        self.source.stream(new)
        self._scaled(True)
        self._reach("levels", self.levels, (*new["left"], *new["right"]))
        self._reach("difference", self.difference, tuple(new["difference"]))
        self._label(int(new["week"][-1]), new["left"][-1], new["right"][-1])

    def _reach(self, name: str, drawing: figure, values: tuple[float, ...]) -> None:
        """Widen the axis to what is shown, and a little beyond, so that it does not move every week."""
        known = [one for one in values if np.isfinite(one)]
        low, high = self._bounds[name]
        if not known or (low <= min(known) and max(known) <= high):
            return
        low, high = min(low, *known), max(high, *known)
        room = (0.2 if name == "levels" else 0.3) * (high - low) or 0.5 * 10.0**-self.curve.decimals
        self._bounds[name] = (low, high) if name == "levels" else (min(low, 0.0), max(high, 0.0))
        drawing.y_range.update(start=low - room, end=high + room)

    def _label(self, week: int, left: float, right: float) -> None:
        known = np.isfinite([left, right]).all()
        gap, places = right - left, self.curve.decimals
        self.ends.data = {
            "week": [week, week] if known else [],
            "value": [left, right] if known else [],
            "text": [f"{left:,.{places}f}", f"{right:,.{places}f}"] if known else [],
            "colour": [LEFT, RIGHT] if known else [],
            "shift": ([-2, 2] if left >= right else [2, -2]) if known else [],
            "baseline": (["bottom", "top"] if left >= right else ["top", "bottom"]) if known else [],
        }
        sign = "+" if gap > 0 else "\u2212" if gap < 0 else ""
        text = [f"{sign}{abs(gap):,.{places}f}"] if known else []
        self.gap.data = {"week": [week] if known else [], "value": [gap] if known else [], "text": text}


def _axes(name: str, title: str, span: Range1d, weeks: int) -> figure:
    drawing = figure(
        name=name, sizing_mode="stretch_both", title=title, x_range=span, y_range=Range1d(0, 1), toolbar_location=None,
        tools="",
        min_border_left=50, min_border_right=4, min_border_top=0, min_border_bottom=0, outline_line_color=None,
    )  # fmt: skip
    drawing.title.text_font_size, drawing.title.text_font, drawing.title.text_color = "13px", FONT, INK
    drawing.title.offset = -44  # to the edge of the figure, or a long unit is cut off on a small screen
    drawing.xgrid.visible = False
    drawing.ygrid.grid_line_color = "#E6E6E6"
    for axis in drawing.axis:
        axis.major_label_text_font_size, axis.major_label_text_font, axis.major_label_text_color = "12px", FONT, INK
        axis.axis_label_text_font_size, axis.axis_label_text_font, axis.axis_label_text_color = "12px", FONT, INK
        axis.axis_label_text_font_style = "normal"
        axis.axis_line_color = axis.major_tick_line_color = GREY
        axis.minor_tick_line_color = None
        axis.formatter = CustomJSTickFormatter(code=MINUS)
    drawing.yaxis.ticker.desired_num_ticks = 4
    years = range(0, weeks + 1, YEAR)
    drawing.xaxis.ticker = FixedTicker(ticks=list(years) if len(years) > 1 else [0, weeks])
    drawing.xaxis.bounds = (0, weeks)
    drawing.yaxis.axis_line_color = drawing.yaxis.major_tick_line_color = None
    return drawing
