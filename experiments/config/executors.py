"""Which kinds of executor there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulation.mistake import Mistake, nearest

KINDS = ("processes", "inline", "dask")


def refuse_unknown(settings: Mapping[str, Any]) -> None:
    """Refuse a section `executor` that names no executor.

    Raises:
        Mistake: naming the key.
    """
    kind, workers = settings["kind"], settings["workers"]
    if kind not in KINDS:
        raise Mistake("executor.kind", kind, f"must be one of {', '.join(KINDS)}", nearest(kind, KINDS))
    if workers is not None and not 1 <= workers <= 1024:
        raise Mistake("executor.workers", workers, "must be between 1 and 1024")
