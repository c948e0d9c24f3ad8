"""Tidy tables of runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from simulation.market.ledger import BOOKED
from simulation.measures.outcome import SEGMENTS, Outcome
from simulation.world.lifecycle import EVERY as LOOKED_AT
from simulation.world.lifecycle import STEPS
from simulation.world.typology import EVERY, TYPES

FIRMS = {1: "focal"}
BY = "value"
"""Segmentation that every run has: thirds by expected spending."""
RELATIONSHIPS = (*TYPES, "left")
"""Rows of the table of types; those who left since the last look have none any more."""
ORIGINS = tuple(f"from_{name.translate(str.maketrans(' -/', '___'))}" for name in (*TYPES, "nobody"))
"""Its columns: the type at the last look; who joined since was with nobody, or with a rival."""


def runs_table(outcomes: Sequence[Outcome]) -> pd.DataFrame:
    """One row a run: strategy, seed, what was spent, and every measure."""
    rows = [
        {
            "strategy": o.strategy,
            "seed": o.seed,
            "budget": o.budget,
            "spent": o.spent,
            "minor_units": o.scale,
            **o.measures,
        }
        for o in outcomes
    ]
    return pd.DataFrame(rows)


def weekly_table(outcomes: Sequence[Outcome]) -> pd.DataFrame:
    """One row a run, week and firm: the recorded series, and for the focal firm its cash flow and ledger."""
    return pd.concat([_weekly(o) for o in outcomes], ignore_index=True)


def _weekly(o: Outcome) -> pd.DataFrame:
    weeks, width = o.series["customers"].shape
    firms = range(1, width)
    columns: dict[str, Any] = {
        "strategy": o.strategy,
        "seed": o.seed,
        "week": np.repeat(np.arange(weeks), width - 1),
        "firm": np.tile([FIRMS.get(firm, f"rival {firm - 1}") for firm in firms], weeks),
    }
    columns |= {name: values[:, 1:].ravel() for name, values in o.series.items()}
    focal = np.tile(np.array([firm == 1 for firm in firms]), weeks)
    columns["cash"] = _only(focal, o.cash)
    columns["envelope"] = _only(focal, o.envelope / o.scale)
    columns["interest"] = _only(focal, o.interest / o.scale)
    for k, purpose in enumerate(o.purposes):
        columns[f"{BOOKED}{purpose}"] = _only(focal, o.ledger[:, k] / o.scale)
    return pd.DataFrame(columns)


def _only(focal: Any, values: Any) -> Any:
    column = np.full(len(focal), np.nan)
    column[focal] = values
    return column


def segments_table(outcomes: Sequence[Outcome]) -> pd.DataFrame:
    """One row a run, segmentation (column `by`) and segment of week-0 customers; thirds by value come first."""
    rows = []
    for o in outcomes:
        thirds = {segment: {k: float(v[i]) for k, v in o.segments.items()} for i, segment in enumerate(SEGMENTS)}
        for by, segments in {BY: thirds, **o.segmentations}.items():
            for segment, values in segments.items():
                rows.append({"strategy": o.strategy, "seed": o.seed, "by": by, "segment": segment, **values})
    return pd.DataFrame(rows)


def typology_table(outcomes: Sequence[Outcome]) -> pd.DataFrame:
    """One row a run, look and type of relationship with the focal firm: how many people, and what they were before."""
    return pd.concat([_typology(o) for o in outcomes], ignore_index=True)


def _typology(o: Outcome) -> pd.DataFrame:
    looks, kinds, _ = o.typology.shape
    columns: dict[str, Any] = {
        "strategy": o.strategy,
        "seed": o.seed,
        "week": np.repeat(EVERY * np.arange(looks), kinds),
        "type": np.tile(np.array(RELATIONSHIPS, dtype=object), looks),
        "people": o.typology.sum(axis=2).ravel(),
    }
    columns |= {origin: o.typology[:, :, k].ravel() for k, origin in enumerate(ORIGINS)}
    return pd.DataFrame(columns)


def lifecycle_table(outcomes: Sequence[Outcome]) -> pd.DataFrame:
    """One row a run, look and step of the lifecycle: how many people stand there with the focal firm."""
    return pd.concat([_lifecycle(o) for o in outcomes], ignore_index=True)


def _lifecycle(o: Outcome) -> pd.DataFrame:
    looks, steps = o.lifecycle.shape
    columns: dict[str, Any] = {
        "strategy": o.strategy,
        "seed": o.seed,
        "week": np.repeat(LOOKED_AT * np.arange(looks), steps),
        "step": np.tile(np.array(STEPS, dtype=object), looks),
        "people": o.lifecycle.ravel(),
    }
    return pd.DataFrame(columns)
