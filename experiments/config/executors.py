"""Which kinds of executor there are."""

from __future__ import annotations

from experiments.config.sections import Executor
from simulation.mistake import Mistake, nearest

KINDS = ("processes", "inline", "dask")


def refuse_unknown(asked: Executor) -> None:
    """Refuse a section `executor` that names no executor.

    Raises:
        Mistake: naming the key.
    """
    kind, workers = asked.kind, asked.workers
    if kind not in KINDS:
        raise Mistake("executor.kind", kind, f"must be one of {', '.join(KINDS)}", nearest(kind, KINDS))
    if workers is not None and not 1 <= workers <= 1024:
        raise Mistake("executor.workers", workers, "must be between 1 and 1024")
