"""Amounts of one currency only: others are refused, or left out where one is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.inputs.transactions.currency import NONE, SIGNS, code_of, may_be
from experiments.inputs.transactions.problems import rows_said
from experiments.inputs.transactions.questions import Choice, braced

if TYPE_CHECKING:
    from experiments.inputs.transactions.chooser import Chooser


def one_currency(chooser: Chooser) -> str | None:
    """One currency; the others are refused, or left out where one is named."""
    codes, asked = chooser.rows.currency, chooser.asked
    wanted = None if chooser.reading.currency is None else code_of(chooser.reading.currency)
    if wanted == NONE:
        chooser.notes.append("columns and signs of currencies are not looked at, as you say")
        return None
    found = [] if codes is None else sorted({code for code in codes[asked].tolist() if code})
    if codes is None or not found:
        if wanted is not None:
            advice = "Leave population.currency out."
            chooser.problems.add("", "amounts without a currency", f"cannot be told to be {wanted}", advice)
        return None
    if wanted is not None:
        named = (code for code in found if wanted in may_be(code))
        meant = wanted if wanted in found else next(named, None)
        if meant is None:
            chooser.problems.add("population.currency", wanted, f"must be one of {', '.join(found)}")
            return None
        wanted = str(meant)
        bare = codes == ""
        others = (codes != wanted) & ~bare if found == [wanted] else codes != wanted
        chooser.account.leave_out(f"not in {wanted}", others)
        return wanted
    if len(found) > 1:
        shown = "; ".join(f"{code} in {rows_said(chooser.table.row[asked & (codes == code)])}" for code in found)
        choices = [Choice({"currency": code}) for code in found if code.isalpha() or code in SIGNS]
        advice = f"Convert them to one{', or keep the rows of one: {}' if choices else ''}."
        same = " and ".join(f"{sign} is {code}" for sign in found for code in found if code in may_be(sign))
        if same:  # a shop at home writes $, and CA$ or USD for the others
            advice += f" If {same} here, and all is one money, say population.currency=none."
        elif (name := chooser.rows.columns.get("currency")) is not None:
            advice += f" If the column '{braced(name)}' holds none, and all is one money, say population.currency=none."
        chooser.problems.ask(
            "", f"amounts in {len(found)} currencies: {shown}", "cannot be added up", choices, advice, True
        )
        return None
    return str(found[0])
