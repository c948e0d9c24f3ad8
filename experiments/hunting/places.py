"""Where the adversary looks: each kind of market at its defaults, and at points of the parameter space."""

from __future__ import annotations

from dataclasses import dataclass

from experiments.config.composition import composed
from experiments.config.held import in_doubt
from experiments.config.setting import built, doubtful, moved
from experiments.statistics.latin_hypercube import latin_hypercube
from simulation.world.world import World

KINDS = {
    "contractual": ("market=contractual",),
    "non_contractual": ("market.kind=non_contractual", "market.winback=0"),
    "repertoire": ("market=repertoire",),
}
"""What makes each kind of market. Without a log the customers of all kinds come from the declared shares."""
SMALL = ("population.size=500", "weeks=104")
CENTRE = 0
"""The point at which everything is at its default; further points are counted from 1."""


@dataclass(frozen=True)
class SearchedMarket:
    """A market in which it is looked.

    Args:
        kind: of market.
        point: of the parameter space; `CENTRE` is the defaults.
        world: what that makes.
    """

    kind: str
    point: int
    world: World

    def __str__(self) -> str:
        return self.kind if self.point == CENTRE else f"{self.kind}, doubtful point {self.point}"


def searched_market(kind: str, point: int, points: int, words: tuple[str, ...] = ()) -> SearchedMarket:
    """One place.

    Args:
        kind: of market.
        point: `CENTRE`, or which of the points of the parameter space, from 1.
        points: how many points of the parameter space there are; they are spread over the whole space.
        words: overrides that win over the others.
    """
    setting = built(composed([*SMALL, *KINDS[kind], *words]).values)
    if point == CENTRE:
        return SearchedMarket(kind, point, setting.world)
    where = latin_hypercube(in_doubt(doubtful(setting.world), setting.values), points)[point - 1]
    return SearchedMarket(kind, point, moved(setting.world, where))
