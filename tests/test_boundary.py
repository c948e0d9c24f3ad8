"""The verb boundary on a tiny world: whole, gone on with, the same, and refused where it cannot be."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from experiments.analyses.boundary.question import boundary_question
from experiments.analyses.boundary.rule import current_value
from experiments.analyses.compare import compared
from experiments.api import boundary, open_store
from experiments.results.budget import fixed_budget, present_value
from experiments.results.sentences.boundary import boundary_sentences
from simulation.alignment.centring import centre_world, centre_world_quickly
from simulation.alignment.funding import with_own_envelopes
from simulation.mistake import Mistake
from tests.commands import FEW, QUIET, said, setting

WORLD = ("population.size=60", "weeks=6", "executor=inline")
SPAN = "boundary.parameters=[market.budget_share,mechanism.encounters.cost]"
SMALL = (*WORLD, "replicates=2", "boundary.space=4", "boundary.points=2", "boundary.flips=1", "boundary.levels=3", SPAN)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("boundary") / "b"
    answer = said("boundary", *SMALL, f"hydra.run.dir={where}", "--quiet")
    assert answer.status == 0, answer.err
    return where


def test_it_leaves_an_answer_beside_its_store(folder: Path) -> None:
    content = json.loads((folder / "boundary.json").read_text(encoding="utf-8"))
    assert content["map"]["parameters"] == ["market.budget_share", "mechanism.encounters.cost"]
    assert list(content["flips"]) == ["market.budget_share"]
    assert content["points"] == 4
    assert content["sentences"]
    assert {path.name for path in (folder / "figures").iterdir()} == {"map.png", "map.svg", "flips.png", "flips.svg"}
    assert {"map.parquet", "flips.parquet", "runs.parquet"} <= {path.name for path in folder.iterdir()}


def test_what_matters_is_a_share_of_the_budget_at_the_defaults_also_where_these_are_no_point_of_the_map(
    folder: Path,
) -> None:
    small = setting(*WORLD, verb="boundary")
    centre = centre_world_quickly(small.world)
    budget = np.mean([fixed_budget(centre, small, seed) for seed in (0, 1)])
    content = json.loads((folder / "boundary.json").read_text(encoding="utf-8"))
    assert content["map"]["margin"] == pytest.approx(small.values["precision"]["margin"] * budget, rel=1e-9)
    assert content["map"]["flips"] == {}, "no line of two levels runs through the defaults"
    answer = said("boundary", *SMALL, "boundary.points=0")
    assert answer.status == 2
    assert "boundary.points: given 0, must be at least 2 for boundary" in answer.err


def test_asked_again_it_runs_nothing_and_says_the_same(folder: Path) -> None:
    before = (folder / "boundary.json").read_bytes()
    runs = open_store(str(folder)).counts
    again = boundary(*SMALL, folder=str(folder), quiet=True)
    assert open_store(str(folder)).counts == runs
    assert (folder / "boundary.json").read_bytes() == before
    assert again.plot_map() is not None
    assert again.plot_flips() is not None
    assert again.table["parameter"].tolist() == ["market.budget_share"]


def test_more_parameters_than_the_map_needs_are_moved_alone(tmp_path: Path) -> None:
    more = SPAN.replace("]", ",market.margin]")
    words = (*WORLD, "replicates=1", "boundary.space=0", "boundary.points=2", "boundary.flips=3", "boundary.levels=2")
    answer = boundary(*words, more, folder=str(tmp_path / "b"), quiet=True)
    assert answer.table["parameter"].tolist() == [
        "market.budget_share", "mechanism.encounters.cost", "market.margin",
    ]  # fmt: skip
    assert answer.map.keys == ("market.budget_share", "mechanism.encounters.cost")
    with pytest.raises(Mistake, match="must be two different keys or more"):
        boundary(*words, SPAN.replace("mechanism.encounters.cost", "market.budget_share"), quiet=True)


def test_the_answer_begins_with_what_was_asked(tmp_path: Path) -> None:
    few = ("replicates=2", "boundary.space=0", "boundary.points=2", "boundary.flips=0", "boundary.levels=3")
    asked = "mechanism.encounters.cost=interval(0,0.435)"
    answer = boundary(*WORLD, *few, asked, folder=str(tmp_path / "b"), quiet=True)
    assert answer.map.keys == ("mechanism.encounters.cost", "market.budget_share")
    first, second, *_ = boundary_sentences(answer)
    assert first.startswith("encounters.cost: ")
    assert second.startswith("On the map of encounters.cost and market.budget_share, ")
    assert answer.table["parameter"].tolist() == ["mechanism.encounters.cost"]
    assert set(answer.map.levels[0]) <= set(answer.lines[0].levels), "line and map know the same and cannot disagree"
    with pytest.raises(Mistake, match="because mechanism usage is off"):
        boundary(*WORLD, *few, "mechanism.usage.rate=interval(0.1,0.2)", folder=str(tmp_path / "c"), quiet=True)


def test_what_was_lost_is_run_again_by_resume(folder: Path) -> None:
    before = (folder / "boundary.json").read_bytes()
    (folder / "boundary.json").unlink()
    assert said("resume", str(folder), "--quiet").status == 0
    assert (folder / "boundary.json").read_bytes() == before


@pytest.mark.long
def test_the_budget_is_known_before_it_is_spent() -> None:
    small = setting(*FEW, "weeks=30", "centring=thorough", verb="compare")
    centre = centre_world(small.world)
    outcome = compared(small, QUIET).outcomes[0][0]
    # Pilots of so few people may have a quarter more or fewer customers than this replicate.
    assert fixed_budget(centre, small, outcome.seed) == pytest.approx(present_value(outcome, small), rel=0.6)
    own = with_own_envelopes(small.world, outcome.seed, centre)
    assert fixed_budget(own, small, outcome.seed) == pytest.approx(present_value(outcome, small), rel=1e-4)


def test_two_intervals_on_the_command_line_span_the_map(tmp_path: Path) -> None:
    words = ("market.margin=interval(0.2,0.4)", "mechanism.fatigue.kappa=interval(0.03,0.06)")
    asking = boundary_question([*WORLD, *words], tmp_path / "x")
    assert asking.named == ("market.margin", "mechanism.fatigue.kappa")
    assert asking.ranges["market.margin"] == (0.2, 0.4)
    assert len(asking.ranges) > 20, "the space is still over all that is in doubt"


@pytest.mark.parametrize(
    ("word", "thing"),
    [
        ("boundary.points=1", "boundary.points"),
        ("boundary.levels=1", "boundary.levels"),
        ("boundary.space=-1", "boundary.space"),
        ("boundary.parameters=[market.margin]", "boundary.parameters"),
        ("boundary.parameters=[market.margin,market.nonsense]", "boundary.parameters"),
        ("weeks=3,4", "weeks"),
        ("strategies=[cx_only]", "strategies"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_anything_is_run(word: str, thing: str, tmp_path: Path) -> None:
    with pytest.raises(Mistake) as refused:
        boundary_question([*WORLD, word], tmp_path / "x")
    assert refused.value.thing == thing
    assert not (tmp_path / "x").exists()


def test_a_comparison_has_a_small_map_of_its_own() -> None:
    few = [word for word in FEW if not word.startswith("boundary")]
    flips = compared(setting(*few, "boundary.points=2", verb="compare"), QUIET).flips
    assert flips is not None
    assert flips.keys == ("market.budget_share", "mechanism.encounters.cost")
    assert flips.differences.shape == (2, 2, 1)
    assert np.isfinite(flips.differences).all()


def test_a_strategy_all_of_whose_runs_are_refused_has_no_numbers(tmp_path: Path) -> None:
    asking = boundary_question(SMALL, tmp_path)
    impossible = [{"market.budget_share": 1e-6, "mechanism.encounters.cost": cost} for cost in (0.1, 0.2)]
    _, lead = asking.run(impossible, 1, QUIET, retry_failed=False)
    assert lead.shape == (2, 1)
    assert np.isnan(lead).all()


def test_an_interval_of_a_lever_begins_at_what_its_strategy_does(tmp_path: Path) -> None:
    words = ["levers.cx_only.cadence=interval(0.1,0.9)", "levers.cx_only.letters=interval(0,1)"]
    asking = boundary_question([*WORLD, *words], tmp_path)
    levers = next(one for one in asking.setting.strategies if one.name == "cx_only").levers
    assert current_value(asking.settings, "levers.cx_only.cadence") == levers["cadence"]
    assert current_value(asking.settings, "levers.cx_only.letters") == levers.get("letters", 0.0)
    with pytest.raises(Mistake, match="community.clustering: given an interval, has no value of its own"):
        boundary_question([*WORLD, *words, "community.clustering=interval(0.1,0.4)"], tmp_path)
