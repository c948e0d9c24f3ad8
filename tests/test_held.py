"""A doubtful parameter to which somebody gives a value is in doubt no more, however the value is given."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.analyses.boundary.question import boundary_question
from experiments.api import compare
from experiments.config.composition import composed
from experiments.config.held import doubted
from experiments.config.overrides import in_python
from experiments.config.reference import parameter_table
from experiments.config.setting import built, doubtful
from experiments.results.command_line import command
from experiments.results.sentences.comparison import space_sentence
from experiments.sweeps.problem import problem
from simulation.mistake import Mistake

SMALL: dict[str, Any] = {
    "population": {"size": 40}, "weeks": 4, "replicates": 2, "executor": "inline", "centring": "quick", "quiet": True,
    "output": {"figures": False, "report": False}, "explain": {"replicates": 0},
}  # fmt: skip
MARGIN, TRUST = "market.margin", "mechanism.trust.half_life"


def held_by(*words: str, verb: str = "compare") -> list[str]:
    found: list[str] = composed(words, verb).values["space"]["held"]
    return found


def test_what_can_be_held_is_what_can_be_in_doubt() -> None:
    table = parameter_table()
    wide = table[
        (table["grade"] == "C")
        & table["low"].notna()
        & table["key"].str.match(r"market\.|population\.\w+$|mechanism\.")
    ]
    assert set(wide["key"]) == set(doubted())
    assert set(doubtful(built(composed(()).values).world)) <= set(doubted())


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ([f"{MARGIN}=0.7"], [MARGIN]),
        (["market={margin:0.7,copy_delay:30}"], [MARGIN, "market.copy_delay"]),
        ([f"{TRUST}=60", f"{MARGIN}=0.3"], [MARGIN, TRUST]),
        (["mine.yaml"], [MARGIN]),
        (["mine.yaml", f"space.held=[{TRUST}]"], [TRUST]),
        ([f"{MARGIN}=0.7", "space.held=[]"], []),
        (["scenario=base", "market=contractual", "weeks=8"], []),
        (["scenario=copycat_competitor"], ["market.copy_delay"]),
        (["scenario=saas", "space.held=[]"], []),
        (
            ["scenario=saas"],
            [
                "market.budget_share",
                MARGIN,
                "mechanism.answers.first",
                "mechanism.contact.inbound_rate",
                "mechanism.failure.floor",
            ],
        ),
    ],
)
def test_whoever_gives_a_value_holds_it(
    words: list[str], kept: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text("market: {margin: 0.7}\n", encoding="utf-8")
    assert sorted(held_by(*words)) == sorted(kept)
    values = composed(words, "compare").values
    again = shlex.split(command(values))[2:]  # what the memo prints asks the same
    assert composed(again, "compare").values["space"] == values["space"]
    asked = boundary_question(words, tmp_path)
    assert asked.ranges.keys() == doubtful(asked.setting.world).keys() - set(kept)
    assert problem(words).ranges.keys() == asked.ranges.keys()


def test_python_holds_what_the_command_line_does() -> None:
    words = in_python((), {"market": {"margin": 0.7}})
    assert held_by(*words, verb="calibrate") == held_by(*words) == [MARGIN]


def test_a_word_that_holds_says_nothing_where_others_say_what_varies() -> None:
    with pytest.raises(Mistake, match="space.held: .* has no effect if sensitivity.parameters or intervals say"):
        problem([f"space.held=[{MARGIN}]", f"sensitivity.parameters=[{MARGIN},{TRUST}]"])


def test_what_is_asked_about_by_name_moves(tmp_path: Path) -> None:
    asked = boundary_question([f"{MARGIN}=0.7", f"boundary.parameters=[{MARGIN},{TRUST}]"], tmp_path)
    assert asked.ranges[MARGIN] == doubtful(asked.setting.world)[MARGIN]
    assert boundary_question([f"{MARGIN}=interval(0.2,0.3)"], tmp_path).ranges[MARGIN] == (0.2, 0.3)


def test_only_parameters_in_doubt_can_be_held() -> None:
    with pytest.raises(Mistake, match="space.held: given market.margn, must be uncertain parameters.* market.margin"):
        held_by("space.held=[market.margn]")
    with pytest.raises(Mistake, match="space.held: .* has no effect here: it is read by the parameter space"):
        held_by(f"space.held=[{MARGIN}]", "space.points=0", "boundary.points=0")


def test_the_doubtful_space_of_a_comparison_keeps_what_was_given() -> None:
    usual = compare(space={"points": 3}, boundary={"points": 0}, **SMALL)
    kept = compare(space={"points": 3}, boundary={"points": 0}, market={"margin": 0.7}, **SMALL)
    assert usual.space is not None
    assert kept.space is not None
    assert kept.space.ranges.keys() == usual.space.ranges.keys() - {MARGIN}
    assert "market.margin is held at its given value." in space_sentence(kept)
    assert "held" not in space_sentence(usual)
    every = compare(space={"points": 3, "held": list(doubted())}, boundary={"points": 0}, **SMALL)
    assert space_sentence(every).startswith("Every uncertain parameter is held at a given value, so it is unknown")
    assert np.all(kept.tables["space"].get(MARGIN, 0.7) == 0.7)
