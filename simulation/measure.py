"""What a measure is: a name, a definition in words, a unit, and a function of a finished run.

Those of the package stand in `measures`. One of a user's own is a function below `@measure`:

    @measure("notes per customer")
    def thanked(market):
        \"\"\"Notes of thanks that the focal firm sent, per customer of week 0.\"\"\"
        return market.record.series["notes"][:, 1].sum() / market.firms["initial_customers"][1]
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from simulation.mistake import Mistake
from simulation.parameters import is_number

BETTER = ("high", "low")
DECLARED = "declared_as"
"""Attribute of a function that is declared as a part of the model: what it is."""
Function = Callable[[Any], float]
LARGEST = sys.float_info.max


@dataclass(frozen=True)
class Measure:
    """A measure and its definition.

    Args:
        name: key in all tables.
        doc: the definition in words.
        unit: unit of the value.
        better: whether more ("high") or less ("low") is better for the firm.
        matters: smallest difference that matters, in its unit; None: a share of the budget for what is told per initial
            customer, a share of its own mean for all else.
        of: the function of a finished `simulation.world.market.Market`; NaN where the measure is undefined in a run.
    """

    name: str
    doc: str
    unit: str
    better: Literal["high", "low"]
    matters: float | None
    of: Function

    def value(self, market: Any) -> float:
        """The measure of a finished run.

        Raises:
            Mistake: when the function gives no number, or an infinite one.
        """
        found = self.of(market)
        if not is_number(found) or (found == found and abs(found) > LARGEST):  # which whole numbers of Python may be
            raise Mistake(f"measure {self.name}", found, "must be a finite number, or NaN where it is undefined")
        return float(found)


def is_text(given: Any) -> bool:
    """Whether a value from Python is a text that says something."""
    return isinstance(given, str) and bool(given.strip())


def measure(
    unit: str, *, better: Literal["high", "low"] = "high", matters: float | None = None
) -> Callable[[Function], Function]:
    """Declare a function as a measure: its name is the measure's, its docstring the definition; it stays what it is.

    Args:
        unit: see `Measure`; what begins with "money" is shown as money.
        better: see `Measure`.
        matters: see `Measure`.

    Raises:
        Mistake: a unit that is no text, another direction than high and low, a difference that is no positive number,
            or a function without a name or a docstring.
    """
    if callable(unit):
        name = getattr(unit, "__name__", "a function")
        raise Mistake(f"measure {name}", "no unit", "must have one", 'Write @measure("share").')
    if not is_text(unit):
        raise Mistake("measure: unit", unit, "must be a text, such as share", 'Write @measure("share").')
    if better not in BETTER:
        raise Mistake("measure: better", better, "must be high or low")
    if matters is not None and not (is_number(matters) and 0 < matters < math.inf):
        raise Mistake("measure: matters", matters, "must be a number above 0, or None")

    def declared(of: Function) -> Function:
        name = getattr(of, "__name__", "<lambda>")
        if not name.isidentifier():
            raise Mistake("measure", name, "must be a function with a name")
        doc = " ".join((of.__doc__ or "").split())
        if not doc:
            raise Mistake(f"measure {name}", "no docstring", "must say in a docstring what is measured")
        setattr(of, DECLARED, Measure(name, doc, unit, better, None if matters is None else float(matters), of))
        return of

    return declared
