"""The catalogue lists all there is, from the declarations."""

from __future__ import annotations

import pytest

from experiments.catalogue import TABLES, bibliography, column_table, lever_table, parameter_table, plan_table
from simulation.mechanism import Phase
from simulation.mechanisms import registered
from simulation.parameters import declarations
from simulation.terms import Terms
from tests.commands import setting

ALL = tuple(law(enabled=True) for law in registered().values())


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_a_meaning(name: str) -> None:
    table = TABLES[name]()
    assert len(table)
    assert table.iloc[:, 0].is_unique
    assert table[table.columns[-1 if name != "parameters" else -2]].astype(str).str.len().min() > 3


def test_every_declared_parameter_is_listed_with_its_range_and_grade() -> None:
    table = parameter_table().set_index("key")
    expected = {f"market.{name}" for name in declarations(Terms)}
    expected |= {f"mechanism.{law}.{name}" for law, kind in registered().items() for name in declarations(kind)}
    assert set(table.index) >= expected
    assert table.loc["mechanism.trust.half_life", "unit"] == "week"
    guesses = table[(table["grade"] == "C") & table["low"].notna()]
    assert len(guesses) > 20
    assert (guesses["low"] < guesses["high"]).all()
    assert (guesses["source"].str.len() > 0).all()


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
