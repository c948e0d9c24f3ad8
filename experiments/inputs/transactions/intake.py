"""What was understood of a log: read by `inspect`, printed by `calibrate`, kept in the manifest of every run.

Rows are named by number, customers never.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import Any

from experiments.inputs.transactions.money import EXACT
from experiments.statistics.formatting import counted, in_money, percent


@dataclass(frozen=True)
class LeftOut:
    """Rows that do not count.

    Args:
        reason: why.
        rows: how many.
        sum: of their amounts [money]; None without amounts.
        first: numbers of the first of them.
    """

    reason: str
    rows: int
    sum: Decimal | None
    first: tuple[int, ...]


@dataclass(frozen=True)
class LogIntake:
    """What was understood of a log.

    Args:
        source: the log.
        hash: SHA-256 of its bytes.
        form: what the file is.
        columns: the name of the column of each role.
        dates: how dates were understood.
        amounts: how amounts were understood.
        currency: its code or sign; None where none is written.
        first: day of the first purchase, ISO 8601.
        last: day of the last purchase.
        until: the last day that was watched.
        rows: how many were read.
        kept: how many count.
        purchases: customers' days with a purchase; several rows of one customer on one day are one.
        left_out: the others, by reason.
        sum: of all amounts read, exact [money]; None without amounts.
        sum_kept: of the rows that count, exact.
        customers: how many.
        repeat_share: share of them who bought on two days or more.
        returns: rows with negative amounts that were set off.
        unmatched: customers' days whose returns found no purchase.
        unmatched_sum: what those returns are worth less than nothing, exact.
        typical: the median of the amounts of a purchase [money].
        outliers: rows whose amount is far above the others: (row, amount).
        gaps: the longest spans without any purchase: (last day before, first day after, days between).
        notes: whatever else was noticed, in sentences.
    """

    source: str
    hash: str
    form: str
    columns: Mapping[str, str]
    dates: str
    amounts: str
    currency: str | None
    first: str
    last: str
    until: str
    rows: int
    kept: int
    purchases: int
    left_out: tuple[LeftOut, ...]
    sum: Decimal | None
    sum_kept: Decimal | None
    customers: int
    repeat_share: float
    returns: int
    unmatched: int
    typical: float | None
    outliers: tuple[tuple[int, str], ...]
    gaps: tuple[tuple[str, str, int], ...]
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values; sums as texts, because they are exact."""
        exact = {"sum": _text(self.sum), "sum_kept": _text(self.sum_kept)}
        left = [
            {"reason": one.reason, "rows": one.rows, "sum": _text(one.sum), "first_rows": list(one.first)}
            for one in self.left_out
        ]
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__ if name not in ("left_out", *exact)}
        return {
            **plain, **exact, "left_out": left, "columns": dict(self.columns), "notes": list(self.notes),
            "outliers": [list(one) for one in self.outliers], "gaps": [list(one) for one in self.gaps],
        }  # fmt: skip

    def lines(self) -> list[str]:
        """What was understood, in sentences."""
        names = ", ".join(f"{role} '{name}'" for role, name in self.columns.items())
        money = "" if self.sum is None else f"; {self.amounts}"
        currency = f", in {self.currency}" if self.currency else ""
        said = [
            f"{self.source}: {self.form}.",
            f"Columns: {names}. {self.dates[:1].upper()}{self.dates[1:]}{money}{currency}.",
            f"{self.rows:,} rows read, {self.kept:,} kept{_sum(self.sum_kept)}, {self.rows - self.kept:,} left out"
            f"{_sum(None if self.sum is None else self._left())}"
            f"{'' if self.sum is None else f'; the whole column adds up to {self.sum:,f}'}.",
            *(f"Left out: {_rows(one.rows, one.first)}{_sum(one.sum)}: {one.reason}." for one in self.left_out),
            f"{self.customers:,} customers with {self.purchases:,} purchases (what a customer buys on one day is one) "
            f"from {self.first} to {self.last}, watched until {self.until}; {percent(self.repeat_share)} of them "
            "bought again.",
        ]
        if self.returns:
            found = f", of which those of {self.unmatched:,} days found no purchase" if self.unmatched else ""
            said.append(
                f"{counted(self.returns, 'row')} {'is a return' if self.returns == 1 else 'are returns'}{found}."
            )
        if self.amounts and self.sum is None:
            said.append(f"{self.amounts[:1].upper()}{self.amounts[1:]}.")
        if self.outliers:
            rows = ", ".join(f"row {row}: {amount}" for row, amount in self.outliers)
            said.append(
                f"Far above the usual {in_money(self.typical or 0.0)} a purchase: {rows}. They count; look at them."
            )
        if self.gaps:
            spans = ", ".join(f"{days} days between {one} and {other}" for one, other, days in self.gaps)
            said.append(f"Nobody bought for {spans}. Is the log whole there?")
        return [*said, *(f"Note: {note}." for note in self.notes)]

    def _left(self) -> Decimal:
        return reduce(EXACT.add, (one.sum or Decimal(0) for one in self.left_out), Decimal(0))

    def _repr_html_(self) -> str:
        import html

        return "".join(f"<p>{html.escape(line)}</p>" for line in self.lines())


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _sum(value: Decimal | None) -> str:
    return "" if value is None else f" (sum {value:,f})"


def _rows(count: int, first: tuple[int, ...]) -> str:
    from experiments.inputs.transactions.problems import rows_said

    return rows_said(first, count)
