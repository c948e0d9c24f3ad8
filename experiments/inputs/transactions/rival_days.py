"""The day of an export or of a shipment is called a date as well as that of the order: asked where the two differ."""

from __future__ import annotations

import re

import numpy as np

from experiments.inputs.transactions.columns import KNOWN, Roles, listed, plain
from experiments.inputs.transactions.problems import Problems
from experiments.inputs.transactions.questions import Choice
from experiments.inputs.transactions.table import Column, Table

_BOUGHT = re.compile("order|purchase|invoice|sale|transaction|bestell|rechnung|kauf")


def refuse_days(table: Table, found: Roles, unread: list[int], problems: Problems) -> None:
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
        choices = [Choice({"date": name}) for name in names]
        problems.ask("", f"the columns {listed(names)}", "each may be the date", choices)


def _same(one: Column, other: Column) -> bool:
    """Whether two columns hold the same texts in all rows."""
    texts, others = [*one.texts.to_pylist(), None], [*other.texts.to_pylist(), None]
    pairs = np.unique(np.stack([one.code, other.code]), axis=1)
    return all(texts[a] == others[b] for a, b in pairs.T.tolist())
