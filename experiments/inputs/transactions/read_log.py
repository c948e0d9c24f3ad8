"""Reading a log of transactions, whatever form it comes in.

The log is the only thing a firm needs in order to fit the model. Whatever form it comes in, it is understood the same
way, and what cannot be understood is refused with its rows, because a log that is silently mended gives parameters that
nobody can defend. Rows have no order that matters: customers are numbered by their sorted identifiers, and what a
customer buys on one day is one purchase, worth the exact sum.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np

from experiments.inputs.hashes import Content, content
from experiments.inputs.transactions.accounting import Account
from experiments.inputs.transactions.chooser import Chooser
from experiments.inputs.transactions.choosing import choose
from experiments.inputs.transactions.formats import table_of
from experiments.inputs.transactions.given import is_table
from experiments.inputs.transactions.intake import LogIntake
from experiments.inputs.transactions.log import Log
from experiments.inputs.transactions.noticing import notes_of, outliers_of, wide_gaps
from experiments.inputs.transactions.problems import Problems
from experiments.inputs.transactions.reading import Reading
from experiments.inputs.transactions.returns import bought
from experiments.inputs.transactions.table import Integers, Table
from experiments.inputs.transactions.understanding import Rows, rows_of
from experiments.inputs.transactions.weighing import weighed


def read_log(file: Any, **words: Any) -> Log:
    """Read a log.

    Args:
        file: a path, or a table in memory (pandas, Polars, Arrow).
        words: how it is to be read where that is not to be found out; see `Reading`.

    Raises:
        Mistake: with everything that is wrong with file, columns and rows.
    """
    reading = Reading(**words)
    reading.check()
    if is_table(file):
        from experiments.inputs.transactions.frames import as_content

        return log_of_content(as_content(file), reading, "the table")
    return log_of_content(content(file, "a log of transactions"), reading)


def log_of_content(found: Content, reading: Reading, source: str | None = None) -> Log:
    """The log in bytes that were read.

    Args:
        found: the bytes and their hash.
        reading: what the user says of them.
        source: what to call it in messages; None for its path.

    Raises:
        Mistake: with everything that is wrong.
    """
    reading.check()
    name = str(found.path) if source is None else source
    return log_of_table(table_of(found, name, reading), name, found.hash, reading)


def log_of_table(table: Table, source: str, digest: str, reading: Reading) -> Log:
    """The log in a table of texts.

    Args:
        table: what was read.
        source: for messages.
        digest: SHA-256 of the bytes it was read from.
        reading: what the user says of it.

    Raises:
        Mistake: with everything that is wrong.
    """
    table = table.without_headers()
    problems = Problems(source, weighed=lambda words: weighed(table, replace(reading, **words)))
    rows = rows_of(table, reading, problems)
    answers = problems.settle()
    if rows is None and not problems.found:
        return log_of_table(table, source, digest, replace(reading, **answers))
    if rows is None or len(problems.found) > rows.absent:
        problems.refuse()
    assert rows is not None
    chooser = Chooser(table, rows, reading, problems, Account(table.row, np.ones(len(table.row), np.bool_)), [])
    chosen = choose(chooser)
    problems.settle()
    problems.refuse()
    account = chooser.account
    if not account.alive.any():
        reasons = "; ".join(reason for reason, _ in account.left)
        problems.add("", f"none of {len(table.row):,} rows ({reasons})", "must hold transactions")
        problems.refuse()
    log, unmatched_units = _merged(rows, account, reading.returns == "net")
    if not len(log.day):
        problems.add("", "purchases that were all given back", "must hold transactions")
        problems.refuse()
    end = datetime.date.fromordinal(int(rows.day[account.alive].max())) if chosen.until is None else chosen.until
    log = replace(
        log,
        source=source,
        end=end,
        returns=int(chosen.back.sum()),
    )
    return replace(log, intake=_intake(log, table, rows, chooser, source, digest, chosen.currency, unmatched_units))


def _merged(rows: Rows, account: Account, net: bool) -> tuple[Log, int]:
    """One purchase a customer and day, worth the exact sum; and what returns had no purchase, in the smallest unit."""
    keep = account.alive
    who, day = rows.customer[keep], rows.day[keep]
    money = None if rows.money is None else rows.money.kept(keep)
    found = bought(who, day, money, net)
    left, code = np.unique(found.customer, return_inverse=True)
    first = int(found.day.min()) if len(found.day) else 1
    amount = None if found.money is None else found.money.floats()
    start = datetime.date.fromordinal(first)
    counted = found.rows if money is None else None
    ids, customer = rows.who.ids[left], code.astype(np.int64)
    return Log("", ids, customer, found.day - first, amount, start, start, 0, found.unmatched, rows=counted), found.over


def _intake(
    log: Log, table: Table, rows: Rows, chooser: Chooser, source: str, digest: str, currency: str | None, over: int
) -> LogIntake:
    account, money = chooser.account, rows.money
    days: Integers = np.unique(log.day)
    repeats = np.bincount(log.customer, minlength=len(log.ids))
    typical, outliers = outliers_of(rows, account, log)
    found = notes_of(chooser, log)
    if over and money is not None:
        worth = f"{Decimal(over).scaleb(-money.places):,f}"
        found += (f"returns without a purchase are worth {worth}; they are left out of the amounts",)
    return LogIntake(
        source=source, hash=digest, form=table.form, columns=rows.columns, dates=rows.said[0], amounts=rows.said[1],
        currency=currency, first=str(log.start), last=str(log.start + datetime.timedelta(int(days[-1]))),
        until=str(log.end), rows=len(table.row), kept=int(account.alive.sum()), purchases=len(log.day),
        left_out=account.left_out(money), sum=None if money is None else money.total(),
        sum_kept=None if money is None else money.total(account.alive), customers=len(log.ids),
        repeat_share=float((repeats > 1).mean()), returns=log.returns, unmatched=log.unmatched, typical=typical,
        outliers=outliers, gaps=wide_gaps(days, log.start), notes=found,
    )  # fmt: skip
