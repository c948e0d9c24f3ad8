"""What is moved on the page: play and pause, step, speed, seed, the two strategies, levers and laws."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from bokeh.models import Column, InlineStyleSheet
from bokeh.models.widgets.buttons import Button
from bokeh.models.widgets.groups import RadioButtonGroup
from bokeh.models.widgets.inputs import Select, TextInput
from bokeh.models.widgets.markups import Div
from bokeh.models.widgets.sliders import Slider as Handle

from experiments.classroom.sliders import Slider

SHEET = """
:host { font-family: Helvetica, Arial, 'Liberation Sans', sans-serif; font-size: 14px; color: #262626; }
.bk-btn { font-size: 14px; padding: 5px 11px; }
.bk-btn:focus-visible, .noUi-handle:focus-visible, .bk-input:focus-visible, input:focus-visible {
  outline: 3px solid #C04A00; outline-offset: 1px;
}
.bk-slider-title { font-size: 12.5px; line-height: 1.25; white-space: normal; }
.bk-input { font-size: 14px; }
"""


def stylesheet() -> list[Any]:
    """The style of a widget; a model belongs to one document, so each gets its own."""
    return [InlineStyleSheet(css=SHEET)]


def button(name: str, label: str, pressed: Callable[[], None], kind: str = "default", width: int = 92) -> Button:
    """A button with a name in the page."""
    made = Button(name=name, label=label, button_type=kind, width=width, height=34, stylesheets=stylesheet())
    made.on_click(pressed)
    return made


def field(name: str, title: str, value: str, entered: Callable[[str], None], width: int) -> TextInput:
    """A field for a line of text."""
    made = TextInput(name=name, value=value, prefix=title, width=width, height=34, stylesheets=stylesheet())
    made.on_change("value", lambda attr, old, new: entered(str(new)))
    return made


def choice(name: str, title: str, options: Iterable[str], value: str, chosen: Callable[[str], None]) -> Select:
    """A list to choose one from."""
    listed: list[str | tuple[Any, str]] = [*options]
    made = Select(name=name, title=title, options=listed, value=value, stylesheets=stylesheet(),
                  sizing_mode="stretch_width")  # fmt: skip
    made.on_change("value", lambda attr, old, new: chosen(str(new)))
    return made


def tabs(name: str, labels: list[str], chosen: Callable[[int], None], active: int = 0, wide: bool = True) -> Any:
    """Buttons of which one is down."""
    mode = "stretch_width" if wide else None
    made = RadioButtonGroup(name=name, labels=labels, active=active, stylesheets=stylesheet(), sizing_mode=mode)
    made.on_change("active", lambda attr, old, new: chosen(int(new or 0)))
    return made


def text(name: str, content: str = "") -> Div:
    """A piece of text."""
    return Div(name=name, text=content, sizing_mode="stretch_width", stylesheets=stylesheet())


class SliderColumn:
    """A column of sliders.

    Args:
        moved: is called with key and value when a slider is let go, or at every step of it.
        throttled: only when it is let go, because what follows takes seconds.
    """

    def __init__(self, moved: Callable[[str, float], None], throttled: bool) -> None:
        self.column = Column(sizing_mode="stretch_width", visible=False)
        self.handles: dict[str, Handle] = {}
        self._moved, self._throttled, self._setting = moved, throttled, False

    def show(self, sliders: Iterable[Slider]) -> None:
        """Put sliders where their values are; made anew only when others are asked for."""
        wanted = list(sliders)
        self._setting = True
        try:
            if [one.key for one in wanted] != list(self.handles):
                self.handles = {one.key: self._made(one) for one in wanted}
                self.column.children = list(self.handles.values())
            for one in wanted:
                self.handles[one.key].update(start=one.low, end=one.high, value=one.value)
        finally:
            self._setting = False

    def _made(self, one: Slider) -> Handle:
        made = Handle(
            name=one.key, title=one.label, start=one.low, end=one.high, value=one.value, step=one.step,
            format="0[.]0000", sizing_mode="stretch_width", stylesheets=stylesheet(), bar_color="#8FB8D6",
        )  # fmt: skip

        def told(attr: str, old: float, new: float) -> None:
            if not self._setting:
                self._moved(one.key, float(new))

        made.on_change("value_throttled" if self._throttled else "value", told)
        return made
