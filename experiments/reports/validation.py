"""The table of a validation as a page of the documentation and as a table on the terminal."""

from __future__ import annotations

from typing import Any

import pandas as pd
from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from experiments.validation.case import FAILS, HOLDS, MISS
from experiments.validation.footer import footer
from experiments.validation.validation import Validation, number

WIDTH = 80
STYLES = {HOLDS: "green", FAILS: "bold red", MISS: "magenta"}
HEADINGS = {
    "limit": "Limit cases: mechanisms off, the answer is known",
    "pattern": "Patterns: the full market on, the answer was observed",
}
OPENING = """\
# Validation

Written by `courtship validate`; do not edit. Each row asks the real engine, configured in words of the command line, a
question whose answer is known: from a closed form (limit cases) or from published observations (patterns). A case of
several points shows the one that is furthest out of its band. Bands stand in the code (`experiments/validation`) before
the run. *rejects* names a wrong model that the same question finds out; `tests/test_validation_mutants.py` shows that
it does. *fitted* says which part of the same data the model has seen: what is held out was not used.

A **declared miss** is a case of which we know that the model does not meet it; its reason stands below the table, and
was written after the first run that showed it. No default was moved to make a row hold.
"""


def page(result: Validation) -> str:
    """The page in Markdown."""
    parts = [OPENING]
    for kind, heading in HEADINGS.items():
        rows = result.table[result.table.kind == kind]
        if len(rows):
            parts.append(f"## {heading}\n")
            parts.append(_markdown(rows, patterns=kind == "pattern"))
    misses = result.table[result.table.verdict == MISS]
    if len(misses):
        parts.append("## Declared misses\n")
        parts.append("\n".join(f"- `{row['case']}`: {row['reason']}." for row in _records(misses)) + "\n")
    parts.append("## How far luck reaches\n")
    parts.append("\n".join(f"- {sentence}" for sentence in footer(result)) + "\n")
    return "\n".join(parts)


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in row.items()} for row in table.to_dict(orient="records")]


def _markdown(rows: pd.DataFrame, patterns: bool) -> str:
    names = ["case", "claim", "source", "at", "target", "simulated", "band", "", "verdict"]
    names += ["rejects", "fitted"] if patterns else []
    lines = ["| " + " | ".join(names) + " |", "|---" * len(names) + "|"]
    for row in _records(rows):
        cells = [f"`{row['case']}`", row["claim"], row["source"], row["at"], number(row["target"]), _simulated(row)]
        cells += [f"{number(row['low'])} … {number(row['high'])} {row['unit']}", row["band"], f"**{row['verdict']}**"]
        cells += [row["rejects"], row["fitted"]] if patterns else []
        lines.append("| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _short(value: float) -> str:
    if abs(value) >= 1000 or value != value:
        return number(value).replace(",", "")
    return f"{value:.3g}"


def _simulated(row: dict[str, Any]) -> str:
    error = row["standard_error"]
    return number(row["simulated"]) + (f" ± {error:.2g}" if error > 0 else "")


def terminal_table(result: Validation) -> Group:
    """A row a case, and what must be known to read them."""
    parts: list[Text | Table] = []
    for kind, heading in HEADINGS.items():
        rows = result.table[result.table.kind == kind]
        if not len(rows):
            continue
        parts.append(Text(heading, "bold"))
        table = Table(box=box.SIMPLE_HEAD, width=WIDTH, pad_edge=False, padding=(0, 1, 0, 0))
        table.add_column("case", no_wrap=True)
        for name in ("target", "simulated", "band"):
            table.add_column(name, justify="right", no_wrap=True)
        table.add_column("verdict", min_width=8)  # wide enough for "declared", with the miss below
        for row in _records(rows):
            band = f"{_short(row['low'])} … {_short(row['high'])}"
            table.add_row(row["case"], _short(row["target"]), _short(row["simulated"]), band,
                          Text(row["verdict"], STYLES[row["verdict"]]))  # fmt: skip
        parts.append(table)
    for row in _records(result.table[result.table.verdict == MISS]):
        parts.append(Text(f"{row['case']}: {row['reason']}.", "magenta"))
    parts += [Text(sentence, "dim") for sentence in footer(result)]
    return Group(*parts)
