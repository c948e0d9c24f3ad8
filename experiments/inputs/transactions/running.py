"""Running totals of customers: amounts that rise from each purchase of a customer to the next are what was paid so far.

    paid_i = amount_i - amount_{i-1}

Amounts of purchases rise and fall by turns, so that chance is soon no explanation; where those of other people rise
from day to day as well, prices do.
"""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd

from experiments.inputs.transactions.money import EXACT, Money
from experiments.inputs.transactions.problems import Problems
from experiments.inputs.transactions.reading import typed
from experiments.inputs.transactions.table import Integers

STEPS, CUSTOMERS, NEARLY_ALL, TREND, SAMPLE = 30, 5, 0.97, 0.75, 200_000
"""Steps from a day of a customer to the next, and customers with two of them, below which nothing is told; share of
steps that rise, and of those from day to day, whoever buys, from which on it is the prices that do; and rows that tell,
of some customers with all of theirs."""


def refuse_running(name: str, customer: Integers, day: Integers, money: Money, problems: Problems) -> None:
    """Ask about amounts that only rise.

    Args:
        name: of the column of amounts, which only its name or what it holds has chosen.
        customer: position of each row's customer, -1 where there is none, shape (rows,).
        day: ordinal of each row's day, less than 1 where there is none, shape (rows,).
        money: amounts.
        problems: where the question is noted.
    """
    told = (customer >= 0) & (day > 0)
    if not told.any():
        return
    head = told & (customer % (len(customer) // SAMPLE + 1) == 0)
    if not head.any():
        return
    rising, steps, several, _ = _steps(customer[head], day[head], money.kept(head))
    if steps < STEPS or several < CUSTOMERS or rising < NEARLY_ALL * steps or _rises(day[head], money.kept(head)):
        return
    last = _steps(customer[told], day[told], money.kept(told))[3]
    advice = (
        f"If so, write what was paid each time, which is the difference to the amount before (sum {last:,f}); if "
        f"not, say {typed('amount', name)} (sum {money.total():,f})."
    )
    given = f"amounts that rise in {rising:,} of {steps:,} steps from a purchase of a customer to the next"
    problems.add(f"column '{name}'", given, "may be running totals", advice)


def _rises(day: Integers, money: Money) -> bool:
    """Whether amounts rise from day to day whoever buys, as all prices do in hard times."""
    usual = pd.Series(money.floats()).groupby(day).median().to_numpy()
    return len(usual) > 1 and float((np.diff(usual) >= 0).mean()) >= TREND


def _steps(customer: Integers, day: Integers, money: Money) -> tuple[int, int, int, Decimal]:
    """Steps that rise, all steps, customers with two of them at least, and the sum of each customer's last amount."""
    order = np.lexsort((money.units, day, customer))
    who, when, worth = customer[order], day[order], money.units[order]
    last = np.append((np.diff(who) != 0) | (np.diff(when) != 0), True)  # the largest amount of a customer's day
    who, worth = who[last], worth[last]
    same = np.diff(who) == 0
    ends = np.append(~same, True)
    counts = np.bincount(who[1:][same]) if same.any() else np.zeros(1, dtype=np.int64)
    rising = int((same & (np.diff(worth) > 0)).sum())
    total = EXACT.scaleb(Decimal(int(worth[ends].sum())), -money.places)
    return rising, int(same.sum()), int((counts > 1).sum()), total
