"""What there is: every sweep and run folder below a folder, how far it is, and what was asked."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from experiments.inputs.paths import is_there
from experiments.results.run_folder import MANIFEST
from experiments.sweeps.commands import commands
from experiments.sweeps.lock import is_driven
from experiments.sweeps.store import STORE, Store
from experiments.sweeps.tables import DONE, FAILED, WANTED
from simulation.mistake import Mistake

COLUMNS = ("folder", "verb", "state", "done", "failed", "missing", "asked")


def list_folders(parent: Path) -> pd.DataFrame:
    """One row a folder, sorted by name."""
    places = {path.parent for name in (STORE, MANIFEST) for path in parent.glob(f"**/{name}")}
    places = {place for place in places if not any(part.startswith(".") for part in place.relative_to(parent).parts)}
    rows = [_store(place) if is_there(place / STORE) else _run(place) for place in sorted(places)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _store(place: Path) -> dict[str, object]:
    row: dict[str, object] = {"folder": str(place), "verb": "sweep"}
    try:
        with Store(place) as store:
            counts, asked = store.counts(), commands(store)
            row["verb"] = store.meta("verb")
    except (Mistake, OSError) as problem:
        return row | {"state": problem.allowed if isinstance(problem, Mistake) else str(problem)}
    state = "running" if is_driven(place) else "stopped" if counts[WANTED] or not asked else "whole"
    numbers = {"done": counts[DONE], "failed": counts[FAILED], "missing": counts[WANTED]}
    return row | {"state": state, **numbers, "asked": " ".join(asked[-1].words) if asked else ""}


def _run(place: Path) -> dict[str, object]:
    try:
        verb = json.loads((place / MANIFEST).read_text(encoding="utf-8"))["verb"]
    except (OSError, ValueError, KeyError, TypeError):
        return {"folder": str(place), "state": "cannot be read"}
    return {"folder": str(place), "verb": verb, "state": "whole"}
