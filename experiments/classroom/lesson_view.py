"""The panel of a lesson: the question, the prediction of the class, and what came out."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from bokeh.models import Column
from bokeh.models.widgets.groups import RadioGroup

from experiments.classroom.lessons import LESSONS, Lesson, LessonOutcome
from experiments.classroom.paired_markets import PairedMarkets
from experiments.classroom.widgets import stylesheet, text

FREE = (
    "<b>Free play.</b> Choose two strategies and press <b>Play</b>: both firms have the same people and the same luck. "
    "Move a lever while the weeks pass. Click a person to see both of their lives. The lessons above ask questions."
)


class LessonPanel:
    """Asks, takes the prediction, and tells how it came out.

    Args:
        predicted: is called when an answer was chosen.
    """

    def __init__(self, predicted: Callable[[], None]) -> None:
        self._text, self._after = text("lesson_text", FREE), text("lesson_reveal")
        self._choices = RadioGroup(
            name="lesson_choices", labels=[], active=None, stylesheets=stylesheet(), visible=False
        )
        self._choices.on_change("active", lambda attr, old, new: predicted() if new is not None else None)
        self.root = Column(
            children=[self._text, self._choices, self._after], name="lesson", sizing_mode="stretch_width"
        )
        self.lesson: Lesson | None = None
        self.revealed = False

    def show(self, number: int) -> None:
        """Ask the question of a lesson; 0 for free play."""
        self.lesson = LESSONS[number - 1] if number else None
        if self.lesson is None:
            self._text.text = FREE
        else:
            title = self.lesson.title if self.lesson.title.endswith("?") else f"{self.lesson.title}."
            head = f"<b>Lesson {number}: {escape(title)}</b> "
            self._text.text = head + escape(self.lesson.question) + "<br><b>Your prediction:</b>"
        self._choices.labels = list(self.lesson.choices) if self.lesson else []
        self._choices.visible = self.lesson is not None
        self.rewind(keep=False)

    def rewind(self, keep: bool = True) -> None:
        """Before the first week again; the prediction is kept unless another question is asked."""
        self.revealed = False
        if not keep:
            self._choices.active = None
        self._choices.disabled = False
        self._after.text = ""

    @property
    def waiting(self) -> bool:
        """Whether an answer has to be chosen before the weeks pass."""
        return self.lesson is not None and self._choices.active is None and not self.revealed

    def due(self, twins: PairedMarkets) -> bool:
        """Whether it is time for the answer."""
        return self.lesson is not None and not self.revealed and twins.week >= min(
            self.lesson.weeks, twins.markets[0].world.weeks
        )  # fmt: skip

    def reveal(self, twins: PairedMarkets) -> None:
        """Tell how it came out, and whether the prediction held."""
        if self.lesson is None:
            return
        self.revealed = True
        outcome = self.lesson.answered(twins)
        self._choices.disabled = True
        self._after.text = outcome_as_html(self.lesson, outcome, self._choices.active, twins.week)


def outcome_as_html(lesson: Lesson, outcome: LessonOutcome, predicted: int | None, week: int) -> str:
    """The reveal as HTML."""
    right = lesson.choices[outcome.choice]
    if predicted is None:
        verdict = "Nobody predicted."
    elif predicted == outcome.choice:
        verdict = "You predicted it."
    else:
        verdict = f"You predicted: {lesson.choices[predicted].lower()}."
    return (
        f"<b>After week {week}: {escape(right.lower())}.</b> {escape(verdict)} {escape(outcome.numbers)}"
        f"<br><i>To discuss:</i> {escape(lesson.talk)}"
    )
