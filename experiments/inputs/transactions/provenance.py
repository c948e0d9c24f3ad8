"""Where the purchases of a run came from: what its manifest says of the log, and a copy of a table that had no file."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from experiments.inputs.hashes import file_hash, require_as_used
from experiments.inputs.paths import is_file, user_path
from experiments.inputs.transactions.section import has_log, last_read

COPY = "log.parquet"
"""A table given in Python, in the folder of the run that used it."""


def provenance(population: Mapping[str, Any]) -> dict[str, Any]:
    """What a manifest says of the file of a section `population`: its path, and the hash of what was read."""
    file = population["file"]
    log = last_read(population) if has_log(population) else None
    intake = None if log is None else log.intake
    digest = None if file is None else file_hash(user_path(file)) if intake is None else intake.hash
    path = str(user_path(file).resolve()) if file else None
    return {"population_file": path, "population_file_hash": digest}


def keep_copy(population: Mapping[str, Any], folder: Path) -> None:
    """Leave a copy of a table that was given in Python in a run folder, so that the folder alone can be replayed."""
    from experiments.inputs.transactions.frames import is_kept

    if has_log(population) and population["file"] and is_kept(Path(population["file"])):
        shutil.copyfile(population["file"], folder / COPY)


def file_again(manifest: Mapping[str, Any], folder: Path) -> str:
    """The file that a run used, wherever it is computed again from.

    Args:
        manifest: of the run.
        folder: of the run.

    Raises:
        Mistake: it is gone or has changed.
    """
    file, expected = Path(str(manifest["population_file"])), manifest["population_file_hash"]
    copy = folder / COPY
    if is_file(copy) and file_hash(copy) == expected:
        return str(copy)
    require_as_used("population.file", file, expected)
    return str(file)
