"""Two markets that meet the same people, ties and luck, one week at a time."""

from __future__ import annotations

from experiments.classroom.diary import Diary
from simulation.centre import Centre
from simulation.draws import Draws
from simulation.market import Market
from simulation.strategy import Strategy
from simulation.world import World

LEFT, RIGHT = 0, 1


class Twins:
    """The left and the right market of the page.

    Args:
        world: what both share.
        centre: of the world.
        strategies: of the left and of the right focal firm.
        seed: of the replicate.
    """

    def __init__(self, world: World, centre: Centre, strategies: tuple[Strategy, Strategy], seed: int) -> None:
        traits = world.people.traits(Draws(seed), world.terms)
        self.community = world.community(seed)
        self.markets = tuple(Market(world, one, seed, centre, traits, self.community) for one in strategies)
        self.diaries = tuple(Diary(world.weeks, world.people.size) for _ in strategies)

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

    def follow(self, side: int, strategy: Strategy) -> None:
        """Let a focal firm follow other levers from the coming week on."""
        self.markets[side].follow(1, strategy)
