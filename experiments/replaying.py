"""Compute a run folder again and tell whether it came out the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.comparing import compared
from experiments.config.building import Setting, meant
from experiments.explaining.asking import answered
from experiments.folder import read_manifest, versions
from experiments.inputs.hashes import file_hash
from experiments.inputs.transactions.provenance import file_again
from experiments.networks.looked_at import looked_at
from experiments.progress import Progress
from experiments.single import ran
from experiments.tables import content_hash
from experiments.writing import comparison_tables, run_tables
from simulation.mistake import Mistake


@dataclass(frozen=True)
class Replay:
    """What came of it.

    Args:
        same: for each table whether its content came out the same.
        changed_versions: packages whose version differs, as (then, now).
    """

    same: dict[str, bool]
    changed_versions: dict[str, tuple[str, str]]

    @property
    def confirmed(self) -> bool:
        """Whether every table came out the same."""
        return all(self.same.values())


def replayed(folder: Path, progress: Progress) -> Replay:
    """Compute a run folder again; its tables are not read, only their hashes in the manifest.

    Raises:
        Mistake: when the folder is not a whole run, or the log it used has changed or gone.
    """
    manifest, values = read_manifest(folder)
    if values["population"]["file"]:
        values["population"]["file"] = file_again(manifest, folder)
    values["community"] |= _unchanged_network(manifest)
    setting = meant(values, manifest["levers"], to_run=manifest["verb"] != "graph")
    tables = _tables(manifest["verb"], setting, progress)
    hashes = {name: content_hash(table) for name, table in tables.items()}
    same = {name: hashes.get(name) == manifest["content"].get(name) for name in {**hashes, **manifest["content"]}}
    now = versions()
    changed = {name: (then, now[name]) for name, then in manifest["versions"].items() if now.get(name) != then}
    return Replay(same, changed)


def _unchanged_network(manifest: Mapping[str, Any]) -> dict[str, str]:
    """The files of ties or degrees that were used, by key of the section `community`."""
    files: dict[str, dict[str, str]] = manifest.get("community_files", {})
    for key, file in files.items():
        if not Path(file["path"]).is_file():
            raise Mistake(f"community.{key}", file["path"], "is needed to replay and is gone")
        if file_hash(Path(file["path"])) != file["hash"]:
            advice = "Restore the file that was used."
            raise Mistake(f"community.{key}", file["path"], "has changed since the run", advice)
    return {key: file["path"] for key, file in files.items()}


def _tables(verb: str, setting: Setting, progress: Progress) -> dict[str, pd.DataFrame]:
    if verb == "compare":
        return comparison_tables(compared(setting, progress))
    if verb == "run":
        return run_tables(ran(setting, progress))
    if verb == "explain":
        return answered(setting, progress).tables
    if verb == "graph":
        return looked_at(setting).tables
    if verb == "calibrate":
        from experiments.calibration.calibrating import calibrated

        return calibrated(setting, progress).tables
    raise Mistake("verb", verb, "cannot be replayed; run, compare, explain, graph and calibrate can")
