"""Indices that are known are found, and a sensitivity is a sweep that another question can be asked of."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from SALib.analyze import morris

from experiments.analyses.sensitivity import Sensitivity, _without_rounding, paired_means
from experiments.api import open_store, sensitivity
from experiments.config.sections import SensitivityRule
from experiments.results.sentences.sensitivity import sensitivity_sentence
from experiments.statistics.morris import elementary_effects, indices
from experiments.statistics.sensitivity_indices import analyze, sample
from experiments.sweeps.plan import question
from experiments.sweeps.problem import problem
from simulation.mistake import Mistake
from tests.luck import FOUR

SMALL = ("population.size=40", "weeks=6", "centring=quick", "executor=inline")
TWO = "sensitivity.parameters=[mechanism.encounters.cost,mechanism.fatigue.half_life]"
IDLE = (
    "given usage.rate, usage.hold, none of these has any effect, because mechanism usage is off. "
    "mechanism.usage.enabled=true turns it on."
)
CUBE = {f"x{k}": (-np.pi, np.pi) for k in (1, 2, 3)}
OPTIONS = {"resamples": 200, "confidence": 0.95, "seed": 1}


def ishigami(X):
    return np.sin(X[:, 0]) + 7 * np.sin(X[:, 1]) ** 2 + 0.1 * X[:, 2] ** 4 * np.sin(X[:, 0])


@pytest.mark.luck(FOUR)
def test_sobol_indices_of_ishigami_and_homma_1990():
    X = sample(CUBE, "sobol", 2048, 1)
    found = analyze(CUBE, "sobol", X, ishigami(X), **OPTIONS).set_index("parameter").loc[["x1", "x2", "x3"]]
    assert found["S1"].to_numpy() == pytest.approx([0.3139, 0.4424, 0.0], abs=0.03)
    assert found["ST"].to_numpy() == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.03)
    assert (found["ST_low"] <= [0.5576, 0.4424, 0.2437]).all()
    assert (found["ST_high"] >= [0.5576, 0.4424, 0.2437]).all()


def test_morris_effects_of_a_line_are_its_slopes_over_the_whole_range():
    ranges = {"a": (0.0, 10.0), "b": (5.0, 6.0), "idle": (0.0, 1.0)}
    X = sample(ranges, "morris", 10, 1)
    found = analyze(ranges, "morris", X, 2 * X[:, 0] - 3 * X[:, 1], **OPTIONS).set_index("parameter")
    assert found["mu_star"].to_dict() == pytest.approx({"a": 20.0, "b": 3.0, "idle": 0.0})
    assert found["sigma"].to_numpy() == pytest.approx(0.0, abs=1e-9)
    assert list(found.index) == ["a", "b", "idle"]
    assert found["mu_star_half"].to_dict() == pytest.approx(found["mu_star"].to_dict())


@pytest.mark.parametrize("method", ["morris", "sobol"])
def test_what_nothing_depends_on_has_no_index(method):
    X = sample(CUBE, method, 8, 1)
    found = analyze(CUBE, method, X, np.ones(len(X)), **OPTIONS)
    assert (found.drop(columns=["parameter", "blocks", "undefined"]) == 0).all().all()


def test_morris_is_what_salib_makes_of_the_same_points():
    X = sample(CUBE, "morris", 12, 1)
    found = analyze(CUBE, "morris", X, ishigami(X), **OPTIONS).set_index("parameter").loc[list(CUBE)]
    problem = {"num_vars": 3, "names": list(CUBE), "bounds": [list(ends) for ends in CUBE.values()]}
    theirs = morris.analyze(problem, X, ishigami(X), num_levels=4)
    assert found["mu_star"].to_numpy() == pytest.approx(np.asarray(theirs["mu_star"]))
    assert found["sigma"].to_numpy() == pytest.approx(np.asarray(theirs["sigma"]))


def test_a_trajectory_through_an_impossible_region_loses_only_the_effects_there():
    X = sample(CUBE, "morris", 8, 1)
    Y = ishigami(X)
    widths = np.full(3, 2 * np.pi)
    whole = elementary_effects(X, Y, widths)
    Y[4 * 5] = np.nan  # the beginning of the sixth: its first step is lost
    some = elementary_effects(X, Y, widths)
    lost = np.isnan(some)
    assert lost.sum() == 1
    assert lost[5].sum() == 1
    assert (some[~lost] == whole[~lost]).all()
    found = analyze(CUBE, "morris", X, Y, **OPTIONS)
    assert sorted(found["blocks"]) == [7, 8, 8]
    assert sorted(found["undefined"]) == [0, 0, 1]
    with pytest.raises(Mistake, match="must be at least 4"):
        analyze(CUBE, "morris", X, np.full(len(X), np.nan), **OPTIONS)


def test_from_one_effect_there_is_a_mean_and_no_interval():
    found = indices(np.array([[-3.0, np.nan], [np.nan, np.nan]]), 0.95)
    assert found["mu_star"].iloc[0] == 3.0
    assert found["blocks"].tolist() == [1, 0]
    assert found[["mu_star_low", "mu_star_high", "sigma"]].isna().all(axis=None)
    assert np.isnan(found["mu_star"].iloc[1])


def test_base_points_with_an_undefined_value_are_left_out_and_counted():
    X = sample(CUBE, "sobol", 16, 1)
    Y = ishigami(X)
    Y[5 * 3 + 1] = Y[5 * 3] = Y[5 * 7] = np.nan
    found = analyze(CUBE, "sobol", X, Y, **OPTIONS)
    assert (found["blocks"].iloc[0], found["undefined"].iloc[0]) == (14, 2)
    assert np.isfinite(found.drop(columns="parameter").to_numpy(dtype=float)).all()
    Y[: 13 * 5] = np.nan
    with pytest.raises(Mistake, match="must be at least 4"):
        analyze(CUBE, "sobol", X, Y, **OPTIONS)


@pytest.mark.parametrize("method", ["morris", "sobol"])
def test_the_same_seed_gives_the_same_design_and_intervals(method):
    X, again, other = (sample(CUBE, method, 8, seed) for seed in (3, 3, 4))
    assert (again == X).all()
    assert (other != X).any()
    tables = [analyze(CUBE, method, X, ishigami(X), **OPTIONS) for _ in range(2)]
    pd.testing.assert_frame_equal(*tables)


def test_the_difference_of_two_strategies_is_taken_apart(tmp_path):
    folder = tmp_path / "s"
    answer = sensitivity(*SMALL, TWO, "sensitivity.n=4", folder=str(folder), quiet=True)
    assert set(answer.table["parameter"]) == {"mechanism.encounters.cost", "mechanism.fatigue.half_life"}
    assert answer.strategies == ("cx_only", "relationship")
    told = json.loads((folder / "sensitivity.json").read_text())
    assert told["ranges"]["mechanism.encounters.cost"] == list(answer.ranges["mechanism.encounters.cost"])
    assert told["points"] == 12
    assert pd.read_parquet(folder / "sensitivity.parquet").equals(answer.table)
    assert (folder / "figures" / "sensitivity.svg").stat().st_size > 1000
    assert "encounters" in answer._repr_html_()

    done = open_store(folder).counts["done"]
    asked = ("sensitivity.measure=retention", "sensitivity.of=relationship")
    other = sensitivity(*SMALL, TWO, "sensitivity.n=4", *asked, folder=str(folder), quiet=True)
    assert open_store(folder).counts["done"] == done  # nothing was run
    assert other.unit == "share"
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_what_only_rounding_moves_has_no_effect():
    rows = [("a", 1e-16, 2e-16, 3e-16, 1e-17, 1e-17, 1e-15, 6), ("b", 1e-3, 2e-3, 3e-3, 1e-4, 1e-16, 4e-3, 6)]
    names = ["parameter", "mu_star", "mu_star_low", "mu_star_high", "sigma", "least", "most", "blocks"]
    found = _without_rounding(pd.DataFrame(rows, columns=names), 3e-9, np.array([0.0, 4e-3]))
    assert found.iloc[0].tolist() == ["a", 0, 0, 0, 0, 0, 0, 6]
    assert found.iloc[1].tolist() == list(rows[1])


def test_grade_c_is_the_default_and_intervals_of_ones_own_take_its_place():
    default = problem([*SMALL, "sensitivity.n=4"])
    assert len(default.ranges) > 10
    assert len(default.X) == 4 * (len(default.ranges) + 1)
    own = problem([*SMALL, "sensitivity.method=sobol", "sensitivity.n=8", "mechanism.trust.half_life=interval(30,40)"])
    assert own.ranges == {"mechanism.trust.half_life": (30.0, 40.0)}
    assert own.X.shape == (24, 1)
    values = own.question.at(next(iter(own.question.points)))
    assert 30 <= values["mechanism"]["trust"]["half_life"] <= 40


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (["sensitivity.method=moris"], "Did you mean morris"),
        (["sensitivity.n=2"], "sensitivity.n: given 2, must be between"),
        (["sensitivity.method=sobol", "sensitivity.n=100"], "power of 2.*Take 128"),
        (["sensitivity.measure=profits"], "sensitivity.measure: given profits, .* Did you mean profit"),
        (["market.margin=0.9", "sensitivity.parameters=[market.margin]"], "market.margin: given a value of its own"),
        (["sensitivity.of=nobody"], "must be difference or one of cx_only, relationship"),
        (["strategies=[cx_only]"], "must be two"),
        (["strategies=[cx_only,as_is,hybrid]"], "given cx_only, as_is, hybrid, must be two"),
        (["strategies=[as_is,as_is]"], "given as_is, as_is, must have different names"),
        (["sensitivity.parameters=[mechanism.trust.half_lif]"], "Did you mean mechanism.trust.half_life"),
        (["sensitivity.parameters=[mechanism.trust.enabled]"], "has no plausible range"),
        (["sensitivity.parameters=[touchpoint.call.cost]"], r"touchpoint.call.cost=interval\(low,high\)"),
        (["sensitivity.parameters=[mechanism.usage.rate,mechanism.usage.hold]"], IDLE),
        (["mechanism.usage.rate=interval(0.1,0.2)"], "this has no effect, because mechanism usage is off"),
        (["weeks=5,6"], "must be one value or interval"),
    ],
)
def test_what_cannot_be_answered_is_refused(words, wrong):
    with pytest.raises(Mistake, match=wrong):
        problem([*SMALL, *words])


def test_what_cannot_act_is_left_out_and_said() -> None:
    found = problem(
        [*SMALL, "sensitivity.n=4", "sensitivity.parameters=[mechanism.usage.rate,mechanism.encounters.cost]"]
    )
    assert (list(found.ranges), found.idle) == (["mechanism.encounters.cost"], {"mechanism.usage.rate": "usage"})
    assert "usage.rate cannot have an effect and was left out, because mechanism usage is off" in said(
        [1.0], found.idle
    )


def said(slopes, idle=None, noise=0.0):
    """What is said of a plane with these slopes, each disturbed by what is the same in both worlds."""
    ranges = {f"p{k}": (0.0, 1.0) for k in range(len(slopes))}
    X = sample(ranges, "morris", 8, 1)
    Y = X @ np.array(slopes) + noise * np.sin(50 * X.sum(axis=1) + 7 * X[:, 0])
    table = analyze(ranges, "morris", X, Y, **OPTIONS)
    settings = SensitivityRule(measure="profit", confidence=0.95)
    return sensitivity_sentence(Sensitivity(Path(), settings, ("a", "b"), ranges, table, len(X), idle or {}))


@pytest.mark.parametrize("method", ["morris", "sobol"])
def test_what_rounding_made_is_no_effect_by_any_method(method: str) -> None:
    ranges = {"p0": (0.0, 1.0), "p1": (0.0, 1.0)}
    X = sample(ranges, method, 8, 1)
    Y = 3.0 + 1e-10 * X[:, 0]
    table = analyze(ranges, method, X, Y, **OPTIONS)
    found = _without_rounding(table.copy(), 3e-9, Y)
    sizes = [name for name in found.columns if name.startswith(("mu_star", "ST", "S1"))]
    assert sizes
    assert (found[sizes] == 0).all(axis=None)
    pd.testing.assert_frame_equal(_without_rounding(table.copy(), 1e-13, Y), table)


def test_only_replicates_that_are_defined_at_all_points_of_a_block_are_held_against_each_other() -> None:
    nan = np.nan
    values = np.array([[nan, nan, 7.36, 14.72], [nan, 7.36, 7.36, 14.72], [1.0, 2.0, 3.0, 4.0], [1.0, 2.0, 3.0, 4.0]])
    assert paired_means(values, 2) == pytest.approx([11.04, 11.04, 2.5, 2.5]), "nothing changed in any replicate"
    assert np.isnan(paired_means(np.array([[nan, 1.0], [1.0, nan]]), 2)).all()
    refused = np.array([[nan, nan], [3.0, nan], [1.0, 2.0]])
    np.testing.assert_array_equal(paired_means(refused, 3), [nan, 3.0, 1.0])


def test_what_is_0_is_not_ranked_and_what_overlaps_is_not_told_apart() -> None:
    assert (
        said([0.0, 0.0])
        == "None of these parameters has any effect on profit: apart from rounding, it is the same at every point."
    )
    assert said([2.0, 1.0, 0.0]).startswith("p0 matters most. p2 has no effect on profit at all.")
    assert " matter most; their intervals at 95\u00a0% overlap." in said([2.0, 2.0, 1.0])
    assert re.search(r"come first; at .* those of \d more overlap with theirs", said([0.0] * 5, noise=1.0))


def test_a_sweep_may_not_hide_in_the_words_of_a_sensitivity():
    assert question([*SMALL, "weeks=3"]).replicates == 1
