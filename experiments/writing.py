"""What each verb leaves in its run folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from experiments import folder as run_folder
from experiments.comparison import Comparison
from experiments.explaining.asking import Explained
from experiments.folder import Written
from experiments.single import Run
from experiments.validation.page import page
from experiments.validation.validation import Validation


def run_tables(run: Run) -> dict[str, pd.DataFrame]:
    """Tables of a run."""
    tables = _kept(run)
    return tables | ({} if run.customers is None else {"customers": run.customers})


def comparison_tables(comparison: Comparison) -> dict[str, pd.DataFrame]:
    """Tables of a comparison."""
    tables = _kept(comparison)
    if comparison.space is not None:
        tables |= {"space": comparison.space.table(comparison.names)}
    if comparison.explanation is not None:
        tables |= {"effects": comparison.explanation.table, "ablations": comparison.explanation.runs}
    if comparison.flips is not None:
        tables |= {"map": comparison.flips.table}
    return tables


def _kept(result: Run | Comparison) -> dict[str, pd.DataFrame]:
    """What both leave, one file a table."""
    names = ("runs", "weekly", "segments", "typology", "lifecycle", "attribution")
    return {name: getattr(result, name) for name in names}


def write_run(run: Run, folder: Path) -> Path:
    """Write the run folder of `run`."""
    texts = {"summary.json": _text(run.as_json())}
    return run_folder.write(folder, Written("run", run.setting, run_tables(run), texts, lambda to: _figures(run, to)))


def write_comparison(comparison: Comparison, folder: Path) -> Path:
    """Write the run folder of `compare`, report and figures included."""
    from experiments.memo import memo

    texts = {"verdict.json": _text(comparison.as_json())}
    texts["memo.md"] = memo(comparison).markdown
    if comparison.setting.values["output"]["report"]:
        from experiments.report import report

        texts["report.html"] = report(comparison, folder)
    tables = comparison_tables(comparison)
    return run_folder.write(
        folder, Written("compare", comparison.setting, tables, texts, lambda to: _figures(comparison, to))
    )


def write_explained(found: Explained, folder: Path) -> Path:
    """Write the run folder of `explain`."""
    texts = {"explain.json": _text(found.as_json())}
    return run_folder.write(
        folder, Written("explain", found.setting, found.tables, texts, lambda to: _figures(found, to))
    )


def write_validation(validation: Validation, folder: Path) -> Path:
    """Write the run folder of `validate`: the table, its page for the documentation, and a figure a case."""
    tables = {"validation": validation.table, "points": validation.points}
    texts = {"validation.json": _text(validation.as_json()), "validation.md": page(validation)}
    return run_folder.write(
        folder, Written("validate", validation.setting, tables, texts, lambda to: _figures(validation, to))
    )


def _figures(result: Run | Comparison | Explained | Validation, folder: Path) -> None:
    if result.setting.values["output"]["figures"]:
        from experiments.figures import draw, save

        save(result.figures if isinstance(result, Comparison) else draw(result), folder / "figures")


def _text(content: dict[str, Any]) -> str:
    return json.dumps(content, indent=2, allow_nan=False)
