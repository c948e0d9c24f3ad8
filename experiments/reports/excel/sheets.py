"""Which tidy sheets a run folder gives: its answer, its tables, the meaning of every column, and the settings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from pyarrow import ArrowException

from experiments.config.nested import flat
from experiments.inputs.paths import is_file
from experiments.reports.excel.column_definitions import definitions
from experiments.results.run_folder import read_answer, read_manifest, require_as_written
from simulation.mistake import Mistake

ANSWERS = ("verdict.json", "summary.json", "explain.json", "boundary.json")


def sheets(folder: Path) -> dict[str, pd.DataFrame]:
    """All sheets of a folder by name, the answer first.

    Args:
        folder: of run, compare, explain, or of a sweep with what is made of it.

    Raises:
        Mistake: when it is no run folder or cannot be read.
    """
    manifest, values = read_manifest(folder)
    answers = {*manifest.get("answers", ()), *(name for name in ANSWERS if is_file(folder / name))}
    for name in [*(f"{table}.parquet" for table in manifest["content"]), *sorted(answers)]:
        if not is_file(folder / name):
            advice = "Restore it, or run the command of the folder again."
            raise Mistake("export", str(folder), f"must contain every table of the run, but has no {name}", advice)
        require_as_written(folder, manifest, name)
    try:
        tables = {path.stem: pd.read_parquet(path) for path in _parquet(folder)}
        told = {Path(name).stem: _answer(name, read_answer(folder, name)) for name in ANSWERS if name in answers}
        found = {name: table for name, table in told.items() if not table.empty} | tables
        found["definitions"] = definitions(found)
        found["settings"] = _settings(manifest, values)
    except Mistake:
        raise
    except (OSError, ValueError, LookupError, TypeError, AttributeError, ArrowException) as error:
        why = " ".join(str(error).split())
        raise Mistake("folder", str(folder), f"must be a complete run folder; it cannot be read: {why}") from None
    return found


def _parquet(folder: Path) -> list[Path]:
    """Tables in the order in which one reads them; weekly series of a sweep come in parts and stay where they are."""
    order = ["runs", "weekly", "segments"]
    rank = {name: k for k, name in enumerate(order)}
    return sorted(folder.glob("*.parquet"), key=lambda path: (rank.get(path.stem, len(order)), path.stem))


def _answer(name: str, content: Mapping[str, Any]) -> pd.DataFrame:
    if name == "verdict.json":
        return pd.DataFrame(
            {"a": pair["a"], "b": pair["b"], "measure": measure, **judged}
            for pair in content["comparisons"] for measure, judged in pair["measures"].items()
        )  # fmt: skip
    if name == "summary.json":
        return pd.DataFrame({"measure": measure, **told} for measure, told in content["measures"].items())
    return pd.DataFrame({"sentence": content.get("sentences", [])})


def _settings(manifest: Mapping[str, Any], values: Mapping[str, Any]) -> pd.DataFrame:
    rows = [("verb", manifest["verb"]), ("config_hash", manifest["config_hash"])]
    rows += [(f"version of {name}", version) for name, version in manifest["versions"].items()]
    for name, levers in manifest.get("levers", {}).items():
        rows += [(f"strategy {name}: {lever}", value) for lever, value in levers.items()]
    rows += [(key, ", ".join(map(str, v)) if isinstance(v, list) else v) for key, v in flat(values).items()]
    return pd.DataFrame([{"key": key, "value": value} for key, value in rows])
