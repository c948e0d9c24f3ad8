"""Columns that were chosen by their names alone, held against those of which nothing is read.

Every shop has names of its own, so a list of names that are known chooses wrongly where the right column is called
something else: a unit price is taken for the amount beside a number of pieces of an unknown name, the cashier beside
the customer. So a column that only its name has chosen is asked about where what it holds, or what another column is
called, speaks against it. A word of the user's ends the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from experiments.inputs.transactions.amounts import amounts
from experiments.inputs.transactions.columns import DOCUMENTED, KNOWN, Roles, listed, plain, refuse_two_amounts
from experiments.inputs.transactions.identities import is_placeholder
from experiments.inputs.transactions.money import Money, money_of
from experiments.inputs.transactions.problems import Problems
from experiments.inputs.transactions.reading import AUTO, Reading, typed
from experiments.inputs.transactions.table import Column, Table

USUAL = 3
"""Pieces that most rows have at most."""
MOST = 1000
"""Distinct texts beyond which a column holds no numbers of pieces, and after which money is known as such."""
_WHOLE = re.compile(r"\s*-?(\d{1,4})(?:[.,]0+)?\s*")
_NO_PIECES = re.compile(
    "rating|score|star|stor|shop|channel|segment|month|week|day|year|hour|age$|(?<!pa)id$|level|group|class"
)
"""Names of small whole numbers that are no numbers of pieces."""
SUMS = re.compile(
    "total|amount|sum(me)?$|^sum|gesamt|betrag|umsatz|revenue|value|importe|montant|bedrag|belop|spen[dt]"
)
PARTS = re.compile(
    "tax|vat|mwst|ust$|shipp|versand|freight|discount|rabatt|refund|fee|tip|balance|outstanding|point|qty|quantity|count|"
    "cost|currency|code|method|status|type|date|score|life|credit|deposit|margin|weight"
)
"""Names of what is only a part of an amount, or no money of the purchase."""
_PERSON = re.compile(
    "(customer|client|kunden?|kund|debitor(?:en)?|debtor|buyer|klant(?:en)?|cliente|patient|guest|shopper|member|user|"
    "donor)(name|fullname|id|no|nr|number|nummer|code|key|email|mail)?"
)
"""Who bought, and what of them a column holds."""
_PRICES = frozenset[str]().union(*KNOWN["price"])
_BOUGHT = re.compile("order|purchase|invoice|sale|transaction|bestell|rechnung|kauf")


def refuse_contested(table: Table, found: Roles, money: Money | None, reading: Reading, problems: Problems) -> None:
    """Ask about columns that only their names have chosen, where others speak against them.

    Args:
        table: the rows.
        found: the columns.
        money: amounts as they were read; None for a log without them.
        reading: what the user says of the columns.
        problems: where the questions are noted.
    """
    if reading.customer == AUTO:
        _refuse_seller(table, found, problems)
    if reading.date == AUTO and table.names[found.date] == DOCUMENTED["date"]:
        _refuse_days(table, found, problems)
    if reading.amount != AUTO or reading.quantity is not None or reading.price is not None or money is None:
        return
    if found.amount is not None:
        _refuse_amount(table, found, found.amount, problems)
    elif found.quantity is not None and found.price is not None:
        for place in _unread(table, found):
            column = table.columns[place]
            if _is_sum(column) and not _is_worth(column, money):
                refuse_two_amounts(table.names, [place], found.quantity, found.price, problems)
                return


def _unread(table: Table, found: Roles) -> Iterator[int]:
    taken = set(vars(found).values())
    return (place for place in range(len(table.columns)) if place not in taken)


def _refuse_amount(table: Table, found: Roles, amount: int, problems: Problems) -> None:
    """The price of one piece is no amount, and a number of pieces is none either."""
    unread = list(_unread(table, found))
    sums = [place for place in unread if _is_sum(table.columns[place])]
    prices = [place for place in unread if plain(table.names[place]) in _PRICES and is_money(table.columns[place])]
    pieces = [place for place in unread if counts_pieces(table.columns[place])]
    if plain(table.names[amount]) in _PRICES and (sums or pieces):
        refuse_two_amounts(table.names, [amount, *sums], pieces[0] if pieces else None, amount, problems)
    elif counts_pieces(table.columns[amount]) and (sums or prices):
        quantity, price = (amount, prices[0]) if prices else (None, None)
        refuse_two_amounts(table.names, [amount, *sums], quantity, price, problems)


def counts_pieces(column: Column) -> bool:
    """Whether a column holds whole numbers from 0 or 1 on, most of them small, and not always the same."""
    if len(column.texts) > MOST or _NO_PIECES.search(plain(column.name)):
        return False
    used = list(_used(column))
    found = [(_WHOLE.fullmatch(text), count) for text, count in used]
    pieces = [(int(match[1]), count) for match, count in found if match is not None]
    if len(found) < 2 or len(pieces) < len(found) or min(pieces)[0] > 1:
        return False
    few = sum(count for number, count in pieces if number <= USUAL)
    return 2 * few > sum(count for _, count in pieces)


def _used(column: Column) -> Iterator[tuple[str, int]]:
    """Texts that say something, and how many rows hold each."""
    rows = np.bincount(column.code[column.code >= 0], minlength=len(column.texts)).tolist()
    texts = zip(column.texts.to_pylist(), rows, strict=True)
    return ((text, count) for text, count in texts if count and not is_placeholder(text))


def _is_sum(column: Column) -> bool:
    """Whether a column of money is called like the amount of a row or an order, and not like a part of it."""
    name = plain(column.name)
    return bool(SUMS.search(name)) and not PARTS.search(name) and is_money(column)


def is_money(column: Column) -> bool:
    """Whether a column holds amounts which are no numbers of pieces."""
    return not counts_pieces(column) and holds_amounts(column)


def holds_amounts(column: Column) -> bool:
    """Whether all texts of a column that say something are amounts; the first ones tell where they are not."""
    used = list(_used(column))
    return bool(used) and all(_are_amounts(part) for part in (used[:MOST], used))


def _are_amounts(used: Sequence[tuple[str, int]]) -> bool:
    found = amounts([text for text, _ in used], np.array([count for _, count in used], dtype=np.int64))
    return found.wrong is None or found.ambiguous


def _is_worth(column: Column, money: Money) -> bool:
    """Whether a column holds the very amounts of all rows."""
    texts = column.texts.to_pylist()
    rows = np.bincount(column.code[column.code >= 0], minlength=len(texts)).astype(np.int64)
    other = money_of(amounts(texts, rows, column.numbers).values, column.code)
    places = max(other.places, money.places)
    one, two = (m.units.astype(object) * 10 ** (places - m.places) for m in (other, money))
    return bool((one == two).all())


def _refuse_seller(table: Table, found: Roles, problems: Problems) -> None:
    """A column called user or client is maybe the cashier's, or a name that several have."""
    chosen = _PERSON.fullmatch(plain(table.names[found.customer]))
    if chosen is None or chosen[2]:
        return
    rivals = [
        place
        for place in _unread(table, found)
        if (other := _PERSON.fullmatch(plain(table.names[place])))
        and (other[1][:4] != chosen[1][:4] or other[2] not in (None, "name", "fullname", "email", "mail"))
    ]
    if rivals:
        names = [table.names[place] for place in (found.customer, *rivals)]
        words = " or ".join(typed("customer", name) for name in names)
        problems.add("", f"the columns {listed(names)}", "each may be the customer", f"Choose {words}.")


def _refuse_days(table: Table, found: Roles, problems: Problems) -> None:
    """The day of an export or of a shipment is called date as well as that of the order."""
    rivals = [
        place
        for place in _unread(table, found)
        if (name := plain(table.names[place])) in KNOWN["date"][0] and _BOUGHT.match(name)
    ]
    if rivals:
        names = [table.names[place] for place in (found.date, *rivals)]
        words = " or ".join(typed("date", name) for name in names)
        problems.add("", f"the columns {listed(names)}", "each may be the date", f"Choose {words}.")
