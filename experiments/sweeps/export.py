"""Tables from a store: sorted, so that two stores of one sweep give the same table however often they were killed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from experiments.sweeps.store import Store
from experiments.sweeps.tables import BOOKED, quoted
from experiments.sweeps.weekly import read_parts

RUNS = "runs.parquet"
ABSENT: pd.DataFrame = pd.DataFrame()
_OWN = ("identity", "seed", "state", "error", *BOOKED)


def varied_columns(store: Store) -> list[str]:
    """What differs between points: names of groups, then dotted keys; the seed is a column of every run."""
    chosen: dict[str, None] = {}
    changed: dict[str, None] = {}
    for options, changes in store.execute("SELECT chosen, changes FROM points ORDER BY point"):
        chosen |= dict.fromkeys(json.loads(options))
        changed |= dict.fromkeys(json.loads(changes))
    return [key for key in (*chosen, *changed) if key != "seed"]


def points_table(store: Store) -> pd.DataFrame:
    """One row a point: everything that differs between points."""
    base, keys = _flat(store.meta("base")), varied_columns(store)
    rows = []
    for point, options, changes in store.execute("SELECT point, chosen, changes FROM points ORDER BY point"):
        known = {**base, **json.loads(changes), **json.loads(options)}
        rows.append({"point": point, **{key: _cell(known.get(key)) for key in keys}})
    return pd.DataFrame(rows, columns=["point", *keys])


def runs_table(store: Store) -> pd.DataFrame:
    """One row a point, strategy and replicate, sorted: what differs, how it ended, what was spent, all measures.

    A measure that is undefined in a run is NaN, as are all of a run that is not done. There is no column of times.
    """
    measured = store.measured
    columns = ", ".join([*_OWN, *quoted(measured)])
    sql = f"SELECT point, strategy, replicate, {columns} FROM plan JOIN runs USING (identity) ORDER BY 1, 2, 3"
    with store.spoken():
        rows = store.execute(sql).fetchall()
        runs = pd.DataFrame(rows, columns=["point", "strategy", "replicate", *_OWN, *measured])
        points = points_table(store)
    numbers = dict.fromkeys((*BOOKED, *measured), "float64")
    table: pd.DataFrame = points.merge(runs.astype(numbers), on="point", validate="one_to_many")
    table = table.sort_values(["point", "strategy", "replicate"], ignore_index=True)
    return table


def weekly_table(store: Store) -> pd.DataFrame:
    """One row a run, week and firm; runs are known by their identity, without those that no point stands for."""
    parts: list[pd.DataFrame] = [pq.read_table(path).to_pandas() for path in read_parts(store)]
    if not parts:
        return ABSENT
    planned = {identity for (identity,) in store.execute("SELECT identity FROM plan")}
    there = pd.concat(parts, ignore_index=True)
    there = there[there["identity"].isin(planned)]
    return there.sort_values(["identity", "week", "firm"], ignore_index=True)


def write_runs(store: Store, folder: Path) -> pd.DataFrame:
    """Write the sorted table of runs as Parquet; a reader finds the old one or the new one."""
    table = runs_table(store)
    partial = folder / f".{RUNS}.{os.getpid()}"
    table.to_parquet(partial, index=False)
    partial.replace(folder / RUNS)
    return table


def _flat(values: dict[str, Any]) -> dict[str, Any]:
    return dict(_pairs(values))


def _pairs(values: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _pairs(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _cell(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, (list, dict)) else value
