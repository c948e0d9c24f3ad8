"""Figures: complete, deterministic, readable, and with captions that state what the numbers say."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from matplotlib.text import Text

from experiments.analyses.run import ran
from experiments.config.composition import composed
from experiments.config.setting import built
from experiments.execution.progress import Progress
from experiments.figures import FIGURES, OF_A_RUN, draw, save
from experiments.figures.ledger import mean_bookings, steps
from experiments.figures.style import COLOURS, canvas, house_style, spread, week_axis
from experiments.results.influence import influence_on, won_by_half
from tests.comparisons import EXPLAINED, renamed, small, with_cash, with_measures, without_people_in

THREE = "strategies=[cx_only,relationship,hybrid]"
NAN = float("nan")
ASKED = ("levers", "mechanisms", "space", "map")
"""Figures of what can be left out."""


@pytest.mark.parametrize(
    "more", [pytest.param((), id="two"), pytest.param((THREE,), id="three", marks=pytest.mark.long)]
)
def test_every_figure_is_drawn_with_a_caption_and_an_alternative(more: tuple[str, ...]) -> None:
    figures = draw(small("space.points=4", *EXPLAINED, *more))
    assert tuple(figures) == tuple(FIGURES)
    for picture in figures.values():
        assert picture.caption.endswith(".")
        assert any(character.isdigit() for character in picture.caption), "a finding has numbers"
        assert len(picture.alt) > 30


def test_without_a_space_the_space_is_left_out() -> None:
    assert tuple(draw(small("space.points=0"))) == tuple(name for name in FIGURES if name not in ASKED)


def test_a_run_has_figures_too() -> None:
    words = ["population.size=60", "weeks=8", "replicates=1", "centring=quick", "executor=inline"]
    run = ran(built(composed(words).values), Progress(quiet=True))
    assert tuple(draw(run)) == tuple(OF_A_RUN)


@pytest.mark.parametrize("weeks", range(1, 10))
def test_an_axis_of_weeks_takes_any_number_of_them(weeks: int) -> None:
    with house_style():
        axes = canvas().add_subplot()
        axes.plot(range(weeks), range(weeks))
        week_axis(axes, weeks, 5, prune="upper")
    assert all(float(tick).is_integer() for tick in axes.get_xticks())


def test_undefined_measures_and_empty_segments_are_drawn() -> None:
    bent = with_measures(small("space.points=0"), 1, acquisition_cost=NAN, churn=NAN)
    figures = draw(without_people_in(bent, 1))
    assert any("undefined" in words for words in _words(figures["differences"].figure))
    assert any("nobody" in words for words in _words(figures["segments"].figure))


def test_segments_are_cut_in_several_ways_where_two_strategies_are_compared() -> None:
    deals = ("levers.relationship.deal_rate=0.1", "levers.relationship.deal_depth=0.1")
    words = _words(draw(small("space.points=0", "population=segments", *deals))["segments"].figure)
    for name in ("light", "Regular", "High End", "tightwads", "deal-seekers"):
        assert any(word.startswith(f"{name}\n") for word in words), name
    without = _words(draw(small("space.points=0"))["segments"].figure)
    assert any(word.startswith("tightwads\n") for word in without)
    assert not any(word.startswith(("Regular", "deal-seekers")) for word in without)


@pytest.mark.long
def test_files_are_the_same_bytes_and_hold_no_date(tmp_path: Path) -> None:
    written = save(draw(small("space.points=4", *EXPLAINED)), tmp_path)
    assert [path.name for path in written] == [f"{name}.{kind}" for name in FIGURES for kind in ("svg", "png")]
    again = draw(small("space.points=4", *EXPLAINED))
    for name in ("differences", "space", "levers", "map"):
        for kind in ("svg", "png"):
            assert again[name].file(kind) == (tmp_path / f"{name}.{kind}").read_bytes()
    assert b"<dc:date>" not in (tmp_path / "space.svg").read_bytes()


@pytest.mark.parametrize(
    "more", [pytest.param((), id="two"), pytest.param((THREE,), id="three", marks=pytest.mark.long)]
)
def test_type_is_readable_at_slide_size(more: tuple[str, ...]) -> None:
    for name, picture in draw(small("space.points=4", *EXPLAINED, *more)).items():
        assert picture.figure.get_figwidth() == 8, name
        sizes = [text.get_fontsize() for text in picture.figure.findobj(Text) if text.get_text()]
        assert min(sizes) >= 11, name


def test_nothing_is_cut_off_at_the_edge() -> None:
    names = "a strategy with quite a long name", "another strategy whose name is even longer"
    with house_style():
        for name, picture in draw(renamed(small("space.points=4", *EXPLAINED), *names)).items():
            figure = picture.figure
            figure.draw_without_rendering()
            drawn = figure.get_tightbbox()
            width, height = figure.get_size_inches()
            assert drawn.x0 > -0.01, name
            assert drawn.y0 > -0.01, name
            assert drawn.x1 < width + 0.01, name
            assert drawn.y1 < height + 0.01, name


def test_names_are_no_formulas() -> None:
    odd = renamed(small("space.points=4"), "$x_{1$ <b>", "_hidden & \\frac")
    for picture in draw(odd).values():
        assert picture.file("svg")


def test_the_house_leaves_no_trace_and_takes_none() -> None:
    before = dict(matplotlib.rcParams)
    plain = draw(small("space.points=0"))["weekly"].file("svg")
    assert dict(matplotlib.rcParams) == before
    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "black"}):
        assert draw(small("space.points=0"))["weekly"].file("svg") == plain


def test_no_window_toolkit_is_loaded() -> None:
    code = "import sys, experiments.figures; sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_colours_can_be_read_on_white() -> None:
    for colour in COLOURS:
        channels = np.array([int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)])
        linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
        assert 1.05 / (linear @ [0.2126, 0.7152, 0.0722] + 0.05) >= 4.5, colour


def test_labels_move_apart_and_keep_their_order() -> None:
    assert spread([0.0, 0.0, 5.0], 1.0) == pytest.approx([-0.5, 0.5, 5.0])
    assert spread([3.0, 1.0], 1.0) == [3.0, 1.0]


def test_the_week_of_breakeven_is_marked() -> None:
    bent = with_cash(with_cash(small("space.points=0"), 0, [1.0] * 8), 1, [0.0, 0.0, 2.0, 2.0, 2.0, 1.0, 1.0, 1.0])
    picture = draw(bent)["breakeven"]
    assert "week 3" in _words(picture.figure)
    assert "breaks even with cx_only in week 3, after being at most 2" in picture.caption


def test_bookings_add_up_to_profit() -> None:
    comparison = small("space.points=0")
    rate = comparison.setting.world.terms.discount_rate
    for runs in comparison.outcomes:
        profit = np.mean([o.measures["profit"] for o in runs])
        assert sum(mean_bookings(runs, rate).values()) == pytest.approx(profit, rel=1e-9)


def test_the_waterfall_arrives_where_it_should() -> None:
    comparison = small("space.points=0")
    total = sum(step.change for step in steps(comparison, 1))
    assert total == pytest.approx(comparison.verdict().difference, abs=0.02 * abs(total) + 1e-3)


def test_a_parameter_that_decides_stands_out() -> None:
    comparison = small("space.points=4")
    assert comparison.space is not None
    key = "mechanism.encounters.cost"
    costs = [place[key] for place in comparison.space.places]
    values = comparison.space.values.copy()
    values[:, :, 0, 0], values[:, 0, 1, 0] = 0.0, np.negative(costs)
    bent = dataclasses.replace(comparison, space=dataclasses.replace(comparison.space, values=values))
    found = influence_on(bent).correlations
    assert found[key] == pytest.approx(-1)
    assert abs(next(iter(found.values()))) == pytest.approx(1)
    assert won_by_half(bent, key) == (0.0, 0.0)


def _words(figure: matplotlib.figure.Figure) -> set[str]:
    return {text.get_text() for text in figure.findobj(Text)}
