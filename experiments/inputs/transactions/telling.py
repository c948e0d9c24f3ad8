"""Whether values tell people, orders, items or states: by what stands beside each of them, whatever it is called."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from experiments.inputs.transactions.content import pairs, partners, rows_of_texts
from experiments.inputs.transactions.moments import apart
from experiments.inputs.transactions.table import Codes, Column, Integers, Truths

SAMPLE = 200
"""Distinct texts that tell whether a column holds numbers with a point, or times."""


NEARLY = 1.02
"""Pairs to a value up to which it stands beside one other value, but for slips."""


VARYING = 0.8
"""Share of people of several rows who have paid several amounts; what is bought has one price."""


FEW = 3
"""Customers below which nothing is said of a column in which each has its own order."""


ONE_DAY = 0.95
"""Share of customers with one day, from which on they are orders; a slip makes two orders one customer."""


MOST_STATES, DIGITS = 12, 4
"""Values up to which a column may tell states or marks; and signs of an identity, which these do not have."""


MOSTLY = 0.9
"""Share of texts with a figure in a column of numbers or addresses."""


def are_orders(customer: Codes | Integers, day: Integers) -> bool:
    """Whether nearly every customer has one day, as where a number is given to each order, of however many rows.

    Args:
        customer: position of each row's customer, -1 where there is none, shape (rows,).
        day: ordinal of each row's day, less than 1 where there is none, shape (rows,).
    """
    days = partners(customer, np.where(day > 0, day, -1))
    return int((days > 0).sum()) >= FEW and float((days[days > 0] == 1).mean()) >= ONE_DAY


def is_number(column: Column) -> bool:
    """Whether nearly all texts hold a figure or are addresses, as names of towns do not."""
    return float(np.mean(pc.match_substring_regex(column.texts, r"\d|@").to_numpy(zero_copy_only=False))) >= MOSTLY


def is_no_state(column: Column) -> bool:
    """Whether a column holds more values than a state or a mark has, or such as identify: long figures or addresses."""
    lengths = pc.utf8_length(pc.utf8_trim_whitespace(column.texts))
    return len(column.texts) > MOST_STATES or (is_number(column) and pc.min(lengths).as_py() >= DIGITS)


def merges(code: Codes | Integers, customer: Codes | Integers, least: float) -> bool:
    """Whether each customer is of one person, who has several: then customers are orders or visits.

    Args:
        code: value of each row in another column, -1 for none, shape (rows,).
        customer: of each row, -1 for none, shape (rows,).
        least: people to a customer, below which they are towns or shops.
    """
    told = (code >= 0) & (customer >= 0)
    people, customers = len(pd.unique(code[told])), len(pd.unique(customer[told]))
    if not customers or people < max(2, least * customers) or people >= customers:
        return False
    return len(pairs(code, customer)[0]) <= NEARLY * customers


def sold_at_one_price(code: Codes | Integers, amount: Integers) -> bool:
    """Whether most values of several rows have one amount, and their amounts are many: they are what was bought.

    Args:
        code: value of each row, -1 for none, shape (rows,).
        amount: code of the amount of each row, shape (rows,).
    """
    several, paid = np.bincount(code[code >= 0]) > 1, partners(code, amount)
    amounts = len(pd.unique(amount[code >= 0]))
    return 2 * amounts >= int(several.sum()) > 0 and float((paid[several] > 1).mean()) < VARYING


def measures(column: Column, alive: Truths) -> bool:
    """Whether a column holds measures or times, and nobody."""
    some = np.flatnonzero(rows_of_texts(column, alive) > 0)[:SAMPLE]
    texts = column.texts.take(pa.array(some))
    return bool(pc.any(pc.match_substring_regex(texts, r"^\W*\d*[.,]\d*[1-9]\d*\W*$|^\s*\d{1,2}:\d{2}")).as_py())


def are_days(column: Column) -> bool:
    """Whether the first texts of a column are days or moments."""
    return bool((apart(column.texts.slice(0, SAMPLE))[0] >= 0).all())
