"""Two markets that meet the same people, ties and luck, one week at a time."""

from __future__ import annotations

from dataclasses import dataclass

from experiments.classroom.event_log import EventLog
from simulation.draws import Draws
from simulation.market.centre import Centre
from simulation.strategy import Strategy
from simulation.world.market import Market
from simulation.world.world import World

LEFT, RIGHT = 0, 1


@dataclass(frozen=True)
class MarketWithoutMechanism:
    """A third market that is not drawn: one side once more, with one mechanism switched off, under the same luck.

    What the mechanism did is the difference of the two, whatever else goes on in them.

    Args:
        side: whose firm it is.
        mechanism: that is off.
    """

    side: int
    mechanism: str


class PairedMarkets:
    """The left and the right market of the page.

    Args:
        world: what both share.
        centre: of the world.
        strategies: of the left and of the right focal firm.
        seed: of the replicate.
        without: what a third market does without; None: there is none.

    Attributes:
        markets: the left and the right one.
        counterfactual: the third one, None where there is none.
    """

    def __init__(
        self,
        world: World,
        centre: Centre,
        strategies: tuple[Strategy, Strategy],
        seed: int,
        without: MarketWithoutMechanism | None = None,
    ) -> None:
        traits = world.people.traits(Draws(seed), world.terms)
        self.community = world.community(seed)
        self.markets = tuple(Market(world, one, seed, centre, traits, self.community) for one in strategies)
        self.diaries = tuple(EventLog(world.weeks, world.people.size) for _ in strategies)
        self.without = without
        self.counterfactual: Market | None = None
        if without is not None:
            other = world.switched(without.mechanism, False)
            self.counterfactual = Market(other, strategies[without.side], seed, centre, traits, self.community)

    @property
    def week(self) -> int:
        """Weeks that have passed."""
        return self.markets[LEFT].week

    @property
    def over(self) -> bool:
        """Whether all weeks have passed."""
        return self.week >= self.markets[LEFT].world.weeks

    def step(self) -> None:
        """Let a week pass in both markets; nothing happens when they are over."""
        if self.over:
            return
        for market, diary in zip(self.markets, self.diaries, strict=True):
            market.step(diary.note)
        if self.counterfactual is not None:
            self.counterfactual.step()

    def follow(self, side: int, strategy: Strategy) -> None:
        """Let a focal firm follow other levers from the coming week on."""
        self.markets[side].follow(1, strategy)
        if self.counterfactual is not None and self.without is not None and self.without.side == side:
            self.counterfactual.follow(1, strategy)
