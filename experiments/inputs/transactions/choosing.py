"""Which understood rows count: not those that lack something, are copies, repeat a total, or come too late."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from experiments.inputs.transactions.accounting import Account, copies
from experiments.inputs.transactions.currency import NONE, SIGNS, code_of, may_be
from experiments.inputs.transactions.dates import iso_day
from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.orders import equal_on_a_day, grouped, repeated_days, repeating, repetitions
from experiments.inputs.transactions.problems import Problems, rows_said
from experiments.inputs.transactions.reading import AUTO, Reading, typed
from experiments.inputs.transactions.table import Integers, Table, Truths
from experiments.inputs.transactions.totals import totals_of
from experiments.inputs.transactions.understanding import Rows

SHORTEST_REST = 28
"""Days after the last purchase until which a log may always be said to have been watched."""
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

    def orders(self) -> None:
        """Orders whose rows repeat the order's total: it counts once."""
        order, money, alive = self.rows.order, self.rows.money, self.asked
        if order is None and money is not None and self.reading.order == AUTO:
            if self.reading.lines != AUTO:
                order = self._days_as_orders(money)
            elif not self._unnamed_orders(money):
                self._repeated_days(money)
        if order is None or money is None:
            if self.reading.lines != AUTO:
                allowed = "is only read where several rows are one order with an amount"
                advice = "Leave it out, or name population.order."
                self.problems.add("population.lines", self.reading.lines, allowed, advice)
            return
        if self.reading.lines == "each":
            return
        found = repetitions(order, money, self.rows.day, alive)
        whole, rest = money.total(alive), money.total(alive & ~found.again)
        differ = found.amount | found.day
        if self.reading.lines == "whole" and differ.any():
            given = "another amount or another day than an earlier row of the same customer and order"
            advice = (
                "Mend the rows, name the column with the day of the order (population.date=COLUMN), or count each row: "
                "population.lines=each."
            )
            where = rows_said(self.table.row[differ])
            self.problems.add(where, given, "cannot repeat the total of that order", advice)
        elif self.reading.lines == "whole":
            self.account.leave_out("the total of an order that another row has", found.again)
        elif found.day.any() and self._anew_each_day(order, money):
            return
        elif found.several and found.alike == found.several:
            given = f"orders of several rows ({rows_said(self.table.row[found.again])}) that all repeat one amount"
            self._ask_for_lines(given, whole, f"say population.lines=whole (sum {rest:,f})")
        elif found.alike >= FEW and 2 * found.alike >= found.several:
            given = f"{found.alike:,} of {found.several:,} orders of several rows that repeat one amount"
            once = "mend the orders that do not repeat it, and say population.lines=whole"
            self._ask_for_lines(given, whole, once)

    def _anew_each_day(self, order: Integers, money: Money) -> bool:
        """Whether the numbers of orders begin anew each day, and what they number repeats one amount: that is asked."""
        by_day = repetitions(grouped(order, np.maximum(self.rows.day, 0)), money, self.rows.day, self.asked)
        if by_day.alike < 1 or 2 * by_day.alike < by_day.several:
            return False
        rest = money.total(self.asked & ~by_day.again)
        given = f"{by_day.alike:,} of {by_day.several:,} orders whose numbers begin again each day repeat one amount"
        once = f"give each order a number of its own, and say population.lines=whole (sum {rest:,f})"
        self._ask_for_lines(given, money.total(self.asked), once)
        return True

    def _days_as_orders(self, money: Money) -> Integers | None:
        """Equal amounts of a customer's day as one order, where no column numbers orders; None where there are none."""
        if "quantity" in self.rows.columns:
            return None
        order = equal_on_a_day(self.rows.customer, self.rows.day, money)
        alive = self.asked
        return order if len(np.unique(order[alive])) < int(alive.sum()) else None

    def _repeated_days(self, money: Money) -> None:
        """Ask about days of a customer whose rows repeat one amount, whatever the columns are called."""
        if "quantity" in self.rows.columns or self.rows.order is not None:
            return
        alive = self.asked & ~self.alike
        if (found := repeated_days(self.rows.customer, self.rows.day, money, alive)) is None:
            return
        given = f"{found.alike:,} of {found.several:,} days of a customer ({rows_said(self.table.row[found.again])})"
        once = equal_on_a_day(self.rows.customer, self.rows.day, money)
        rest = money.total(self.asked & ~repetitions(once, money, self.rows.day, self.asked).again)
        self._ask_for_lines(
            f"{given} whose rows repeat one amount",
            money.total(self.asked),
            f"say population.lines=whole (sum {rest:,f}), which counts equal amounts of a customer's day once",
        )

    def _unnamed_orders(self, money: Money) -> bool:
        """Ask about a column that may number orders although its name does not say so; whether there is one."""
        named, alive = self.rows.columns, self.asked & ~self.alike
        if "order" in named or "quantity" in named:
            return False
        others = (column for column in self.table.columns if column.name not in named.values())
        if (unnamed := repeating(others, self.rows.customer, self.rows.day, money, alive, FEW)) is None:
            return False
        name, found = unnamed
        word, again = typed("order", name), rows_said(self.table.row[found.again])
        given = f"{found.alike:,} of {found.several:,} orders of several rows by column '{name}' ({again}) that "
        once = f"say {word} population.lines=whole (sum {money.total(self.asked & ~found.again):,f})"
        if found.alike < found.several:
            once = f"mend the orders that do not repeat it, and say {word} population.lines=whole"
        self._ask_for_lines(f"{given}repeat one amount", money.total(self.asked), once, f"{word} ")
        return True

    def _ask_for_lines(self, given: str, whole: Decimal, once: str, word: str = "") -> None:
        each = f"say {word}population.lines=each (sum {whole:,f})"
        advice = f"If each row was paid, {each}; if the amount is the order's total, {once}."
        self.problems.add("", given, "may be paid once or in each row", advice)

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
