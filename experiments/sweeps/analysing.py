"""A verb that makes one answer of many runs: the runs are kept, and asking again goes on with them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from experiments.command import Words
from experiments.progress import Progress
from experiments.sweeps.keeping import kept, told_failures
from experiments.sweeps.result import open_store
from experiments.sweeps.where import folder_of


class Analysis(Protocol):
    """An answer that was made of many runs."""

    def as_json(self) -> Mapping[str, Any]:
        """What `--json` prints."""


Answer = TypeVar("Answer", bound=Analysis)


def analysed(
    words: Words, verb: str, answered: Callable[[Sequence[str], Progress, bool], Answer], told: Callable[[Answer], None]
) -> int:
    """A verb that makes something of the runs in its store; whatever stops it, the same command goes on.

    Args:
        words: of the command line.
        verb: its name, after which its folder is called.
        answered: makes the answer out of the overrides, with progress, running failed points again or not.
        told: prints the answer.
    """
    folder = folder_of(words.overrides, verb)
    answers: list[Answer] = []
    retry = "--retry-failed" in words.flags
    status = kept(folder, lambda: answers.append(answered(words.overrides, Progress(words.quiet), retry)))
    for answer in answers:
        if "--json" in words.flags:
            print(json.dumps({"folder": str(folder), **answer.as_json()}, allow_nan=False))
        elif not words.quiet:
            told(answer)
            print(f"written to {folder}")
    return status or (told_failures(open_store(folder), refusals=0) if answers else 0)
