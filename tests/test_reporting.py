"""What the sections of the report are filled with, on comparisons and explanations that are bent for it."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from experiments.figures.levers import TOGETHER, levers
from experiments.figures.mechanisms import mechanisms
from experiments.figures.style import house_style
from experiments.reports.sections.drivers import group_rows, without_rows
from experiments.reports.sections.payback import dates, payback_rows
from experiments.reports.sections.segments import segment_rows
from experiments.reports.sections.what_would_change import mind_changers
from experiments.results.effect import effect
from experiments.results.explanation import NAMES, Explanation, Part, Without
from experiments.results.sentences.explanation import groups_sentence, mechanisms_sentence
from simulation.draws import Floats
from simulation.measures.outcome import SEGMENTS
from tests.comparisons import small, with_cash, with_measures, without_people_in


def column(*profit: float) -> Floats:
    """All measures as high as profit, so that something is sold; shape (replicates, measures)."""
    return np.outer(profit, np.ones(len(NAMES)))


def made(gifts: float = 3.0, encounters: float = -1.0, design: str = "exact") -> Explanation:
    """Three replicates in which b leads by 2, give or take: gifts bring 3, encounters cost 1."""
    luck = np.array([-0.1, 0.0, 0.1])
    a, b = column(*(10 + luck)), column(*(12 + 2 * luck))
    parts = (
        Part("gifts", ("gift_rate",), column(*(gifts + luck)), column(*(gifts + luck)), column(*(gifts + luck)),
             np.zeros(len(NAMES)), {"gift_rate": column(*(gifts + luck))}),
        Part("encounters", ("encounter_share", "listening"), column(*(encounters * np.ones(3))),
             column(*(encounters * np.ones(3))), column(*(encounters * np.ones(3))), np.zeros(len(NAMES)), {}),
    )  # fmt: skip
    without = (
        Without("reciprocity", np.array([a, a - 1.5]), idle=False),
        Without("spend", np.zeros((2, 3, len(NAMES))), idle=False),
        Without("trust", np.array([a[:1], b[:1]]), idle=True),
        Without("needs", np.array([a[:1], b[:1] - 0.5]), idle=False),
    )
    return Explanation("cx_only", "relationship", (1, 2, 3), 0.2, np.array([a, b]), without, parts, design, 0.95)


def test_the_sentences_have_the_numbers() -> None:
    assert "+2.00 money per initial customer over 3 replicates" in groups_sentence(made())
    assert "of which gifts +3.00, encounters −1.00." in groups_sentence(made())
    told = mechanisms_sentence(made())
    assert "reciprocity +3.50 (+3.25 to +3.75); needs +0.50 (one replicate)" in told
    assert "Idle here: trust." in told
    assert "spend" not in told


def test_what_three_groups_do_only_together_is_said_and_drawn() -> None:
    found = made(gifts=2.0, design="halved")
    assert found.rest() == pytest.approx(1.0)
    assert "+1.00 interactions of three or more" in groups_sentence(found)
    with house_style():
        picture = levers(found)
    assert picture is not None
    labels = [text.get_text() for axes in picture.figure.axes for text in axes.get_yticklabels()]
    assert TOGETHER in labels


def test_an_effect_of_one_replicate_has_no_interval_and_an_undefined_one_no_number() -> None:
    once, never = (effect("mechanism", "x", np.array(values), 0.95) for values in ([2.0], [float("nan")]))
    assert (once.mean, once.ci_low, once.replicates, once.shown) == (2.0, None, 1, 0)
    assert (never.mean, never.replicates) == (None, 0)


def test_the_table_of_decisions_has_the_strongest_first() -> None:
    rows = group_rows(made())
    assert [row.group for row in rows] == ["gifts", "encounters"]
    assert rows[1].levers == "encounter_share, listening"
    assert rows[1].alone == rows[1].last == "−1.00 (−1.00 to −1.00)"


def test_what_is_left_of_the_lead_is_held_against_the_same_replicates() -> None:
    rows = {name: left for name, _, left in without_rows(made())}
    assert rows == {"reciprocity": "−1.50", "needs": "+1.40"}, "needs was run once, where the lead is 1.9"


def test_an_explanation_of_nothing_has_no_figures() -> None:
    nothing = dataclasses.replace(made(), parts=())
    assert levers(nothing) is None
    assert mechanisms(nothing) is None


def test_our_mind_is_changed_by_a_decision_or_a_law_without_which_the_other_leads() -> None:
    comparison = dataclasses.replace(small("space.points=0"), explanation=made())
    said = " ".join(mind_changers(comparison))
    assert "Dropping gifts from relationship: then cx_only would lead (−1.00)." in said
    assert "Dropping encounters" not in said, "without what costs it would lead by more"
    assert "reciprocity (−1.50)" in said
    assert "needs" not in said


def test_without_doubt_run_nothing_is_said_to_change_our_mind() -> None:
    plain = with_measures(with_measures(small("space.points=0", "space.contagion=false"), 0, profit=1.0), 1, profit=9.0)
    (only,) = mind_changers(plain)
    assert only.startswith("Nothing that was varied here changes the verdict.")


def test_payback_is_told_at_quarters_years_and_the_end() -> None:
    assert dates(260) == [12, 25, 51, 103, 155, 207, 259]
    assert dates(60) == [12, 25, 51, 59]
    assert dates(8) == [7]
    assert dates(1) == [0]
    cash = with_cash(with_cash(small("space.points=0"), 0, [1.0] * 8), 1, [0.5] * 8)
    assert payback_rows(cash, 1) == [("8", "−4.0", "−4.0 to −4.0")]


def test_each_segment_has_its_side_and_an_empty_one_has_nobody() -> None:
    rows = segment_rows(without_people_in(small("space.points=0"), 1), 1)
    assert [row.segment for row in rows] == list(SEGMENTS)
    assert (rows[1].people, rows[1].firm, rows[1].side) == ("0", "nobody", "undecided")
    assert "to" in rows[0].customers
