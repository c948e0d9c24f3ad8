"""What there is: the plan of a week, parameters, levers, columns, measures, all from the declarations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import partial
from typing import Any

import pandas as pd

from experiments.config.own.in_use import measures_in_use, series_in_use
from experiments.config.schema import DESIGNS, GRAPHS, POPULATION
from simulation.market.terms import Terms
from simulation.mechanism import HOOKS, Mechanism, Phase, acts
from simulation.mechanisms import registered
from simulation.parameters import Declaration, declarations, settable
from simulation.people.people import Observed
from simulation.population import IDENTITY
from simulation.world.order_of_a_week import order_of_a_week


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
        for mechanism in order_of_a_week(mechanisms)[phase]
    ]
    return pd.DataFrame(rows)


def parameter_table() -> pd.DataFrame:
    """All declared parameters: market, population, community, channels and touchpoints, mechanisms.

    One row a declaration. Of a key the first one counts; NAME in a key stands for every channel or touchpoint, and the
    default is "varies" where they differ (`design_table`).
    """
    owners: list[tuple[str, Any]] = [
        ("market", Terms),
        ("population", Observed),
        *(("community", kind) for kind in GRAPHS.values()),
    ]
    owners += [(f"population.{name}", kind) for name, kind in POPULATION.items()]
    owners += [(f"{kind}.NAME", designs) for kind, designs in DESIGNS.items()]
    owners += [(f"mechanism.{name}", kind) for name, kind in registered().items()]
    rows: dict[str, dict[str, Any]] = {}
    for prefix, owner in owners:
        defaults, declared = _declared(owner)
        for name, declaration in declared.items():
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


def _declared(owner: Any) -> tuple[dict[str, Any], dict[str, Declaration]]:
    """Defaults and declarations of a dataclass, or of several instances that share them."""
    if not isinstance(owner, tuple):
        return {field.name: field.default for field in fields(owner)}, settable(owner)
    declared = declarations(owner[0])
    values = {name: {getattr(one, name) for one in owner} for name in declared}
    return {name: found.pop() if len(found) == 1 else "varies" for name, found in values.items()}, declared


def design_table(kind: str) -> pd.DataFrame:
    """Every channel or every touchpoint with its default values; what they mean is in `parameter_table`.

    Args:
        kind: "channel" or "touchpoint".
    """
    names = declarations(DESIGNS[kind][0])
    return pd.DataFrame({kind: one.name, **{name: getattr(one, name) for name in names}} for one in DESIGNS[kind])


def described() -> dict[str, dict[str, Any]]:
    """Rows of `parameter_table` by key as it is written in a configuration: NAME replaced by each name."""
    rows: dict[str, dict[str, Any]] = {}
    for row in parameter_table().to_dict("records"):
        kind, _, name = row["key"].partition(".NAME.")
        names = [one.name for one in DESIGNS.get(kind, ()) if name not in getattr(one, "unused", ())]
        rows |= {row["key"].replace("NAME", name): row for name in names or ["NAME"]}
    return rows


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
    rows = measures_in_use()
    return pd.DataFrame({"measure": m.name, "unit": m.unit, "better": m.better, "definition": m.doc} for m in rows)


def series_table() -> pd.DataFrame:
    """All weekly series."""
    return pd.DataFrame({"series": name, "meaning": meaning} for name, meaning in series_in_use().items())


TABLES: dict[str, Callable[[], pd.DataFrame]] = {
    "parameters": parameter_table,
    "channels": partial(design_table, "channel"),
    "touchpoints": partial(design_table, "touchpoint"),
    "levers": lever_table,
    "columns": column_table,
    "measures": measure_table,
    "series": series_table,
}
