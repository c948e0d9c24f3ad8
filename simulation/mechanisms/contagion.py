"""Leaving is contagious among friends.

    d(t + 1) = ρ·d + strong ties who have just left the same firm,   ρ = 2^(-1 / h)
    contagion = ln(ratio)·min(d, 5)                                            [log-hazard]

Mean field has no fixed point, and leaving explodes, when ln(ratio)·strong ties·memory·base hazard exceeds 1/e, with
memory 1 / (1 - ρ); such a configuration is refused unless it is explicitly allowed.

Source: Nitzan & Libai (2011), Journal of Marketing 75 (one million customers: 80 % more per defecting neighbour, with
exponential memory). Grade B; real contagion is weaker than raw correlations (homophily), so the headline runs without.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulation.column import Column
from simulation.mechanism import Mechanism, Now, Phase
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.row import Row

if TYPE_CHECKING:
    from simulation.community import Community

MOST = 5.0


@dataclass(frozen=True)
class Contagion(Mechanism):
    """Leaving spreads over strong ties; off by default, and `compare` always runs it the other way too."""

    enabled: bool = parameter(
        False,
        "whether the mechanism acts; genuine contagion is weak, and much of what looks like it is homophily",
        unit="-",
    )
    ratio: float = parameter(
        1.8, "multiple of the hazard for each neighbour who has just left", unit="factor", low=1.0, high=1.8, grade="B",
        source="Nitzan & Libai 2011", allowed=(1.0, 100.0),
    )  # fmt: skip
    half_life: float = parameter(
        4.0, "weeks until half of the effect is forgotten", unit="week", low=2, high=8, grade="C",
        source="Nitzan & Libai 2011"
    )  # fmt: skip
    allow_explosive: bool = parameter(False, "whether to run above the mean-field bound", unit="-")

    phase = Phase.SPREAD
    cites = ("nitzan2011",)
    owns = (
        Column("defections", "strong ties who left the same firm, fading with time", high=1e6),
        Column("contagion", "effect of these departures on the hazard", unit="log-hazard", high=1e3),
    )
    reads = ("left_firm",)

    def explosiveness(self, strong_ties: float, hazard: float) -> float:
        """How many times the bound of mean field is reached; leaving explodes above 1.

        Args:
            strong_ties: mean number of strong ties of a person.
            hazard: mean weekly hazard of those who are customers now.
        """
        memory = 1.0 / (1.0 - np.exp2(-1.0 / self.half_life))
        return float(np.e * np.log(self.ratio) * strong_ties * memory * hazard)

    def connect(self, community: Community, rows: Rows, firms: Rows, now: Now) -> None:
        leaver, friend = community.pairs_from(rows.left_firm > 0, ties="strong")
        shared = rows.left_firm[leaver] == rows.provider[friend]
        heard = np.bincount(friend[shared], minlength=community.size)
        faded = rows.defections * np.exp2(-now.dt / self.half_life) + heard
        rows.defections[:] = np.where(rows.is_customer, faded, rows.defections)

    def apply(self, row: Row, now: Now) -> None:
        if row.is_customer:
            row.contagion = np.log(self.ratio) * min(row.defections, MOST)
