"""From a table of texts to rows that are understood: who, on which day, for how much; or all that is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np

from experiments.inputs.transactions.amounts import Amounts, amounts
from experiments.inputs.transactions.beside import refuse_days_of_customers
from experiments.inputs.transactions.by_content import Held
from experiments.inputs.transactions.clocks import days_among
from experiments.inputs.transactions.columns import Roles
from experiments.inputs.transactions.contested import refuse_contested
from experiments.inputs.transactions.currencies import currency_of
from experiments.inputs.transactions.cut_numbers import refuse_cut_numbers
from experiments.inputs.transactions.dates import iso_day
from experiments.inputs.transactions.days import days_of
from experiments.inputs.transactions.finding import roles
from experiments.inputs.transactions.identities import Identities, identities
from experiments.inputs.transactions.money import Money, money_of, products
from experiments.inputs.transactions.orders import further_lines, numbers_of, orders_of
from experiments.inputs.transactions.other_days import OtherDays, other_days
from experiments.inputs.transactions.problems import Problems
from experiments.inputs.transactions.reading import AUTO, Reading
from experiments.inputs.transactions.table import Column, Integers, Table, Truths


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows of a log; every array has the shape (rows,).

    Args:
        who: identities of the column of customers.
        customer: position in `who.ids`, -1 where there is none.
        day: ordinal; meaningless where the day is missing.
        money: amounts; None for a log without them.
        lacking: what a row lacks, by the name of its column.
        currency: code or sign of each, "" where none is written; None for a log without any.
        order: which rows are one order of a customer, see `orders_of`; None where nothing says so.
        later: which have a day after `population.until`; what is odd about them is asked nobody.
        said: how dates and amounts were understood.
        columns: name of the column of each role.
        dated: other columns of days; none where the user names the column.
        absent: how many of the problems are of rows that lack something, which hides no other problem.
    """

    who: Identities
    customer: Integers
    day: Integers
    money: Money | None
    lacking: dict[str, Truths]
    currency: np.ndarray | None
    order: Integers | None
    later: Truths
    said: tuple[str, str]
    columns: dict[str, str]
    dated: list[OtherDays]
    absent: int


def rows_of(table: Table, reading: Reading, problems: Problems) -> Rows | None:
    """Understand a table; None where that failed, and the problems say why.

    Args:
        table: rows that only repeat the names of the columns are taken out already.
        reading: what the user says.
        problems: where failures are noted.
    """
    found = roles(table.names, reading, problems, partial(days_among, table.columns), Held(table.columns))
    if table.bad_count:
        where = f"{table.bad_count:,} rows" if table.bad_count > 1 else f"row {table.bad[0][0]}"
        first = ", ".join(str(number) for number, _ in table.bad[:3])
        where += f" ({first}{', …' if table.bad_count > 3 else ''})" if table.bad_count > 1 else ""
        fields = table.bad[0][1]
        advice = (
            "Put a field that holds the delimiter in quotes."
            if fields > table.width
            else "Is it a note below the rows, or was the file cut off? Take it out, or get the file again."
        )
        given = f"{fields} field{'' if fields == 1 else 's'}"
        problems.add(where, given, f"must have {table.width} like the header", advice)
    if found is None or not len(table.row):
        if found is not None and not table.bad_count:
            problems.add("", "a header and no rows", "must hold transactions")
        return None
    customers, dates = table.columns[found.customer], table.columns[found.date]
    columns = {"customer": customers.name, "date": dates.name}
    money, missing, amount_said, signs = money_of_roles(table, found, reading, problems, columns)
    who = identities(customers.texts.to_pylist())
    customer = np.append(who.customer, -1)[customers.code]
    nobody = customers.rows_with(who.missing) | (customers.code < 0)
    _shortened(who, customers, table.row, problems)
    if reading.customer == AUTO:
        refuse_cut_numbers(customers, table.row, problems)
    days = days_of(dates, table.row, reading, problems)
    day = np.append(days.ordinal, 0)[dates.code]
    never = dates.rows_with(days.missing) | (dates.code < 0)
    known = np.where(never, -1, day)
    refuse_contested(table, found, customer, known, money, reading, problems)
    dated = other_days(table, set(vars(found).values()), known, reading) if reading.date == AUTO else []
    numbers = None if found.order is None else table.columns[found.order]
    refuse_days_of_customers(table, dates.name, customer, known, numbers, dated, problems)
    order, further = _orders(table, found, columns, customer, known, money, missing)
    lacking = {
        "a further line of its order, without an amount of its own": further,
        f"no customer in column '{customers.name}'": nobody & ~further,
        f"no day in column '{dates.name}'": never & ~further,
        f"no amount in column '{columns.get('amount', '')}'": missing & ~further,
    }  # fmt: skip
    later = ~never & (day > _until(reading))
    whole = ~np.any(list(lacking.values()), axis=0) & ~later
    _refuse_days(customers, whole, table.row, problems)
    currency = currency_of(table, found, signs, whole, columns, reading.currency, problems)
    before = len(problems.found)
    asked = {reason: rows & ~later for reason, rows in lacking.items() if rows is not further}
    _refuse_missing(asked, money, table, reading, problems, customers, who)
    return Rows(
        who=who, customer=customer, day=day, money=money, lacking=lacking,
        currency=currency, order=order, later=later, said=(days.said, amount_said),
        columns=columns, dated=dated, absent=len(problems.found) - before,
    )  # fmt: skip


def _counts(column: Column) -> Integers:
    return np.bincount(column.code[column.code >= 0], minlength=len(column.texts)).astype(np.int64)


def _understood(column: Column, reading: Reading, row: Integers, problems: Problems) -> Amounts:
    found = amounts(column.texts.to_pylist(), _counts(column), column.numbers, reading.decimal)
    if found.wrong is not None and found.ambiguous:
        problems.add(f"column '{column.name}'", *found.wrong)
    elif found.wrong is not None:
        none = np.array([value is None for value in found.values]) & ~found.missing
        problems.at(row[column.rows_with(none)], column.name, *found.wrong)
    return found


def _refuse_idle_decimal(known: Sequence[tuple[Column, Amounts]], reading: Reading, problems: Problems) -> None:
    """The word that tells points from commas says nothing where the file itself tells all numbers from text."""
    if reading.decimal != AUTO and not any(_has_texts(column, found) for column, found in known):
        where = " and ".join(f"'{column.name}'" for column, _ in known)
        allowed = "has no effect on numbers, which the file itself tells from text"
        problems.add(f"population.decimal, column {where}", reading.decimal, allowed, "Leave it out.")


def _has_texts(column: Column, found: Amounts) -> bool:
    used = (_counts(column) > 0) & ~found.missing
    return bool((used if column.numbers is None else used & ~column.numbers).any())


def money_of_roles(
    table: Table, found: Roles, reading: Reading, problems: Problems, columns: dict[str, str]
) -> tuple[Money | None, Truths, str, np.ndarray | None]:
    """Amounts; which rows have none; how they were understood; and the currency beside each."""
    nothing = np.zeros(len(table.row), dtype=np.bool_)
    if found.amount is not None:
        column = table.columns[found.amount]
        columns["amount"] = column.name
        known = _understood(column, reading, table.row, problems)
        _refuse_idle_decimal([(column, known)], reading, problems)
        missing = column.rows_with(known.missing) | (column.code < 0)
        return money_of(known.values, column.code), missing, known.said, _signs(known, column)
    if found.quantity is None or found.price is None:
        return None, nothing, "there are no amounts: purchases are counted, each worth 1", None
    one, other = table.columns[found.quantity], table.columns[found.price]
    columns |= {"quantity": one.name, "price": other.name, "amount": f"{one.name} × {other.name}"}
    quantity, price = (_understood(column, reading, table.row, problems) for column in (one, other))
    _refuse_idle_decimal([(one, quantity), (other, price)], reading, problems)
    if (signs := _signs(quantity, one)) is not None and (of_money := signs != "").any():
        given, allowed = "a quantity with the sign of a currency", "a quantity is a number of pieces"
        advice = "Mend the rows, or name the column of amounts: population.amount=COLUMN."
        problems.at(table.row[of_money], one.name, given, allowed, advice)
    missing = one.rows_with(quantity.missing) | (one.code < 0) | other.rows_with(price.missing) | (other.code < 0)
    money = products(quantity.values, price.values, one.code, other.code)
    both = one.rows_with(_negative(quantity)) & other.rows_with(_negative(price))
    if both.any():
        given, allowed = "a negative quantity at a negative price", "would count as a purchase"
        problems.at(table.row[both], columns["amount"], given, allowed, "A return has one sign: mend the rows.")
    return money, missing, f"amounts are quantity times price, {price.said}", _signs(price, other)


def _negative(known: Amounts) -> Truths:
    return np.array([value is not None and value < 0 for value in known.values], dtype=np.bool_)


def _signs(known: Amounts, column: Column) -> np.ndarray | None:
    if not any(known.currency):
        return None
    return np.array([*(code or "" for code in known.currency), ""], dtype=object)[column.code]


def _orders(
    table: Table, found: Roles, columns: dict[str, str], customer: Integers, day: Integers, money: Money | None,
    missing: Truths,
) -> tuple[Integers | None, Truths]:  # fmt: skip
    """Which rows are one order; and which are a further line of one. Where rows have prices, each has its own."""
    nothing = np.zeros(len(table.row), dtype=np.bool_)
    number = None if found.order is None else numbers_of(table.columns[found.order])
    if found.order is None or number is None:
        return None, nothing
    columns["order"] = table.columns[found.order].name
    if money is None or found.amount is None:
        return None, nothing
    return orders_of(number, customer, money), further_lines(number, customer, day, money, missing)


def _shortened(who: Identities, column: Column, row: Integers, problems: Problems) -> None:
    rows = column.rows_with(who.exponent)
    if rows.any():
        advice = (
            "A spreadsheet has cut their digits, so that different customers look alike: export them as text again."
        )
        allowed = "is no identity"
        problems.at(row[rows], column.name, "a number in exponent form, such as 1.23E+11", allowed, advice)


def _refuse_days(customers: Column, whole: Truths, row: Integers, problems: Problems) -> None:
    """An identity that a sheet shows as a day is not the number that others of its kind are."""
    if customers.days is not None and customers.numbers is not None:
        shown = whole & customers.rows_with(customers.days)
        if shown.any() and (whole & customers.rows_with(customers.numbers)).any():
            advice = "The sheet shows some numbers as days: format the column as numbers, and save it again."
            problems.at(row[shown], customers.name, "a day among numbers", "must hold identities", advice)


def _until(reading: Reading) -> int:
    """The last day that counts."""
    until = date.max if reading.until is None else iso_day(str(reading.until), "population.until")
    return until.toordinal()


def _blocks(customers: Column, rows: Truths) -> int:
    """How many blocks of rows begin with a customer and go on without one; 0 where the rows look otherwise."""
    code = np.where(rows, -1, customers.code)
    named = np.flatnonzero(code >= 0)
    if not len(named) or code[0] < 0 or len(np.unique(code[named])) < NAMED_ONCE * len(named):
        return 0
    blocks = int((np.diff(named, append=len(code)) > 1).sum())
    return blocks if blocks > 1 or blocks == len(named) else 0


NAMED_ONCE = 0.95
"""Share of customers who stand in one row only, where a report names them at the head of their block."""


def _refuse_missing(
    lacking: dict[str, Truths], money: Money | None, table: Table, reading: Reading, problems: Problems,
    customers: Column, who: Identities,
) -> None:  # fmt: skip
    """Rows that lack something, in one problem each, with the word that leaves them out."""
    if reading.missing == "drop":
        return
    for reason, rows in lacking.items():
        if not rows.any():
            continue
        summed = "" if money is None or "amount" in reason else f", with a sum of {money.total(rows):,f}"
        what, name = reason.split(" in column ")
        if "customer" in what:
            placeholders = int((customers.rows_with(who.placeholder) & rows).sum())
            what = "no customer" if not placeholders else (
                f"no customer, {placeholders:,} of them a word for nothing, a sum or an average, such as NULL or Total"
            )  # fmt: skip
        advice = "Fill them in, or leave such rows out: population.missing=drop."
        if name.strip("'") == customers.name and (blocks := _blocks(customers, rows)):
            advice = (
                f"They follow rows with a customer, each of whom is named once ({blocks:,} blocks): if a block is one "
                "customer, fill the column down in a spreadsheet. population.missing=drop leaves the rows out."
            )
        problems.at(table.row[rows], name.strip("'"), f"{what}{summed}", "must not be missing", advice)
