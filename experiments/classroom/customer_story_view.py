"""The panel of one person: the life of the twin in both worlds."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from bokeh.models import Column

from experiments.classroom.customer_story import customer_story, first_difference
from experiments.classroom.paired_markets import LEFT as LEFT_SIDE
from experiments.classroom.paired_markets import RIGHT as RIGHT_SIDE
from experiments.classroom.paired_markets import PairedMarkets
from experiments.classroom.series_view import LEFT, RIGHT
from experiments.classroom.widgets import field, text

HINT = "Click a person in a drawing, or enter a number."


class StoryPanel:
    """Tells a life.

    Args:
        chosen: is called with what was entered.
    """

    def __init__(self, chosen: Callable[[str], None]) -> None:
        self._number = field("person", "Person", "", chosen, 150)
        self._text = text("story", HINT)
        self.root = Column(self._number, self._text, name="life", sizing_mode="stretch_width")

    def show(self, row: int | None, twins: PairedMarkets | None, names: tuple[str, str]) -> None:
        """Tell the life of a person so far, or of nobody."""
        if row is None or twins is None:
            self._text.text = HINT
            return
        parts = [f"<b>{escape(first_difference(twins.diaries[LEFT_SIDE], twins.diaries[RIGHT_SIDE], row))}</b>"]
        for name, colour, diary in zip(names, (LEFT, RIGHT), twins.diaries, strict=True):
            lines = " ".join(escape(line) for line in customer_story(diary, row))
            parts.append(f"<b style='color:{colour}'>{escape(name)}</b> {lines}")
        self._text.text = "".join(f"<p style='margin:0 0 5px'>{part}</p>" for part in parts)

    def name(self, row: int | None) -> None:
        """Write the number of the person into the field."""
        shown = "" if row is None else str(row)
        if self._number.value != shown:
            self._number.value = shown
