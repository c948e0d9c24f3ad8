"""Repetition without variation erodes any great experience.

    S(t + dt) = ρ·S(t) + similarity·contacts,   ρ = 2^(-dt / h)         S: exposure stock of one touchpoint [contact]
    freshness = e^(-κ·S̄)  (exponential)  or  1 / (1 + κ·S̄)  (hyperbolic)      S̄: mean stock over this week's contacts

A stock of similar contacts builds up and fades with half-life h; an experience is worth e^(-κ·S̄) of what it would be
worth if it were new. At one contact every k weeks the stock settles at similarity / (1 - ρ^k) after a contact. An
encounter is less similar to what went before and resets a part of the stock; progression says how much.

Source: Baucells & Sarin (2010), Operations Research 58 (form); Redden (2008), Journal of Consumer Research 34. Sizes C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.draws import Floats
from simulation.fading import share_left
from simulation.mechanism import Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.row import Row

LAWS = ("exponential", "hyperbolic")


def freshness(exposure: Floats, kappa: float, law: str = "exponential") -> Floats:
    """Share of the value that repetition leaves, in (0, 1]; both laws lose κ with the first contact in the stock."""
    return np.exp(-kappa * exposure) if law == "exponential" else 1.0 / (1.0 + kappa * exposure)


@dataclass(frozen=True)
class Fatigue(Mechanism):
    """Exposure stock per touchpoint and the discount it puts on the experience."""

    law: str = parameter(
        "exponential", "how the value of a contact falls with the stock of similar contacts", unit="-",
        source="Baucells & Sarin 2010; hyperbolic: Redden 2008", choices=LAWS,
    )  # fmt: skip
    kappa: float = parameter(
        0.05, "loss of value per contact in the stock", unit="1/contact", low=0.02, high=0.10, grade="C",
        source="Baucells & Sarin 2010",
    )  # fmt: skip
    half_life: float = parameter(
        8.0, "weeks until half of the stock is forgotten", unit="week", low=2, high=26, grade="C",
        source="Baucells & Sarin 2010",
    )  # fmt: skip
    similarity: float = parameter(
        1.0, "similarity of repeated plain contacts", unit="share", low=0.7, high=1.0, grade="C",
        source="1 by definition of a repeated experience",
    )  # fmt: skip

    phase = Phase.EXPERIENCE
    cites = ("baucells2010", "redden2008")
    owns = (
        Column("exposure", "stock of similar contacts", unit="contact", high=1e4, per="touchpoint"),
        Column("freshness", "share of a contact's value that repetition leaves", initial=1.0, weekly=True),
    )
    series = (Series("freshness", "mean freshness of the firm's customers [1]", "freshness", "mean"),)
    reads = ("contact", "contacts", "encounter", "novelty", "renewal")

    def decide(self, row: Row, now: Now) -> None:
        row.freshness = 1.0
        if row.contacts > 0:
            stock = 0.0
            for k in range(len(now.terms.touchpoints)):
                stock += row.contact[k] * row.exposure[k]
            row.freshness = freshness(stock / max(row.contacts, 1.0), self.kappa, self.law)

    def apply(self, row: Row, now: Now) -> None:
        if not row.is_customer:
            return
        renewed = 1.0 - row.encounter * row.renewal
        similarity = self.similarity * (1.0 - row.encounter * row.novelty)
        for k in range(len(now.terms.touchpoints)):
            stock = row.exposure[k] * renewed if row.contact[k] > 0 else row.exposure[k]
            row.exposure[k] = stock * share_left(now.dt, self.half_life) + similarity * row.contact[k]
