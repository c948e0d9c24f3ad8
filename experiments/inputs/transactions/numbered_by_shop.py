"""Numbers of customers that each shop may give by itself: number 7 of one shop is not number 7 of another then.

A column that is called like a shop leaves that open wherever numbers stand in several shops. Whatever it is called,
shops that begin at one number number their customers by themselves where they use most numbers up to their own last one
and end far from each other, because of common numbers a small shop would have some from everywhere; or where each uses
nearly all numbers up to its own last one, because of common numbers hardly everybody buys in every shop.
"""

from __future__ import annotations

import re
from collections.abc import Collection

import numpy as np
import pandas as pd

from experiments.inputs.transactions.columns import plain
from experiments.inputs.transactions.content import filled, pairs, partners, rows_of_texts
from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.orders import grouped
from experiments.inputs.transactions.returns import purchases
from experiments.inputs.transactions.table import Codes, Integers, Table, Truths
from experiments.statistics.formatting import counted, percent

_SHOP = re.compile(
    "store(?!d)|shop(?!per)|branch|filiale|outlet|magasin|tienda|butik|negozio|loja|sklep|winkel|country|land$|pays|"
    "company|firma|mandant|mandt|tenant|system|source|brand|standort|location|^site|sucursal|sede$|vestiging|^market|"
    "niederlassung|platform"
)
_NUMBERED = re.compile(r"(\D*?)0*(\d{1,15})(?:\.0)?")
"""A number, after letters that all customers have in common."""
MOST_SHOPS, IN_SEVERAL, SAME_DAY = 1000, 0.05, 0.2
"""Shops, and share of customers who stand in several, from which on it matters; and share of customers' days with
several shops, beyond which they are no shops."""
FEWEST, DENSE, SMALLER, BEGINS, FULL, MANY = 5, 0.6, 0.7, 0.1, 0.95, 20
"""Customers of a shop that tell; share of numbers that are used; how far its last number lies below the largest shop's;
share of all numbers among which it begins; share that hardly anything but numbers of its own explains, and of how many
customers."""


def shops_said(
    table: Table, but: Collection[str], ids: np.ndarray, customer: Integers, day: Integers, money: Money | None,
    alive: Truths, again: float, net: bool,
) -> list[str]:  # fmt: skip
    """Say how many customers there are if each shop numbers its own.

    Args:
        table: the rows.
        but: names of columns that something is read from, or that are something else.
        ids: identifiers of customers, shape (customers,).
        customer: position of each row's customer, shape (rows,).
        day: ordinal of each row's day, shape (rows,).
        money: amounts; None for a log without them.
        alive: rows that count, shape (rows,).
        again: share of customers who bought again, as the numbers are read.
        net: whether what is given back is taken off earlier purchases.
    """
    numbers = _numbers(ids)
    said = []
    for column in map(filled, table.columns):
        shops = int((rows_of_texts(column, alive) > 0).sum()) if len(column.texts) <= 2 * MOST_SHOPS else 0
        if not column.name or column.name in but or not 2 <= shops <= MOST_SHOPS:
            continue
        code = np.where(alive, column.code, -1)
        who, shop = pairs(customer, code)
        people = len(np.unique(who))
        if not len(who) or len(who) - people < IN_SEVERAL * people:
            continue
        once = _in_one_a_day(code, customer, day)
        if _SHOP.search(plain(column.name)) or (once and _numbered_apart(numbers[who], shop)):
            said.append(_said(column.name, code, customer, day, money, net, people, again))
    return said


def _numbers(ids: np.ndarray) -> np.ndarray:
    """The number of each customer, without the letters that all have in common; not a number where there is none."""
    found = [_NUMBERED.fullmatch(str(one)) for one in ids.tolist()]
    if any(match is None for match in found) or len({match[1] for match in found if match}) != 1:
        return np.full(len(ids), np.nan)
    return np.array([int(match[2]) for match in found if match], dtype=np.float64)


def _in_one_a_day(code: Codes | Integers, customer: Integers, day: Integers) -> bool:
    """Whether hardly any customer has several values on one day, as the lines of an order have, and shops have not."""
    several = partners(grouped(customer, np.maximum(day, 0)), code)
    return float((several[several > 0] > 1).mean()) <= SAME_DAY


def _numbered_apart(number: np.ndarray, shop: Integers) -> bool:
    """Whether shops use most numbers from the first to one of their own."""
    if not np.isfinite(number).all() or (number % 1 != 0).any():
        return False
    shops = pd.Series(number).groupby(shop).agg(["min", "max", "count"])
    shops = shops[shops["count"] >= FEWEST]
    if len(shops) < 2:
        return False
    begin, end = float(shops["min"].min()), float(shops["max"].max())
    used = shops["count"] / (shops["max"] - shops["min"] + 1)
    near = shops["min"] - begin <= max(1.0, BEGINS * (end - begin))
    apart = shops["max"].min() - begin <= SMALLER * (end - begin)
    full = bool((used >= FULL).all()) and len(np.unique(number)) >= MANY
    return bool((used >= DENSE).all() and near.all() and (apart or full))


def _said(
    name: str, code: Codes | Integers, customer: Integers, day: Integers, money: Money | None, net: bool, people: int,
    again: float,
) -> str:  # fmt: skip
    told = code >= 0
    own = grouped(customer[told], code[told].astype(np.int64))
    days = np.bincount(purchases(own, day[told], None if money is None else money.kept(told), net)[0])
    found, bought = int((days > 0).sum()), float((days[days > 0] > 1).mean())
    return (
        f"if each value of column '{name}' numbers its customers by itself, they are {counted(found, 'customer')}, "
        f"{percent(bought)} of whom bought again, and not {people:,}, {percent(again)} of whom did: put both into one "
        "column then"
    )
