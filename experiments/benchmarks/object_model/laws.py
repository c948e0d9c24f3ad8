"""The parameters of the peer are those of the model: each mechanism is asked for its own."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import Any

from simulation.mechanisms.acquisition import Acquisition
from simulation.mechanisms.channels import Channels
from simulation.mechanisms.churn import Churn
from simulation.mechanisms.commitment import Commitment
from simulation.mechanisms.contact import Contact
from simulation.mechanisms.contagion import Contagion
from simulation.mechanisms.contribution import Contribution
from simulation.mechanisms.encounters import Encounters
from simulation.mechanisms.fatigue import Fatigue
from simulation.mechanisms.gifts import Gifts
from simulation.mechanisms.history import History
from simulation.mechanisms.investment import Investment
from simulation.mechanisms.needs import EVERY, Needs
from simulation.mechanisms.progression import Progression
from simulation.mechanisms.purchase import Purchase
from simulation.mechanisms.quality import Quality
from simulation.mechanisms.reciprocity import Reciprocity
from simulation.mechanisms.satisfaction import Satisfaction
from simulation.mechanisms.spend import Spend
from simulation.mechanisms.surplus import Surplus
from simulation.mechanisms.trust import Trust
from simulation.mechanisms.word_of_mouth import WordOfMouth
from simulation.mistake import Mistake
from simulation.world.world import World


@dataclass(frozen=True)
class Laws:
    """Every mechanism that the peer knows, by its name."""

    acquisition: Acquisition
    channels: Channels
    churn: Churn
    commitment: Commitment
    contact: Contact
    contagion: Contagion
    contribution: Contribution
    encounters: Encounters
    fatigue: Fatigue
    gifts: Gifts
    history: History
    investment: Investment
    needs: Needs
    progression: Progression
    purchase: Purchase
    quality: Quality
    reciprocity: Reciprocity
    satisfaction: Satisfaction
    spend: Spend
    surplus: Surplus
    trust: Trust
    word_of_mouth: WordOfMouth

    @classmethod
    def of(cls, world: World) -> Laws:
        """The laws of a world.

        Raises:
            Mistake: a mechanism that is off, or one that the peer does not know.
        """
        known: dict[str, Any] = {field.name: world.mechanism(field.name) for field in fields(cls)}
        for mechanism in world.mechanisms:
            if mechanism.enabled != (mechanism.name in known):
                state = "on" if mechanism.enabled else "off"
                raise Mistake(f"mechanism.{mechanism.name}", state, "the objects know the mechanisms of `Laws`, all on")
        return cls(**known)


def world_with_known_laws(world: World) -> World:
    """The same world with those mechanisms on that the peer knows, and no others."""
    names = {field.name for field in fields(Laws)}
    for mechanism in world.mechanisms:
        world = world.switched(mechanism.name, mechanism.name in names)
    return world


class Constants:
    """What follows from the parameters and would be computed again and again for every customer."""

    def __init__(self, laws: Laws) -> None:
        self.exposure_kept = _kept(laws.fatigue.half_life)
        self.trust_kept = _kept(laws.trust.half_life)
        self.gratitude_kept = _kept(laws.reciprocity.gratitude_half_life)
        self.rumour_kept = _kept(laws.word_of_mouth.memory)
        self.balance_kept = _kept(laws.reciprocity.balance_half_life)
        self.investment_kept = _kept(laws.investment.half_life)
        self.defections_kept = _kept(laws.contagion.half_life)
        self.need_kept = _kept(laws.needs.half_life / EVERY)
        self.need_spread = math.sqrt(1.0 - self.need_kept**2)
        self.contagion = math.log(laws.contagion.ratio)
        self.referred = math.log(laws.churn.referral_factor)


def _kept(half_life: float) -> float:
    return math.exp2(-1.0 / half_life)
