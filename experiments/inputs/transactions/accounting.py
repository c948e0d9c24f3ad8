"""Which rows count: every row that does not has one reason, and with the sum of its amounts it is on the account."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from experiments.inputs.transactions.intake import LeftOut
from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.problems import EXAMPLES
from experiments.inputs.transactions.table import Integers, Truths


@dataclass
class Account:
    """The rows of a log.

    Args:
        row: number of each, shape (rows,).
        alive: which still count, shape (rows,).
        left: those that do not: (reason, which rows).
    """

    row: Integers
    alive: Truths
    left: list[tuple[str, Truths]] = field(default_factory=list)

    def leave_out(self, reason: str, rows: Truths) -> Truths:
        """Leave out the rows that are still there; returns which those are."""
        gone = rows & self.alive
        if gone.any():
            self.left.append((reason, gone))
            self.alive = self.alive & ~gone
        return gone

    def left_out(self, money: Money | None) -> tuple[LeftOut, ...]:
        """The account of what was left out."""
        return tuple(
            LeftOut(reason, int(rows.sum()), None if money is None else money.total(rows),
                    tuple(self.row[rows][:EXAMPLES].tolist()))
            for reason, rows in self.left
        )  # fmt: skip


def copies(columns: list[Integers]) -> Truths:
    """Which rows are alike an earlier one in every column.

    Args:
        columns: codes of the distinct texts, each of shape (rows,).
    """
    key = columns[0].astype(np.int64)
    for column in columns[1:]:
        width = int(column.max(initial=0)) + 2
        _, key = np.unique(key, return_inverse=True)
        key = key.astype(np.int64) * width + column + 1
    _, first = np.unique(key, return_index=True)
    found = np.ones(len(key), dtype=np.bool_)
    found[first] = False
    return found
