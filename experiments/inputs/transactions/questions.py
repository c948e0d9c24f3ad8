"""A question about a log: several readings are possible, and each is shown with its words and what it gives.

Whatever the readings are about, the rule is one: the log is read anew with the words of each, and what differs in what
is reported is printed beside the words. Where nothing differs by more than a rounding, nothing is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from experiments.inputs.transactions.reading import typed
from experiments.statistics.formatting import counted, percent

CENT, SHARE = Decimal("0.005"), Decimal("0.001")
"""What rounding makes of a row at most, and of a sum."""


@dataclass(frozen=True)
class Figures:
    """What is reported of a log in one reading.

    Args:
        rows: that count.
        customers: how many.
        purchases: customers' days.
        again: share of customers who bought on several days.
        first: day of the first purchase, ISO 8601.
        last: day of the last one.
        sum: of the amounts of the rows that count, exact; None without amounts.
        days: what is alike only where the customers have the same days, whatever they are called.
    """

    rows: int
    customers: int
    purchases: int
    again: float
    first: str
    last: str
    sum: Decimal | None
    days: bytes

    @property
    def parts(self) -> tuple[str, ...]:
        """Each in words; the sum first."""
        again = f"{percent(self.again)} of whom bought again"
        worth = counted(self.rows, "row") if self.sum is None else f"sum {self.sum:,f}"
        who = f"{counted(self.customers, 'customer')}, {again}"
        return worth, who, counted(self.purchases, "purchase"), f"{self.first} to {self.last}"

    def differs(self, other: Figures) -> bool:
        """Whether another reading gives something else, by more than a rounding."""
        if self.days != other.days:
            return True
        if self.sum is None or other.sum is None:
            return self.sum is not other.sum or self.rows != other.rows
        apart = abs(self.sum - other.sum)
        return apart > CENT * max(self.rows, other.rows) or apart > SHARE * abs(self.sum)


@dataclass(frozen=True)
class Choice:
    """A reading.

    Args:
        words: keys of `population`, with what they are set to.
        mend: what has to be done before, where the log is refused with these words.
    """

    words: Mapping[str, Any]
    mend: str = ""

    @property
    def typed(self) -> str:
        """The words as they are typed."""
        return " ".join(typed(key, value) for key, value in self.words.items())


@dataclass(frozen=True)
class Question:
    """Several readings.

    Args:
        choices: each with its words.
        advice: with {} for each choice in turn, or one for all of them.
        anyway: whether it is asked also where all choices give the same.
    """

    choices: tuple[Choice, ...]
    advice: str
    anyway: bool = False

    def said(self, found: Sequence[Figures | None]) -> str:
        """The advice, with what each choice gives where that differs.

        Args:
            found: of each choice; None where the log is refused with it.
        """
        known = [one.parts for one in found if one is not None]
        differing = [k for k, several in enumerate(zip(*known, strict=True)) if len(set(several)) > 1]
        differing = differing if len(known) == len(found) else differing or [0]
        shown = []
        for choice, one in zip(self.choices, found, strict=True):
            gives = "" if one is None or not differing else f" ({', '.join(one.parts[k] for k in differing)})"
            refused = f" (after you {choice.mend})" if one is None and choice.mend else gives
            shown.append(f"{choice.typed}{refused}")
        return self.advice.format(*shown) if self.advice.count("{}") > 1 else self.advice.format(" or ".join(shown))


def braced(name: str) -> str:
    """A name as it stands in advice, where braces are places of choices."""
    return name.replace("{", "{{").replace("}", "}}")


def chosen_by(found: Sequence[Figures | None]) -> bool:
    """Whether an answer changes what is reported: some reading is refused, or two differ by more than a rounding."""
    known = [one for one in found if one is not None]
    return len(known) < len(found) or any(known[0].differs(one) for one in known[1:])
