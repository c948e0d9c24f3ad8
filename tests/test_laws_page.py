"""The page of the laws says of each what it costs, gives and keeps, and no figure without its error."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from experiments.config.composition import composed
from experiments.config.sections import Executor
from experiments.config.setting import built
from experiments.config.strategies import load
from experiments.documents import laws
from experiments.documents.effects import COMMON, PARAMETER, WORLD, measured_effects, pairs, read_effects_table
from experiments.documents.laws import command
from experiments.documents.observed import weekly_changes
from experiments.documents.shown import SHOWN
from experiments.execution.executors import crew
from experiments.execution.progress import Progress
from simulation.column import Column
from simulation.mechanisms import registered
from simulation.parameters import declarations
from simulation.strategy import levers as all_levers

PAGE = (WORLD.parent / "laws.md").read_text(encoding="utf-8")
LEVERS = load(str(WORLD.parent / "every_lever.yaml"))
SMALL = ("population.size=120", "weeks=4")


def section(law: str) -> str:
    found = re.search(rf"^### {law}\n(.*?)(?=^### |\Z)", PAGE, re.DOTALL | re.MULTILINE)
    assert found, law
    return found[1]


def test_every_law_has_a_section_and_is_in_the_contents() -> None:
    for law in registered():
        assert f"[{law}](#{law})" in laws.contents()
        for heading in ("When", "What it costs", "What it gives, and to whom", "What is kept", "How strong it is"):
            assert f"**{heading}.**" in section(law), (law, heading)
        assert command(law) in section(law)


def test_the_page_says_what_the_unit_of_time_is() -> None:
    assert "The week is the unit of contacts, budgets and draws." in PAGE


def test_every_parameter_in_doubt_and_every_lever_stands_in_the_table() -> None:
    table = read_effects_table()
    there = set(zip(table["law"], table["kind"], table["name"], strict=True))
    assert there == {(pair.law, pair.kind, pair.name) for pair in pairs(registered(), LEVERS)}
    for law, kind in registered().items():
        for name, declared in declarations(kind).items():
            if declared.doubtful:
                assert (law, PARAMETER, name) in there
                row = table[(table["law"] == law) & (table["kind"] == PARAMETER) & (table["name"] == name)].iloc[0]
                assert (row["low"], row["high"]) == (declared.low, declared.high), "run the pairs of laws again"


def test_every_lever_is_in_use_in_the_world_of_the_figures() -> None:
    known = all_levers(law(enabled=True) for law in registered().values())
    assert set(LEVERS.levers) == set(known)
    assert [name for name, value in LEVERS.levers.items() if value == known[name].idle] == []


def test_no_effect_stands_without_its_error() -> None:
    cells = [
        cell.strip()
        for text, first in ((laws.strengths(), 2), (laws.laws(), 4))
        for line in text.splitlines()
        if line.startswith("| ") and not line.startswith(("| law |", "| what changes |"))
        for cell in line.split("|")[first:-1]
    ]
    assert len(cells) > 9 * len(registered())
    for cell in cells:
        assert re.fullmatch(r"(not seen \()?[+-]?[\d.e-]+ ± [\d.e-]+\)?|undefined|–", cell), cell


def test_what_is_within_two_errors_is_not_seen() -> None:
    assert laws.is_told_from_luck({"profit": 0.21, "profit_error": 0.1}, "profit")
    assert not laws.is_told_from_luck({"profit": -0.2, "profit_error": 0.1}, "profit")
    assert not laws.is_told_from_luck({"profit": 0.0, "profit_error": 0.0}, "profit")


def test_two_laws_are_run_and_give_the_columns_of_the_table() -> None:
    with crew(Executor("inline"), None, True) as workers:
        found = measured_effects(("gifts", "tastes"), workers, Progress(quiet=True), SMALL, count=2)
    assert list(found.columns) == list(read_effects_table().columns)
    assert found["law"].unique().tolist() == ["gifts", "tastes"]
    assert (found["pairs"] == 2).all()
    assert found[[f"{name}_error" for name in (*COMMON, "spent", "own")]].notna().all(axis=None)
    gifts = found[(found["law"] == "gifts") & (found["kind"] == "law")].iloc[0]
    assert gifts["spent"] > 0
    assert gifts["own"] == gifts["spent"], "what shows gifts is what is paid for them"


@pytest.mark.parametrize("law", registered())
def test_the_command_of_each_law_is_understood(law: str, tmp_path: Path) -> None:
    first, _, last = command(law).rpartition(" && ")
    words = shlex.split(last)[2:]
    kept = LEVERS.levers
    if first:
        kept = {name: value for name, value in kept.items() if f"/^{name}/d" not in first}
        assert len(kept) < len(LEVERS.levers)
        file = tmp_path / "without.yaml"
        file.write_text("".join(f"{name}: {value}\n" for name, value in kept.items()), encoding="utf-8")
        words = [word.replace("without.yaml", str(file)) for word in words]
    words[0] = str(WORLD)
    setting = built(composed(words, "run").values)
    assert [one.name for one in setting.world.mechanisms if not one.enabled] == [law]
    assert dict(setting.strategy.levers) == dict(kept)


def test_needs_drift_in_everybody_and_tastes_rest() -> None:
    assert "need" in weekly_changes().absent
    assert "need" in weekly_changes().unattached
    assert "taste" not in weekly_changes().absent | weekly_changes().unattached


def test_a_sentence_says_what_starts_again_and_what_stays() -> None:
    assert "`trust` stays with the person" in section("trust")
    assert "`damage` starts again at 0" in section("recovery")
    assert "`satisfaction` begins at the new firm's `reputation`" in section("satisfaction")


def test_everything_that_shows_a_law_is_there() -> None:
    columns: dict[str, Column] = {column.name: column for law in registered().values() for column in law.owns}
    for law, what in SHOWN.items():
        kind, _, name = what.partition(" ")
        assert kind in ("series", "paid", "firm", "column")
        assert kind not in ("firm", "column") or name in columns, law
