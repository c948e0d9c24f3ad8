"""What an analyst would want to have noticed: amounts far above the others, spans without purchases, odd identities."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import numpy as np

from experiments.inputs.transactions.accounting import Account
from experiments.inputs.transactions.beside import days_said
from experiments.inputs.transactions.called import PARTS, SUMS
from experiments.inputs.transactions.columns import listed, plain
from experiments.inputs.transactions.content import rows_of_texts
from experiments.inputs.transactions.cut_exponents import cut_said
from experiments.inputs.transactions.factors import factors_said
from experiments.inputs.transactions.numbered_by_shop import shops_said
from experiments.inputs.transactions.otherwise import readings_said
from experiments.inputs.transactions.packs_in_texts import packs_in_texts_said
from experiments.inputs.transactions.per_many import packs_said
from experiments.inputs.transactions.persons import persons_said
from experiments.inputs.transactions.problems import rows_said
from experiments.inputs.transactions.reading import AUTO
from experiments.inputs.transactions.scales import scales_said
from experiments.inputs.transactions.shared_orders import shared_said
from experiments.inputs.transactions.smallest_units import units_said
from experiments.inputs.transactions.states import told_by_few
from experiments.inputs.transactions.sums import sums_said
from experiments.inputs.transactions.table import Integers, Table
from experiments.inputs.transactions.taken_off import taken_off
from experiments.inputs.transactions.told_by_content import told_by_content
from experiments.inputs.transactions.twice import twice_said
from experiments.inputs.transactions.two_amounts import two_amounts_said
from experiments.inputs.transactions.understanding import Rows
from experiments.inputs.transactions.unlike import unlike
from experiments.inputs.transactions.whole_months import months_said
from experiments.statistics.formatting import in_money

if TYPE_CHECKING:
    from experiments.inputs.transactions.chooser import Chooser
    from experiments.inputs.transactions.log import Log


FAR = 100.0
"""Times the 99th percentile above which an amount is shown."""
SHOWN = 5
WIDEST = 14, 10.0
"""A span without purchases is shown from so many days on, if it is so many times the usual one."""


def outliers_of(rows: Rows, account: Account, log: Log) -> tuple[float | None, tuple[tuple[int, str], ...]]:
    """The median of a purchase, and the rows far above the others."""
    if rows.money is None or log.amount is None:
        return None, ()
    worth = rows.money.kept(account.alive).floats()
    limit = FAR * max(float(np.quantile(worth, 0.99, method="lower")), float(np.median(worth)))
    far = np.flatnonzero(worth > limit) if limit > 0 else np.array([], dtype=np.int64)
    largest = far[np.argsort(-worth[far], kind="stable")][:SHOWN]
    numbers = account.row[account.alive][largest].tolist()
    return float(np.median(log.amount)), tuple((n, in_money(worth[k])) for n, k in zip(numbers, largest, strict=True))


def wide_gaps(days: Integers, start: datetime.date) -> tuple[tuple[str, str, int], ...]:
    """Spans in which nobody bought, the widest first.

    Args:
        days: on which somebody bought, ascending, since `start`.
        start: the first day.
    """
    steps = np.diff(days)
    if not len(steps):
        return ()
    shortest, times = WIDEST
    wide = np.flatnonzero((steps > shortest) & (steps > times * np.median(steps)))
    widest = wide[np.argsort(-steps[wide], kind="stable")][:SHOWN]
    spans = []
    for k in widest.tolist():
        one, other = (start + datetime.timedelta(int(days[at])) for at in (k, k + 1))
        spans.append((str(one), str(other), int(steps[k]) - 1))
    return tuple(spans)


def _unused(table: Table, rows: Rows, account: Account, but: frozenset[str]) -> list[str]:
    """The columns that nothing is read or said from; those of money first, those that hold one thing only last."""
    taken = but | set(rows.columns.values())
    unused = [column for column in table.columns if column.name and column.name not in taken]
    constant = {column.name for column in unused if int((rows_of_texts(column, account.alive) > 0).sum()) < 2}

    def last(name: str) -> tuple[bool, bool]:
        return name in constant, SUMS.search(plain(name)) is None and PARTS.search(plain(name)) is None

    names = sorted((column.name for column in unused), key=last)
    return [f"nothing is read from the column{'s' if len(names) > 1 else ''} {listed(names)}"] if names else []


def notes_of(chooser: Chooser, log: Log) -> tuple[str, ...]:
    """What was noticed, in sentences."""
    table, rows, account, reading = chooser.table, chooser.rows, chooser.account, chooser.reading
    net = reading.returns == "net"
    days = days_said(rows.dated, rows.customer, rows.day, rows.money, account.alive, net)
    partly = {one.name for one in rows.dated if (account.alive & (one.day < 0)).any()}
    whole = frozenset(one.name for one in rows.dated) - partly
    days_and = {*rows.columns.values(), *(one.name for one in rows.dated)}
    who, people = list[str](), frozenset[str]()
    again = float((np.bincount(log.customer) > 1).mean())
    counted = rows.customer, rows.day, rows.money, account.alive, again
    if reading.customer == AUTO:
        who, people = persons_said(table, rows.columns["customer"], days_and, *counted, len(log.ids), net)
    who += shops_said(table, days_and | people, rows.who.ids, *counted, net)
    sums, off = list[str](), taken_off(table, days_and | people, rows.money, account.alive)
    if rows.money is not None and reading.amount == AUTO and "quantity" not in rows.columns:
        sums = sums_said(table, days_and | people, rows.money, account.alive)
    priced = rows.money is not None and "quantity" in rows.columns
    if rows.money is not None and priced:
        quantity, price = rows.columns["quantity"], rows.columns["price"]
        sums = packs_said(table, days_and | people, quantity, price, rows.money, account.alive)
        sums += packs_in_texts_said(table, days_and | people, rows.money, account.alive)
    if rows.money is not None:
        sums += factors_said(table, days_and | people | off.keys(), rows.day, rows.money, account.alive, priced)
        sums += units_said(rows.columns["amount"], rows.money, rows.currency, account.alive)
        sums += scales_said(table, days_and | people | off.keys(), table.row, rows.money, account.alive)
        sums += two_amounts_said(rows.customer, rows.day, rows.money, account.alive)
        paid = {rows.columns.get(role) for role in ("amount", "quantity", "price")}
        for column in (one for one in table.columns if one.name in paid):
            sums += cut_said(column, table.row, account.alive)
    states, few = told_by_few(table, rows, account, whole | people | off.keys())
    found = [
        *told_by_content(rows.columns, reading),
        *table.notes,
        *chooser.notes,
        *readings_said(chooser),
        *twice_said(chooser),
        *shared_said(chooser),
        *_unused(table, rows, account, few | whole | people),
        *who,
        *months_said(rows.day[account.alive]),
        *days,
        *sums,
        *states,
    ]
    customers = next(column for column in table.columns if column.name == rows.columns["customer"])
    for what, texts in rows.who.changed.items():
        changed = customers.rows_with(texts) & account.alive
        if changed.any():
            written = int(texts.sum())
            found.append(f"{what} disregarded in {written:,} identifiers of {rows_said(table.row[changed])}")
    split = len({int(k) for k in rows.who.customer if k >= 0})
    spellings = int((rows.who.customer >= 0).sum()) - split
    if spellings:
        found.append(f"{spellings:,} spellings of identifiers were made one with another in that way")
    for what, count in rows.who.apart.items():
        if count:
            found.append(f"{count:,} identifiers differ from another in {what} only and stay apart")
    if rows.money is not None:
        free = account.alive & (rows.money.units == 0).astype(np.bool_)
        if free.any():
            found.append(f"{rows_said(table.row[free])} of amount 0 count{'s' if free.sum() == 1 else ''} as purchases")
    found += off.values()
    return (*found, *unlike(rows, account, log))
