"""The verb boundary, from words to a store, an answer and a table on the terminal."""

from __future__ import annotations

from experiments.boundaries.answer import Boundary
from experiments.boundaries.asking import answered
from experiments.cli.main import Words
from experiments.sweeps.analysing import analysed


def boundary(words: Words) -> int:
    """Where the winner flips; whatever stops it, the same command goes on."""
    return analysed(words, "boundary", answered, told)


def told(answer: Boundary) -> None:
    """Print the answer in sentences."""
    print("\n".join(f"· {sentence}" for sentence in answer.sentences()))
