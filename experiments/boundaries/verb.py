"""The verb boundary, from words to a store, an answer and a table on the terminal."""

from __future__ import annotations

import json

from experiments.boundaries.answer import Boundary
from experiments.boundaries.asking import answered
from experiments.command import Words
from experiments.progress import Progress
from experiments.sweeps.result import open_store
from experiments.sweeps.verbs import kept, told_failures
from experiments.sweeps.where import folder_of


def boundary(words: Words) -> int:
    """Where the winner flips; whatever stops it, the same command goes on."""
    folder = folder_of(words.overrides, "boundary")
    answers: list[Boundary] = []
    retry = "--retry-failed" in words.flags
    status = kept(folder, lambda: answers.append(answered(words.overrides, Progress(words.quiet), retry)))
    for answer in answers:
        if "--json" in words.flags:
            print(json.dumps({"folder": str(folder), **answer.as_json()}, allow_nan=False))
        elif not words.quiet:
            print("\n".join(f"· {sentence}" for sentence in answer.sentences()))
            print(f"written to {folder}")
    return status or (told_failures(open_store(folder)) if answers else 0)
