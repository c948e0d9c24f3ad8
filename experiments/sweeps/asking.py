"""A sweep asked for in Python, in the words of the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from experiments.config.overrides import in_python
from experiments.progress import Progress
from experiments.sweeps.plan import question
from experiments.sweeps.result import Sweep, open_store
from experiments.sweeps.sweeping import swept
from experiments.sweeps.where import folder_for


def asked(
    words: Sequence[str], values: Mapping[str, Any], folder: str | None, quiet: bool, retry_failed: bool
) -> Sweep:
    """Run a sweep, or what is missing of it; see `experiments.sweep`."""
    every = in_python(words, values, folder)
    asking = question(every)
    with folder_for(every, "sweep") as place:
        swept(asking, place, Progress(quiet), retry_failed=retry_failed)
    return open_store(place)
