"""The figure of the concepts: a panel for each that no study draws, run, written down and drawn again."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from matplotlib.text import Text

from experiments.documents.concept_panels import CREDIT, PANELS, STEPS, TYPES
from experiments.documents.concepts import FIGURE, TABLE, read_concepts_table, run_concept_panels
from experiments.documents.concepts_figure import draw_concepts
from experiments.figures.style import house_style
from simulation.world.weekly_record import SERIES
from tests.commands import QUIET
from tests.test_concepts import ROWS, linked

TINY = ("population.size=100", "weeks=14", "replicates=1")
BY_CONCEPT = {row[0]: row for row in ROWS}


@pytest.fixture(scope="module")
def small() -> pd.DataFrame:
    return run_concept_panels(PANELS, QUIET, TINY)


def test_panels_are_of_exactly_the_concepts_that_no_study_draws() -> None:
    alone = {row[0] for row in ROWS if [x for x in linked(row[4]) if x.endswith(".svg")] == ["concepts.svg"]}
    assert {panel.concept for panel in PANELS} == alone
    assert list(dict.fromkeys(read_concepts_table()["panel"])) == [panel.title for panel in PANELS]


def test_each_panel_shows_what_its_row_names_and_says_the_unit() -> None:
    for panel in PANELS:
        assert f"`{panel.shows}`" in BY_CONCEPT[panel.concept][4], panel.title
        assert panel.shows in SERIES or panel.shows in (STEPS, TYPES, CREDIT)
        assert panel.axis.endswith("]")


@pytest.mark.long
def test_each_panel_runs_and_its_lines_begin_as_in_the_table(small: pd.DataFrame) -> None:
    written = read_concepts_table()
    for panel in PANELS:
        here, there = (table[table["panel"] == panel.title] for table in (small, written))
        assert here["value"].notna().all()
        if panel.shows in SERIES:
            assert set(here["line"]) == set(there["line"]) == set(panel.lines)
        elif panel.shows == CREDIT:
            assert set(there["line"]) == {"first", "last"}
        else:
            assert set(here["line"]) == set(there["line"])
            assert here.groupby("at")["value"].sum().tolist() == pytest.approx([1.0] * here["at"].nunique())


def test_the_figure_is_that_of_its_table() -> None:
    table = read_concepts_table()
    assert table.to_csv(index=False, float_format="%.6g") == TABLE.read_text(encoding="utf-8")
    assert draw_concepts(PANELS, table).file("svg") == FIGURE.read_bytes()


@pytest.mark.long
def test_the_figure_of_a_small_run_is_read_again_and_drawn(small: pd.DataFrame) -> None:
    text = small.to_csv(index=False, float_format="%.6g")
    again = pd.read_csv(io.StringIO(text), dtype={"panel": str, "line": str, "at": str}, keep_default_na=False)
    assert draw_concepts(PANELS, again).file("svg").startswith(b"<?xml")


def test_nothing_is_cut_off_and_type_is_readable() -> None:
    with house_style():
        figure = draw_concepts(PANELS, read_concepts_table()).figure
        figure.draw_without_rendering()
        box, (width, height) = figure.get_tightbbox(), figure.get_size_inches()
    assert box.x0 > -0.01
    assert box.y0 > -0.01
    assert box.x1 < width + 0.01
    assert box.y1 < height + 0.01
    assert min(text.get_fontsize() for text in figure.findobj(Text) if text.get_text()) >= 11
