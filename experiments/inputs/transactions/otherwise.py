"""Readings that a name has decided and the rows have not: what the other one would give is said, with its words.

Three are possible in an ordinary log: an amount that does not say so may be the price of one piece; a price beside
pieces may be that of all; and rows of one customer, time and amount may be one order that repeats its total. Where the
rows speak for the other reading it is asked, before; where they speak for this one, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from experiments.inputs.transactions.called import OF_ALL_PIECES
from experiments.inputs.transactions.columns import KNOWN, Roles, plain
from experiments.inputs.transactions.counting import is_called_pieces, is_even, may_count
from experiments.inputs.transactions.numeric import holds_amounts, worth_of
from experiments.inputs.transactions.pieces import items_of, of_all_pieces, of_one_piece
from experiments.inputs.transactions.problems import Problems, rows_said
from experiments.inputs.transactions.questions import SHARE, Choice
from experiments.inputs.transactions.reading import AUTO
from experiments.inputs.transactions.table import Column
from experiments.inputs.transactions.understanding import money_of_roles

if TYPE_CHECKING:
    from experiments.inputs.transactions.chooser import Chooser

_OF_ONE = frozenset("unitprice priceperunit einzelpreis stueckpreis".split())  # noqa: SIM905
"""Names of a price that say that it is that of one piece."""


def readings_said(chooser: Chooser) -> list[str]:
    """Say what other readings would give, where that is another sum.

    Args:
        chooser: of a log whose rows have been gone through.
    """
    money = chooser.rows.money
    if money is None:
        return []
    now, said = money.total(chooser.account.alive), []
    for what, choice in (*_pieces(chooser), *_lines(chooser)):
        other = _sum(chooser, choice)
        if other is not None and abs(other - now) > SHARE * abs(now):
            said.append(f"{what}, say {choice.typed} (sum {other:,f})")
    return said


def _pieces(chooser: Chooser) -> Iterator[tuple[str, Choice]]:
    """Amounts of one piece instead of all, or of all instead of one."""
    reading, named = chooser.reading, chooser.rows.columns
    if (reading.amount, reading.quantity, reading.price) != (AUTO, None, None):
        return
    columns = {column.name: column for column in chooser.table.columns}
    others = [column for column in chooser.table.columns if column.name and column.name not in named.values()]
    if "quantity" in named:
        quantity, price = columns[named["quantity"]], columns[named["price"]]
        if plain(price.name) not in _OF_ONE and not _told(others, quantity, price, one=True):
            what = f"each '{price.name}' is read as that of one piece; if it is that of all pieces of the row"
            yield what, Choice({"amount": price.name})
        return
    paid = columns[named["amount"]]
    is_price = any(plain(paid.name) in names for names in KNOWN["price"])
    if not is_price and plain(paid.name) not in OF_ALL_PIECES:
        return
    for pieces in others:
        called = is_called_pieces(pieces)
        if called is False or not may_count(pieces, chooser.rows.customer, chooser.rows.day, paid):
            continue
        if not (called or is_price or is_even(pieces, paid)):
            continue
        if not _told([one for one in others if one is not pieces], pieces, paid, one=False):
            what = f"each '{paid.name}' is read as that of its row; if it is the price of one of '{pieces.name}'"
            yield what, Choice({"quantity": pieces.name, "price": paid.name})
            return


def _told(others: list[Column], quantity: Column, price: Column, one: bool) -> bool:
    """Whether the rows of an item tell that the price is that of one piece, or of all."""
    if not (holds_amounts(quantity) and holds_amounts(price)):
        return False
    tell = of_one_piece if one else of_all_pieces
    return tell(items_of(others, price), worth_of(quantity).floats(), worth_of(price).floats()) is not None


def _lines(chooser: Chooser) -> Iterator[tuple[str, Choice]]:
    """Rows of one customer, time and amount that are one order."""
    if chooser.repeated is not None and (again := chooser.repeated & chooser.account.alive).any():
        where, one = rows_said(chooser.table.row[again]), int(again.sum()) == 1
        what = f"{where} {'has' if one else 'have'} customer, time and amount of an earlier row, and count as purchases"
        yield f"{what}; if orders repeat their totals", Choice({"lines": "whole"})


def _sum(chooser: Chooser, choice: Choice) -> Decimal | None:
    """The sum in another reading; by reading the log anew only where some rows do not count, or are returns."""
    money, weighed = chooser.rows.money, chooser.problems.weighed
    assert money is not None
    plainly = bool(chooser.account.alive.all() and (money.units >= 0).all())
    if plainly and "lines" in choice.words and chooser.repeated is not None:
        return money.total(~chooser.repeated)
    if plainly:
        places = {column.name: place for place, column in enumerate(chooser.table.columns)}
        roles = Roles(0, 0, *(places.get(choice.words.get(key, "")) for key in ("amount", "quantity", "price")))
        problems = Problems("")
        other, missing, *_ = money_of_roles(chooser.table, roles, chooser.reading, problems, {})
        if other is not None and not missing.any() and not (other.units < 0).any():
            return other.total()
    found = None if weighed is None else weighed(choice.words)
    return None if found is None else found.sum
