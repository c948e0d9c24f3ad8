"""The verb boundary, from words to a store, an answer and a table on the terminal."""

from __future__ import annotations

from experiments.analyses.boundary.analysis import answered
from experiments.analyses.boundary.boundary import Boundary
from experiments.cli.resumable import answer_from_sweep
from experiments.cli.words import Words
from experiments.results.sentences.boundary import boundary_sentences


def boundary(words: Words) -> int:
    """Where the winner flips; whatever stops it, the same command goes on."""
    return answer_from_sweep(words, "boundary", answered, print_boundary)


def print_boundary(answer: Boundary) -> None:
    """Print the answer in sentences."""
    print("\n".join(f"· {sentence}" for sentence in boundary_sentences(answer)))
