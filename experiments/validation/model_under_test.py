"""The model under test: words of the configuration, made into a world, centred and run.

A mutant is the same model with one thing wrong. It is asked the very same question, so that a case whose band is too
wide to notice is found out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from experiments.config.composition import composed
from experiments.config.setting import SEED_STEP, Setting, built
from simulation.alignment.reference import centre_of
from simulation.draws import Floats
from simulation.market.centre import Centre
from simulation.market.touchpoint import TOUCHPOINTS, TouchpointDesign
from simulation.mechanisms import registered
from simulation.people.people import People
from simulation.strategy import Strategy
from simulation.world.market import Market
from simulation.world.world import World

MONEYLESS = Centre(quarterly_envelope=(0.0,))
"""Nothing is taken out, and there is no money: what costs nothing happens all the same."""
FREE = tuple(replace(touchpoint, cost=0.0) for touchpoint in TOUCHPOINTS)
MONOPOLY = ("market.firms=1", "market.focal_share=1.0", "market.rival_share=0.0")
IDLE = Strategy("idle")


@dataclass(frozen=True)
class Mutant:
    """A wrong model.

    Args:
        doc: what is wrong with it.
        words: of the configuration, said last.
        world: what else is changed about the world.
        centre: what is changed about the centring.
    """

    doc: str
    words: tuple[str, ...] = ()
    world: Callable[[World], World] = lambda world: world
    centre: Callable[[Centre], Centre] = lambda centre: centre


RIGHT = Mutant("nothing")


@dataclass(frozen=True)
class ModelUnderTest:
    """What a case asks.

    Args:
        mutant: the wrong model, or `RIGHT`.
        seed: another one gives other luck in every case.
    """

    mutant: Mutant = RIGHT
    seed: int = 0

    def seeds(self, count: int) -> range:
        """Seeds of replicates, never negative: those are the pilots'."""
        return range(self.seed * SEED_STEP, self.seed * SEED_STEP + count)

    def setting(self, *words: str) -> Setting:
        """What words ask for."""
        setting = built(composed([*words, *self.mutant.words]).values)
        return replace(setting, world=self.mutant.world(setting.world))

    def alone(
        self, mechanisms: Iterable[str], *words: str, people: People | None = None,
        touchpoints: Sequence[TouchpointDesign] = FREE, monopoly: Sequence[str] = MONOPOLY,
    ) -> World:  # fmt: skip
        """A monopoly without prices in which only some mechanisms act and the status quo does nothing.

        Args:
            mechanisms: names of those that are on.
            words: further words.
            people: in the place of the reference population.
            touchpoints: where the firm is met.
            monopoly: words that leave one firm; none leaves as many as the other words ask for.
        """
        on = set(mechanisms)
        switches = [f"mechanism.{name}.enabled={str(name in on).lower()}" for name in registered()]
        words = (*switches, *monopoly, *words, *self.mutant.words)
        world = built(composed(words).values, to_run=False).world
        terms = replace(world.terms, touchpoints=tuple(touchpoints))
        world = replace(world, terms=terms, people=people or world.people, as_is=IDLE)
        return self.mutant.world(world)

    def centre(self, world: World) -> Centre:
        """The constants of a world as every run finds them, remembered for the next question about it."""
        return self.mutant.centre(centre_of(world))


def run_market(world: World, seed: int, centre: Centre = MONEYLESS, strategy: Strategy | None = None) -> Market:
    """A market at its end, with verified books."""
    return Market(world, strategy or world.as_is, seed, centre).run()


def weekly_observations(market: Market, see: Callable[[Market], Any]) -> Floats:
    """What is to be seen at the end of each week, shape (weeks, …)."""
    seen = []
    while market.week < market.world.weeks:
        market.step()
        seen.append(np.array(see(market)))
    market.ledger.verify()
    return np.array(seen)
