"""The catalogue lists all there is, from the declarations."""

from __future__ import annotations

from dataclasses import fields

import pytest

from experiments.config.leaves import known_keys
from experiments.config.reference import (
    TABLES,
    column_table,
    described,
    lever_table,
    parameter_table,
    plan_table,
)
from experiments.config.schema import DESIGNS
from experiments.config.sections import Network
from experiments.results.literature import bibliography
from simulation.market.terms import Terms
from simulation.mechanism import Phase
from simulation.mechanisms import registered
from simulation.parameters import declarations, settable
from tests.commands import setting

ALL = tuple(law(enabled=True) for law in registered().values())


VALUES = {f"{kind}s" for kind in DESIGNS}
"""Tables of values, whose meanings are in the table of parameters."""


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_a_meaning(name: str) -> None:
    table = TABLES[name]()
    assert len(table)
    assert table.iloc[:, 0].is_unique
    if name in VALUES:
        return
    assert table[table.columns[-1 if name != "parameters" else -2]].astype(str).str.len().min() > 3


def test_every_declared_parameter_is_listed_with_its_range_and_grade() -> None:
    table = parameter_table().set_index("key")
    expected = {f"market.{name}" for name in declarations(Terms)}
    expected |= {f"mechanism.{law}.{name}" for law, kind in registered().items() for name in settable(kind)}
    assert set(table.index) >= expected
    assert "mechanism.spend.shape" not in table.index, "it comes with the people"
    assert table.loc["mechanism.trust.half_life", "unit"] == "week"
    guesses = table[(table["grade"] == "C") & table["low"].notna()]
    assert len(guesses) > 20
    assert (guesses["low"] < guesses["high"]).all()
    assert (guesses["source"].str.len() > 0).all()


def test_channels_and_touchpoints_are_declared_once_and_listed_with_their_values() -> None:
    table, rows = parameter_table().set_index("key"), described()
    for kind, designs in DESIGNS.items():
        values = TABLES[f"{kind}s"]().set_index(kind)
        for name, declared in declarations(designs[0]).items():
            assert table.loc[f"{kind}.NAME.{name}", "grade"] == declared.grade
            assert table.loc[f"{kind}.NAME.{name}", "default"] == "varies"
            assert [values.loc[one.name, name] for one in designs] == [getattr(one, name) for one in designs]
            for one in designs:
                row = rows.get(f"{kind}.{one.name}.{name}")
                assert (row is None) == (name in getattr(one, "unused", ()))
                assert row is None or row["meaning"] == declared.doc


def test_every_key_of_the_model_is_described() -> None:
    own = ("market.kind", "market.as_is", "market.shares", *(f"community.{field.name}" for field in fields(Network)))
    sections = ("market.", "community.", "channel.", "touchpoint.", "mechanism.")
    assert {key for key in known_keys() if key.startswith(sections)} - set(own) <= set(described())


def test_every_lever_and_column_is_listed() -> None:
    assert set(lever_table()["lever"]) == {lever.name for law in ALL for lever in law.levers}
    assert set(column_table()["column"]) >= {column.name for law in ALL for column in law.owns}


def test_the_plan_shows_every_mechanism_once_in_the_order_of_phases() -> None:
    table = plan_table(ALL)
    assert sorted(table["mechanism"]) == sorted(registered())
    order = [phase.name for phase in Phase]
    places = [order.index(phase) for phase in table["phase"]]
    assert places == sorted(places)


def test_literature_is_complete_and_follows_what_is_on() -> None:
    full = bibliography(ALL)
    keys = {line.partition("{")[2].partition(",")[0] for line in full.splitlines()}
    assert keys >= {key for law in ALL for key in law.cites} | {"courtship"}
    world = setting("mechanism.word_of_mouth.enabled=false").world
    gone = set(registered()["word_of_mouth"].cites) - {
        key for law in world.mechanisms if law.enabled for key in law.cites
    }
    assert not any(f"{{{key}," in bibliography(world.mechanisms) for key in gone)
