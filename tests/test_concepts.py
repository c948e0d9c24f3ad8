"""From each concept one comes to its law, YAML, test and figure, and each says what the page says it does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from experiments.config.composition import composed
from experiments.config.reference import lever_table, parameter_table, series_table
from experiments.config.setting import built
from experiments.config.strategies import load
from simulation.mechanisms import registered

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/concepts.md").read_text(encoding="utf-8")
LINKS = dict(re.findall(r"^\[(.+)\]: (\S+)$", PAGE, re.MULTILINE))
ROWS = [[cell.strip() for cell in line.split("|")[1:-1]] for line in PAGE.splitlines() if line.startswith("| ")]
ROWS = [row for row in ROWS if row[0] != "concept"]
LEVERS = set(lever_table()["lever"])
KNOWN = LEVERS | set(parameter_table()["key"]) | {"events", "market.kind", "weeks"}
CONCEPTS = 28
"""Rows of the model's own table of concepts."""


def linked(text: str) -> list[str]:
    """Labels of all links of a text; what is typed on a command line links nowhere."""
    return re.findall(r"\[([^\[\]`]+)\](?!\()", re.sub(r"`[^`\n]*`", "", text))


def said(value: Any, above: str = "") -> Iterator[str]:
    """Every key that a YAML sets, written with dots; those of overrides too."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield from said(below, f"{above}.{key}")
    elif isinstance(value, list):
        yield above
        yield from (str(word).partition("=")[0] for word in value)
    else:
        yield above


def full(key: str) -> str:
    """A key with the prefix that mechanisms lose on the page."""
    return key if key in KNOWN else f"mechanism.{key}"


def keys(path: Path) -> set[str]:
    """What a YAML sets: a lever by its name alone, a parameter in full."""
    found = {key.lstrip(".") for key in said(yaml.safe_load(path.read_text(encoding="utf-8")))}
    group = f"{path.parent.name}." if path.parent.name in ("market", "population") else ""
    return {group + key for key in found} | {key.rpartition(".")[2] for key in found} & LEVERS


def test_each_concept_has_one_row() -> None:
    assert len(ROWS) == len({row[0] for row in ROWS}) == CONCEPTS
    assert {len(row) for row in ROWS} == {6}


def test_every_link_leads_somewhere_and_none_is_left_over() -> None:
    assert set(linked(re.sub(r"^\[.+\]: .+$", "", PAGE, flags=re.MULTILINE))) == set(LINKS)
    for target in [*LINKS.values(), *re.findall(r"\]\((\S+)\)", PAGE)]:
        file, _, heading = target.partition("#")
        text = (ROOT / "docs" / (file or "concepts.md")).resolve().read_text(encoding="utf-8")
        said = heading.replace("-", " ")
        assert not heading or re.search(rf"^#+ {said}$", text, re.MULTILINE | re.IGNORECASE), target


def test_every_law_is_the_law_of_a_concept() -> None:
    laws = {label: LINKS[label] for row in ROWS for label in linked(row[1])}
    assert set(registered()) == {label for label in laws if not label.endswith(".py")}
    for label, target in laws.items():
        if label.endswith(".py"):
            assert re.fullmatch(rf"../simulation/\w+/{re.escape(label)}", target)
            assert (ROOT / "docs" / target).resolve().is_file()
        else:
            assert target == f"../simulation/mechanisms/{label}.py"


def test_every_yaml_sets_what_it_is_named_for() -> None:
    for row in ROWS:
        assert re.findall(r"`([^`]+)`", row[2]), row
        for key, label in re.findall(r"\[`([^`]+)`\]\[([^\]]+)\]", row[2]):
            assert full(key) in KNOWN, row
            assert full(key) in keys((ROOT / "docs" / LINKS[label]).resolve()), (key, LINKS[label])


def test_levers_without_a_yaml_are_those_that_no_shipped_one_sets() -> None:
    shipped = [*(ROOT / "configs").rglob("*.yaml"), *(ROOT / "experiments/studies").rglob("*.yaml")]
    unset = LEVERS - {key for path in shipped for key in keys(path)}
    section = PAGE.partition("## Levers that no shipped file sets")[2].partition("```")[0]
    assert set(re.findall("`([^`]+)`", section)) == unset
    assert {word.strip("`") for row in ROWS for word in row[2].split(", ") if word[0] == "`"} <= unset


def test_tests_and_figures_are_what_they_are_called() -> None:
    for row in ROWS:
        assert linked(row[3]), row
        assert all(label.startswith("test_") and LINKS[label].endswith(f"/{label}.py") for label in linked(row[3])), row
        drawn = [label for label in linked(row[4]) if label.endswith(".svg")]
        assert drawn, row
        for label in drawn:
            name = label.removesuffix(".svg")
            assert f"/{LINKS[label]}".endswith((f"/{name}/figure.svg", f"/{name}.svg")), row
        shown = re.findall(r"`([^`]+)`", row[4].rpartition("; ")[2])
        assert shown, row
        assert set(shown) <= set(series_table()["series"]), row


def test_what_switches_off_is_known() -> None:
    for row in ROWS:
        words = re.findall(r"`([^`]+)`", row[5])
        assert words or row[5] == "by default", row
        for key, given, value in (word.partition("=") for word in words):
            assert full(key) in KNOWN if given else key in registered(), row
            if given:
                built(composed([f"{full(key)}={value}"], "compare").values)
    off = next(row for row in ROWS if row[5] == "by default")
    assert not any(registered()[law]().enabled for law in linked(off[1]))


@pytest.mark.parametrize("command", re.findall(r"^courtship run (.+)$", PAGE, re.MULTILINE))
def test_what_can_be_typed_sets_a_lever(command: str) -> None:
    setting = built(composed(command.split(), "run").values)
    assert command.split()[1].startswith("levers.relationship.")
    assert setting.levers["relationship"] != load("relationship").levers
