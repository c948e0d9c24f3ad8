"""Who bought: a column called user, account or client may be the cashier's, and a name may be that of two people."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from experiments.inputs.transactions.called import tells_nobody
from experiments.inputs.transactions.columns import DOCUMENTED, KNOWN, listed, plain
from experiments.inputs.transactions.content import filled
from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.numeric import used
from experiments.inputs.transactions.problems import Problems
from experiments.inputs.transactions.questions import Choice
from experiments.inputs.transactions.table import Column, Integers, Table
from experiments.inputs.transactions.telling import (
    are_days,
    are_orders,
    is_no_state,
    is_number,
    measures,
    merges,
    sold_at_one_price,
)

_BUYERS = "customer|client|kunden?|kund|debitor(?:en)?|debtor|buyer|klant(?:en)?|cliente|patient|shopper|donor"
_OTHERS = "user|account|member|card"
_PERSON = re.compile(rf"({_BUYERS}|{_OTHERS})(name|fullname|id|no|nr|number|nummer|code|key|email|mail)?")
"""Who bought or may have, and what of them a column holds."""
_BUYER = re.compile(_BUYERS)
_NUMBER = re.compile(".*(id|no|nr|number|nummer|code|key)")
_FLAGS = frozenset({"y", "n", "yes", "no", "true", "false", "ja", "nein", "0", "1", "oui", "non"})
MORE = 1.5
"""Numbers to a name up to which they are those of people, and not of what people did."""

LEAST = 0.2
"""People to an order, below which a number may be that of a shop or the like, and is noted only."""


def refuse_other_buyers(
    table: Table, chosen: int, unread: list[int], customer: Integers, day: Integers, money: Money | None,
    problems: Problems,
) -> None:  # fmt: skip
    """Ask about a column that only its name made the customer, where another may be.

    Args:
        table: the rows.
        chosen: place of the customer's column.
        unread: places of the columns that nothing is read from.
        customer: position of each row's customer, -1 where there is none, shape (rows,).
        day: ordinal of each row's day, less than 1 where there is none, shape (rows,).
        money: amounts; None for a log without them.
        problems: where the question is noted.
    """
    if are_orders(customer, day):
        amount = None if money is None else pd.factorize(money.units)[0]
        people = [place for place in unread if _tells_people(table.columns[place], customer, amount)]
        if people:
            _ask(table, chosen, people, problems)
            return
    own = _PERSON.fullmatch(plain(table.names[chosen]))
    if own is None or table.names[chosen] == DOCUMENTED["customer"]:
        return
    rivals = []
    for place in unread:
        other, column = _PERSON.fullmatch(plain(table.names[place])), table.columns[place]
        if other is not None and _BUYER.match(other[1]) and other[1][:4] != own[1][:4]:
            sure = own[2] not in (None, "name", "fullname") and _BUYER.match(own[1])
            if not (sure and other[2] in (None, "name", "fullname")) and not _is_flag(column):
                rivals.append(place)
        elif own[2] in (None, "name", "fullname") and _parts(table.columns[chosen], column):
            rivals.append(place)
    if rivals:
        _ask(table, chosen, rivals, problems)


def _tells_people(column: Column, customer: Integers, amount: Integers | None) -> bool:
    """Whether a column of numbers or addresses tells whose orders the customers are."""
    code = filled(column).code
    if tells_nobody(column) or not merges(code, customer, LEAST):
        return False
    if amount is not None and sold_at_one_price(code, amount):
        return False
    return is_number(column) and is_no_state(column) and not measures(column, customer >= 0) and not are_days(column)


def _ask(table: Table, chosen: int, rivals: list[int], problems: Problems) -> None:
    names = [table.names[place] for place in (chosen, *rivals)]
    choices = [Choice({"customer": name}) for name in names]
    problems.ask("", f"the columns {listed(names)}", "each may be the customer", choices)


def _is_flag(column: Column) -> bool:
    return {text.strip().casefold() for text, _ in used(column)} <= _FLAGS


def _parts(name: Column, number: Column) -> bool:
    """Whether numbers tell people apart that have one name: each is of one name, and there are few more than names."""
    called = plain(number.name)
    if not _NUMBER.fullmatch(called) or any(called in tier for tier in KNOWN["order"]):
        return False
    told = (name.code >= 0) & (number.code >= 0)
    if not told.any():
        return False
    _, first, each = np.unique(number.code[told], return_index=True, return_inverse=True)
    names = name.code[told]
    people, numbers = len(np.unique(names)), len(first)
    return bool((names == names[first][each]).all()) and people < numbers <= MORE * people and numbers < len(names)
