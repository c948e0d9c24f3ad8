"""What a record says in words, as methods of its view, so that a notebook needs one door only."""

from __future__ import annotations

from experiments.analyses.boundary.boundary import Boundary
from experiments.reports.sections.recommendation import recommendation
from experiments.results.comparison import Comparison
from experiments.results.sentences.boundary import flip_sentence
from experiments.results.sentences.comparison import (
    GUESSES,
    both_sides_sentence,
    change_sentence,
    space_sentence,
    verdict_sentence,
)
from experiments.results.sentences.difference import Finding, finding
from experiments.statistics.change import Change
from experiments.statistics.flip_point import Line, State


class ComparisonTold(Comparison):
    """A comparison that tells what it found."""

    @property
    def caveat(self) -> str:
        """On what every verdict rests."""
        return GUESSES

    def recommendation(self) -> str:
        """What to do, said of all strategies at once."""
        return recommendation(self)

    def finding(self, measure: str = "profit", b: int = 1) -> Finding:
        """One measure of one pair: means, difference and interval as texts with the decimals that they bear.

        Args:
            measure: one of all measures.
            b: number of the strategy that is compared with the first one, as in all that follow.
        """
        return finding(self, measure, b)

    def verdict_sentence(self, b: int = 1) -> str:
        """Who of two earns more, by how much, and over how long."""
        return verdict_sentence(self, b)

    def both_sides_sentence(self, b: int = 1) -> str:
        """What the firm and its customers gain."""
        return both_sides_sentence(self, b)

    def space_sentence(self, b: int = 1) -> str:
        """In how many plausible settings each of two is ahead."""
        return space_sentence(self, b)

    def change_sentence(self, change: Change, what: str, b: int = 1) -> str:
        """What a change of the world did to b's lead.

        Args:
            change: see `change_from`.
            what: was changed, as the beginning of a sentence.
            b: see `finding`.
        """
        return change_sentence(change, what, self.names[b], self.names[0])


class BoundaryTold(Boundary):
    """A map of winners that tells where they change."""

    @property
    def caveat(self) -> str:
        """On what every verdict rests."""
        return GUESSES

    def turning(self) -> list[Line]:
        """The parameters that, moved alone, are shown to turn the verdict round."""
        return [line for line in self.lines if line.flip(self.confidence).state is State.FLIPS]

    def flip_sentences(self) -> str:
        """Where the winner changes along each parameter that was moved alone."""
        return " ".join(flip_sentence(line, self.names, self.confidence) for line in self.lines)
