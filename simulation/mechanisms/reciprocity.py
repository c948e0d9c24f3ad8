"""Giving and receiving: gratitude, the balance of what was given, and whether the firm seems sincere.

    A += a·(signal - A)                               when something is seen: a gift, an encounter, now and then a mail
    signal = s, the firm's sincerity;  of a gift:  s + κ·(1 - s)·s·x / (1 + x),    x = (size / size₀)^e
             κ = 1 for those who have bought from the firm, else what a gift to a stranger says
    G = min(1, g·√(K / size₀)·A/½ + E)                E = ρ·E + g_z·z·A/½: gratitude for all else, encounters above all
    K = ρ²·K + gift                                   ρ = 2^(-dt / h): so the root halves in h as well
    R = ρ_R·R + gift + received·z - contribution

A is authenticity as the customer perceives it: learned from what the firm gives when it has nothing to gain. A more
valuable gift is a stronger signal, up to that of a fully sincere firm; from a firm without sincerity it is no signal,
and a gift without value says no more than any other visible act. At a first meeting a gift may be taken for a bribe (κ
< 0). Gratitude G depends on the value received, not on the number of gifts: K is the value of the gifts that are not
yet forgotten. Gratitude fades within weeks; the balance R is remembered for a year, and a lasting imbalance in either
direction is a burden (it enters commitment, and nothing else). What must be earned, like points, is part of the price
and not a gift (see `discounts`): it creates no gratitude and is no signal.

Source: Falk (2007), Econometrica 75 (gifts 0.17 small, 0.75 large); Eckel, Herberich & Meer (2016) (conditional: 0);
Palmatier, Jarvis, Bechkoff & Kardes (2009), Journal of Marketing 73 (gratitude); Maréchal & Thöni (2019) (small gifts
of sellers more than doubled revenue, and did harm where the two met for the first time). Sizes of signals are guesses.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.draws import Floats
from simulation.fading import share_left
from simulation.mechanism import Lever, Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.row import Row

NEUTRAL = 0.5


def propensity(u: Floats) -> Floats:
    """Propensity to reciprocate, uniform on 0.5 ... 1.5."""
    return 0.5 + u


def gratitude_for(received: Floats, effect: float, reference: float, authenticity: Floats) -> Floats:
    """Gratitude for what was received unasked, any shape; not the number of gifts counts but their value together."""
    earned: Floats = effect * np.sqrt(received / reference) * authenticity / NEUTRAL
    return earned


def authenticity_shown(
    sincerity: Floats | float, size: Floats, elasticity: float, reference: float, meaning: Floats | float = 1.0
) -> Floats:
    """What a gift says about the authenticity of the firm, any shape.

    Args:
        sincerity: of the firm, in [0, 1].
        size: value of the gift, above 0 [weekly revenue].
        elasticity: e, in [0, 1].
        reference: size₀ [weekly revenue].
        meaning: κ, from -1 to 1.
    """
    x = np.power(size / reference, elasticity)
    said: Floats = sincerity + meaning * (1.0 - sincerity) * sincerity * x / (1.0 + x)
    return said


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
    size_elasticity: float = parameter(
        0.5, "how much more a larger gift says about the firm, e", unit="1", low=0.0, high=1.0, grade="C",
        source="guess; a gift of low quality did nothing in Eckel et al. 2016", allowed=(0.0, 1.0),
    )  # fmt: skip
    stranger: float = parameter(
        -0.3, "what a gift says before the first purchase, relative to what it says later, κ", unit="factor", low=-1.0,
        high=0.3, grade="C", source="guess; sign Maréchal & Thöni 2019", allowed=(-1.0, 1.0),
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
        0.3, "chance that a mail reveals something about authenticity", unit="probability", low=0.1, high=0.5,
        grade="C",
        source="guess",
    )  # fmt: skip
    received: float = parameter(
        0.054, "value of an encounter to the customer", unit="weekly revenue", low=0.0, high=0.109, grade="C",
        source="guess",
    )  # fmt: skip
    balance_half_life: float = parameter(
        52.0, "weeks until half of the balance is forgotten", unit="week", low=26, high=104, grade="C", source="guess"
    )

    phase = Phase.RELATE
    after = ("contribution",)
    cites = ("falk2007", "eckel2016", "marechal2019", "palmatier2009")
    owns = (
        Column("propensity", "propensity to reciprocate", high=1.5, initial=propensity, kept=True),
        Column("authenticity", "authenticity of the firm as the customer perceives it", initial=NEUTRAL),
        Column("gratitude", "gratitude towards the firm"),
        Column("remembered_gifts", "value of the gifts that the customer remembers", unit="weekly revenue", high=1e3),
        Column("reciprocity_balance", "value received less value given", unit="weekly revenue", low=-1e3, high=1e3),
        Column(
            "received", "value that this week's encounter gave the customer", unit="weekly revenue", high=1e3,
            weekly=True
        ),
    )  # fmt: skip
    series = (Series("gratitude", "mean gratitude of the firm's customers [1]", "gratitude", "mean"),)
    reads = ("gift", "encounter", "contacts", "contribution", "bought", "joins")
    levers = (Lever("sincerity", "authenticity of the firm's actions", "1", idle=NEUTRAL),)

    def apply(self, row: Row, now: Now) -> None:
        row.received = self.received * row.encounter
        if not row.is_customer:
            return
        for_anything_else = max(row.gratitude - self._for_gifts(row, now), 0.0)
        seen = row.gift > 0 or row.encounter > 0
        if seen or (row.contacts > 0 and now.draw("authenticity", row) < self.noticed):
            row.authenticity += self.learning * (self._signal(row, now) - row.authenticity)

        kept = share_left(now.dt, self.gratitude_half_life)
        row.remembered_gifts = row.remembered_gifts * kept * kept + row.gift
        met = self.encounter_effect * row.encounter * row.authenticity / NEUTRAL
        row.gratitude = min(self._for_gifts(row, now) + for_anything_else * kept + met, 1.0)

        balance = row.reciprocity_balance * share_left(now.dt, self.balance_half_life)
        row.reciprocity_balance = balance + row.gift + row.received - row.contribution

    def _signal(self, row: Row, now: Now) -> Floats | float:
        """What this week says about the authenticity of the firm."""
        sincerity = now.lever("sincerity", row)
        if row.gift == 0:
            return sincerity
        known = row.bought > 0 or row.joins == 0  # who was a customer in week 0 had bought before
        meaning = 1.0 if known else self.stranger
        return authenticity_shown(sincerity, row.gift, self.size_elasticity, self.gift_reference, meaning)

    def _for_gifts(self, row: Row, now: Now) -> Floats:
        """Gratitude for the gifts that are remembered."""
        return gratitude_for(row.remembered_gifts, self.gift_effect, self.gift_reference, row.authenticity)
