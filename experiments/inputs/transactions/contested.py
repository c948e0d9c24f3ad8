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

from experiments.inputs.transactions.columns import DOCUMENTED, KNOWN, Roles, listed, plain, refuse_two_amounts
from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.multiplied import LARGER, multiplied
from experiments.inputs.transactions.numeric import NOUGHT_AND_ONE, holds_amounts, numbers_of, used, worth_of
from experiments.inputs.transactions.pieces import items_of, of_all_pieces, of_one_piece
from experiments.inputs.transactions.problems import Problems
from experiments.inputs.transactions.reading import AUTO, Reading, typed
from experiments.inputs.transactions.rivals import refuse_other_buyers
from experiments.inputs.transactions.sums import is_near
from experiments.inputs.transactions.table import Column, Integers, Table

USUAL = 3
"""Pieces that most rows have at most."""
_WHOLE = re.compile(r"\s*-?\d+(?:\.0)?\s*")
"""A number without cents, also as a table with gaps writes it."""
_PIECES = re.compile(
    "qty|quant|cantidad|menge|unit|piece|pcs|stuck|stueck|anzahl|antal|aantal|case|carton|number|kilo|kg$|hours|nights|"
    "rentaldays|lit(er|re)|flasche|bottle|ticket|ordered|shipped|sold"
)
_NO_PIECES = re.compile(
    "rating|score|star|stor|shop|channel|segment|month|week|day|year|hour|age$|(?<!pa)id$|level|group|class|room|depart|"
    "region|branch|quarter|line|size|campaign|child|visit|table|floor|zip|plz|postal|phone|code|type|status|gender|party|"
    "position|register|till|terminal|points|discount|tax|vat|mwst"
)
"""Names of numbers that are no numbers of pieces, unless a word of the first kind is among them."""
SUMS = re.compile(
    "total|amount|sum(me)?$|^sum|gesamt|betrag|umsatz|revenue|value|importe|montant|bedrag|belop|spen[dt]|sales|gross|"
    "^net|netto|brutto|wert$|preis$|price|paid|turnover"
)
PARTS = re.compile(
    "tax|vat|mwst|ust$|shipp|versand|freight|discount|rabatt|refund|fee|tip|balance|outstanding|point|qty|quantity|count|"
    "cost|currency|code|method|status|type|date|score|life|credit|deposit|margin|weight"
)
"""Names of what is only a part of an amount, or no money of the purchase."""
_WHOLE_SUM = re.compile("incl|inkl|excl|exkl|after|brutto|gross|^net|netto")
"""Words of a sum with or without its parts, which may be what was paid."""
_OTHERWISE = re.compile("cost|profit|margin|list|original|msrp|rrp|unit|einzel|balance|id$|number|year|annual")
"""Names of money that is near to what was paid, and is not it."""
_OF_A_CUSTOMER = re.compile("customer|client|loyalty|life|annual|year|ytd|cumul|ltv")
_PRICES = frozenset[str]().union(*KNOWN["price"])
_BOUGHT = re.compile("order|purchase|invoice|sale|transaction|bestell|rechnung|kauf")


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
        refuse_other_buyers(table, found.customer, unread, customer, day, problems)
    if reading.date == AUTO and table.names[found.date] == DOCUMENTED["date"]:
        _refuse_days(table, found, unread, problems)
    if reading.amount != AUTO or reading.quantity is not None or reading.price is not None or money is None:
        return
    near = [place for place in unread if is_near(table.columns[place], money)]
    if found.quantity is not None and found.price is not None:
        if sums := [place for place in near if not _OTHERWISE.search(plain(table.names[place]))]:
            refuse_two_amounts(table.names, sums, found.quantity, found.price, problems)
        else:
            _refuse_price_of_all(table, found.quantity, found.price, unread, problems)
    elif found.amount is not None:
        _refuse_amount(table, found.amount, unread, near, problems)


def _unread(table: Table, found: Roles) -> Iterator[int]:
    taken = set(vars(found).values())
    return (place for place in range(len(table.columns)) if place not in taken)


def _refuse_amount(table: Table, amount: int, unread: list[int], near: list[int], problems: Problems) -> None:
    """The price of one piece is no amount, a number of pieces is none, and a sum is with or without its taxes."""
    names, own = [plain(name) for name in table.names], table.columns[amount]
    if names[amount] in _PRICES:
        pieces = [place for place in unread if may_count(table.columns[place], names[amount] == "unitprice")]
        sums = [place for place in unread if _is_sum(table.columns[place]) and names[place] not in _PRICES]
        if pieces or sums:
            refuse_two_amounts(table.names, [amount, *sums], pieces[0] if pieces else None, amount, problems)
        return
    larger = [place for place in unread if _is_sum(table.columns[place]) and _is_larger(table.columns[place], own)]
    whole = [place for place in near if _WHOLE_SUM.search(names[place]) and not names[place].startswith("sub")]
    if larger:
        prices = [place for place in unread if names[place] in _PRICES]
        quantity, price = (amount, prices[0]) if prices else (None, None)
        sums = [place for place in larger if place not in prices]
        refuse_two_amounts(table.names, [amount, *sums], quantity, price, problems)
    elif found := _multiplied(table, own, unread):
        price, paid = found
        refuse_two_amounts(table.names, [amount, paid], None if price is None else amount, price, problems)
    elif counted := _pieces_of(table, own, unread):
        refuse_two_amounts(table.names, [amount], counted[0], amount, problems)
    elif whole and table.names[amount] != DOCUMENTED["amount"]:
        refuse_two_amounts(table.names, [amount, *whole], None, None, problems)


def _refuse_price_of_all(table: Table, quantity: int, price: int, unread: list[int], problems: Problems) -> None:
    """Ask where each item has one price only if the price is divided by the number of pieces."""
    pieces, paid = (table.columns[place] for place in (quantity, price))
    if not (holds_amounts(pieces) and holds_amounts(paid)):
        return
    items = items_of((table.columns[place] for place in unread), paid)
    if of_all_pieces(items, worth_of(pieces).floats(), worth_of(paid).floats()) is not None:
        refuse_two_amounts(table.names, [price], quantity, price, problems)


def _multiplied(table: Table, amount: Column, unread: list[int]) -> tuple[int | None, int] | None:
    """Places of a price and of a sum that make a number of pieces of the amount."""
    others = {table.columns[place]: place for place in unread}
    whole = [column for column in others if not _is_part(column)]
    found = multiplied(amount, list(others), whole, list(filter(_is_sum, whole)))
    return None if found is None else (None if found[0] is None else others[found[0]], others[found[1]])


def _pieces_of(table: Table, amount: Column, unread: list[int]) -> list[int]:
    """Columns of numbers of pieces beside which each item has one amount, which is then the price of one piece."""
    counts = [place for place in unread if may_count(table.columns[place], any_number=False)]
    if not counts or not holds_amounts(amount):
        return []
    paid = worth_of(amount).floats()
    items = items_of((table.columns[place] for place in unread if place not in counts), amount)
    return [place for place in counts if of_one_piece(items, worth_of(table.columns[place]).floats(), paid) is not None]


def may_count(column: Column, any_number: bool) -> bool:
    """Whether a column may hold numbers of pieces: by its name, or because they are whole and mostly small.

    Args:
        column: that nothing is read from.
        any_number: whether any numbers that differ may be such, as beside the price of one unit.
    """
    name = plain(column.name)
    called = bool(_PIECES.search(name))
    if (_NO_PIECES.search(name) and not called) or (numbers := numbers_of(column)) is None:
        return False
    values, rows = numbers
    if len(values) < 2 or set(values) <= NOUGHT_AND_ONE:
        return False
    if called or any_number:
        return True
    few = sum(count for value, count in zip(values, rows, strict=True) if value <= USUAL)
    return all(value % 1 == 0 for value in values) and min(values) == 1 and 2 * few > sum(rows)


def _is_sum(column: Column) -> bool:
    """Whether a column of money is called like the amount of a row or an order, and not like a part of it."""
    return bool(SUMS.search(plain(column.name))) and not _is_part(column) and holds_amounts(column)


def _is_part(column: Column) -> bool:
    """Whether a column is called like a part of an amount, or like what a customer is worth."""
    name = plain(column.name)
    return bool((PARTS.search(name) and not _WHOLE_SUM.search(name)) or _OF_A_CUSTOMER.search(name))


def _is_larger(column: Column, own: Column) -> bool:
    """Whether what may be money is beside whole numbers, and has cents or is usually larger than they are."""
    numbers, other = numbers_of(own), numbers_of(column)
    if numbers is None or other is None or not all(_WHOLE.fullmatch(text) for text, _ in used(own)):
        return False
    if set(numbers[0]) <= NOUGHT_AND_ONE:
        return True
    pieces, paid = (float(np.median(np.repeat(np.array(v, dtype=np.float64), r))) for v, r in (numbers, other))
    return any(value % 1 for value in other[0]) or paid > LARGER * pieces


def _refuse_days(table: Table, found: Roles, unread: list[int], problems: Problems) -> None:
    """The day of an export or of a shipment is called date as well as that of the order."""
    rivals = [
        place
        for place in unread
        if (name := plain(table.names[place])) in KNOWN["date"][0]
        and _BOUGHT.match(name)
        and not _same(table.columns[found.date], table.columns[place])
    ]
    if rivals:
        names = [table.names[place] for place in (found.date, *rivals)]
        words = " or ".join(typed("date", name) for name in names)
        problems.add("", f"the columns {listed(names)}", "each may be the date", f"Choose {words}.")


def _same(one: Column, other: Column) -> bool:
    """Whether two columns hold the same texts in all rows."""
    texts, others = [*one.texts.to_pylist(), None], [*other.texts.to_pylist(), None]
    pairs = np.unique(np.stack([one.code, other.code]), axis=1)
    return all(texts[a] == others[b] for a, b in pairs.T.tolist())
