"""Amounts of nothing in all rows: formulas of a workbook that no spreadsheet has calculated yet, or another column."""

from __future__ import annotations

from experiments.inputs.transactions.money import Money
from experiments.inputs.transactions.numeric import holds_amounts
from experiments.inputs.transactions.problems import Problems
from experiments.inputs.transactions.table import Table


def refuse_nothing_paid(table: Table, amount: int, money: Money, problems: Problems) -> None:
    """Refuse amounts that are all 0, unless the user has named their column; the laws of spending refuse them anyway.

    Args:
        table: the rows.
        amount: place of the amounts.
        money: what they are worth.
        problems: where the question is noted.
    """
    own = table.columns[amount]
    if money.units.any() or not holds_amounts(own):
        return
    advice = "If only the purchases matter, say population.amount=null, which counts each as worth 1."
    if table.form.startswith("workbook"):
        advice = (
            "Formulas that a program has written are 0 until a spreadsheet calculates them: open the workbook in one "
            f"and save it. {advice}"
        )
    problems.add(f"column '{own.name}'", "amounts that are all worth 0", "must say what was paid", advice)
