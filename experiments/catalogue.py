"""What there is: the plan of a week, parameters, levers, columns, measures, literature, all from the declarations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.config.schema import GRAPHS, POPULATION
from simulation.measures import MEASURES
from simulation.mechanism import HOOKS, Mechanism, Phase, acts
from simulation.mechanisms import registered
from simulation.parameters import declarations
from simulation.population import IDENTITY
from simulation.record import SERIES
from simulation.terms import Terms
from simulation.world import plan

LITERATURE = Path(__file__).with_name("literature.bib")


def plan_table(mechanisms: tuple[Mechanism, ...]) -> pd.DataFrame:
    """The order of a week: phase, mechanism, what it does in which step, what it reads and writes."""
    rows = [
        {
            "phase": phase.name,
            "mechanism": mechanism.name + ("" if mechanism.enabled else " (off)"),
            "steps": " → ".join(hook for hook in HOOKS if acts(mechanism, hook)),
            "reads": ", ".join(mechanism.reads),
            "writes": ", ".join(mechanism.writable()),
        }
        for phase in Phase
        for mechanism in plan(mechanisms)[phase]
    ]
    return pd.DataFrame(rows)


def parameter_table() -> pd.DataFrame:
    """All declared parameters: market, population, community, mechanisms; of a key the first one counts."""
    owners: list[tuple[str, Any]] = [("market", Terms), *(("community", kind) for kind in GRAPHS.values())]
    owners += [(f"population.{name}", kind) for name, kind in POPULATION.items()]
    owners += [(f"mechanism.{name}", kind) for name, kind in registered().items()]
    rows: dict[str, dict[str, Any]] = {}
    for prefix, owner in owners:
        defaults = {field.name: field.default for field in fields(owner)}
        for name, declaration in declarations(owner).items():
            row = {
                "key": f"{prefix}.{name}",
                "default": defaults[name],
                "unit": declaration.unit,
                "low": declaration.low,
                "high": declaration.high,
                "grade": declaration.grade,
                "meaning": declaration.doc,
                "source": declaration.source,
            }
            rows.setdefault(f"{prefix}.{name}", row)
    return pd.DataFrame(rows.values())


def column_table() -> pd.DataFrame:
    """All columns of people and firms, with their owner."""
    owned = [("market", column) for column in IDENTITY]
    owned += [(name, column) for name, kind in registered().items() for column in kind.owns]
    return pd.DataFrame(
        {
            "column": column.name,
            "of": column.of,
            "owner": owner,
            "unit": column.unit,
            "low": column.low,
            "high": column.high,
            "per": column.per or "",
            "kept": column.kept,
            "meaning": column.doc,
        }
        for owner, column in owned
    )


def lever_table() -> pd.DataFrame:
    """All levers a strategy may set."""
    return pd.DataFrame(
        {
            "lever": lever.name,
            "mechanism": name,
            "unit": lever.unit,
            "idle": lever.idle,
            "low": lever.low,
            "high": lever.high,
            "meaning": lever.doc,
        }
        for name, kind in registered().items()
        for lever in kind.levers
    )


def measure_table() -> pd.DataFrame:
    """All measures with their definitions."""
    return pd.DataFrame({"measure": m.name, "unit": m.unit, "better": m.better, "definition": m.doc} for m in MEASURES)


def series_table() -> pd.DataFrame:
    """All weekly series."""
    return pd.DataFrame({"series": name, "meaning": meaning} for name, meaning in SERIES.items())


TABLES = {
    "parameters": parameter_table,
    "levers": lever_table,
    "columns": column_table,
    "measures": measure_table,
    "series": series_table,
}


def bibliography(mechanisms: Iterable[Mechanism]) -> str:
    """BibTeX of this software, of the heterogeneity laws and of the mechanisms that are on."""
    entries = {entry.partition("{")[2].partition(",")[0]: entry for entry in _entries()}
    keys = ["courtship", "fader2007", "schmittlein1987", "fader2005rfm"]
    keys += [key for mechanism in mechanisms if mechanism.enabled for key in mechanism.cites]
    return "\n".join(entries[key] for key in dict.fromkeys(keys))


def _entries() -> list[str]:
    return [line for line in LITERATURE.read_text(encoding="utf-8").splitlines() if line.startswith("@")]
