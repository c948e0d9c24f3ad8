"""A ranking with ties: which places the evidence leaves to each strategy.

    best place of i  = 1 + how many are shown to beat i
    worst place of i = number of strategies - how many i is shown to beat

"Shown to beat" are the pairs whose simultaneous intervals lie beyond the smallest difference that matters. All of them
hold at once, so who beats one that beats a third beats the third too, and with the same confidence all true places lie
between best and worst. Strategies of which neither beats the other are tied: no order is invented for them.

Source: Mogstad, Romano, Shaikh & Wilhelm (2024), Inference for ranks, Rev. Econ. Stud. 91.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class RankedStrategy:
    """One strategy in a ranking.

    Args:
        name: of the strategy.
        best: the best place that is not ruled out, from 1.
        worst: the worst one.
        beats: whom it is shown to beat.
        tied: with whom it is tied.
    """

    name: str
    best: int
    worst: int
    beats: tuple[str, ...]
    tied: tuple[str, ...]


@dataclass(frozen=True)
class Ranking:
    """Strategies from the first place down; within a tie in the order of their means.

    Args:
        places: of all.
    """

    places: tuple[RankedStrategy, ...]

    @property
    def leaders(self) -> tuple[str, ...]:
        """Those whom nobody is shown to beat."""
        return tuple(place.name for place in self.places if place.best == 1)

    @property
    def winner(self) -> str | None:
        """Who is shown to beat all others; None where several lead."""
        return self.leaders[0] if len(self.leaders) == 1 else None


def ranking(names: Sequence[str], won: Collection[tuple[str, str]]) -> Ranking:
    """Rank strategies by the pairs that are decided.

    Args:
        names: of all, the one with the best mean first.
        won: (winner, loser) of each decided pair.
    """
    beats = {name: {loser for winner, loser in won if winner == name} for name in names}
    while longer := {n: beats[n].union(*(beats[m] for m in beats[n])) for n in names}:  # who beats those beats theirs
        if longer == beats:
            break
        beats = longer
    beaten = {name: [other for other in names if name in beats[other]] for name in names}
    places = [
        RankedStrategy(
            name,
            1 + len(beaten[name]),
            len(names) - len(beats[name]),
            tuple(other for other in names if other in beats[name]),
            tuple(other for other in names if other not in {name, *beats[name], *beaten[name]}),
        )
        for name in names
    ]
    return Ranking(tuple(sorted(places, key=lambda place: (place.best, place.worst))))
