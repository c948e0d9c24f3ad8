"""A sweep, or an answer that is made of one, asked for in Python in the words of the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from experiments.config.overrides import in_python
from experiments.execution.progress import Progress
from experiments.reports.run_folder import Written, warned
from experiments.sweeps.plan import question
from experiments.sweeps.result import Sweep, open_store
from experiments.sweeps.sweeping import swept
from experiments.sweeps.where import folder_for

Answer = TypeVar("Answer")


def asked(
    words: Sequence[str], values: Mapping[str, Any], folder: str | None, quiet: bool, retry_failed: bool
) -> Sweep:
    """Run a sweep, or what is missing of it; see `experiments.sweep`."""
    every = in_python(words, values, folder)
    asking = question(every)
    with folder_for(every, "sweep") as place:
        swept(asking, place, Progress(quiet), retry_failed=retry_failed)
    return open_store(place)


def answer_of(
    verb: str,
    answered: Callable[[Sequence[str], Path, Progress], tuple[Answer, Written]],
    words: Sequence[str],
    values: Mapping[str, Any],
    folder: str | None,
    quiet: bool,
) -> Answer:
    """Ask what is made of the runs of a sweep; see `experiments.sensitivity` and `experiments.boundary`."""
    every = in_python(words, values, folder)
    with folder_for(every, verb) as place:
        answer, written = answered(every, place, Progress(quiet))
    warned(written)
    return answer
