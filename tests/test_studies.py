"""The studies: each can be conducted, tells what came of it, and draws its figure."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

from experiments.config.composition import composed
from experiments.config.setting import built
from experiments.config.strategies import load
from experiments.execution.progress import Progress
from experiments.studies.details import segments_table, series_table
from experiments.studies.figures.study import draw_study
from experiments.studies.run import ALONE, conduct_study, read_findings
from experiments.studies.study import FOLDER, names, study
from simulation.mistake import Mistake
from simulation.strategy import Strategy
from tests.comparisons import small

ROOT = FOLDER.parents[1]
OF_EACH_KIND = ("community_support", "repetition_erodes", "who_pays_for_whom")
TINY = ("population.size=120", "weeks=13", "centring=quick", "replicates=2", "executor=inline")
OF_CDNOW = ("weeks=4", "centring=quick", "replicates=2", "executor=inline")
SECTIONS = ("## What was found", "## Hit or miss", "## Caveat")
HEADLINE = "cx_vs_relationship"
"""It has a history, and tells it under headings of its own."""


@pytest.mark.parametrize("name", names())
def test_each_composes_and_its_levers_are_known(name: str) -> None:
    asked = study(name)
    for own in asked.worlds.values():
        world = built(composed([*ALONE, *asked.words, *own, "population.size=120"]).values).world \
            if name != HEADLINE else built(composed([*ALONE, *own]).values).world  # fmt: skip
        for arm in asked.arms:
            strategy = Strategy(arm.name, load(arm.base).changed(arm.levers).levers)
            strategy.check(world.mechanisms)
            assert arm.levers.items() <= strategy.levers.items()


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


@pytest.mark.parametrize("name", [one if one in OF_EACH_KIND else pytest.param(one, marks=pytest.mark.long)
                                  for one in names()])  # fmt: skip
def test_each_is_conducted_and_drawn(name: str) -> None:
    """At reduced size, in its first world unless it has few."""
    asked = study(name)
    worlds = dict(list(asked.worlds.items())[: 2 if name in OF_EACH_KIND else 1])
    findings = conduct_study(
        replace(asked, worlds=worlds), Progress(quiet=True), OF_CDNOW if name == HEADLINE else TINY
    )
    table = findings.table
    assert list(table["arm"].unique()) == [arm.name for arm in asked.arms]
    assert list(table["measure"].unique()) == list(asked.measures)
    assert len(table) == len(worlds) * len(asked.arms) * len(asked.measures)
    expected = {"curve": set(), "worlds": set(), "weekly": {"series"}, "segments": {"segments"}}
    assert set(findings.details) == expected[asked.figure]
    picture = draw_study(findings)
    assert picture.file("svg").startswith(b"<?xml")
    assert asked.question in picture.caption


@pytest.mark.parametrize("name", names())
def test_each_is_drawn_again_from_its_tables(name: str, tmp_path: Path) -> None:
    findings = read_findings(study(name))
    findings.write(tmp_path)
    for path in tmp_path.glob("*.csv"):
        assert path.read_text(encoding="utf-8") == (FOLDER / name / path.name).read_text(encoding="utf-8")
    assert findings.study.question in draw_study(findings).caption


def test_what_is_undefined_is_not_drawn_as_nothing() -> None:
    """Where no money is spent on winning customers there is no cost of winning one."""
    words = [
        text.get_text() for text in draw_study(read_findings(study("acquisition_vs_retention"))).figure.findobj(Text)
    ]
    assert words.count("undefined") == 1


def test_details_are_paired_differences_from_the_first_arm() -> None:
    comparison = small("space.points=0")
    series = series_table({"here": comparison}, ["customers"])
    first, second = ([o.series["customers"][:4, 1].mean() for o in runs] for runs in comparison.outcomes)
    found = series[(series["arm"] == comparison.names[1]) & (series["week"] == 0)].iloc[0]
    assert found["mean"] == pytest.approx(np.mean(second))
    assert found["difference"] == pytest.approx(np.mean(second) - np.mean(first))
    assert found["ci_low"] <= found["difference"] <= found["ci_high"]
    assert (series[series["arm"] == comparison.names[0]]["difference"] == 0.0).all()
    segments = segments_table(comparison, "value")
    rows = comparison.segments
    means = rows[rows["by"] == "value"].groupby(["strategy", "segment"])["surplus"].mean()
    some = segments[segments["measure"] == "surplus"]
    expected = [means[comparison.names[1], name] - means[comparison.names[0], name] for name in some["segment"]]
    assert list(some["difference"]) == pytest.approx(expected)


@pytest.mark.parametrize("name", names())
def test_each_was_predicted_before_it_was_run(name: str) -> None:
    """The commit before the one that brought the table as it is has the predictions as they stand today."""
    readme, table = (f"experiments/studies/{name}/{file}" for file in ("README.md", "table.csv"))
    added = _git("log", "--no-merges", "--diff-filter=AM", "--format=%H", "--", table).split()
    if not added:
        pytest.skip("not held against the history: there is none, or the table is not committed yet")
    before = _git("show", f"{added[0]}^:{readme}")
    if not before:
        pytest.skip("not held against the history: it does not reach back far enough")
    assert _predictions(before) == _predictions((ROOT / readme).read_text(encoding="utf-8"))


def _git(*words: str) -> str:
    """What git says; nothing where there is no git, or it knows of no such thing."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        return ""
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, encoding="utf-8").stdout


def _predictions(text: str) -> str:
    """The first section whose heading speaks of predictions."""
    found = re.search(r"^## [^\n]*[Pp]rediction[^\n]*\n(.*?)(?=^##)", text + "\n## ", re.MULTILINE | re.DOTALL)
    assert found is not None
    assert "1. " in found[1]
    return found[1].strip()


def test_an_unknown_study_is_a_mistake() -> None:
    with pytest.raises(Mistake, match="must be one of"):
        study("loyalty_cards")
