"""What customers tell the people they know about firms.

    P(speaks well) = b·clip(s / s₀, 0, 2)·(1 + g/4)          P(speaks ill) = (b / ratio)·clip((1 - s) / (1 - s₀), 0, 3)
                                                                   ... or more after a failure not made good
    praise heard from strong and weak ties, complaints from strong ones
    rumour ← ρ·rumour + l·complaints - k·praise [log-hazard],   ρ = 2^(-dt / h)

Under the law "cascade" each word of praise counts by itself (independent cascade). Under "threshold" people ignore
praise of a firm until the share of their neighbours who praise it, averaged over a quarter, has reached their own
threshold, uniform on 0 ... 2θ; with θ = 0 the laws are the same.

What is said this week is heard next week, even if the speaker has left in between: it is still about the firm of which
it was said. It makes people without a firm join (see acquisition); customers of that firm remember it for weeks, and it
changes their hazard of leaving, complaints four times as much as praise. One speaking neighbour in a complete graph,
together with advertising, gives the Bass curve.

Source: East, Hammond & Lomax (2008), International Journal of Research in Marketing 25 (effects, 3:1); Goldenberg,
Libai & Muller (2001), Marketing Letters 12 (ties). Rates of speaking and memory are guesses. Grade B and C.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulation.column import Column
from simulation.draws import Floats
from simulation.mechanism import Mechanism, Now, Phase
from simulation.parameters import parameter
from simulation.population import Rows, of_own_firm
from simulation.row import Row

if TYPE_CHECKING:
    from simulation.community import Community

NEUTRAL = 0.6
LAWS = ("cascade", "threshold")
QUARTER = 13.0


def speaks_well(satisfaction: Floats, stage: Floats, rate: float) -> Floats:
    """Weekly probability of praising the firm, any shape."""
    return np.minimum(rate * np.clip(satisfaction / NEUTRAL, 0.0, 2.0) * (1.0 + stage / 4.0), 1.0)


def speaks_ill(satisfaction: Floats, rate: float) -> Floats:
    """Weekly probability of complaining about the firm to others, any shape."""
    return np.minimum(rate * np.clip((1.0 - satisfaction) / (1.0 - NEUTRAL), 0.0, 3.0), 1.0)


def unchanged(u: Floats) -> Floats:
    """A uniform deviate."""
    return u


@dataclass(frozen=True)
class WordOfMouth(Mechanism):
    """Praise and complaints along the ties of the community."""

    law: str = parameter(
        "cascade", "how praise from several neighbours combines", unit="-",
        source="Goldenberg et al. 2001; threshold: Granovetter 1978", choices=LAWS,
    )  # fmt: skip
    threshold: float = parameter(
        0.008, "mean share of neighbours who must praise a firm before a person listens, θ", unit="share", low=0.002,
        high=0.03,
        grade="C", source="guess; acts only under the law threshold",
    )  # fmt: skip
    rate: float = parameter(
        0.02, "weekly chance that a customer of middling satisfaction praises the firm", unit="1/week", low=0.005,
        high=0.05,
        grade="C", source="guess",
    )  # fmt: skip
    ratio: float = parameter(
        3.0, "ratio of praise to complaints at middling satisfaction", unit="factor", low=2, high=5, grade="B",
        source="East et al. 2008", allowed=(1e-6, 1e12),
    )  # fmt: skip
    after_failure: float = parameter(
        0.3, "chance of speaking ill of the firm in the week of a failure without amends", unit="probability", low=0.1,
        high=0.5, grade="C", source="guess; Goodman 2006 reports about twice as many told as after a good experience",
    )  # fmt: skip
    complaint_effect: float = parameter(
        0.10, "effect on leaving of one complaint heard from a strong tie", unit="log-hazard", low=0.0, high=0.2,
        grade="C", source="direction East et al. 2008",
    )  # fmt: skip
    praise_effect: float = parameter(
        0.025, "effect on staying of one word of praise heard from a strong tie", unit="log-hazard", low=0.0, high=0.05,
        grade="C", source="a quarter of that of a complaint, East et al. 2008",
    )  # fmt: skip
    memory: float = parameter(
        8.0, "weeks until half of what was heard about the present firm is forgotten, h", unit="week", low=2, high=26,
        grade="C", source="guess; the range of other memories",
    )  # fmt: skip

    phase = Phase.SPREAD
    cites = ("east2008", "goldenberg2001", "bass1969", "granovetter1978")
    owns = (
        Column("praises", "firm that the person last spoke well of; 0 none", high=100, kept=True, dtype="int64"),
        Column("complains", "firm that the person last spoke ill of; 0 none", high=100, kept=True, dtype="int64"),
        Column("praise_weak", "number of weak ties who praise the firm", high=1e6, per="firm", kept=True),
        Column("praise_strong", "number of strong ties who praise the firm", high=1e6, per="firm", kept=True),
        Column(
            "resistance", "how much praise the person must hear before listening, uniform", initial=unchanged, kept=True
        ),
        Column("buzz", "share of neighbours who praise the firm, averaged over a quarter", per="firm", kept=True),
        Column("rumour", "effect of what was heard about the present firm", unit="log-hazard", low=-1e6, high=1e6),
    )
    reads = ("satisfaction", "stage", "failed", "resolved")

    def connect(self, community: Community, rows: Rows, firms: Rows, now: Now) -> None:
        weak, strong = community.heard_about(rows.praises, topics=rows.praise_weak.shape[1] - 1)
        rows.praise_weak[:], rows.praise_strong[:] = weak.T, strong.T
        if self.law == "threshold":
            known = np.maximum(community.degree, 1)
            for firm in range(1, rows.buzz.shape[1]):
                share = (rows.praise_weak[:, firm] + rows.praise_strong[:, firm]) / known
                rows.buzz[:, firm] += (share - rows.buzz[:, firm]) * (now.dt / QUARTER)
                deaf = rows.buzz[:, firm] < 2.0 * self.threshold * rows.resistance
                rows.praise_weak[deaf, firm] = rows.praise_strong[deaf, firm] = 0.0
        speaker, friend = community.pairs_from(rows.complains > 0, ties="strong")
        shared = rows.complains[speaker] == rows.provider[friend]
        complaints = np.bincount(friend[shared], minlength=community.size)
        praise = of_own_firm(rows.praise_strong, rows.provider)
        heard = self.complaint_effect * complaints - self.praise_effect * praise
        kept = np.exp2(-now.dt / self.memory)
        rows.rumour[:] = np.where(rows.is_customer, kept * rows.rumour + heard, rows.rumour)

    def apply(self, row: Row, now: Now) -> None:
        well = speaks_well(row.satisfaction, row.stage, self.rate)
        ill = speaks_ill(row.satisfaction, self.rate / self.ratio)
        if row.failed > 0 and row.resolved == 0:
            ill = np.maximum(ill, self.after_failure)
        row.praises = row.provider if now.draw("praises", row) < well else 0
        row.complains = row.provider if now.draw("complains", row) < ill else 0
