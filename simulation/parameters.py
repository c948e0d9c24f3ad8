"""A parameter is declared once, where it is used; everything else derives from the declaration.

The typed configuration, the range checks, the reference tables, the parameter space of a comparison, the sensitivity
problem and the citations all read the `Declaration` that `parameter(...)` leaves on the field of a frozen dataclass.

Two ranges are told apart. *Allowed* is what the equation can bear; a value outside is refused. *Plausible*
(`low`, `high`) is what the evidence leaves open; it was written down before any result was seen and is what sweeps use.
"""

from __future__ import annotations

import dataclasses
import math
import numbers
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from simulation.mistake import Mistake, nearest

Grade = Literal["A", "B", "C", "-"]

ALLOWED: dict[str, tuple[float, float]] = {
    "share": (0.0, 1.0),
    "probability": (0.0, 1.0),
    "week": (1e-9, math.inf),
    "1/week": (0.0, math.inf),
    "1/contact": (0.0, math.inf),
    "factor": (0.0, math.inf),
    "weekly revenue": (0.0, math.inf),
    "people": (0, math.inf),
    "ties": (0, math.inf),
}
"""What a unit allows by its nature, ends included; a unit that is not listed allows every finite number."""


@dataclass(frozen=True)
class Declaration:
    """What is known about a parameter besides its value.

    Args:
        doc: meaning, in one line.
        unit: the unit of the value; "weekly revenue" is the average customer's revenue in a week, the unit of money
            in which costs are stated, so that they mean the same for any firm in any currency.
        low: lower end of the plausible range, None where the value is a setting and not in doubt.
        high: upper end of the plausible range.
        grade: A (large experiment, meta-analysis or refitted), B (one study), C (a guess), - (a setting).
        source: author and year, or the reason for the guess.
        allowed: the closed interval outside of which the value is refused.
        choices: names of the published laws among which a parameter of text chooses; empty for numbers.
        of_people: property of the source of people that it always has the value of; empty where it can be set.
    """

    doc: str
    unit: str
    low: float | None
    high: float | None
    grade: Grade
    source: str
    allowed: tuple[float, float]
    choices: tuple[str, ...] = ()
    of_people: str = ""

    @property
    def doubtful(self) -> bool:
        """Whether the parameter belongs to the space over which a verdict is doubted."""
        return self.grade == "C" and self.low is not None


def parameter(
    default: Any,
    doc: str,
    *,
    unit: str,
    low: float | None = None,
    high: float | None = None,
    grade: Grade = "-",
    source: str = "",
    allowed: tuple[float, float] | None = None,
    choices: tuple[str, ...] = (),
    of_people: str = "",
) -> Any:
    """Declare a field of a frozen dataclass as a parameter; see `Declaration` for the arguments."""
    allowed = allowed or ALLOWED.get(unit, (-math.inf, math.inf))
    declaration = Declaration(doc, unit, low, high, grade, source, allowed, choices, of_people)
    return dataclasses.field(default=default, metadata={"declaration": declaration})


def declarations(owner: Any) -> dict[str, Declaration]:
    """The declared parameters of a dataclass or of one of its instances, in the order of declaration."""
    return {
        field.name: field.metadata["declaration"]
        for field in dataclasses.fields(owner)
        if "declaration" in field.metadata
    }


def settable(owner: Any) -> dict[str, Declaration]:
    """The declared parameters that a configuration may set: those that do not come with the people."""
    return {name: found for name, found in declarations(owner).items() if not found.of_people}


def check(instance: Any, prefix: str) -> None:
    """Refuse a value outside the allowed interval or of another kind than the default, or a name that is no choice.

    Args:
        instance: a dataclass with declared parameters.
        prefix: what stands before the parameter's name in the configuration, such as "mechanism.trust".

    Raises:
        Mistake: naming the key, the value, and the interval with its unit or the choices.
    """
    defaults = {field.name: field.default for field in dataclasses.fields(instance)}
    for name, declaration in declarations(instance).items():
        value, default = getattr(instance, name), defaults[name]
        if declaration.choices:
            if value not in declaration.choices:
                allowed = f"must be one of {', '.join(declaration.choices)}"
                raise Mistake(f"{prefix}.{name}", value, allowed, nearest(str(value), declaration.choices))
            continue
        if value is None and default is None:
            continue
        if isinstance(default, bool):
            if not isinstance(value, (bool, np.bool_)):
                raise Mistake(f"{prefix}.{name}", value, "must be true or false")
            continue
        low, high = declaration.allowed
        number = isinstance(value, numbers.Real) and not isinstance(value, (bool, np.bool_))
        if not (number and math.isfinite(value) and low <= value <= high):
            finite = " and finite" if number and math.isinf(value) and math.isfinite(low) and math.isinf(high) else ""
            raise Mistake(
                f"{prefix}.{name}", value, f"must be {interval_in_words(low, high)}{finite} [{declaration.unit}]"
            )


def is_whole(given: Any) -> bool:
    """Whether a value from Python is a whole number, also one of NumPy's, and no truth."""
    return isinstance(given, numbers.Integral) and not isinstance(given, bool)


def is_number(given: Any) -> bool:
    """Whether a value from Python is a number, also one of NumPy's, and no truth; NaN and infinities are."""
    return isinstance(given, numbers.Real) and not isinstance(given, (bool, np.bool_))


def interval_in_words(low: float, high: float) -> str:
    """An interval in words."""
    if math.isinf(low) and math.isinf(high):
        return "a finite number"
    if math.isinf(high):
        return f"at least {low:g}"
    if math.isinf(low):
        return f"at most {high:g}"
    return f"between {low:g} and {high:g}"
