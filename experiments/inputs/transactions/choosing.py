"""Which understood rows count: not those that lack something, are copies, repeat a total, or come too late."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

import numpy as np

from experiments.inputs.transactions.accounting import Account, copies
from experiments.inputs.transactions.currency import NONE, SIGNS, code_of, may_be
from experiments.inputs.transactions.dates import iso_day
from experiments.inputs.transactions.lines import count_once
from experiments.inputs.transactions.orders import grouped
from experiments.inputs.transactions.problems import Problems, rows_said
from experiments.inputs.transactions.reading import AUTO, Reading, typed
from experiments.inputs.transactions.table import Table, Truths
from experiments.inputs.transactions.totals import totals_of
from experiments.inputs.transactions.understanding import Rows

SHORTEST_REST = 28
"""Days after the last purchase until which a log may always be said to have been watched."""
FEW = 10
"""Rows below which copies are no sign of anything."""


@dataclass(frozen=True, eq=False)
class Chosen:
    """What was decided of a log.

    Args:
        until: the last day that is watched; None for that of the last purchase.
        currency: its code or sign; None where none is written.
        back: rows of less than nothing, among those that counted, shape (rows,).
    """

    until: datetime.date | None
    currency: str | None
    back: Truths


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
    """

    table: Table
    rows: Rows
    reading: Reading
    problems: Problems
    account: Account
    notes: list[str]
    alike: Truths = field(init=False)

    def __post_init__(self) -> None:
        self.alike = np.zeros(len(self.table.row), dtype=np.bool_)

    @property
    def asked(self) -> Truths:
        """Rows that still count and may be asked about: what comes after `population.until` is not."""
        return self.account.alive & ~self.rows.later

    def anew(self, rows: Rows, reading: Reading) -> Chooser:
        """The same log as it would be gone through with other words; what is wrong is noted apart."""
        every = np.ones(len(self.table.row), dtype=np.bool_)
        return Chooser(self.table, rows, reading, Problems(""), Account(self.table.row, every), [])

    def choose(self) -> Chosen:
        """Go through the rows once."""
        self.unread()
        self.lacking()
        until = self.until()
        currency = self.currencies()
        self.copied()
        count_once(self)
        self.totals()
        back = self.returns()
        self.leave_later(until)
        self.tell_copies()
        return Chosen(until, currency, back)

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

    def currencies(self) -> str | None:
        """One currency; the others are refused, or left out where one is named."""
        codes, asked = self.rows.currency, self.asked
        wanted = None if self.reading.currency is None else code_of(self.reading.currency)
        if wanted == NONE:
            self.notes.append("columns and signs of currencies are not looked at, as you say")
            return None
        found = [] if codes is None else sorted({code for code in codes[asked].tolist() if code})
        if codes is None or not found:
            if wanted is not None:
                advice = "Leave population.currency out."
                self.problems.add("", "amounts without a currency", f"cannot be told to be {wanted}", advice)
            return None
        if wanted is not None:
            named = (code for code in found if wanted in may_be(code))
            meant = wanted if wanted in found else next(named, None)
            if meant is None:
                self.problems.add("population.currency", wanted, f"must be one of {', '.join(found)}")
                return None
            wanted = str(meant)
            bare = codes == ""
            others = (codes != wanted) & ~bare if found == [wanted] else codes != wanted
            self.account.leave_out(f"not in {wanted}", others)
            return wanted
        if len(found) > 1:
            shown = "; ".join(f"{code} in {rows_said(self.table.row[asked & (codes == code)])}" for code in found)
            words = " or ".join(typed("currency", code) for code in found if code.isalpha() or code in SIGNS)
            advice = f"Convert them to one{f', or keep the rows of one: {words}' if words else ''}."
            same = " and ".join(f"{sign} is {code}" for sign in found for code in found if code in may_be(sign))
            if same:  # a shop at home writes $, and CA$ or USD for the others
                advice += f" If {same} here, and all is one money, say population.currency=none."
            elif (name := self.rows.columns.get("currency")) is not None:
                advice += f" If the column '{name}' holds none, and all is one money, say population.currency=none."
            self.problems.add("", f"amounts in {len(found)} currencies: {shown}", "cannot be added up", advice)
            return None
        return str(found[0])

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
            advice = "Say population.copies=drop if the file was written twice, or population.copies=keep."
            self.problems.add(where, given, "may be purchases or the same ones again", advice)
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

    def totals(self) -> None:
        """Rows that add up others are no purchases, unless the user says so."""
        money, alive = self.rows.money, self.account.alive
        if money is None:
            return
        found = totals_of(self.rows.customer[alive], self.rows.day[alive], money.units[alive])
        if found is None:
            return
        rows = np.zeros(len(alive), dtype=np.bool_)
        rows[alive] = found.rows
        rows &= ~self.rows.later
        if not rows.any():
            return
        given = f"{found.what}, {money.total(rows):,f}{'' if rows.sum() == 1 else ' in sum'}"
        if self.reading.totals == "keep":
            counted = "counts as a purchase" if rows.sum() == 1 else "count as purchases"
            self.notes.append(f"{rows_said(self.table.row[rows])}, worth {given}, {counted}, as you say")
        elif self.reading.totals == "drop" and found.sure:
            self.account.leave_out("a total of other rows", rows)
        else:
            it, adds, was, allowed = (
                ("it", "adds", "was", "may be a total") if rows.sum() == 1 else ("they", "add", "were", "may be totals")
            )
            advice = (
                f"If {it} {adds} up other rows, say population.totals=drop; if {it} {was} paid, population.totals=keep."
            )
            if not found.sure:
                advice = (
                    "Some have an equal beside them that may as well be the total: take the totals out, or say "
                    "population.totals=keep if everything was paid."
                )
            self.problems.at(self.table.row[rows], self.rows.columns["amount"], given, allowed, advice)

    def returns(self) -> Truths:
        """Rows with negative amounts, among those that still count."""
        nothing = np.zeros(len(self.table.row), dtype=np.bool_)
        if self.rows.money is None:
            return nothing
        back = (self.rows.money.units < 0).astype(np.bool_) & self.asked
        if not back.any():
            return nothing
        if self.reading.returns == "refuse":
            name = self.rows.columns["amount"]
            given = f"less than nothing, with a sum of {self.rows.money.total(back):,f}"
            advice = (
                "Say population.returns=net to take them off the customer's earlier purchases, or "
                "population.returns=drop to leave them out."
            )
            allowed = "may be returns"
            if (within := self._within_orders(back)) and 2 * within >= int(back.sum()):
                allowed = f"may be returns, but {within:,} stand beside a larger amount of the same order and day"
                advice = (
                    "If they are discounts, population.returns=net takes them off that purchase, and "
                    f"population.returns=drop would leave the purchases too high by {-self.rows.money.total(back):,f}."
                )
            self.problems.at(self.table.row[back], name, given, allowed, advice)
        elif self.reading.returns == "drop":
            self.account.leave_out("a return, which is a negative amount", back)
        return back

    def _within_orders(self, back: Truths) -> int:
        """How many rows of less than nothing stand in an order of that customer and day that is worth more.

        Args:
            back: these rows, shape (rows,).
        """
        place, money = self.rows.columns.get("order"), self.rows.money
        column = next((column for column in self.table.columns if column.name == place), None)
        if column is None or money is None:
            return 0
        order = grouped(self.rows.customer, self.rows.day, column.code.astype(np.int64))
        worth = np.bincount(order[self.asked], money.floats()[self.asked], minlength=int(order.max()) + 1)
        return int((worth[order[back]] > 0).sum())

    def until(self) -> datetime.date | None:
        """The last day that is watched; rows of later days are left out last, by `leave_later`."""
        if self.reading.until is None:
            return None
        until = iso_day(str(self.reading.until), "population.until")
        days = np.unique(self.rows.day[self.account.alive])
        if not len(days):
            return until
        last, first = int(days[-1]), int(days[0])
        rest = max(SHORTEST_REST, 2 * int(np.diff(days).max(initial=0)))
        allowed = f"must be between the first purchase, {datetime.date.fromordinal(first)}, and "
        allowed += f"{datetime.date.fromordinal(last + rest)}, {rest} days after the last"
        if not first <= until.toordinal() <= last + rest:
            advice = "Later days without any purchase would be taken for customers who have left."
            self.problems.add("population.until", str(until), allowed, advice if until.toordinal() > last else "")
        return until

    def leave_later(self, until: datetime.date | None) -> None:
        """Leave the rows of later days out; totals may have added them up, so that they are told before."""
        if until is not None:
            self.account.leave_out(f"after {until} (population.until)", self.rows.later)
