"""Several customers in one cell, as 17;18 or A12/A13 for a family, and customers with a word added, as K17 Plan.

Each would be a customer of its own, beside those that it names. A cell is taken for several where all of its parts are
customers of other rows, or addresses, or figures and letters in the order in which most customers have them.
"""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from experiments.inputs.transactions.accounting import Account
from experiments.inputs.transactions.problems import rows_said
from experiments.inputs.transactions.table import Column, Truths
from experiments.inputs.transactions.understanding import Rows
from experiments.inputs.transactions.words_of_no_sale import matched

_SIGNS = r"\s*(?:[;/,&+|\n]|\s(?:und|and|et|y|e|og|och|en)\s)\s*"
"""What parts several customers in one cell."""
MOST, USUAL = 0.3, 0.1
"""Share of customers who are written with such a sign, from which on that is how customers are written here; and of
those written without, from which on a form is usual."""
WORDS = 2
"""Customers who have one and the same word behind another customer, from which on that is no chance."""
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(,\d{3})+")


def several_said(customers: Column, rows: Rows, account: Account) -> list[str]:
    """Say which rows name several customers, and which name another customer with a word added.

    Args:
        customers: the column of them.
        rows: as they were understood.
        account: which of them count.
    """
    texts, said = customers.texts, list[str]()
    for which, what, advice in (
        (_several(texts), "several customers in one cell",
         "write one customer in each row, or one name for all of them"),
        (_added(texts), "another customer with one and the same word added",
         "write both alike if they are one, and take out what is planned or adds up"),
    ):  # fmt: skip
        if which.any() and (found := customers.rows_with(which) & account.alive).any():
            worth = "" if rows.money is None else f", sum {rows.money.total(found):,f}"
            count = int(which.sum())
            read = "it is read as a customer" if count == 1 else f"each of {count:,} such is read as a customer"
            said.append(f"{rows_said(account.row[found])}{worth}, hold {what}: {read} of its own; {advice}")
    return said


def _several(texts: pa.Array) -> Truths:
    signed = matched(texts, _SIGNS)
    nothing = np.zeros(len(texts), dtype=np.bool_)
    if not signed.any() or signed.sum() > max(1, MOST * len(texts)):
        return nothing
    names = texts.to_pylist()
    others = {name for name, sign in zip(names, signed.tolist(), strict=True) if not sign}
    forms = Counter(map(_form, others))
    usual = {form for form, count in forms.items() if count >= USUAL * len(others) and "9" in form}
    found = nothing.copy()
    for k in np.flatnonzero(signed).tolist():
        parts = [part for part in re.split(_SIGNS, names[k]) if part]
        if len(parts) < 2 or _THOUSANDS.fullmatch(names[k]):
            continue
        found[k] = (
            all(part in others for part in parts)
            or all("@" in part for part in parts)
            or all(_form(part) in usual for part in parts)
        )
    return found


def _form(name: str) -> str:
    """An identifier with one 9 for figures and one A for letters, so that K17 and AB1 have one form."""
    return re.sub(r"[^\W\d_]+", "A", re.sub(r"\d+", "9", name))


def _added(texts: pa.Array) -> Truths:
    """Customers who are another one with a word behind or in front, which several of them have."""
    nothing = np.zeros(len(texts), dtype=np.bool_)
    spaced = matched(texts, r"\S \S")
    if not spaced.any():
        return nothing
    for pattern, end in ((r"\s+\(?[^\s]+$", -1), (r"^[^\s]+\s+", 0)):
        rest = pc.replace_substring_regex(texts, pattern, "")
        other = spaced & np.asarray(pc.is_in(rest, value_set=texts).to_numpy(zero_copy_only=False), dtype=np.bool_)
        places = np.flatnonzero(other).tolist()
        words = [texts[k].as_py().split()[end].casefold() for k in places]
        often = Counter(words)
        nothing[[k for k, word in zip(places, words, strict=True) if often[word] >= WORDS]] = True
    return nothing
