"""The account of a log while its rows are gone through, and what is left out row by row."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

import numpy as np

from experiments.inputs.transactions.accounting import Account, copies
from experiments.inputs.transactions.problems import Problems, rows_said
from experiments.inputs.transactions.questions import Choice
from experiments.inputs.transactions.reading import AUTO, Reading
from experiments.inputs.transactions.table import Table, Truths
from experiments.inputs.transactions.understanding import Rows

FEW = 10
"""Rows below which copies are no sign of anything."""


@dataclass
class Chooser:
    """The account of one log while its rows are gone through.

    Args:
        table: its rows as texts.
        rows: as they were understood.
        reading: what the user says.
        problems: where failures are noted.
        account: which rows still count.
        notes: what was noticed, in sentences.
        alike: rows that are copies of earlier ones and count, shape (rows,).
        repeated: rows that may repeat the total of an order, and count; None where nothing leaves that open.
    """

    table: Table
    rows: Rows
    reading: Reading
    problems: Problems
    account: Account
    notes: list[str]
    alike: Truths = field(init=False)
    repeated: Truths | None = None

    def __post_init__(self) -> None:
        self.alike = np.zeros(len(self.table.row), dtype=np.bool_)

    @property
    def asked(self) -> Truths:
        """Rows that still count and may be asked about: what comes after `population.until` is not."""
        return self.account.alive & ~self.rows.later

    def unread(self) -> None:
        """Words about amounts say nothing where purchases are counted."""
        if self.rows.money is None:
            usual = Reading()
            for word in ("returns", "totals", "decimal"):
                if (given := getattr(self.reading, word)) != getattr(usual, word):
                    allowed = "has no effect on a log without amounts, of which each row is a purchase"
                    self.problems.add(f"population.{word}", str(given), allowed, "Leave it out.")

    def lacking(self) -> None:
        """Rows without a customer, a day or an amount."""
        for reason, rows in self.rows.lacking.items():
            self.account.leave_out(reason, rows)

    def copied(self) -> None:
        """Rows that are alike an earlier row in every column."""
        alike = copies([column.code.astype(np.int64) for column in self.table.columns]) & self.asked
        count = int(alike.sum())
        if not count:
            return
        summed = "" if self.rows.money is None else f" (sum {self.rows.money.total(alike):,f})"
        where = rows_said(self.table.row[alike])
        if self.reading.copies == "drop":
            self.account.leave_out("a copy of an earlier row, alike in every column", alike)
        elif self.reading.copies == AUTO and count >= FEW and 2 * count >= int(self.asked.sum()):
            given = f"a copy of an earlier row, alike in every column{summed}"
            choices, allowed = (
                [Choice({"copies": word}) for word in ("drop", "keep")],
                "may be purchases or the same again",
            )
            self.problems.ask(where, given, allowed, choices, "Say {} if the file was written twice, or {}.")
        else:
            self.alike = alike

    def tell_copies(self) -> None:
        """Note copies that count, once it is known which rows do."""
        alike = self.alike & self.account.alive
        if not alike.any():
            return
        summed = "" if self.rows.money is None else f" (sum {self.rows.money.total(alike):,f})"
        where, one = rows_said(self.table.row[alike]), int(alike.sum()) == 1
        note = f"{where} {'is a copy' if one else 'are copies'} of earlier rows, alike in every column{summed}"
        counts = "it counts as a purchase" if one else "they count as purchases"
        self.notes.append(f"{note}; {counts}, population.copies=drop leaves {'it' if one else 'them'} out")

    def leave_later(self, until: datetime.date | None) -> None:
        """Leave the rows of later days out; totals may have added them up, so that they are told before."""
        if until is not None:
            self.account.leave_out(f"after {until} (population.until)", self.rows.later)
