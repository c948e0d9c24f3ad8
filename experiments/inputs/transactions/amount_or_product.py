"""Columns that may be the amount, and two whose product may be it: all are shown, and a word chooses."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.inputs.transactions.columns import listed
from experiments.inputs.transactions.problems import Problems
from experiments.inputs.transactions.questions import Choice


def refuse_two_amounts(
    names: Sequence[str], amounts: Sequence[int], quantity: int | None, price: int | None, problems: Problems
) -> None:  # fmt: skip
    """Say that columns may be the amount, and that the product of two others, if there are such, may be it."""
    choices = [Choice({"amount": names[place]}) for place in amounts]
    shown = [names[place] for place in amounts]
    if quantity is not None and price is not None:
        choices.append(Choice({"quantity": names[quantity], "price": names[price]}))
        shown.append(f"{names[quantity]} × {names[price]}")
    problems.ask("", listed(shown), "each may be the amount", choices)
