"""What can be chosen on the page: the world of the command, its strategies, levers and laws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from experiments.classroom.lessons import LESSONS
from experiments.classroom.sliders import LAWS, law
from experiments.config.composition import default_values
from experiments.config.nested import differences, flat
from experiments.config.overrides import typed
from experiments.config.roles import LEVERS, WORLD, part
from experiments.config.setting import Setting, moved
from experiments.config.shipped import shipped
from experiments.config.strategies import load
from experiments.inputs.spelling import written
from simulation.mistake import Mistake, nearest
from simulation.strategy import Strategy, levers
from simulation.world.checks import refuse_explosive, refuse_unpayable
from simulation.world.world import World

MOST = 10_000
"""People on a page; more would be dots on dots, and a browser would have to draw them."""


@dataclass(frozen=True, eq=False)
class ClassroomOptions:
    """What a page starts from.

    Args:
        world: as the command asked for.
        strategies: by name: all shipped ones and those of the command.
        first: the two names that a page opens with.
        seed: that a page opens with.
        laws: value of each of `sliders.LAWS` in that world.
        given: the name or path by which each strategy was given.
        values: the configuration of the command, by dotted key.
        asked: what the command asked for beside strategies and seed, by dotted key.
        opening: lesson and moves with which a page opens, as in a link.
        lessons: how many there are.
    """

    world: World
    strategies: Mapping[str, Strategy]
    first: tuple[str, str]
    seed: int
    laws: Mapping[str, float]
    given: Mapping[str, str]
    values: Mapping[str, Any]
    asked: Mapping[str, Any]
    opening: Mapping[str, Any]
    lessons: int = len(LESSONS)

    def strategy(self, name: str) -> Strategy:
        """A strategy by name.

        Raises:
            Mistake: when there is none of that name.
        """
        if name not in self.strategies:
            advice = nearest(name, self.strategies) or "Name your own YAML file on the command line: strategies=[...]."
            raise Mistake("strategy", name[:80], f"must be one of {', '.join(self.strategies)}", advice)
        return self.strategies[name]

    def refuse_acting(self, name: str, key: str, value: float) -> None:
        """Refuse to move a lever of a strategy on which the whole world rests: of the status quo, or of a rival.

        Raises:
            Mistake: unless the lever stands there anyhow.
        """
        whose = {strategy.name: "a rival's, and" for strategy in self.world.rivals}
        whose[self.world.as_is.name] = "the status quo, against which everything is measured, and"
        known = levers(self.world.mechanisms)
        if name not in whose or key not in known or self.strategies[name].levers.get(key, known[key].idle) == value:
            return
        command = typed("courtship", "classroom", f"levers.{name}.{key}={written(value)}")
        other = command if name in shipped("levers") else "its levers stand in its file."
        advice = f"Move a lever of another strategy, or start another classroom: {other}"
        raise Mistake(f"levers.{name}.{key}", value, f"is {whose[name]} stays", advice)

    def named(self, given: str) -> str:
        """The name of a strategy that was given by its name or path."""
        return next((name for name, known in self.given.items() if known == given), given)

    def refuse_same(self, left: str, right: str) -> None:
        """Two sides follow two strategies, so that a lever moves one of them, and `compare` can ask the same question.

        Raises:
            Mistake: when they do not.
        """
        if left == right:
            advice = "as_is sets the same levers as cx_only, unless you changed one of them."
            raise Mistake("strategies", f"{left} on both sides", "must be two different strategies", advice)

    def refuse_other(self, key: str, value: Any) -> None:
        """Refuse a key that a page cannot set, unless it says what the command asked for anyhow.

        Raises:
            Mistake: with the command that opens such a page, where there is one.
        """
        if key not in self.values:
            known = ("strategies", "seed", "lesson", "moves", *self.laws)
            raise Mistake("key", key[:80], "cannot be set on the page", nearest(key, known))
        mine = written(self.values[key])
        if str(value) != mine and written(value) != mine:
            advice = f"Start another one: {typed('courtship', 'classroom', f'{key}={str(value)[:80]}')}"
            raise Mistake(key, str(value)[:80], f"must be {mine}, with which this classroom was started", advice)

    def at(self, laws: Mapping[str, float]) -> World:
        """The world under other laws.

        Raises:
            Mistake: for a value out of range, or laws that the model refuses together.
        """
        world = moved(self.world, laws) if laws else self.world
        refuse_explosive(world)
        refuse_unpayable(world)
        return world


def classroom_options(setting: Setting) -> ClassroomOptions:
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
    given = {name: name for name in strategies} | dict(zip(names, setting.options.strategies, strict=True))
    asked = differences(part(default_values(), WORLD, LEVERS), part(setting.values, WORLD, LEVERS))
    values = flat(part(setting.values, WORLD))
    page = setting.options.classroom
    opening = {key: value for key, value in (("lesson", page.lesson), ("moves", page.moves)) if value}
    first = names[0], names[1]
    return ClassroomOptions(setting.world, strategies, first, setting.options.seed, laws, given, values, asked, opening)
