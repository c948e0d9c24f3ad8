"""Giving and receiving: gratitude, the balance of what was given, and whether it was meant.

    A += a·(signal - A)                               when something is seen: a gift, an encounter, now and then a mail
    G  = min(1, ρ_G·G + gift effect + g_z·z·A/½)      gift effect = (1 - conditional)·g·√(size / size₀)·A/½
    R  = ρ_R·R + gift·(1 - conditional) + received·z - contribution

A is authenticity as the customer perceives it: learned from what the firm gives when it has nothing to gain. Gratitude
G fades within weeks; the balance R is remembered for a year, and a lasting imbalance in either direction is a burden
(it enters commitment, and nothing else). A conditional gift is a price, not a gift: it earns no gratitude.

Source: Falk (2007), Econometrica 75 (gifts 0.17 small, 0.75 large); Eckel, Herberich & Meer (2016) (conditional: 0);
Palmatier, Jarvis, Bechkoff & Kardes (2009), Journal of Marketing 73 (gratitude); sizes of authenticity are guesses.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.draws import Floats
from simulation.mechanism import Lever, Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.population import Rows

NEUTRAL = 0.5
POINTS_LOOK_LIKE = 0.1


def propensity(u: Floats) -> Floats:
    """Propensity to reciprocate, uniform on 0.5 ... 1.5."""
    return 0.5 + u


def grateful(size: Floats, effect: float, reference: float, authenticity: Floats) -> Floats:
    """Gratitude that an unconditional gift earns, any shape."""
    earned: Floats = effect * np.sqrt(size / reference) * authenticity / NEUTRAL
    return earned


@dataclass(frozen=True)
class Reciprocity(Mechanism):
    """Perceived authenticity, gratitude and the reciprocity balance."""

    gift_effect: float = parameter(
        0.17, "gratitude for a gift of the reference size", unit="factor", low=0.1, high=0.75, grade="B",
        source="Falk 2007",
    )  # fmt: skip
    gift_reference: float = parameter(
        0.054, "reference size of a gift", unit="weekly revenue", grade="C", source="a postcard against a purchase",
        allowed=(1e-9, 1e9),
    )  # fmt: skip
    encounter_effect: float = parameter(
        0.05, "gratitude for an encounter", unit="factor", low=0.0, high=0.1, grade="C", source="guess"
    )
    gratitude_half_life: float = parameter(
        4.0, "weeks until gratitude has halved", unit="week", low=2, high=12, grade="C", source="Palmatier et al. 2009"
    )
    learning: float = parameter(
        0.05, "weight of one signal in perceived authenticity", unit="share", low=0.02, high=0.1, grade="C",
        source="guess",
    )  # fmt: skip
    noticed: float = parameter(
        0.3, "chance that a mail says something about authenticity", unit="probability", low=0.1, high=0.5, grade="C",
        source="guess",
    )  # fmt: skip
    received: float = parameter(
        0.054, "what an encounter gives the customer", unit="weekly revenue", low=0.0, high=0.109, grade="C",
        source="guess",
    )  # fmt: skip
    balance_half_life: float = parameter(
        52.0, "weeks until half of the balance is forgotten", unit="week", low=26, high=104, grade="C", source="guess"
    )

    phase = Phase.RELATE
    after = ("contribution",)
    cites = ("falk2007", "eckel2016", "palmatier2009")
    owns = (
        Column("propensity", "propensity to reciprocate", high=1.5, initial=propensity, kept=True),
        Column("authenticity", "authenticity of the firm as perceived", initial=NEUTRAL),
        Column("gratitude", "gratitude towards the firm"),
        Column("reciprocity_balance", "received less given", unit="weekly revenue", low=-1e3, high=1e3),
        Column(
            "received", "what this week's encounter gave the customer", unit="weekly revenue", high=1e3, weekly=True
        ),
    )
    series = (Series("gratitude", "mean gratitude of the firm's customers [1]", "gratitude", "mean"),)
    reads = ("gift", "encounter", "contacts", "contribution")
    levers = (Lever("sincerity", "authenticity of what the firm does", "1", idle=NEUTRAL),)

    def apply(self, rows: Rows, now: Now) -> None:
        conditional, sincerity = now.lever("gift_conditional", rows), now.lever("sincerity", rows)
        gift = rows.gift > 0
        seen = gift | (rows.encounter > 0)
        open_to_see = np.flatnonzero((rows.contacts > 0) & (sincerity != NEUTRAL))
        seen[open_to_see] |= now.draw("authenticity", rows, open_to_see) < self.noticed
        signal = np.where(gift, 1.0 - (1.0 - POINTS_LOOK_LIKE) * conditional, sincerity)
        rows.authenticity[:] += np.where(seen, self.learning * (signal - rows.authenticity), 0.0)

        unasked = rows.gift * (1.0 - conditional)
        kept = np.where(rows.is_customer, np.exp2(-now.dt / self.gratitude_half_life), 1.0)
        earned = grateful(unasked, self.gift_effect, self.gift_reference, rows.authenticity)
        earned += self.encounter_effect * rows.encounter * rows.authenticity / NEUTRAL
        rows.gratitude[:] = np.minimum(rows.gratitude * kept + earned, 1.0)

        rows.received[:] = self.received * rows.encounter
        kept = np.where(rows.is_customer, np.exp2(-now.dt / self.balance_half_life), 1.0)
        rows.reciprocity_balance[:] = rows.reciprocity_balance * kept + unasked + rows.received - rows.contribution
