"""Five guided lessons: a question, a prediction, the markets run, and what came out, read from the markets themselves.

Nothing here knows how a lesson ends: the answer is computed from what happened on the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from experiments.classroom.paired_markets import LEFT, RIGHT, MarketWithoutMechanism, PairedMarkets
from experiments.classroom.series import FOCAL, series_so_far
from experiments.statistics.formatting import percent, plain
from simulation.world.market import Market


@dataclass(frozen=True)
class LessonOutcome:
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
        without: what a third market, which is not drawn, does without: the answer is the difference that it makes.
    """

    title: str
    question: str
    choices: tuple[str, ...]
    strategies: tuple[str, str]
    weeks: int
    answered: Callable[[PairedMarkets], LessonOutcome]
    talk: str
    levers: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    without: MarketWithoutMechanism | None = None


def _luck(twins: PairedMarkets) -> LessonOutcome:
    left, right = (series_so_far(market)["profit"][-1] for market in twins.markets)
    one, other = twins.diaries
    same = np.all(one.events[: one.week] == other.events[: other.week], axis=0)
    gap = abs(right - left)
    choice = 0 if gap == 0 else 1 if gap <= 0.05 * abs(left) else 2
    lives = f"{int(same.sum())} of {same.size} people had identical histories on both sides"
    return LessonOutcome(choice, f"The profits differ by {plain(gap, 2)} per first customer, and {lives}.")


def _repetition(twins: PairedMarkets) -> LessonOutcome:
    as_it_is, fresh = (float(series_so_far(market)["satisfaction"][-1]) for market in _with_and_without(twins))
    cost = fresh - as_it_is
    choice = 0 if cost <= 0.02 else 1 if cost <= 0.1 else 2
    text = f"Mean satisfaction on the left is {as_it_is:.3f}; if nothing wore out, it would be {fresh:.3f}"
    return LessonOutcome(choice, f"{text}, so repetition costs {plain(cost, 3)}.")


def _contact(twins: PairedMarkets) -> LessonOutcome:
    left, right = (100.0 * float(m.record.series["cohort"][m.week - 1, FOCAL]) for m in twins.markets)
    choice = 2 if abs(right - left) <= 1.0 else int(right > left)
    return LessonOutcome(
        choice, f"Of the first customers, {left:.1f} % never left on the left side and {right:.1f} % on the right."
    )


def _newcomers(twins: PairedMarkets) -> LessonOutcome:
    won, silent = (float(market.record.series["joined"][:, FOCAL].sum()) for market in _with_and_without(twins))
    share = (won - silent) / won if won else 0.0
    text = (
        f"The firm on the right won {plain(won, 0)} customers, and would have won {plain(silent, 0)} without any talk"
    )
    choice = 0 if share < 0.1 else 1 if share <= 1 / 3 else 2
    return LessonOutcome(choice, f"{text}: {percent(share)} of them came because of word of mouth.")


def _gain(twins: PairedMarkets) -> LessonOutcome:
    firm = [float(series_so_far(market)["profit"][-1]) for market in twins.markets]
    people = [float(m.record.series["surplus"][m.week - 1, FOCAL] / m.record.cohort.sum()) for m in twins.markets]
    more, better = firm[RIGHT] - firm[LEFT], people[RIGHT] - people[LEFT]
    choice = {(True, True): 0, (True, False): 1, (False, True): 2}.get((more > 0, better > 0), 3)
    text = f"Per first customer, the firm on the right earned {more:+.2f} and its customers gained {better:+.2f}"
    return LessonOutcome(choice, f"{text} (in money), compared with the left.")


def _with_and_without(twins: PairedMarkets) -> tuple[Market, Market]:
    """One side as it is, and the same side without one mechanism."""
    if twins.without is None or twins.counterfactual is None:
        raise LookupError("this lesson compares a market with one that does without something")
    return twins.markets[twins.without.side], twins.counterfactual


LESSONS = (
    Lesson(
        "Same luck",
        "Both firms set the same levers for the same people, with the same random draws (“luck”). How far apart are "
        "their profits after a year?",
        ("Not at all", "By up to five per cent, by chance", "By more"),
        ("as_is", "cx_only"), 52, _luck,
        "Why should two firms have the same luck when we compare what they do? Move one lever on the right and play "
        "again.",
    ),
    Lesson(
        "Again and again",
        "The left firm gives a great experience that is always the same. Repetition may wear it out. After a year and "
        "a half, how much lower is mean satisfaction on the left than it would be if nothing wore out?",
        ("By 0.02 or less", "By 0.02 to 0.1", "By more than 0.1"),
        ("cx_only", "encounters_only"), 78, _repetition,
        "Does the same experience every week feel the same every week? Change the law “fatigue: half life”, and watch "
        "the firm on the right, which invites some customers to take part.",
        without=MarketWithoutMechanism(LEFT, "fatigue"),
    ),
    Lesson(
        "Leave me alone",
        "Both firms are alike, but the right one writes to every customer every week, the left about every third week. "
        "Who keeps more of the first customers over two years?",
        ("The left", "The right", "Within one point of each other"),
        ("as_is", "cx_only"), 104, _contact,
        "When is a letter welcome, and when is it a nuisance? And what else could the money for letters have bought?",
        {"cx_only": {"cadence": 1.0}},
    ),
    Lesson(
        "Who brings newcomers?",
        "Watch the green lines: customers who speak well of the firm. Of all customers whom the right firm wins within "
        "two years, how many would it not have won if nobody talked?",
        ("Fewer than a tenth", "A tenth to a third", "More than a third"),
        ("cx_only", "relationship"), 104, _newcomers,
        "Word of mouth itself costs the firm nothing. What did it cost to make people talk?",
        without=MarketWithoutMechanism(RIGHT, "word_of_mouth"),
    ),
    Lesson(
        "Who gains?",
        "After three years, compared with the left: who is better off on the right, the firm or its customers?",
        ("Both", "Only the firm", "Only the customers", "Neither"),
        ("cx_only", "relationship"), 156, _gain,
        "This was a single run. Change the seed and play again: does the answer hold? `courtship compare` repeats it "
        "many times.",
    ),
)  # fmt: skip
"""In the order of a class."""
