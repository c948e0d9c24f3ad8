"""Everything that one tab shows, put together; what it means is the session's."""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np
from bokeh.document import Document
from bokeh.models import Column, ColumnDataSource, CustomJS
from bokeh.models.widgets.sliders import Slider as Handle

from experiments.classroom.community_view import CommunityView
from experiments.classroom.customer_story_view import StoryPanel
from experiments.classroom.lesson_view import LessonPanel
from experiments.classroom.lessons import LESSONS
from experiments.classroom.listener import Listener
from experiments.classroom.options import ClassroomOptions
from experiments.classroom.paired_markets import LEFT, RIGHT, PairedMarkets
from experiments.classroom.relationship_types_view import RelationshipTypesView
from experiments.classroom.screenshot import screenshot_script
from experiments.classroom.series import CURVES
from experiments.classroom.series_view import LEFT as BLUE
from experiments.classroom.series_view import RIGHT as RUST
from experiments.classroom.series_view import SeriesView
from experiments.classroom.sharing import SharingPanel
from experiments.classroom.state import ClassroomState
from experiments.classroom.transitions import sliders
from experiments.classroom.widgets import SliderColumn, button, choice, field, stylesheet, tabs, text
from simulation.draws import Floats

DRAWN = """
const week = document.getElementById('week')
week.textContent = beat.data.text[0]
week.classList.toggle('busy', beat.data.busy[0])
requestAnimationFrame(() => requestAnimationFrame(() => { answer.data = {n: [beat.data.n[0]]} }))
"""
SPEED, FASTEST = 5, 20


class ClassroomPage:
    """The roots of the page and what they show.

    Args:
        session: is told what is done on the page.
        offer: what can be chosen.
    """

    def __init__(self, session: Listener, offer: ClassroomOptions) -> None:
        self._session, self._offer, self._setting = session, offer, True
        self._weeks = offer.world.weeks
        do = session.guarded
        self.views = tuple(
            CommunityView(name, lambda row: do(lambda: session.choose(row))) for name in ("left", "right")
        )
        self.curves = tuple(SeriesView(curve, offer.world.weeks) for curve in CURVES)
        self.kinds = RelationshipTypesView()
        self.lesson = LessonPanel(lambda: self.say(""))
        self.story = StoryPanel(lambda number: do(lambda: session.entered(number)))
        self._play = button("play", "▶ Play", lambda: do(session.toggle), "primary")
        self._step = button("step", "Step", lambda: do(session.step), width=64)
        self._reset = button("reset", "Reset", lambda: do(session.reset), width=70)
        self._speed = Handle(name="speed", title="Speed [weeks a second]", start=1, end=FASTEST, step=1, value=SPEED,
                             width=190, stylesheets=stylesheet(), bar_color="#8FB8D6")  # fmt: skip
        self._speed.on_change("value_throttled", lambda attr, old, new: do(session.faster))
        self._seed = field("seed", "Seed", str(offer.seed), self._unless(session.seeded), 150)
        self._message = text("message")
        self._lessons = tabs("lessons", ["Free play", *(f"{k}  {one.title}" for k, one in enumerate(LESSONS, 1))],
                             self._unless(session.lesson), wide=False)  # fmt: skip
        names = list(offer.strategies)
        self._strategies = tuple(
            choice(f"strategy_{side}", side.capitalize(), names, offer.first[k], self._sided(session.strategy, k))
            for k, side in enumerate(("left", "right"))
        )
        self._racks = (
            SliderColumn(self._sided(session.lever, LEFT), throttled=False),
            SliderColumn(self._sided(session.lever, RIGHT), throttled=False),
            SliderColumn(self._unless(session.law), throttled=True),
        )
        self.sharing = SharingPanel(lambda content: do(lambda: session.read(content)), self._picture())
        self._drawers = tabs("drawers", ["Left", "Right", "Laws", "Share"], self._drawer)
        self._panels = (*(rack.column for rack in self._racks), self.sharing.root)
        self._panels[0].visible = True
        side = Column(*self._strategies, self._drawers, *self._panels, name="side", sizing_mode="stretch_width")
        self._names = list(offer.first)
        self._heads = tuple(text(f"head_{side}") for side in ("left", "right"))
        self._beat()
        self.roots: list[Any] = [
            self._play, self._step, self._reset, self._speed, self._seed, self._message, self._lessons,
            self.sharing.picture, side, *self._heads, *(view.figure for view in self.views), self.kinds.figure,
            self.lesson.root, self.story.root, *(c.levels for c in self.curves), *(c.difference for c in self.curves),
        ]  # fmt: skip
        self._setting = False

    def _picture(self) -> str:
        curves = [name for curve in CURVES for name in (f"{curve.key}_levels", f"{curve.key}_difference")]
        return screenshot_script(["left", "right", *curves], beside="kinds")

    def _beat(self) -> None:
        """The browser answers each week when it is drawn; the week itself is written straight into the page."""
        self._pulse = ColumnDataSource({"n": [0], "text": [""], "busy": [True]})
        answer = ColumnDataSource({"n": [0]})
        self._drawn = CustomJS(args={"beat": self._pulse, "answer": answer}, code=DRAWN)
        self._pulse.js_on_change("data", self._drawn)
        self.kinds.figure.tags = [self._pulse, answer]
        answer.on_change("data", lambda attr, old, new: self._answered(new))

    def _answered(self, content: Any) -> None:
        number = content["n"][0]
        if isinstance(number, int) and 0 <= number <= self._session.sent:
            self._session.drawn = max(self._session.drawn, number)

    def _unless(self, told: Any) -> Any:
        """Tell the session what the user changed, not what the program did."""

        def changed(*values: Any) -> None:
            if not self._setting:
                self._session.guarded(lambda: told(*values))

        return changed

    def _sided(self, told: Any, side: int) -> Any:
        return self._unless(lambda *values: told(side, *values))

    def _drawer(self, active: int) -> None:
        for k, panel in enumerate(self._panels):
            panel.visible = k == active

    def attach(self, document: Document) -> None:
        """Become the content of a document; frozen, because it would look through all of it at each root."""
        with document.models.freeze():
            for root in self.roots:
                document.add_root(root)
        # What the markets said before the page was there would not be heard.
        document.js_on_event("document_ready", self._drawn, self.sharing.shown)

    @property
    def speed(self) -> float:
        """Weeks a second, whatever the browser sent."""
        return float(np.clip(float(self._speed.value), 1, FASTEST))

    def say(self, sentence: str) -> None:
        """Show a sentence to the user, or take it away."""
        self._message.text = f"<span style='font-size:13px;line-height:1.2;color:#8A3B00'>{escape(sentence)}</span>"

    def busy(self, yes: bool) -> None:
        """Show that the markets are being prepared."""
        for one in (self._play, self._step):
            one.disabled = yes
        if yes:
            self._tell("Preparing the markets …", busy=True)

    def _tell(self, text: str, busy: bool = False) -> None:
        self._pulse.data = {"n": [self._session.sent], "text": [text], "busy": [busy]}

    def playing(self, yes: bool) -> None:
        """Show whether weeks pass."""
        self._play.label = "❚❚ Pause" if yes else "▶ Play"

    def controls_of(self, scene: ClassroomState, week: int = 0) -> None:
        """Put every control where the scene has it in a week."""
        self._setting = True
        try:
            for rack, wanted in zip(self._racks, sliders(scene, self._offer, week), strict=True):
                rack.show(wanted)
            for k, name in enumerate(scene.strategies):
                self._strategies[k].value = name
                own = [move for move in scene.moves if move.side == k and move.week <= week]
                self._names[k] = f"{name} (moved)" if scene.levers.get(name) or own else name
                self._head(k)
            self._seed.value = str(scene.seed)
            self._lessons.active = scene.lesson
            self.sharing.show(scene.query(self._offer), scene.yaml(self._offer))
        finally:
            self._setting = False

    def _head(self, side: int) -> None:
        """The name of a side, and what its drawing leaves out."""
        name = f"<b style='color:{(BLUE, RUST)[side]};font-size:16px'>{escape(self._names[side])}</b>"
        note = escape(self.views[side].note)
        self._heads[side].text = f"{name} <span style='font-size:12px'>{note}</span>" if note else name

    def opened(self, twins: PairedMarkets, place: Floats) -> None:
        """Week 0 of new markets."""
        for curve in self.curves:
            curve.clear()
        for view in self.views:
            view.arrange(place)
        self._stand(twins)

    def week(self, twins: PairedMarkets, values: list[dict[str, float]], whole: bool) -> None:
        """One more week; while weeks pass, the curves are drawn in turn, which halves the work of the browser."""
        for curve in self.curves:
            curve.add(twins.week, values[LEFT][curve.curve.key], values[RIGHT][curve.curve.key])
        for curve in self.curves if whole else (self.curves[twins.week % len(self.curves)],):
            curve.draw()
        self._stand(twins)

    def draw(self) -> None:
        """Draw what is not drawn yet."""
        for curve in self.curves:
            curve.draw()

    def _stand(self, twins: PairedMarkets) -> None:
        kinds = [view.show(market) for view, market in zip(self.views, twins.markets, strict=True)]
        self.kinds.show(*kinds)
        for side in (LEFT, RIGHT):
            self._head(side)
        self._tell(f"Week {twins.week} of {self._weeks}")

    def chosen(self, row: int | None, twins: PairedMarkets | None, names: tuple[str, str]) -> None:
        """Mark a person in both drawings and tell the twin's lives."""
        for k, view in enumerate(self.views):
            view.mark(row, None if twins is None else twins.markets[k])
        self.story.show(row, twins, names)
        self.story.name(row)
