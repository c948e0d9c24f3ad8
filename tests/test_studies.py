"""The studies: each can be conducted, tells what came of it, and draws its figure."""

from __future__ import annotations

import pandas as pd
import pytest

from experiments.config.building import built
from experiments.config.composition import composed
from experiments.config.strategies import load
from experiments.figures.study import drawn
from experiments.progress import Progress
from experiments.studies.conducting import ALONE, conducted
from experiments.studies.study import FOLDER, names, study
from simulation.mistake import Mistake
from simulation.strategy import Strategy

TINY = ("population.size=120", "weeks=13", "replicates=2", "executor=inline")
SECTIONS = ("## What was found", "## Hit or miss", "## Caveat")
HEADLINE = "cx_vs_relationship"
"""It has a history, and tells it under headings of its own."""


@pytest.mark.parametrize("name", names())
def test_each_composes_and_its_levers_are_known(name: str) -> None:
    asked = study(name)
    for own in asked.worlds.values():
        world = built(composed([*ALONE, *asked.words, *own, "population.size=120"], "compare").config).world \
            if name != HEADLINE else built(composed([*ALONE, *own], "compare").config).world  # fmt: skip
        for arm in asked.arms:
            Strategy(arm.name, load(arm.base).changed(arm.levers).levers).check(world.mechanisms)


@pytest.mark.parametrize("name", names())
def test_each_tells_what_was_predicted_and_found(name: str) -> None:
    text = (FOLDER / name / "README.md").read_text(encoding="utf-8")
    for section in ("### Strategies side by side",) if name == HEADLINE else SECTIONS:
        assert section in text
    assert "](figure.svg)" in text
    assert text.lower().index("prediction") < text.index("](figure.svg)")


@pytest.mark.parametrize("name", names())
def test_each_table_has_all_worlds_arms_and_measures(name: str) -> None:
    asked = study(name)
    table = pd.read_csv(FOLDER / name / "table.csv", dtype={"arm": str}, keep_default_na=False)
    expected = [(w, m, arm.name) for w in asked.worlds for m in asked.measures for arm in asked.arms]
    assert list(zip(table["world"], table["measure"], table["arm"], strict=True)) == expected


@pytest.mark.parametrize("name", ["community_support", "repetition_erodes", "who_pays_for_whom"])
def test_each_kind_of_figure_is_drawn(name: str) -> None:
    findings = conducted(study(name), Progress(quiet=True), TINY)
    picture = drawn(findings)
    assert picture.file("svg").startswith(b"<?xml")
    assert findings.study.question in picture.caption


def test_an_unknown_study_is_a_mistake() -> None:
    with pytest.raises(Mistake, match="must be one of"):
        study("loyalty_cards")
