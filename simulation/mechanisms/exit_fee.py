"""Leaving is costly: a customer who leaves while bound by a contract pays a fee.

    fee = F·[contract]·[leaves]

The leaver's surplus falls by the fee and the firm's margin rises by it. The prospect of the fee keeps some customers
from leaving, but that is the contract's effect on commitment and is not counted again here.

Source: Burnham, Frels & Mahajan (2003), Journal of the Academy of Marketing Science 31 (financial switching costs); the
size is a guess, a month's revenue. Grade C.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulation.column import Column
from simulation.market.weekly_budget import Purse
from simulation.mechanism import Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.row import Row


@dataclass(frozen=True)
class ExitFee(Mechanism):
    """What leavers pay for breaking a contract."""

    size: float = parameter(
        4.0, "fee for leaving while bound by a contract, F", unit="weekly revenue", low=0.0, high=8.0, grade="C",
        source="guess"
    )  # fmt: skip

    phase = Phase.ACCOUNT
    cites = ("burnham2003",)
    owns = (Column("exit_fee", "fee paid for leaving this week", unit="weekly revenue", high=1e3, weekly=True),)
    series = (Series("exit_fees", "fees paid by those who left a contract [weekly revenue]", "exit_fee"),)
    reads = ("contract", "left_firm")

    def decide(self, row: Row, now: Now) -> None:
        row.exit_fee = self.size if row.contract > 0 and row.left_firm > 0 else 0.0

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        if rows.exit_fee.any():
            purse.earn(rows.exit_fee * now.centre.weekly_revenue)
