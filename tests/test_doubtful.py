"""Points of the parameter space that cannot be are left out and counted, and the verdict says so."""

from __future__ import annotations

import dataclasses

import numpy as np

from experiments.execution.jobs import run_point
from experiments.reports.memo import memo
from experiments.results.comparison import IMPOSSIBLE, NOT_RUN, RUN
from experiments.results.parameter_space import DoubtfulSpace
from experiments.results.sentences.comparison import space_sentence
from simulation.market.centre import Centre
from simulation.measures.measures import MEASURES
from tests.comparisons import small
from tests.worlds import AS_IS, RELATIONSHIP, world

RANGES, PLACES = {"x": (0.0, 1.0)}, [{"x": 0.1}, {"x": 0.5}, {"x": 0.9}]


def test_a_point_at_which_nothing_could_be_run_is_ruled_out_and_one_with_a_gap_is_kept() -> None:
    values = np.ones((3, 1, 2, len(MEASURES)))
    values[1], values[2, 0, 0, 3] = np.nan, np.nan
    space = DoubtfulSpace.possible(RANGES, PLACES, values)
    assert space.places == [PLACES[0], PLACES[2]]
    assert space.ruled_out == 1
    assert space.as_json()["ruled_out"] == 1
    assert space.differences("profit", 1).tolist() == [[0.0], [0.0]]
    none_left = DoubtfulSpace.possible(RANGES, PLACES, np.full_like(values, np.nan))
    assert (none_left.places, none_left.ruled_out, none_left.as_json()["points"]) == ([], 3, 0)


def test_a_space_that_was_not_asked_for_and_one_that_was_all_ruled_out_are_told_apart() -> None:
    asked = small("space.points=4")
    assert asked.space is not None
    empty = DoubtfulSpace.possible(asked.space.ranges, asked.space.places, np.full_like(asked.space.values, np.nan))
    none_left = dataclasses.replace(asked, space=empty)
    excluded = "All 4 sampled parameter sets were excluded: none reproduces the observed status quo"
    assert space_sentence(none_left).startswith(excluded)
    assert excluded in memo(none_left).markdown
    assert none_left.as_json()["states"]["doubtful_space"] == IMPOSSIBLE
    unasked = small("space.points=0")
    assert space_sentence(unasked).startswith("The uncertain parameters were not varied")
    assert unasked.as_json()["states"]["doubtful_space"] == NOT_RUN
    assert asked.as_json()["states"]["doubtful_space"] == RUN


def test_a_point_whose_status_quo_cannot_serve_its_customers_is_undefined_in_everything() -> None:
    poor = {"market.budget_share": 0.002, "mechanism.recovery.handling_cost": 3.0}
    found = run_point(world(size=400, weeks=26), Centre(quarterly_leave=(-0.95,)), poor, (AS_IS, RELATIONSHIP), (0,))
    assert found.shape == (1, 2, len(MEASURES))
    assert np.isnan(found).all()
