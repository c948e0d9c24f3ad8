"""Pieces that were ordered beside those that were shipped or invoiced: which of them were paid is asked about.

other = quantity   in most rows, and another number in some
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from experiments.inputs.transactions.columns import listed
from experiments.inputs.transactions.counting import is_called_pieces
from experiments.inputs.transactions.numeric import head, numbers_of, worth_of
from experiments.inputs.transactions.problems import Problems
from experiments.inputs.transactions.questions import Choice
from experiments.inputs.transactions.table import Column, Table

MOST = 0.5
"""Share of rows from which on two numbers of pieces are those of one thing."""


def refuse_other_pieces(table: Table, quantity: int, price: int, unread: Sequence[int], problems: Problems) -> None:
    """Ask where another column is called like pieces and holds the same ones in most rows, but not in all.

    Args:
        table: the rows.
        quantity: place of the pieces, which only their name has chosen.
        price: place of their price.
        unread: places of the columns that nothing is read from.
        problems: where the question is noted.
    """
    own = table.columns[quantity]
    others = [place for place in unread if _are_nearly(own, table.columns[place])]
    if others:
        names = [table.names[place] for place in (quantity, *others)]
        choices = [Choice({"quantity": name, "price": table.names[price]}) for name in names]
        problems.ask("", f"the columns {listed(names)}", "each may be the quantity", choices)


def _are_nearly(own: Column, other: Column) -> bool:
    if not is_called_pieces(other) or numbers_of(own) is None or numbers_of(other) is None:
        return False
    one, two = worth_of(head(own)).floats(), worth_of(head(other)).floats()
    return len(np.unique(one)) > 1 and MOST <= float(np.mean(one == two)) < 1
