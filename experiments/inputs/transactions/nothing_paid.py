"""Amounts of nothing in all rows: formulas of a workbook that no spreadsheet has calculated yet, or another column."""

from __future__ import annotations

from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.numeric import holds_amounts
from experiments.inputs.transactions.problems import Problems
from experiments.inputs.transactions.questions import Choice
from experiments.inputs.transactions.table import Table


def refuse_nothing_paid(table: Table, amount: int, money: Money, problems: Problems) -> None:
    """Ask where all amounts are 0, unless the user has named their column.

    Args:
        table: the rows.
        amount: place of the amounts.
        money: what they are worth.
        problems: where the question is noted.
    """
    own = table.columns[amount]
    if money.units.any() or not holds_amounts(own):
        return
    advice = "Say {} if only the purchases matter, each worth 1, or {} if nothing was paid."
    if table.form.startswith("workbook"):
        advice = (
            "Formulas that a program has written are 0 until a spreadsheet calculates them: open the workbook in one "
            f"and save it. {advice}"
        )
    choices = Choice({"amount": None}), Choice({"amount": own.name})
    problems.ask(f"column '{own.name}'", "0 in all rows", "must say what was paid", choices, advice, anyway=True)
