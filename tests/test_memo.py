from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from experiments.api.views import ComparisonView, viewed
from experiments.reports.memo import _code, _plain, memo
from experiments.reports.sections.recommendation import recommendation
from experiments.results.sentences.comparison import verdict_sentence
from experiments.statistics.equivalence import EQUIVALENT, UNDECIDED
from tests.commands import said
from tests.comparisons import SMALL, renamed, small, with_measures

WITHOUT_SPACE = ("space.points=0", "space.contagion=false")
WITH_SPACE = ("space.points=2", "space.contagion=false")


def test_the_memo_says_what_the_comparison_says() -> None:
    comparison = small(*WITHOUT_SPACE)
    page = memo(comparison).markdown
    assert page.startswith("# Decision memo: cx_only or relationship?\n")
    assert verdict_sentence(comparison) in page
    assert recommendation(comparison) in page
    assert "courtship compare" in page


def test_amounts_are_in_the_currency_that_the_log_tells() -> None:
    comparison = small(*WITHOUT_SPACE)
    intake = {"rows": 9, "kept": 9, "currency": "EUR", "left_out": [], "sum_kept": "90.00", "customers": 3,
              "purchases": 9, "first": "2024-01-01", "last": "2024-03-01", "until": "2024-03-01"}  # fmt: skip
    told = dataclasses.replace(comparison, setting=dataclasses.replace(comparison.setting, intake=intake))
    page = memo(told).markdown
    assert "EUR per initial customer" in page
    assert "money per" not in page
    assert "money per initial customer" in memo(comparison).markdown


def test_nobody_is_recommended_who_does_not_win() -> None:
    comparison = small(*WITHOUT_SPACE)
    even = comparison
    for strategy in (0, 1):
        even = with_measures(even, strategy, profit=1.0)
    assert even.verdict().verdict == EQUIVALENT
    assert "does not decide" in recommendation(even)
    for winner in (0, 1):
        clear = with_measures(even, winner, profit=100.0)
        assert recommendation(clear).startswith(clear.names[winner])


def test_what_luck_may_have_made_is_not_recommended() -> None:
    comparison = small(*WITHOUT_SPACE)
    wild = tuple(
        dataclasses.replace(o, measures=o.measures | {"profit": profit})
        for o, profit in zip(comparison.outcomes[1], (-500.0, 0.0, 510.0), strict=True)
    )
    open_ = dataclasses.replace(comparison, outcomes=(comparison.outcomes[0], wild))
    assert open_.verdict().verdict == UNDECIDED
    assert recommendation(open_).startswith("Do not decide")


def test_a_winner_by_guesses_alone_is_called_that() -> None:
    assert "not tested" in recommendation(with_measures(small(*WITHOUT_SPACE), 1, profit=1e4))
    assert "not shown to be robust" in recommendation(with_measures(small(*WITH_SPACE), 1, profit=1e4))
    assert "space.points=0" in memo(small(*WITHOUT_SPACE)).markdown


def test_names_are_text_and_never_markup() -> None:
    page = memo(renamed(small(*WITHOUT_SPACE), "a|b*", "<i>mine"))
    assert r"a\|b\*" in page.markdown
    assert "<i>" not in page.html
    assert "&lt;i&gt;mine" in page.html


def test_a_command_with_backquotes_is_one_piece_of_code() -> None:
    command = "courtship compare 'population.file=a``b`c*.csv'"
    assert _plain(f"To repeat it: {_code(command)} *here*.") == f"To repeat it: ```{command}``` \\*here\\*."
    assert _plain("`a*` and b*") == r"`a*` and b\*"


def test_the_page_asks_nobody_for_anything_and_can_be_kept(tmp_path: Path) -> None:
    page = memo(small(*WITHOUT_SPACE))
    assert page.save(tmp_path / "memo.html").read_text(encoding="utf-8") == page.html
    assert page.save(tmp_path / "memo.md").read_text(encoding="utf-8") == page.markdown
    assert "http" not in page.html
    assert "<script" not in page.html


def test_compare_leaves_one_memo_about_all_strategies(tmp_path: Path) -> None:
    words = (*SMALL, *WITHOUT_SPACE, "strategies=[cx_only,hybrid,neglect]", "output.figures=false")
    assert said("compare", *words, "output.report=false", f"hydra.run.dir={tmp_path / 'run'}").status == 0
    text = (tmp_path / "run" / "memo.md").read_text(encoding="utf-8")
    assert text.startswith("# Decision memo: cx_only, hybrid or neglect?\n")
    assert text.count("# Decision memo") == text.count("## What to do") == text.count("## The ranking by profit") == 1
    found = json.loads((tmp_path / "run" / "verdict.json").read_text(encoding="utf-8"))
    assert {place["name"] for place in found["ranking"]} == {"cx_only", "hybrid", "neglect"}
    assert len(found["all_pairs"]) == 3
    assert found["verdict"] == (found["winner"] or found["verdict"])
    assert found["precise_enough"] in (True, False, "not judged")


@pytest.mark.parametrize("figure", ["differences", "breakeven"])
def test_figures_and_verdicts_show_themselves_in_a_notebook(figure: str) -> None:
    comparison = viewed(ComparisonView, small(*WITHOUT_SPACE))
    assert comparison.plot(figure)._repr_png_().startswith(b"\x89PNG")
    assert "money per initial customer" in comparison._repr_html_()
    assert "&lt;i&gt;" in viewed(ComparisonView, renamed(comparison, "<i>", "b"))._repr_html_()
