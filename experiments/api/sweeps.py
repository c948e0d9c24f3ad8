"""A sweep, or an answer that is made of one, asked for in Python in the words of the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from experiments.api.sweep_view import SweepView
from experiments.api.views import PARTS
from experiments.config.overrides import in_python
from experiments.config.own.in_use import in_use
from experiments.config.own.named import named
from experiments.config.sections import Output
from experiments.execution.progress import Progress
from experiments.reports.run_folder import Analysis, warned, write_analysis
from experiments.sweeps.location import folder_for
from experiments.sweeps.plan import question
from experiments.sweeps.run import swept

Answer = TypeVar("Answer", bound=Analysis)


def asked(
    words: Sequence[str], values: Mapping[str, Any], folder: str | None, quiet: bool, retry_failed: bool
) -> SweepView:
    """Run a sweep, or what is missing of it; see `courtship.sweep`."""
    with named(words, values) as (left, more):
        every = in_python(left, more, folder)
        asking = question(every)
        with folder_for(every, "sweep") as place:
            swept(asking, place, Progress(quiet), retry_failed=retry_failed)
    return SweepView(place)


def answer_of(
    verb: str,
    answered: Callable[[Sequence[str], Path, Progress], tuple[Answer, Output]],
    words: Sequence[str],
    values: Mapping[str, Any],
    folder: str | None,
    quiet: bool,
) -> Answer:
    """Ask what is made of the runs of a sweep; see `courtship.sensitivity` and `courtship.boundary`."""
    with named(words, values) as (left, more):
        every = in_python(left, more, folder)
        with folder_for(every, verb) as place:
            answer, output = answered(every, place, Progress(quiet))
            written = write_analysis(answer, output)
            vars(answer)[PARTS] = in_use()
    warned(written)
    return answer
