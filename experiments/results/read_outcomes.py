"""Outcomes back from the tables of run folders, so that runs made at different times can be compared."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pyarrow import ArrowException

from experiments.config.own.in_use import measures_in_use, series_in_use
from experiments.results.attribution import credits_of
from experiments.results.run_folder import require_as_written
from experiments.results.tables import BY, FIRMS, ORIGINS, RELATIONSHIPS
from simulation.market.ledger import BOOKED, Money
from simulation.measures.outcome import PER_SEGMENT, SEGMENTS, Outcome
from simulation.mistake import Mistake
from simulation.world.lifecycle import STEPS

TABLES = ("runs", "weekly", "segments", "typology", "lifecycle", "attribution")


def outcomes_of(folder: Path, manifest: Mapping[str, Any]) -> list[list[Outcome]]:
    """The outcomes of a run folder, one list for each strategy in the order in which they were given.

    Args:
        folder: of run or compare.
        manifest: of the folder.

    Raises:
        Mistake: when a table is missing, damaged, or not as the run wrote it.
    """
    for name in TABLES:
        require_as_written(folder, manifest, f"{name}.parquet")
    try:
        return outcomes_in({name: pd.read_parquet(folder / f"{name}.parquet") for name in TABLES})
    except (OSError, ArrowException, KeyError, ValueError) as error:
        raise Mistake("folder", str(folder), f"must contain complete tables; they cannot be read: {error}") from None


def outcomes_in(tables: Mapping[str, pd.DataFrame]) -> list[list[Outcome]]:
    """The outcomes that are in the tables of a run folder, by name; see `outcomes_of`."""
    runs, *others = (tables[name] for name in TABLES)
    names = list(dict.fromkeys(runs["strategy"]))
    return [[_outcome(run, *others) for run in runs[runs["strategy"] == name].to_dict("records")] for name in names]


def _outcome(
    run: dict[Any, Any],
    weekly: pd.DataFrame,
    segments: pd.DataFrame,
    typology: pd.DataFrame,
    lifecycle: pd.DataFrame,
    attribution: pd.DataFrame,
) -> Outcome:
    def of_run(table: pd.DataFrame) -> pd.DataFrame:
        own: pd.DataFrame = table[(table["strategy"] == run["strategy"]) & (table["seed"] == run["seed"])]
        return own

    names = list(series_in_use())
    own = of_run(
        weekly.reindex(columns=list(dict.fromkeys([*weekly, *names])))
    )  # what earlier versions lack: undefined
    focal = own[own["firm"] == FIRMS[1]].sort_values("week")
    firms = list(dict.fromkeys(own["firm"]))
    weeks = len(focal)
    series = {}
    for name in names:
        columns = [own[own["firm"] == firm].sort_values("week")[name].to_numpy(dtype=np.float64) for firm in firms]
        series[name] = np.column_stack([np.zeros(weeks), *columns])
    purposes = tuple(name.removeprefix(BOOKED) for name in own.columns if name.startswith(BOOKED))
    booked = focal[[BOOKED + purpose for purpose in purposes]].to_numpy() * run["minor_units"]
    ledger = np.ascontiguousarray(np.rint(booked).astype(np.int64))  # rows first, so that sums run in the same order
    found = {str(by): rows.set_index("segment") for by, rows in of_run(segments).groupby("by", sort=False)}
    thirds = found.pop(BY).loc[list(SEGMENTS)]
    return Outcome(
        strategy=str(run["strategy"]),
        seed=int(run["seed"]),
        measures={name: float(run.get(name, np.nan)) for name in (one.name for one in measures_in_use())},
        series=series,
        cash=focal["cash"].to_numpy(dtype=np.float64),
        purposes=purposes,
        ledger=ledger,
        envelope=_envelope(focal, ledger, run["minor_units"]),
        interest=_minor(focal.get("interest", pd.Series(0.0, focal.index)), run["minor_units"]),
        scale=float(run["minor_units"]),
        segments={name: thirds[name].to_numpy(dtype=np.float64) for name in PER_SEGMENT},
        typology=_typology(of_run(typology)),
        lifecycle=_lifecycle(of_run(lifecycle)),
        attribution=credits_of(of_run(attribution)),
        segmentations={
            by: {str(segment): {name: float(row[name]) for name in PER_SEGMENT} for segment, row in rows.iterrows()}
            for by, rows in found.items()
        },
    )


def _envelope(focal: pd.DataFrame, ledger: Money, scale: float) -> Money:
    """What was given, week by week; folders of earlier versions only tell what was spent, which was the same then."""
    if "envelope" not in focal:
        return np.asarray(ledger[:, 1:].sum(axis=1))
    return _minor(focal["envelope"], scale)


def _minor(money: pd.Series, scale: float) -> Money:
    """Whole minor units again."""
    return np.rint(money.to_numpy(dtype=np.float64) * scale).astype(np.int64)


def _typology(table: pd.DataFrame) -> npt.NDArray[np.int64]:
    """People by look, type and type before; see `simulation.world.typology.Typology.moves`."""
    kinds = table["type"].map(RELATIONSHIPS.index)
    ordered = table.assign(kind=kinds).sort_values(["week", "kind"])
    people = ordered[list(ORIGINS)].to_numpy(dtype=np.int64)
    return people.reshape(-1, len(RELATIONSHIPS), len(ORIGINS))


def _lifecycle(table: pd.DataFrame) -> npt.NDArray[np.int64]:
    """People by look and step; see `simulation.world.lifecycle`."""
    ordered = table.assign(place=table["step"].map(STEPS.index)).sort_values(["week", "place"])
    return ordered["people"].to_numpy(dtype=np.int64).reshape(-1, len(STEPS))
