"""Tables on the terminal: 80 columns, names as text."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from rich.console import Console, RenderableType

from experiments.analyses.run import ran
from experiments.config.composition import composed
from experiments.config.setting import built
from experiments.execution.progress import Progress
from experiments.reports.terminal import plain_table, run_table, verdict_table
from experiments.results.sentences.comparison import verdict_sentence
from experiments.results.sentences.difference import findings
from simulation.measures.measures import MEASURES
from tests.comparisons import renamed, small, with_measures


def printed(renderable: RenderableType, width: int = 80) -> list[str]:
    """The lines as a file or a pipe gets them."""
    console = Console(file=io.StringIO(), width=width)
    console.print(renderable)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue().splitlines()


@pytest.mark.parametrize("more", [(), ("strategies=[cx_only,relationship,hybrid]",)], ids=["two", "three"])
@pytest.mark.parametrize("width", [80, 200])
def test_the_verdict_fits_eighty_columns(more: tuple[str, ...], width: int) -> None:
    lines = printed(verdict_table(small("space.points=4", *more)), width)
    assert max(len(line.rstrip()) for line in lines) <= 80


def test_the_verdict_holds_every_measure_and_every_number_whole() -> None:
    comparison = small("space.points=4")
    text = "\n".join(printed(verdict_table(comparison)))
    for found in findings(comparison):
        assert found.label in text
        assert found.difference in text
        assert all(end in text for end in found.interval.split(" to ")), "a long one is on two lines"
    assert " ".join(text.split()).startswith(" ".join(verdict_sentence(comparison).split()))


def test_a_star_marks_a_difference_that_matters() -> None:
    comparison = with_measures(with_measures(small("space.points=0"), 0, profit=1.0), 1, profit=9.0)
    row = next(line for line in printed(verdict_table(comparison)) if line.strip().startswith("profit "))
    assert "*" in row


def test_names_are_no_markup_and_long_ones_fit() -> None:
    odd = renamed(small("space.points=0"), "[red]loud[/red]", "a strategy whose name goes on and on and on [/]")
    lines = printed(verdict_table(odd))
    assert "[red]loud[/red]" in "\n".join(lines)
    assert max(len(line.rstrip()) for line in lines) <= 80


def test_what_is_undefined_is_a_dash() -> None:
    bent = with_measures(small("space.points=0"), 1, churn=float("nan"))
    row = next(line for line in printed(verdict_table(bent)) if line.strip().startswith("churn"))
    assert row.split()[1:] == ["–", "–", "–", "–"]


@pytest.mark.parametrize("replicates", [1, 3])
def test_a_run_is_told_in_eighty_columns(replicates: int) -> None:
    words = ["population.size=60", "weeks=8", f"replicates={replicates}", "executor=inline"]
    lines = printed(run_table(ran(built(composed(words).values), Progress(quiet=True))))
    assert max(len(line.rstrip()) for line in lines) <= 80
    text = "\n".join(lines)
    assert all(measure.name.replace("_", " ") in text for measure in MEASURES)
    assert f"{replicates} replicate{'s' if replicates > 1 else ''} of 8 weeks" in text


def test_any_table_is_shown_with_gaps_for_what_is_missing() -> None:
    table = pd.DataFrame({"[b]key": ["a", None], "low": [0.5, float("nan")]})
    text = "\n".join(printed(plain_table(table)))
    assert "[b]key" in text
    assert "0.5" in text
    assert "nan" not in text
    assert "None" not in text


@pytest.mark.parametrize("times", [1e3, 1e7, 1e10])
def test_no_number_is_cut_however_large_the_unit_of_money(times: float) -> None:
    """Rupiah and the like: a number that ends in an ellipsis reads as another one."""
    comparison = small("space.points=0", "replicates=2", f"population.spending.gamma={15.4 * times}")
    text = " ".join(" ".join(printed(verdict_table(comparison))).split())
    for found in findings(comparison, 1):
        for number in (found.mean_a, found.mean_b, found.difference, *found.interval.split(" to ")):
            assert number in text
