"""Trust is slow to gain, quick to lose, and fades when idle.

    good: T += a⁺·w·k·(1 - T)        bad: T -= a⁻·(1 + β·g)·T        idle: T = T₀ + (T - T₀)·2^(-dt / h)
    with the linear law the gain and the loss are a⁺·w·k and a⁻·(1 + β·g) whatever T is, between 0 and 1
    w = warmth·(A - a) / 0.15                      A: authenticity seen, a: below which a contact costs trust
    asked to come closer before being ready: a further loss of q
    k = 1 + kinship + understanding                               of those who share values, or know what they get

An experience is bad if it stays below a share of what was expected; all others are good; weeks without a contact are
idle. w may be negative: a firm that is seen through loses trust by every contact. The warmth of an encounter is 1. A
breach hurts more the closer the relationship (g: stage), and less if amends were made. With good and bad weeks at odds
p, trust settles at p·a⁺ / (p·a⁺ + (1 - p)·a⁻). The climate moves the anchor T₀.

Source: Slovic (1993), Risk Analysis 13; Sirdeshmukh, Singh & Sabol (2002), Journal of Marketing 66; betrayal: Grégoire
& Fisher (2008), Journal of the Academy of Marketing Science 36. Directions B, sizes C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.draws import Floats
from simulation.fading import share_left
from simulation.mechanism import Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.row import Row, clip

SLOPE = 0.15
"""Authenticity above the threshold at which a contact gains as much as is stated."""
LAWS = ("headroom", "linear")


def trust_after_experience(trust: Floats, gain: Floats | float, law: str = "headroom") -> Floats:
    """Trust after an experience, any shape; a negative gain is a loss.

    Args:
        trust: before.
        gain: a share of the headroom (of what there is, for a loss), or an amount under the linear law.
        law: "headroom" or "linear".
    """
    if law == "linear":
        return np.clip(trust + gain, 0.0, 1.0)
    gain = np.clip(gain, -1.0, 1.0)  # nobody gains more than there is to gain
    return trust + np.where(gain > 0, gain * (1.0 - trust), gain * trust)


@dataclass(frozen=True)
class Trust(Mechanism):
    """Trust in each firm."""

    law: str = parameter(
        "headroom", "how a gain depends on present trust", unit="-",
        source="Slovic 1993; linear as in Bush & Mosteller", choices=LAWS,
    )  # fmt: skip
    gain: float = parameter(
        0.05, "gain from one good encounter, a⁺", unit="share", low=0.03, high=0.08, grade="C", source="Slovic 1993"
    )
    loss: float = parameter(
        0.15, "loss from one bad experience, a⁻", unit="share", low=0.10, high=0.25, grade="C",
        source="2-5 times the gain, Slovic 1993",
    )  # fmt: skip
    half_life: float = parameter(
        52.0, "weeks until half of the trust above the anchor has faded", unit="week", low=26, high=104, grade="C",
        source="guess",
    )  # fmt: skip
    anchor: float = parameter(
        0.5, "trust without any experience, T₀", unit="share", low=0.3, high=0.7, grade="C", source="guess"
    )
    passive: float = parameter(
        0.4, "gain from a cold contact relative to an encounter", unit="share", low=0.1, high=1.0, grade="C",
        source="guess",
    )  # fmt: skip
    betrayal: float = parameter(
        0.5, "how much more each stage of closeness makes a breach hurt, β", unit="factor", low=0, high=1, grade="C",
        source="direction Grégoire & Fisher 2008",
    )  # fmt: skip
    breach: float = parameter(
        0.5, "share of the expected value below which an experience counts as bad", unit="factor", low=0.3, high=0.7,
        grade="C",
        source="guess",
    )  # fmt: skip
    forgiveness: float = parameter(
        0.5, "share of a loss of trust that amends after a failure restore", unit="share", low=0.2, high=0.8,
        grade="C", source="guess",
    )  # fmt: skip
    early_ask_loss: float = parameter(
        0.05, "loss of trust from being asked too early to come closer, q", unit="share", low=0.0, high=0.15, grade="C",
        source="guess",
    )  # fmt: skip
    seen_through: float = parameter(
        0.35, "perceived authenticity below which contact costs trust", unit="share", low=0.25, high=0.45, grade="C",
        source="guess", allowed=(0.0, 0.49),
    )  # fmt: skip

    phase = Phase.RELATE
    after = ("reciprocity",)
    cites = ("slovic1993", "sirdeshmukh2002", "gregoire2008")
    owns = (Column("trust", "trust in the firm", initial=0.5, per="firm", kept=True),)
    series = (Series("trust", "mean trust of the firm's customers [1]", "trust", "mean"),)
    reads = ("contact", "contacts", "encounter", "experience", "expectation", "authenticity", "stage", "resolved",
             "too_early", "kinship", "understanding")  # fmt: skip

    def apply(self, row: Row, now: Now) -> None:
        own = row.provider
        for firm in range(1, len(now.firms.climate)):
            if row.contacts == 0 or own != firm:
                anchor = clip(self.anchor + now.firms.climate[firm], 0.0, 1.0)
                row.trust[firm] = anchor + (row.trust[firm] - anchor) * share_left(now.dt, self.half_life)
        if row.contacts > 0 and row.is_customer:
            row.trust[own] = trust_after_experience(row.trust[own], self._gain(row, now), self.law)
        if row.too_early > 0:
            row.trust[own] = trust_after_experience(row.trust[own], -self.early_ask_loss, self.law)

    def _gain(self, row: Row, now: Now) -> float:
        """What this week's experience gains, or loses where it is negative."""
        if row.experience < self.breach * row.expectation:
            loss = min(self.loss * (1.0 + self.betrayal * row.stage), 0.95)
            return -loss * (1.0 - self.forgiveness * row.resolved)
        warmth = row.encounter
        for k in range(len(now.terms.touchpoints)):
            if row.contact[k] > 0:
                warmth = max(warmth, now.touchpoints["warmth"][k])
        warmth = self.passive + (1.0 - self.passive) * warmth
        sincere = (row.authenticity - self.seen_through) / SLOPE
        return self.gain * warmth * sincere * (1.0 + row.kinship + row.understanding)
