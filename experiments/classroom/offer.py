"""What can be chosen on the page: the world of the command, its strategies, levers and laws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from experiments.classroom.lessons import LESSONS
from experiments.classroom.sliders import LAWS, law
from experiments.config.building import Setting, moved
from experiments.config.shipped import shipped
from experiments.config.strategies import load
from simulation.checks import refuse_explosive, refuse_unpayable
from simulation.mistake import Mistake, nearest
from simulation.strategy import Strategy
from simulation.world import World

MOST = 10_000
"""People on a page; more would be dots on dots, and a browser would have to draw them."""


@dataclass(frozen=True, eq=False)
class Offer:
    """What a page starts from.

    Args:
        world: as the command asked for.
        strategies: by name: all shipped ones and those of the command.
        first: the two names that a page opens with.
        seed: that a page opens with.
        laws: value of each of `sliders.LAWS` in that world.
        lessons: how many there are.
    """

    world: World
    strategies: Mapping[str, Strategy]
    first: tuple[str, str]
    seed: int
    laws: Mapping[str, float]
    lessons: int = len(LESSONS)

    def strategy(self, name: str) -> Strategy:
        """A strategy by name.

        Raises:
            Mistake: when there is none of that name.
        """
        if name not in self.strategies:
            advice = nearest(name, self.strategies) or "Name a YAML of your own on the command line: strategies=[...]."
            raise Mistake("strategy", name[:80], f"must be one of {', '.join(self.strategies)}", advice)
        return self.strategies[name]

    def at(self, laws: Mapping[str, float]) -> World:
        """The world under other laws.

        Raises:
            Mistake: for a value out of range, or laws that the model refuses together.
        """
        world = moved(self.world, laws) if laws else self.world
        refuse_explosive(world)
        refuse_unpayable(world)
        return world


def offered(setting: Setting) -> Offer:
    """What the page of a command can choose from.

    Raises:
        Mistake: when there are not two strategies, or too many people to be shown.
    """
    if setting.world.people.size > MOST:
        advice = "Add population.size=2000."
        raise Mistake("population.size", setting.world.people.size, f"must be at most {MOST} to be shown", advice)
    names = [strategy.name for strategy in setting.strategies]
    if len(names) != 2:
        advice = "Add strategies=[cx_only,relationship]."
        raise Mistake("strategies", ", ".join(names) or "none", "must be two, left and right", advice)
    changed = setting.values["levers"]
    strategies = {name: load(name, changed) for name in shipped("levers")}
    strategies |= {strategy.name: strategy for strategy in setting.strategies}
    for strategy in strategies.values():
        strategy.check(setting.world.mechanisms)
    laws = {key: law(key, setting.world)[1] for key in LAWS}
    return Offer(setting.world, strategies, (names[0], names[1]), setting.values["seed"], laws)
