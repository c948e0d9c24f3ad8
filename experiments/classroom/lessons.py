"""Five guided lessons: a question, a prediction, the markets run, and what came out, read from the markets themselves.

Nothing here knows how a lesson ends: the answer is computed from what happened on the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from experiments.classroom.curves import FOCAL, history
from experiments.classroom.twins import LEFT, RIGHT, Twins
from experiments.rounding import plain


@dataclass(frozen=True)
class Outcome:
    """How a lesson came out.

    Args:
        choice: place of the answer that is right.
        numbers: what was measured, in words.
    """

    choice: int
    numbers: str


@dataclass(frozen=True)
class Lesson:
    """A question to the class.

    Args:
        title: in a few words.
        question: to be answered before the markets run.
        choices: the answers, of which one is right.
        strategies: left and right.
        weeks: after which it is answered.
        answered: the answer, from the markets after these weeks.
        talk: what to discuss then; it holds whatever came out.
        levers: moved in advance, by strategy.
    """

    title: str
    question: str
    choices: tuple[str, ...]
    strategies: tuple[str, str]
    weeks: int
    answered: Callable[[Twins], Outcome]
    talk: str
    levers: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


def _luck(twins: Twins) -> Outcome:
    left, right = (history(market)["profit"][-1] for market in twins.markets)
    one, other = twins.diaries
    same = np.all(one.events[: one.week] == other.events[: other.week], axis=0)
    gap = abs(right - left)
    choice = 0 if gap == 0 else 1 if gap <= 0.05 * abs(left) else 2
    lives = f"{int(same.sum())} of {same.size} people lived the same life on both sides"
    return Outcome(choice, f"The profits differ by {plain(gap, 2)} per first customer, and {lives}.")


def _repetition(twins: Twins) -> Outcome:
    felt = [history(market)["satisfaction"] for market in twins.markets]
    start = min(8, len(felt[LEFT])) - 1
    change = [float(values[-1] - values[start]) for values in felt]
    choice = 0 if change[LEFT] > 0.02 else 2 if change[LEFT] < -0.02 else 1
    text = f"From week {start + 1} on, mean satisfaction moved by {change[LEFT]:+.3f} on the left"
    return Outcome(choice, f"{text} and by {change[RIGHT]:+.3f} on the right.")


def _contact(twins: Twins) -> Outcome:
    left, right = (100.0 * float(m.record.series["cohort"][m.week - 1, FOCAL]) for m in twins.markets)
    choice = 2 if abs(right - left) <= 1.0 else int(right > left)
    return Outcome(choice, f"Of the first customers {left:.1f} % stayed all the time on the left, {right:.1f} % right.")


def _newcomers(twins: Twins) -> Outcome:
    shares = []
    for market in twins.markets:
        joined, bought = (float(market.record.series[k][:, FOCAL].sum()) for k in ("joined", "by_advertising"))
        shares.append(1.0 - bought / joined if joined else 0.0)
    text = f"Other than advertising brought {shares[LEFT]:.0%} of the newcomers on the left, {shares[RIGHT]:.0%} right"
    return Outcome(0 if shares[RIGHT] < 0.25 else 1 if shares[RIGHT] <= 0.5 else 2, f"{text}.")


def _gain(twins: Twins) -> Outcome:
    firm = [float(history(market)["profit"][-1]) for market in twins.markets]
    people = [float(m.record.series["surplus"][m.week - 1, FOCAL] / m.record.cohort.sum()) for m in twins.markets]
    more, better = firm[RIGHT] - firm[LEFT], people[RIGHT] - people[LEFT]
    choice = {(True, True): 0, (True, False): 1, (False, True): 2}.get((more > 0, better > 0), 3)
    text = f"Per first customer the firm on the right earned {more:+.2f}, and its customers gained {better:+.2f}"
    return Outcome(choice, f"{text} [money], compared with the left.")


LESSONS = (
    Lesson(
        "Same luck",
        "Both firms do the same, among the same people, with the same luck. How far apart are their profits after a "
        "year?",
        ("Not at all", "By up to five per cent: luck", "By more"),
        ("cx_only", "cx_only"), 52, _luck,
        "Why is it worth giving two firms the same luck before comparing what they do? Move one lever and play again.",
    ),
    Lesson(
        "Again and again",
        "The left firm gives a great experience, always the same. The right one invites some customers to take part. "
        "How does satisfaction on the left move over a year and a half?",
        ("It rises", "It stays within 0.02", "It falls"),
        ("cx_only", "encounters_only"), 78, _repetition,
        "Quality is the same every week: what else can move satisfaction? See the law “fatigue: half life”.",
    ),
    Lesson(
        "Leave me alone",
        "Both firms are alike, but the right one writes to every customer every week, the left about every third week. "
        "Who keeps more of the first customers over two years?",
        ("The left", "The right", "Within one point of each other"),
        ("as_is", "cx_only"), 104, _contact,
        "When is a letter care, and when is it noise? And what did the letters cost elsewhere?",
        {"cx_only": {"cadence": 1.0}},
    ),
    Lesson(
        "Who brings newcomers?",
        "Watch the green lines: customers who speak well of the firm. How many newcomers of the right firm come by "
        "other ways than advertising, within two years?",
        ("Less than a quarter", "A quarter to a half", "More than half"),
        ("cx_only", "relationship"), 104, _newcomers,
        "Talk costs the firm nothing where it happens. What did it cost to make people talk?",
    ),
    Lesson(
        "Who gains?",
        "After three years, compared with the left: who is better off on the right, the firm or its customers?",
        ("Both", "Only the firm", "Only the customers", "Neither"),
        ("cx_only", "relationship"), 156, _gain,
        "This was one draw of luck. Change the seed and play again: does the answer hold? `courtship compare` does it "
        "many times.",
    ),
)  # fmt: skip
"""In the order of a class."""
