"""Commitment is satisfaction plus investment less what the alternative offers.

    C = b_s·(1 - k)·s + b_T·T + b_I·I + b_G·G + b_g·g·[D ≤ ½] + b_c·Σu + b_U·U - b_R·|R| - b_D·D - b_V·V
        + b_k·contract - b_a·C̄_rival + inertia                                                k: switching cost

    u = 2·r - r²,   r = recent contact frequency / ideal frequency       (inverted U: be there when needed, else leave
                                                                          me alone; at most 4 times the ideal counts)

The one equation for the wish to stay, with all of its direct causes; leaving and buying see commitment, not the causes
again. V is irritation caused by asks that came too early, U having been asked for one's views, and D the damage of an
unrepaired failure: closeness does not bind while the damage is fresh. C̄_rival is the mean commitment of the rivals'
customers in the last week, so that a rival who copies encounters becomes a better alternative too. If switching is
costly, dissatisfied customers stay too: the number who leave is still the observed one, but it depends less on
satisfaction. Commitment is measured in log-hazard: one unit more divides the hazard by e.

Source: Rusbult (1980) (investment model); Morgan & Hunt (1994), Journal of Marketing 58 (trust); Palmatier et al.
(2006), Journal of Marketing 70 (94 studies); Godfrey, Seiders & Voss (2011) (frequency); Jones, Mothersbaugh & Beatty
(2000), Journal of Retailing 76 (switching barriers weaken the link of satisfaction and staying). Directions A, sizes C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation import exact_sums
from simulation.column import Column
from simulation.draws import Floats
from simulation.market.weekly_budget import Purse
from simulation.mechanism import Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.row import Row

DAMAGED = 0.5


def pleasure(frequency: Floats, ideal: float) -> Floats:
    """Inverted U in the frequency of contact: 1 at the ideal, 0 at none and at twice the ideal."""
    r = np.minimum(frequency / ideal, 4.0)
    pleased: Floats = 2.0 * r - r * r
    return pleased


@dataclass(frozen=True)
class Commitment(Mechanism):
    """The wish to stay with the present firm."""

    satisfaction_sensitivity: float = parameter(
        1.5, "b_s, effect of satisfaction", unit="log-hazard", low=0.5, high=2.5, grade="C",
        source="guess; order Rusbult 1980"
    )  # fmt: skip
    trust_sensitivity: float = parameter(
        0.6, "b_T, effect of trust in the present firm", unit="log-hazard", low=0.2, high=1.0, grade="C", source="guess"
    )
    investment_sensitivity: float = parameter(
        0.8, "b_I, effect of investment", unit="log-hazard", low=0.2, high=1.4, grade="C", source="guess"
    )
    gratitude_sensitivity: float = parameter(
        0.2, "b_G, effect of gratitude", unit="log-hazard", low=0.0, high=0.4, grade="C", source="guess"
    )
    stage_sensitivity: float = parameter(
        0.08, "b_g, effect of each stage of closeness", unit="log-hazard", low=0.0, high=0.16, grade="C", source="guess"
    )
    contact_sensitivity: float = parameter(
        0.10, "b_c, effect of contact at the ideal frequency", unit="log-hazard", low=0.0, high=0.3, grade="C",
        source="form Godfrey et al. 2011",
    )  # fmt: skip
    imbalance_sensitivity: float = parameter(
        0.10, "b_R, effect of a lasting imbalance of one weekly revenue", unit="log-hazard", low=0.0, high=0.3,
        grade="C",
        source="direction: equity theory, Adams 1965",
    )  # fmt: skip
    damage_sensitivity: float = parameter(
        0.3,
        "b_D, effect of the damage left by an unrepaired failure",
        unit="log-hazard",
        low=0.0,
        high=0.6,
        grade="C",
        source="guess",
    )
    irritation_sensitivity: float = parameter(
        0.5, "b_V, effect of irritation caused by asks that came too early", unit="log-hazard", low=0.0, high=1.0,
        grade="C",
        source="guess",
    )  # fmt: skip
    views_sensitivity: float = parameter(
        0.1, "b_U, effect of having just been asked for one's views", unit="log-hazard", low=0.0, high=0.3, grade="C",
        source="guess; direction Dholakia & Morwitz 2002",
    )  # fmt: skip
    contract_sensitivity: float = parameter(
        0.5, "b_k, effect of a contract that leaving would break", unit="log-hazard", low=0.0, high=1.0, grade="C",
        source="guess; Burnham et al. 2003",
    )  # fmt: skip
    alternative_sensitivity: float = parameter(
        0.5, "b_a, effect of the commitment of the rivals' customers", unit="factor", low=0.2, high=0.8, grade="C",
        source="guess; below 1, or two firms would spiral", allowed=(0.0, 0.99),
    )  # fmt: skip
    switching_cost: float = parameter(
        0.0, "k, how far switching costs keep dissatisfied customers from leaving", unit="share", low=0.0, high=1.0,
        grade="C", source="direction Jones et al. 2000",
    )  # fmt: skip

    phase = Phase.RELATE
    after = ("investment", "reciprocity", "trust")
    cites = ("rusbult1980", "morgan1994", "palmatier2006", "godfrey2011", "burnham2003", "adams1965",
             "jones2000")  # fmt: skip
    owns = (
        Column("commitment", "wish to stay", unit="log-hazard", low=-20, high=20),
        Column("attraction", "mean commitment of the firm's customers", of="firm", unit="log-hazard", low=-20, high=20),
    )
    series = (Series("commitment", "mean commitment of the firm's customers [log-hazard]", "commitment", "mean"),)
    reads = (
        "satisfaction", "trust", "investment", "gratitude", "stage", "recent_contact", "reciprocity_balance",
        "damage", "contract", "irritation", "consulted", "inertia",
    )  # fmt: skip

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        firms.attraction[purse.firm] = exact_sums.mean(rows.commitment[np.flatnonzero(purse.customers)])

    def apply(self, row: Row, now: Now) -> None:
        if not row.is_customer:
            return
        wish = self.satisfaction_sensitivity * (1.0 - self.switching_cost) * row.satisfaction
        wish += self.trust_sensitivity * row.trust[row.provider]
        wish += self.investment_sensitivity * row.investment + self.gratitude_sensitivity * row.gratitude
        wish += self.stage_sensitivity * row.stage * (row.damage <= DAMAGED) - self.damage_sensitivity * row.damage
        for k in range(len(now.terms.touchpoints)):
            if now.touchpoints["ideal"][k] > 0:
                wish += self.contact_sensitivity * pleasure(row.recent_contact[k], now.touchpoints["ideal"][k])
        wish -= self.imbalance_sensitivity * abs(row.reciprocity_balance)
        wish += self.views_sensitivity * row.consulted
        wish += self.contract_sensitivity * row.contract - self.irritation_sensitivity * row.irritation + row.inertia
        row.commitment = wish - self.alternative_sensitivity * alternative(now)[row.provider]


def alternative(now: Now) -> Floats:
    """For each firm the most attractive of the others that has customers, 0 where there is none; shape (firms + 1,)."""
    attraction = np.where(now.firms.customers > 0, now.firms.attraction, -np.inf)
    attraction[0] = -np.inf
    second, first = np.argsort(attraction)[-2:]
    others = np.full(len(attraction), attraction[first])
    others[first] = attraction[second]
    return np.where(np.isfinite(others), others, 0.0)
