"""Typed options: the same values as the plain ones, the same keys as the schema, and no way around them."""

from __future__ import annotations

import ast
import dataclasses
import functools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from experiments.config.composition import composed, default_values
from experiments.config.options import SECTIONS, Options, options_of
from experiments.config.overrides import spelled
from experiments.config.schema import POPULATION, community, schema
from experiments.config.setting import built
from experiments.config.shipped import shipped
from simulation.mistake import Mistake
from tests.drawn import settings

ROOT = Path(__file__).parents[1]
GENERIC = (
    "experiments/analyses/replay.py",  # writes other paths into the values of a folder
    "experiments/config/roles.py",  # walks all keys, of parts of a configuration too
    "experiments/inputs/",  # a lower room, which knows no configuration
)
"""Files that go through values as data."""
OF_THE_MODEL = ("community", "population")
"""Sections that hold the model's own parameters too, which are read from the plain values as a whole."""


@functools.cache
def drawn() -> list[dict[str, Any]]:
    """Resolved values of drawn settings, of those that can be said together."""
    found = []
    for given in settings(60, seed=34):
        try:
            found.append(composed(list(spelled(given))).values)
        except Mistake:
            continue
    return found


def test_options_hold_the_values_of_every_configuration() -> None:
    assert len(drawn()) > 20
    for values in drawn():
        options = dataclasses.asdict(options_of(values))
        for key, value in options.items():
            known = values[key]
            assert value == ({name: known[name] for name in value} if isinstance(value, Mapping) else known), key


def test_keys_that_an_older_configuration_lacks_take_their_defaults() -> None:
    values = default_values()
    before = options_of(values)
    for key, value in dataclasses.asdict(before).items():
        assert options_of({name: kept for name, kept in values.items() if name != key}) == before, key
        for lacking in value if isinstance(value, Mapping) else ():
            older = {name: kept for name, kept in values[key].items() if name != lacking}
            assert options_of({**values, key: older}) == before, (key, lacking)


def test_options_and_the_schema_have_the_same_keys_in_the_same_order() -> None:
    whole = {one.name: one.type for one in dataclasses.fields(schema(shipped("levers")))}
    declared = ("levers", "market", "channel", "touchpoint", "mechanism")  # by the model
    assert [key for key in whole if key not in declared] == [one.name for one in dataclasses.fields(Options)]
    for key, kind in SECTIONS.items():
        there = [one.name for one in dataclasses.fields(whole[key])]
        own = [one.name for one in dataclasses.fields(kind)]
        assert [name for name in there if name in own] == own
        assert key in OF_THE_MODEL or there == own
    assert set(POPULATION) & {one.name for one in dataclasses.fields(SECTIONS["population"])} == set()
    assert {one.name for one in dataclasses.fields(SECTIONS["community"])} < {
        one.name for one in dataclasses.fields(community())
    }


def test_a_setting_has_the_options_of_its_values_and_nobody_changes_them() -> None:
    setting = built(composed(["population.size=60", "weeks=4", "precision.margin=0.03"]).values)
    assert (setting.options.weeks, setting.options.precision.margin) == (4, 0.03)
    other = dataclasses.replace(setting, values={**setting.values, "weeks": 5})
    assert (other.options.weeks, setting.options.weeks) == (5, 4)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setting.options.precision.margin = 0.5


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _read(node: ast.AST) -> tuple[ast.expr, Any] | None:
    """What is read by a constant key, and the key: x["key"] or x.get("key")."""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and isinstance(node.slice, ast.Constant):
        return node.value, node.slice.value
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get" and node.args:
        key = node.args[0]
        return (node.func.value, key.value) if isinstance(key, ast.Constant) else None
    return None


def keyed_reads(text: str) -> Iterator[str]:
    """Reads of an option by its string key, in the source of a file."""
    keys = {one.name for kind in SECTIONS.values() for one in dataclasses.fields(kind)}
    top = {one.name for one in dataclasses.fields(Options)}
    for node in (one for one in ast.walk(ast.parse(text)) if isinstance(one, ast.expr)):
        if (found := _read(node)) is None:
            continue
        base, key = found
        inner = _read(base)
        if _name(base) in ("values", "settings"):
            wrong = (key in top and key not in OF_THE_MODEL) or (key in keys and key not in top)
        else:
            wrong = key in keys and (_name(base) in {*SECTIONS, "rule"} or (inner is not None and inner[1] in SECTIONS))
        if wrong:
            yield f"line {node.lineno}: {ast.unparse(node)}"


@pytest.mark.parametrize(
    "text",
    [
        'setting.values["precision"]["margin"]',
        'values = setting.values; values["executor"]',
        'rule = setting.values["space"]; rule["points"]',
        'asking.settings["boundary"]["levels"]',
        'output["figures"]',
        'values["population"]["file"]',
        'values.get("weeks")',
    ],
)
def test_a_read_by_string_key_is_found(text: str) -> None:
    assert list(keyed_reads(text))


def test_nothing_but_generic_code_reads_an_option_by_a_string_key() -> None:
    files = {path.relative_to(ROOT).as_posix(): path for path in (ROOT / "experiments").rglob("*.py")}
    checked = {name: path.read_text("utf-8") for name, path in files.items() if not name.startswith(GENERIC)}
    assert {name: found for name, text in checked.items() if (found := list(keyed_reads(text)))} == {}
    unneeded = [one for one in GENERIC if not any(list(keyed_reads(files[name].read_text("utf-8"))) for name in files
                if name.startswith(one))]  # fmt: skip
    assert unneeded == []
