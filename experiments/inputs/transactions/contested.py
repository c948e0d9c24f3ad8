"""Columns that were chosen by their names alone, held against those of which nothing is read.

Every shop has names of its own, so a list of names that are known chooses wrongly where the right column is called
something else: a unit price is taken for the amount beside a number of pieces of an unknown name, the cashier beside
the customer. So a column that only its name has chosen is asked about where what it holds, or what another column holds
and is called, speaks against it. A word of the user's ends the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from experiments.inputs.transactions.amount_or_product import refuse_two_amounts
from experiments.inputs.transactions.by_parts import in_parts
from experiments.inputs.transactions.called import NO_SUM, WHOLE_SUM, is_part, is_sum
from experiments.inputs.transactions.columns import DOCUMENTED, KNOWN, Roles, plain
from experiments.inputs.transactions.counting import is_called_pieces, is_even, may_count
from experiments.inputs.transactions.cut_amounts import refuse_cut_amounts, refuse_split_amounts
from experiments.inputs.transactions.factors import multiplied_by
from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.multiplied import LARGER, multiplied
from experiments.inputs.transactions.nothing_paid import refuse_nothing_paid
from experiments.inputs.transactions.numeric import NOUGHT_AND_ONE, head, holds_amounts, numbers_of, used, worth_of
from experiments.inputs.transactions.orders import grouped
from experiments.inputs.transactions.other_pieces import refuse_other_pieces
from experiments.inputs.transactions.per_many import refuse_per_many
from experiments.inputs.transactions.pieces import items_of, of_all_pieces, of_one_piece
from experiments.inputs.transactions.problems import Problems
from experiments.inputs.transactions.reading import AUTO, Reading
from experiments.inputs.transactions.rival_days import refuse_days
from experiments.inputs.transactions.rivals import refuse_other_buyers
from experiments.inputs.transactions.running import refuse_running
from experiments.inputs.transactions.smallest_units import refuse_units
from experiments.inputs.transactions.sums import is_near
from experiments.inputs.transactions.table import Column, Integers, Table

_WHOLE = re.compile(r"\s*-?\d+(?:\.0)?\s*")
"""A number without cents, also as a table with gaps writes it."""
_PRICES = frozenset[str]().union(*KNOWN["price"])


def refuse_contested(
    table: Table, found: Roles, customer: Integers, day: Integers, money: Money | None, reading: Reading,
    problems: Problems,
) -> None:  # fmt: skip
    """Ask about columns that only their names have chosen, where others speak against them.

    Args:
        table: the rows.
        found: the columns.
        customer: position of each row's customer, -1 where there is none, shape (rows,).
        day: ordinal of each row's day, less than 1 where there is none, shape (rows,).
        money: amounts as they were read; None for a log without them.
        reading: what the user says of the columns.
        problems: where the questions are noted.
    """
    unread = list(_unread(table, found))
    if reading.customer == AUTO:
        refuse_other_buyers(table, found.customer, unread, customer, day, money, problems)
    if reading.date == AUTO and table.names[found.date] == DOCUMENTED["date"]:
        refuse_days(table, found, unread, problems)
    if reading.amount != AUTO or reading.quantity is not None or reading.price is not None or money is None:
        return
    near = [place for place in unread if is_near(table.columns[place], money)]
    if found.quantity is not None and found.price is not None:
        products = multiplied_by(money.floats(), [table.columns[place] for place in unread], priced=True)
        if sums := [place for place in near if not NO_SUM.search(plain(table.names[place]))]:
            refuse_two_amounts(table.names, sums, found.quantity, found.price, problems)
        elif products is not None:
            refuse_two_amounts(table.names, [table.columns.index(products)], found.quantity, found.price, problems)
        else:
            refuse_other_pieces(table, found.quantity, found.price, unread, problems)
            _refuse_price_of_all(table, found.quantity, found.price, unread, problems)
            names = [table.names[place] for place in unread]
            quantity, price = table.names[found.quantity], table.names[found.price]
            refuse_per_many(table, quantity, price, names, money, problems)
    elif found.amount is not None:
        refuse_cut_amounts(table, found.amount, problems)
        refuse_split_amounts(table, found.amount, money, problems)
        refuse_nothing_paid(table, found.amount, money, problems)
        refuse_units(table.columns[found.amount], money, problems)
        refuse_running(table.names[found.amount], customer, day, money, problems)
        _refuse_amount(table, found.amount, customer, day, unread, near, problems)


def _unread(table: Table, found: Roles) -> Iterator[int]:
    taken = set(vars(found).values())
    return (place for place in range(len(table.columns)) if place not in taken)


def _refuse_amount(
    table: Table, amount: int, customer: Integers, day: Integers, unread: list[int], near: list[int],
    problems: Problems,
) -> None:  # fmt: skip
    """The price of one piece is no amount, a number of pieces is none, and a sum is with or without its taxes."""
    names, own = [plain(name) for name in table.names], table.columns[amount]
    if names[amount] in _PRICES:
        pieces = [place for place in unread if may_count(table.columns[place], customer, day, own)]
        if names[amount] != "unitprice":
            pieces = [place for place in pieces if is_even(table.columns[place], own)]
        sums = [place for place in unread if is_sum(table.columns[place]) and names[place] not in _PRICES]
        if pieces or sums:
            refuse_two_amounts(table.names, [amount, *sums], pieces[0] if pieces else None, amount, problems)
        return
    larger = [place for place in unread if is_sum(table.columns[place]) and _is_larger(table.columns[place], own)]
    whole = [place for place in near if WHOLE_SUM.search(names[place]) and not names[place].startswith("sub")]
    if larger:
        prices = [place for place in unread if names[place] in _PRICES]
        quantity, price = (amount, prices[0]) if prices else (None, None)
        sums = [place for place in larger if place not in prices]
        refuse_two_amounts(table.names, [amount, *sums], quantity, price, problems)
    elif parts := [place for place in unread if in_parts(own, table.columns[place], customer, day)]:
        refuse_two_amounts(table.names, [amount, *parts], None, None, problems)
    elif found := _multiplied(table, own, unread, grouped(customer, np.maximum(day, 0))):
        price, paid = found
        refuse_two_amounts(table.names, [amount, paid], None if price is None else amount, price, problems)
    elif counted := _pieces_of(table, own, unread):
        refuse_two_amounts(table.names, [amount], counted[0], amount, problems)
    elif whole and table.names[amount] != DOCUMENTED["amount"]:
        refuse_two_amounts(table.names, [amount, *whole], None, None, problems)
    elif holds_amounts(own) and (product := _product(table, own, unread)) is not None:
        refuse_two_amounts(table.names, [amount, product], None, None, problems)


def _refuse_price_of_all(table: Table, quantity: int, price: int, unread: list[int], problems: Problems) -> None:
    """Ask where each item has one price only if the price is divided by the number of pieces."""
    pieces, paid = (table.columns[place] for place in (quantity, price))
    if not (holds_amounts(pieces) and holds_amounts(paid)):
        return
    items = items_of((table.columns[place] for place in unread), paid)
    if of_all_pieces(items, worth_of(pieces).floats(), worth_of(paid).floats()) is not None:
        refuse_two_amounts(table.names, [price], quantity, price, problems)


def _multiplied(
    table: Table, amount: Column, unread: list[int], bought: Integers
) -> tuple[int | None, int] | None:  # fmt: skip
    """Places of a price and of a sum that make a number of pieces of the amount."""
    others = {table.columns[place]: place for place in unread}
    whole = [column for column in others if not is_part(column)]
    found = multiplied(amount, list(others), whole, list(filter(is_sum, whole)), bought)
    return None if found is None else (None if found[0] is None else others[found[0]], others[found[1]])


def _product(table: Table, own: Column, unread: list[int]) -> int | None:
    """Place of what is the amount times a number in another column, such as a rate of exchange."""
    found = multiplied_by(worth_of(head(own)).floats(), [table.columns[place] for place in unread], priced=False)
    return None if found is None else table.columns.index(found)


def _pieces_of(table: Table, amount: Column, unread: list[int]) -> list[int]:
    """Columns of numbers of pieces beside which each item has one amount, which is then the price of one piece."""
    counts = [place for place in unread if is_called_pieces(table.columns[place]) and numbers_of(table.columns[place])]
    if not counts or not holds_amounts(amount):
        return []
    paid = worth_of(amount).floats()
    items = items_of((table.columns[place] for place in unread if place not in counts), amount)
    return [place for place in counts if of_one_piece(items, worth_of(table.columns[place]).floats(), paid) is not None]


def _is_larger(column: Column, own: Column) -> bool:
    """Whether what may be money is beside whole numbers, and has cents or is usually larger than they are."""
    numbers, other = numbers_of(own), numbers_of(column)
    if numbers is None or other is None or not all(_WHOLE.fullmatch(text) for text, _ in used(own)):
        return False
    if set(numbers[0]) <= NOUGHT_AND_ONE:
        return True
    pieces, paid = (float(np.median(np.repeat(np.array(v, dtype=np.float64), r))) for v, r in (numbers, other))
    return any(value % 1 for value in other[0]) or paid > LARGER * pieces
