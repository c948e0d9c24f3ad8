"""A section for each law: when it acts, what it costs, what it gives to whom, what is kept, and how strong it is."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from experiments.config.overrides import typed
from experiments.documents import sentences
from experiments.documents.effects import BRANDS, LAW, LEVER, PARAMETER, read_effects_table, unit
from experiments.documents.gallery import wrapped
from experiments.documents.shown import REPERTOIRE, SHOWN
from simulation.mechanism import Mechanism, Phase
from simulation.mechanisms import registered
from simulation.parameters import declarations
from simulation.world.order_of_a_week import order_of_a_week

ERRORS = 2.0
"""Standard errors within which an effect is not seen."""
UNSEEN = "not seen"
FINEST = 4
"""Decimal places up to which numbers are written out."""
MEASURES = {"profit": "profit", "customer_surplus": "customer surplus", "retention": "retention"}
PHASES = {
    Phase.MARKET: "what happens to everybody",
    Phase.CONTACT: "contacts, and what firms spend",
    Phase.EXPERIENCE: "what customers experience",
    Phase.RELATE: "how relationships change",
    Phase.BUY: "what is bought, and at what price",
    Phase.SPREAD: "what people tell each other",
    Phase.MOVE: "who leaves and who joins",
    Phase.ACCOUNT: "what is counted",
}


def in_order() -> list[Mechanism]:
    """All laws in the order of a week."""
    order = order_of_a_week(tuple(law(enabled=True) for law in registered().values()))
    return [law for phase in Phase for law in order[phase]]


def contents() -> str:
    """All laws by phase of the week."""
    lines = []
    for phase in Phase:
        laws = [f"[{law.name}](#{law.name})" for law in in_order() if law.phase == phase]
        lines.append(f"{int(phase)}. **{phase.name}**, {PHASES[phase]}: {', '.join(laws)}")
    return "\n".join(lines)


def sizes() -> str:
    """How long and how often was run, as the table says."""
    weeks = {row["kind"]: row["weeks"] for row in _rows()}
    pairs = min(row["pairs"] for row in _rows())
    return wrapped(
        f"Laws and levers are run for {weeks[LAW]} weeks, parameters for {weeks[PARAMETER]}. The number after ± is the "
        f"standard error of the mean over {pairs} pairs."
    )


def strengths() -> str:
    """What every law does by itself, the largest effect on profit first, and unseen ones last."""
    rows = sorted(
        (row for row in _rows() if row["kind"] == LAW),
        key=lambda row: (
            not is_told_from_luck(row, "profit"),
            -abs(row["profit"]) if is_told_from_luck(row, "profit") else 0,
            row["law"],
        ),
    )
    lines = ["| law | costs [money per customer] | profit [money per customer] | customer surplus [money per customer] "
             "| retention [points] | quality [1] |", "|---|---|---|---|---|---|"]  # fmt: skip
    for row in rows:
        spent = _effect(row, "spent") if _spends(row["law"]) else "–"
        cells = [spent, *(_effect(row, key) for key in (*MEASURES, "quality"))]
        lines.append(f"| [{row['law']}](#{row['law']}) | {' | '.join(cells)} |")
    return "\n".join(lines)


def laws() -> str:
    """One section a law."""
    return "\n\n".join(_section(law) for law in in_order())


def _section(law: Mechanism) -> str:
    text = inspect.cleandoc(inspect.getmodule(type(law)).__doc__ or "")
    first = " ".join(text.partition("\n\n")[0].split())
    default = "" if type(law)().enabled else " Off by default."
    told = f"[Equation and sources](odd.md#{law.name}-{law.phase.name.lower()})."
    levers = "; ".join(sentences.lever(one) for one in law.levers)
    parts = [
        f"### {law.name}",
        wrapped(f"{first} {told}{default}"),
        wrapped(f"**When.** {sentences.when(law)}"),
        wrapped(f"**What it costs.** {sentences.costs(law)}"),
        f"**What it gives, and to whom.**\n\n{sentences.gives(law)}",
        wrapped(f"**What is kept.** {sentences.what_becomes_of_columns(law)}"),
        wrapped(f"**Levers.** {levers}.") if levers else "",
        wrapped(f"**How strong it is.** {_found(law)}"),
        f"```sh\n{command(law.name)}\n```",
        _table(law),
        wrapped(sentences.parameters_not_in_doubt(law)),
    ]
    return "\n\n".join(part for part in parts if part)


def command(law: str) -> str:
    """What anybody can type to run the world of the figures without a law."""
    words = ["docs/laws.yaml", *([BRANDS] if law in REPERTOIRE else []), f"mechanism.{law}.enabled=false"]
    kind = registered()[law]
    if kind().enabled or not kind.levers:
        return typed("courtship", "run", *words)
    # A lever of a law that acts only where it is asked for is refused without it.
    without = ";".join(f"/^{lever.name}/d" for lever in kind.levers)
    file = f"{typed('sed', without, 'docs/every_lever.yaml')} > without.yaml"
    return f"{file} && {typed('courtship', 'run', *words, 'strategy=without.yaml')}"


def _found(law: Mechanism) -> str:
    row = next(row for row in _rows() if row["law"] == law.name and row["kind"] == LAW)
    effects = [f"{name} by {_effect(row, key)}" for key, name in MEASURES.items() if is_told_from_luck(row, key)]
    unseen = [name for key, name in MEASURES.items() if not is_told_from_luck(row, key)]
    told = f"Switching it on changes {sentences.joined_with_and(effects)}." if effects else ""
    if unseen:
        told += f" No effect on {sentences.joined_with_and(unseen)} is seen at this size."
    if _spends(law.name):
        told += f" It spends {_effect(row, 'spent')} money per customer in {row['weeks']} weeks."
    where = " in a repertoire market" if law.name in REPERTOIRE else ""
    return f"{told.strip()} Without it{where}:"


def _spends(law: str) -> bool:
    return law == "contact" or bool(registered()[law].purposes)


def _table(law: Mechanism) -> str:
    shown = SHOWN[law.name]
    head = ["what changes", "unit", "grade", *MEASURES.values(), f"{shown.partition(' ')[2]} [{unit(shown)}]"]
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    rows = [row for row in _rows() if row["law"] == law.name]
    for row in rows:
        cells = [*_name(law, row), *(_effect(row, key) for key in (*MEASURES, "own"))]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _name(law: Mechanism, row: Mapping[str, Any]) -> tuple[str, str, str]:
    """What changes from where to where, its unit and its grade."""
    low, high = f"{row['low']:g}", f"{row['high']:g}"
    if row["kind"] == LAW:
        return "the law: off → on", "", ""
    if row["kind"] == LEVER:
        declared = next(one for one in law.levers if one.name == row["name"])
        return f"lever `{row['name']}`: {low} → {high}", declared.unit, ""
    found = declarations(law)[row["name"]]
    return f"`{row['name']}`: {low} → {high} (default {getattr(law, row['name']):g})", found.unit, found.grade


def is_told_from_luck(row: Mapping[str, Any], key: str) -> bool:
    """Whether an effect is further from 0 than its error explains."""
    return bool(abs(row[key]) > ERRORS * row[f"{key}_error"])


def _effect(row: Mapping[str, Any], key: str) -> str:
    """An effect with its standard error, both to the first digit of the error; nothing moved where both are 0."""
    value, error = row[key], row[f"{key}_error"]
    if pd.isna(value):
        return "undefined"
    if value == error == 0:
        return "0 ± 0"
    places = max(-int(np.floor(np.log10(error))), 0) if error > 0 else 2
    digits = f"{value:+.{places}f} ± {error:.{places}f}" if places <= FINEST else f"{value:+.0e} ± {error:.0e}"
    return digits if is_told_from_luck(row, key) else f"{UNSEEN} ({digits})"


@cache
def _rows() -> list[dict[str, Any]]:
    return [{str(key): value for key, value in row.items()} for row in read_effects_table().to_dict("records")]
