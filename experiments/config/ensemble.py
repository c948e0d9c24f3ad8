"""The worlds of a calibrated ensemble: replicate k of every compared strategy lives in that of member k mod M.

One member is one way in which the customers could be, given the log; so the spread over replicates holds the doubt
about the fitted laws beside the luck of customers. A parameter that the user has set to another value than the best
one keeps it in every member.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from experiments.config.sections import Log
from experiments.inputs.calibrated import Calibrated, Member, read
from simulation.mechanism import Mechanism
from simulation.parameters import declarations
from simulation.people.people import Observed
from simulation.world.world import World


@dataclass(frozen=True, eq=False)
class Ensemble:
    """What takes the place of one world.

    Args:
        file: of the calibrated population.
        worlds: one a member.
        carried: parameters that differ between members, by dotted key.
    """

    file: str
    worlds: tuple[World, ...]
    carried: tuple[str, ...]

    def world(self, replicate: int) -> World:
        """The world of a replicate, the same for all strategies."""
        return self.worlds[replicate % len(self.worlds)]

    def as_json(self) -> dict[str, Any]:
        """What verdict.json says about it."""
        rule = "replicate k has the laws and parameters of member k mod members, the same for all strategies"
        return {"file": self.file, "members": len(self.worlds), "rule": rule, "parameters": list(self.carried)}


def ensemble(population: Log, world: World, moved: Any) -> Ensemble | None:
    """The ensemble of a configuration; None where its population is not a calibrated one, or it was switched off.

    Args:
        population: where the people come from.
        world: at the best values.
        moved: makes the world at another point, see `building.moved`.
    """
    if population.source != "calibrated" or not population.ensemble:
        return None
    calibrated = read(str(population.file))
    if not calibrated.ensemble:
        return None
    carried = tuple(key for key, best in calibrated.best.parameters.items() if value_of(world, key) == best)
    worlds = tuple(_world(world, calibrated, member, carried, moved) for member in calibrated.ensemble)
    return Ensemble(str(population.file), worlds, carried)


def value_of(world: World, key: str) -> float:
    """The value of a parameter of the market, of its people or of a mechanism, by dotted key."""
    section, *names = key.split(".")
    owner: Any = {"market": world.terms, "population": world.people}.get(section) or world.mechanism(names[0])
    return float(getattr(owner, names[-1]))


def _world(world: World, calibrated: Calibrated, member: Member, carried: tuple[str, ...], moved: Any) -> World:
    people = world.people
    assert isinstance(people, Observed)
    people = replace(people, buying=member.buying, dropout=member.dropout, spending=member.spending)
    place = {key: member.parameters[key] for key in carried} | _of_people(world.mechanisms, people)
    there: World = moved(replace(world, people=people), place)
    return there


def _of_people(mechanisms: tuple[Mechanism, ...], people: Observed) -> dict[str, float]:
    """Parameters that come with the people, such as the shape of the fitted law of spending."""
    return {
        f"mechanism.{law.name}.{key}": getattr(people, one.of_people)
        for law in mechanisms
        for key, one in declarations(law).items()
        if one.of_people
    }
