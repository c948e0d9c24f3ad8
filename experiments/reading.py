"""Outcomes back from the tables of run folders, so that runs made at different times can be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pyarrow import ArrowException

from experiments.attribution import credits_of
from experiments.comparison import Comparison
from experiments.config.building import Setting, meant
from experiments.config.nested import differences, merged
from experiments.config.roles import LUCK, WORLD, part
from experiments.results.run_folder import read_manifest
from experiments.tables import BY, FIRMS, ORIGINS, RELATIONSHIPS
from simulation.centre import Centre
from simulation.ledger import Money
from simulation.lifecycle import STEPS
from simulation.measures import MEASURES
from simulation.mistake import Mistake
from simulation.outcome import PER_SEGMENT, SEGMENTS, Outcome
from simulation.record import SERIES

TABLES = ("runs", "weekly", "segments", "typology", "lifecycle", "attribution")
LEDGER = "ledger_"
READ = ("run", "compare")
"""Verbs whose folders hold everything that a comparison needs of a run."""
NOT_RUN = {"space": {"points": 0, "contagion": False}, "explain": {"replicates": 0}, "boundary": {"points": 0}}
"""What run folders do not hold, whatever was asked when they were made: nothing of it is run when they are compared."""


def compared_folders(folders: Sequence[Path]) -> Comparison:
    """Compare the strategies of several run folders, paired by seed; the first is what the others are compared with.

    Raises:
        Mistake: when a folder is not a whole run, or the folders are not about one world with the same seeds.
    """
    read = [(folder, *read_manifest(folder)) for folder in folders]
    for folder, found, _ in read:
        if found["verb"] not in READ:
            given = f"{folder} of {found['verb']}"
            raise Mistake("compare", given, f"must be folders of {' and '.join(READ)}", "See courtship ls.")
    first, manifest, values = read[0]
    for folder, another, others in read[1:]:
        if differs := [*differences(_shared(manifest, values), _shared(another, others))]:
            raise Mistake("compare", f"{first} and {folder}", f"must be about one world, but {differs[0]} differs")
    outcomes = [runs for folder, _, _ in read for runs in outcomes_of(folder)]
    seeds = [{o.seed for o in runs} for runs in outcomes]
    common = sorted(set.intersection(*seeds))
    if len(common) < 2:
        raise Mistake("compare", " and ".join(map(str, folders)), "must share at least 2 seeds", "Raise replicates.")
    names = [runs[0].strategy for runs in outcomes]
    if len(set(names)) < len(names):
        raise Mistake("compare", ", ".join(names), "must be different strategies")
    paired = tuple(tuple(o for o in sorted(runs, key=lambda o: o.seed) if o.seed in set(common)) for runs in outcomes)
    setting = _setting(read, names)
    return Comparison(setting, Centre(), paired, None)


def _shared(manifest: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """What two folders must have in common: the world and the luck, files by their content."""
    contents = {f"community.{key}": file["hash"] for key, file in manifest.get("community_files", {}).items()}
    if manifest["population_file_hash"]:
        contents["population.file"] = manifest["population_file_hash"]
    shared = merged(part(values, WORLD, LUCK), contents)
    acting = {values["market"]["as_is"], *values["rivals"]}
    return {**shared, "levers": {name: manifest["levers"].get(name) for name in acting}}


def _setting(read: Sequence[tuple[Path, dict[str, Any], dict[str, Any]]], names: Sequence[str]) -> Setting:
    levers = {name: kept for _, manifest, _ in read for name, kept in manifest["levers"].items()}
    given = {Path(key).stem if Path(key).suffix else key: key for key in levers}
    values = {**read[0][2], "strategies": [given[name] for name in names]}
    for section, unrun in NOT_RUN.items():
        values[section] = {**values[section], **unrun}
    return meant(values, levers)


def outcomes_of(folder: Path) -> list[list[Outcome]]:
    """The outcomes of a run folder, one list for each strategy in the order in which they were given.

    Raises:
        Mistake: when a table is missing or damaged.
    """
    try:
        runs, *others = (pd.read_parquet(folder / f"{name}.parquet") for name in TABLES)
        names = list(dict.fromkeys(runs["strategy"]))
        return [[_outcome(run, *others) for run in runs[runs["strategy"] == name].to_dict("records")] for name in names]
    except (OSError, ArrowException, KeyError, ValueError) as error:
        raise Mistake("folder", str(folder), f"must hold whole tables; they cannot be read: {error}") from None


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

    own = of_run(weekly)
    focal = own[own["firm"] == FIRMS[1]].sort_values("week")
    firms = list(dict.fromkeys(own["firm"]))
    weeks = len(focal)
    series = {}
    for name in SERIES:
        columns = [own[own["firm"] == firm].sort_values("week")[name].to_numpy(dtype=np.float64) for firm in firms]
        series[name] = np.column_stack([np.zeros(weeks), *columns])
    purposes = tuple(name.removeprefix(LEDGER) for name in own.columns if name.startswith(LEDGER))
    booked = focal[[LEDGER + purpose for purpose in purposes]].to_numpy() * run["minor_units"]
    ledger = np.ascontiguousarray(np.rint(booked).astype(np.int64))  # rows first, so that sums run in the same order
    found = {str(by): rows.set_index("segment") for by, rows in of_run(segments).groupby("by", sort=False)}
    thirds = found.pop(BY).loc[list(SEGMENTS)]
    return Outcome(
        strategy=str(run["strategy"]),
        seed=int(run["seed"]),
        measures={measure.name: float(run.get(measure.name, np.nan)) for measure in MEASURES},
        series=series,
        cash=focal["cash"].to_numpy(dtype=np.float64),
        purposes=purposes,
        ledger=ledger,
        envelope=_envelope(focal, ledger, run["minor_units"]),
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
    """What could be spent, week by week; folders of earlier versions only tell what was, which was the same then."""
    if "envelope" not in focal:
        return np.asarray(ledger[:, 1:].sum(axis=1))
    return np.rint(focal["envelope"].to_numpy(dtype=np.float64) * scale).astype(np.int64)


def _typology(table: pd.DataFrame) -> npt.NDArray[np.int64]:
    """People by look, type and type before; see `simulation.typology.Typology.moves`."""
    kinds = table["type"].map(RELATIONSHIPS.index)
    ordered = table.assign(kind=kinds).sort_values(["week", "kind"])
    people = ordered[list(ORIGINS)].to_numpy(dtype=np.int64)
    return people.reshape(-1, len(RELATIONSHIPS), len(ORIGINS))


def _lifecycle(table: pd.DataFrame) -> npt.NDArray[np.int64]:
    """People by look and step; see `simulation.lifecycle`."""
    ordered = table.assign(place=table["step"].map(STEPS.index)).sort_values(["week", "place"])
    return ordered["people"].to_numpy(dtype=np.int64).reshape(-1, len(STEPS))
