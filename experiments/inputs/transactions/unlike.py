"""A customer who is unlike all others may stand for many: a number for nothing, a word among numbers, far more rows.

No list of words is long enough for what tills and shops write for a guest. So identifiers are held against each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from experiments.inputs.transactions.accounting import Account
from experiments.inputs.transactions.problems import rows_said
from experiments.inputs.transactions.table import Integers, Truths
from experiments.inputs.transactions.understanding import Rows
from experiments.statistics.formatting import counted, percent

if TYPE_CHECKING:
    from experiments.inputs.transactions.log import Log

NOTHING = r"^[-+]?0+(?:[-.:]?0+)*$|^-\d+$"
"""Identifiers that are nothing by their value, as 0 and a UUID of zeros, or that no counting gives, as -1."""
LARGE, TWICE = 0.2, 2
"""Share of all rows above which a single customer is shown who has twice the rows of the next."""
TIMES, SHARE = 3, 0.02
"""A customer with so many times the rows of the next, and with this share of all rows, is shown."""
MOST = 0.8
"""Share of identifiers that are written in one way, beside which others are odd."""
FEW, RARE, SOME = 3, 0.01, 0.1
"""Identifiers, and their share, up to which a way of writing is odd; and share of words among few codes."""
LEAST = 0.01
"""Share of all rows below which nobody is shown, because it would change little; but for a word among codes."""
LONG = 8
"""Signs from which on identifiers of one length are drawn by lot, and may have no figure by chance."""
WORD = 2
"""The way of writing of identifiers without a figure."""
CUSTOMERS = 5
"""Customers up to which each of them has a large share anyway."""


def unlike(rows: Rows, account: Account, log: Log) -> list[str]:
    """Say which customers may stand for many, and what the log is without them."""
    counts = np.bincount(rows.customer[account.alive & (rows.customer >= 0)], minlength=len(rows.who.ids))
    texts = pa.array(rows.who.ids.tolist(), pa.string())
    words = _words(texts, counts)
    nothing = np.asarray(pc.match_substring_regex(texts, NOTHING).to_numpy(zero_copy_only=False), dtype=np.bool_)
    reasons = {
        "with a number that stands for nothing": nothing if nothing.sum() <= FEW else np.zeros_like(nothing),
        "written in another way than all others": _odd(texts, counts) | words,
        "with far more rows than any other": _largest(counts),
    }
    odd = np.any(list(reasons.values()), axis=0) & (counts > 0)
    few = counts[odd].sum() < LEAST * counts.sum() and not words.any()
    if few or not odd.any() or odd.sum() == (counts > 0).sum():
        return []
    whose = account.alive & np.append(odd, False)[rows.customer]
    why = " and ".join(reason for reason, which in reasons.items() if (which & odd).any())
    share, said = percent(counts[odd].sum() / counts.sum()), rows_said(account.row[whose])
    repeats = np.bincount(log.customer, minlength=len(log.ids))[~np.isin(log.ids, rows.who.ids[odd])]
    without = f"without them {counted(len(repeats), 'customer')}"
    again = f", of whom {percent((repeats > 1).mean())} bought again" if len(repeats) else ""
    who = "one customer" if odd.sum() == 1 else f"{int(odd.sum())} customers"
    has = "has" if odd.sum() == 1 else "have"
    advice = "take these rows out if they are of guests or of nobody"
    worth = "" if rows.money is None else f", sum {rows.money.total(whose):,f}"
    return [f"{who} {why} {has} {share} of the rows: {said}{worth}; {advice}: {without}{again}"]


def _words(texts: pa.Array, counts: Integers) -> Truths:
    """Identifiers without a figure where all others are numbers or codes: a word for a guest, a total, a test.

    Codes of one length may have no figure by chance.
    """
    length = np.asarray(pc.utf8_length(texts).to_numpy(zero_copy_only=False))
    word: Truths = (_forms(texts) == WORD) & (counts > 0) & ((length < LONG) | (length != np.bincount(length).argmax()))
    total = int((counts > 0).sum())
    return word if word.sum() <= max(1, RARE * total, min(FEW, SOME * total)) else np.zeros_like(word)


def _odd(texts: pa.Array, counts: Integers) -> Truths:
    """Identifiers of several rows that are words, numbers, codes or addresses where nearly all others are not."""
    form = _forms(texts)
    forms = np.bincount(form[counts > 0], minlength=4)
    usual, total = int(forms.argmax()), int(forms.sum())
    if forms[usual] < MOST * total or total - forms[usual] > max(FEW, RARE * total):
        return np.zeros(len(form), dtype=np.bool_)
    found: Truths = (form != usual) & (counts > 1)
    return found


def _forms(texts: pa.Array) -> npt.NDArray[np.int64]:
    """Whether each text is a number (0), holds a digit beside other signs (1), or none (2), or is an address (3)."""
    form = np.full(len(texts), WORD)
    for kind, pattern in ((1, r"\p{Nd}"), (0, r"^[-+]?[\p{Nd}.]+$"), (3, "@")):
        form[np.asarray(pc.match_substring_regex(texts, pattern).to_numpy(zero_copy_only=False), dtype=np.bool_)] = kind
    return form


def _largest(counts: Integers) -> Truths:
    """The customer with a large share of all rows, or with many times those of the next."""
    found = np.zeros(len(counts), dtype=np.bool_)
    if (counts > 0).sum() > CUSTOMERS:
        second, first = np.partition(counts, len(counts) - 2)[-2:].tolist()
        total = counts.sum()
        large = first > LARGE * total and first >= TWICE * second
        found[int(counts.argmax())] = large or (first >= TIMES * second and first >= SHARE * total)
    return found
