"""A promise that makes breaking up costly.

    signs = [offered]·[g ≥ G]·[D ≤ ½]·[exclusive]          P(offered) = contract offer, each week
    exclusive = c > 0.7·e,   c = (C - C̄) / sd              e ~ N(0, 1): taste for seeing others too
    ends when closeness falls below stage G - 1, or when the customer leaves

The firm offers a contract to customers from stage G of closeness; those who would deal with no other firm anyway sign.
A contract acts through the equation of commitment (leaving would break a promise) and the exit fee. Each contract has a
cost, and the programme has an overhead. C̄ and sd are the mean and standard deviation of commitment under the status
quo.

Source: Burnham, Frels & Mahajan (2003), Journal of the Academy of Marketing Science 31 (contracts as switching cost);
who signs and what it costs is a guess. Grade C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simulation.column import Column
from simulation.draws import Floats
from simulation.market.weekly_budget import Purse
from simulation.mechanism import Lever, Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.quantiles import normal
from simulation.row import Row

DAMAGED = 0.5
TASTE = 0.7


def commitment_above_usual(commitment: Floats, usual: float, spread: float) -> Floats:
    """Commitment above the mean of the status quo, in its standard deviations, any shape."""
    above: Floats = (commitment - usual) / spread
    return above


def exclusive_customers(relative_commitment: Floats, exclusive_taste: Floats) -> npt.NDArray[np.bool_]:
    """Who sees nobody else, any shape."""
    faithful: npt.NDArray[np.bool_] = relative_commitment > TASTE * exclusive_taste
    return faithful


@dataclass(frozen=True)
class Contract(Mechanism):
    """Contracts offered, signed and ended."""

    from_stage: float = parameter(
        2.0, "stage of closeness from which contracts are offered, G", unit="stage", low=1.0, high=4.0, grade="C",
        source="guess; few ever come closer than that in two years", allowed=(0.0, 4.0),
    )  # fmt: skip
    cost: float = parameter(
        0.5, "cost of signing up one customer", unit="weekly revenue", low=0.1, high=2.0, grade="C", source="guess"
    )
    overhead: float = parameter(
        0.002, "weekly cost of the contract programme, per customer", unit="weekly revenue", low=0.0, high=0.006,
        grade="C", source="guess",
    )  # fmt: skip

    phase = Phase.CONTACT
    after = ("contact", "channels", "gifts", "encounters")
    cites = ("burnham2003",)
    owns = (
        Column(
            "exclusive_taste",
            "taste for dealing with other firms too",
            unit="sd",
            low=-9,
            high=9,
            initial=normal,
            kept=True,
        ),
        Column("signs", "whether the customer signs this week if the firm can pay for it", weekly=True),
        Column("contract", "whether the customer is bound by a contract"),
    )
    series = (Series("contracts", "share of the firm's customers who are bound by a contract [share]", "contract",
                     "mean"),)  # fmt: skip
    reads = ("stage", "damage", "commitment")
    levers = (Lever("contract_offer", "chance a week that a close customer is offered a contract", "1/week"),)
    purposes = ("contracts",)

    def decide(self, row: Row, now: Now) -> None:
        row.signs = 0.0
        if not row.is_customer:
            return
        if row.stage < self.from_stage - 1.0:
            row.contract = 0.0
        if row.stage >= self.from_stage and row.damage <= DAMAGED and row.contract == 0:
            above = commitment_above_usual(row.commitment, now.centre.commitment, now.centre.commitment_spread)
            offered = now.draw("contract.offer", row) < now.lever("contract_offer", row)
            row.signs = offered and exclusive_customers(above, row.exclusive_taste)

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        if now.levers["contract_offer"][purse.firm] == 0:
            return
        purse.spend_overhead("contracts", self.overhead)
        wanted = (rows.signs > 0) & purse.customers
        signed = purse.grant("contracts", wanted, self.cost, lambda: now.draw("contract.order", rows))
        rows.contract[signed] = 1.0
