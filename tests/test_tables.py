"""Tidy tables, and a hash of what is in them and of nothing else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.execution.jobs import run_replicate
from experiments.inputs.table_hash import content_hash
from experiments.results.tables import runs_table, segments_table, typology_table, weekly_table
from simulation.alignment.centring import centre_world
from simulation.measures.outcome import Outcome
from simulation.world.weekly_record import SERIES
from tests.commands import setting

TABLE = pd.DataFrame({"name": ["b", "a", "a"], "week": [0, 1, 0], "profit": [0.1, np.nan, -2.0]})


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    asked = setting("market.firms=3")
    centre = centre_world(asked.world)
    return [o for seed in (0, 1) for o in run_replicate(asked.world, centre, asked.strategies, seed)]


def test_the_hash_knows_neither_order_of_rows_or_columns_nor_the_file(tmp_path: Path) -> None:
    expected = content_hash(TABLE)
    assert content_hash(TABLE.iloc[[2, 0, 1]][["week", "profit", "name"]]) == expected
    TABLE.to_parquet(tmp_path / "a.parquet", compression="gzip")
    assert content_hash(pd.read_parquet(tmp_path / "a.parquet")) == expected


@pytest.mark.parametrize(
    "changed",
    [
        TABLE.rename(columns={"week": "weeks"}),
        TABLE.assign(profit=[np.nextafter(0.1, 1.0), np.nan, -2.0]),
        TABLE.assign(name=["b", "a", "c"]),
        TABLE.iloc[:2],
        pd.concat([TABLE, TABLE.iloc[:1]]),
    ],
)
def test_the_hash_knows_the_least_change(changed: pd.DataFrame) -> None:
    assert content_hash(changed) != content_hash(TABLE)


def test_one_row_for_each_run_with_all_measures(outcomes: list[Outcome]) -> None:
    table = runs_table(outcomes)
    assert list(zip(table["strategy"], table["seed"], strict=True)) == [
        ("cx_only", 0), ("relationship", 0), ("cx_only", 1), ("relationship", 1),
    ]  # fmt: skip
    assert (table["budget"] == table["spent"]).all()
    assert table["budget"].dtype == table["spent"].dtype == np.int64


def test_one_row_for_each_week_and_firm_with_all_series(outcomes: list[Outcome]) -> None:
    table = weekly_table(outcomes)
    assert set(table["firm"]) == {"focal", "rival 1", "rival 2"}
    assert len(table) == 4 * 6 * 3
    assert set(table) >= set(SERIES)
    focal = table[(table["firm"] == "focal") & (table["strategy"] == "cx_only") & (table["seed"] == 0)]
    assert np.array_equal(focal["cash"], outcomes[0].cash)
    assert np.array_equal(focal["customers"], outcomes[0].series["customers"][:, 1])
    booked = focal.filter(like="ledger_").to_numpy() * outcomes[0].scale
    assert np.allclose(booked, outcomes[0].ledger)
    assert table.loc[table["firm"] != "focal", "cash"].isna().all()


def test_one_row_for_each_segment(outcomes: list[Outcome]) -> None:
    table = segments_table(outcomes)
    assert list(table["segment"][:3]) == ["light", "middle", "heavy"]
    thirds = table[table["by"] == "value"]
    sizes = thirds.groupby(["strategy", "seed"])["customers"].agg(["min", "max"])
    assert (sizes["max"] - sizes["min"] <= 1).all()
    assert list(dict.fromkeys(table["by"])) == ["value", "thrift", "deals"]
    everybody = table.groupby(["strategy", "seed", "by"])["customers"].sum().unstack()
    assert (everybody["thrift"] == everybody["value"]).all()
    assert (everybody["deals"] == everybody["value"]).all()


def test_one_row_for_each_look_and_type_and_where_they_came_from(outcomes: list[Outcome]) -> None:
    table = typology_table(outcomes)
    assert len(table) == 4 * 2 * 8
    assert table["people"].sum() == table.filter(like="from_").to_numpy().sum()
    here = table[(table["seed"] == 0) & (table["strategy"] == "cx_only") & (table["type"] != "left")]
    assert list(here.groupby("week")["people"].sum()) == list(outcomes[0].series["customers"][::4, 1])
    first = here[here["week"] == 0]
    assert (first["people"] == first["from_nobody"]).all()
