"""The currency of each row of a log: a column and the sign beside the amount may both tell it, and must agree."""

from __future__ import annotations

import re
from dataclasses import fields

import numpy as np

from experiments.inputs.transactions.columns import Roles, plain
from experiments.inputs.transactions.currency import NONE, agreed, are_currencies, code_of, may_be
from experiments.inputs.transactions.identities import is_placeholder
from experiments.inputs.transactions.iso_4217 import numbered
from experiments.inputs.transactions.problems import Problems, rows_said
from experiments.inputs.transactions.table import Column, Table, Truths

SEVERAL = 100
"""Distinct texts from which on a column is none of currencies."""


def currency_of(
    table: Table, found: Roles, signs: np.ndarray | None, counts: Truths, columns: dict[str, str], word: str | None,
    problems: Problems,
) -> np.ndarray | None:  # fmt: skip
    """The currency of each row: what its column and the sign beside the amount say together.

    Args:
        table: the rows.
        found: the columns.
        signs: code or sign beside the amount of each row, "" for none, shape (rows,); None where no row has one.
        counts: rows that lack nothing, shape (rows,).
        columns: name of the column of each role.
        word: what the user says of the currency.
        problems: where contradictions are noted.
    """
    if word is not None and word.upper() == NONE:
        return None
    places = _of_codes(table, found)
    whole, both = signs, set()
    for place in places:
        column = table.columns[place]
        texts = ["" if is_placeholder(text) else code_of(text) for text in column.texts.to_pylist()]
        said = np.array([*texts, ""], dtype=object)[column.code]
        if whole is None:
            whole = said
        else:
            pairs = list(zip(whole.tolist(), said.tolist(), strict=True))
            known = {pair: agreed(*pair) for pair in set(pairs)}
            against = np.array([known[pair] is None for pair in pairs], dtype=np.bool_) & counts
            if against.any():
                one, other = pairs[int(np.argmax(against))]
                beside = f"column '{columns['currency']}'" if "currency" in columns else "the sign beside the amount"
                given = f"{one} by {beside} and {other} by column '{column.name}'"
                advice = (
                    "Mend the rows, or say population.currency=none if one of them is not the currency of the amounts."
                )
                problems.add(rows_said(table.row[against]), given, "an amount has one currency", advice)
            both |= {(one, code) for one, code in known if code in may_be(one)}
            whole = np.array([known[pair] or pair[1] for pair in pairs], dtype=object)
        columns["another currency" if "currency" in columns else "currency"] = column.name
    return None if whole is None else _settled(whole, both)


def _settled(whole: np.ndarray, both: set[tuple[str, str]]) -> np.ndarray:
    """A sign in rows of which nothing else tells the currency is the one that rows with both tell."""
    for sign in {sign for sign, _ in both}:
        codes = [code for one, code in both if one == sign]
        if len(codes) == 1:
            whole[whole == sign] = codes[0]
    return whole


def _may_be(column: Column) -> bool:
    """Whether a column may be what its name says: Valuta is also the day of a booking."""
    if len(column.texts) >= SEVERAL:
        return False
    texts = [text.strip() for text in _rows(column)]
    return bool(texts) and not any(re.search(r"\d", text) for text in texts if numbered(text) is None)


def _of_codes(table: Table, found: Roles) -> list[int]:
    """The column that is called currency, or else those in which codes stand; the most various one last.

    Of several, the one that is called as the amount is: that of a converted amount is the converted currency.
    """
    called, others = found.currency, {getattr(found, field.name) for field in fields(found)} - {found.currency}
    codes = {}
    for place, column in enumerate(table.columns):
        if place not in others and len(column.texts) < SEVERAL and are_currencies(rows := _rows(column)):
            codes[place] = len(rows)
    money = _called(table, found.price if found.amount is None else found.amount)
    if called is not None and _may_be(table.columns[called]):  # the name says more than the texts of others
        near = [place for place in codes if money and _called(table, place) == money != _called(table, called)]
        return near[-1:] or [called]
    return sorted(codes, key=lambda place: codes[place])


def _called(table: Table, place: int | None) -> str:
    """What a column of money is called beside the words that each of them may have: converted, settled, paid."""
    name = "" if place is None else plain(table.columns[place].name)
    return re.sub("amount|currency|code|total|value|price|iso", "", name)


def _rows(column: Column) -> dict[str, int]:
    """How many rows hold each text that says something."""
    counts = np.bincount(column.code[column.code >= 0], minlength=len(column.texts)).tolist()
    pairs = zip(column.texts.to_pylist(), counts, strict=True)
    return {text: count for text, count in pairs if count and not is_placeholder(text)}
