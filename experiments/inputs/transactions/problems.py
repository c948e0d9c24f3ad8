"""All that is wrong with a log in one message: each problem with the number of its rows, examples, and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from experiments.inputs.transactions.months import month_of
from experiments.inputs.transactions.questions import Choice, Figures, Question, chosen_by
from simulation.mistake import Mistake

EXAMPLES = 3
MOST_CHOICES = 12
"""Readings up to which each is shown with what it gives."""
LONGEST = 30
"""Characters of a text that are shown."""
_MONEY = frozenset({"euro", "euros"})


def rows_said(rows: npt.ArrayLike, count: int | None = None) -> str:
    """Rows by number: "row 5", or "12 rows (5, 9, 11, …)".

    Args:
        rows: numbers as the file counts them, ascending.
        count: how many there are, where `rows` are only the first.
    """
    first = [int(row) for row in np.asarray(rows).reshape(-1)[:EXAMPLES]]
    count = len(np.asarray(rows).reshape(-1)) if count is None else count
    if count == 1:
        return f"row {first[0]}"
    return f"{count:,} rows ({', '.join(map(str, first))}{', …' if count > len(first) else ''})"


def shown(text: str) -> str:
    """A text of a column that should hold dates or amounts; what may tell who somebody is is not shown."""
    text = text.strip()
    if not text:
        return "nothing"
    words = [word.lower() for word in re.findall(r"[^\W\d_]+", text)]
    if any(len(word) > 3 and word not in _MONEY and not month_of(word) for word in words):
        return "a text"
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


@dataclass
class Problems:
    """What is wrong with one log.

    Args:
        source: the log, for messages.
        found: each as (where, what was given, what is allowed, what to do).
        weighed: what is reported of the log with other words, None where it is refused with them; None: nobody asks.
    """

    source: str
    found: list[tuple[str, str, str, str | Question]] = field(default_factory=list)
    weighed: Callable[[Mapping[str, Any]], Figures | None] | None = None

    def add(self, where: str, given: str, allowed: str, advice: str = "") -> None:
        """Note one; nothing is raised yet."""
        self.found.append((where, given, allowed, advice))

    def ask(
        self, where: str, given: str, allowed: str, choices: Iterable[Choice], advice: str = "Choose {}.",
        anyway: bool = False,
    ) -> None:  # fmt: skip
        """Note a question: several readings are possible, each with the words that choose it.

        Args:
            where: as for `add`.
            given: as for `add`.
            allowed: as for `add`.
            choices: the readings.
            advice: with {} for each choice in turn, or one for all of them.
            anyway: whether it is asked also where all choices give the same, because nothing can be done without one.
        """
        several = tuple(choices)
        if len(several) > MOST_CHOICES:  # nobody reads so many, and each would be weighed
            advice = f"Choose {several[0].typed}, or another of these {len(several):,} columns in the same way."
            self.add(where, given, allowed, advice)
        else:
            self.found.append((where, given, allowed, Question(several, advice, anyway)))

    def settle(self) -> dict[str, Any]:
        """Say what each reading gives, and forget questions whose readings give the same.

        Returns:
            Words that answer the questions that are forgotten, in one way of several that are alike.
        """
        answers = dict[str, Any]()
        for place in range(len(self.found) - 1, -1, -1):
            where, given, allowed, advice = self.found[place]
            if isinstance(advice, Question):
                found = [None if self.weighed is None else self.weighed(choice.words) for choice in advice.choices]
                if advice.anyway or chosen_by(found):
                    self.found[place] = (where, given, allowed, advice.said(found))
                else:
                    answers |= advice.choices[0].words
                    del self.found[place]
        return answers

    def at(self, rows: npt.ArrayLike, column: str, given: str, allowed: str, advice: str = "") -> None:
        """Note one of some rows of a column."""
        self.add(f"{rows_said(rows)}, column '{column}'", given, allowed, advice)

    def refuse(self) -> None:
        """Refuse the log if anything was found.

        Raises:
            Mistake: with all that was found.
        """
        if not self.found:
            return
        told = [(where, given, allowed, str(advice)) for where, given, allowed, advice in self.found]
        if len(told) == 1:
            where, given, allowed, advice = told[0]
            raise Mistake(f"{self.source}, {where}" if where else self.source, given, allowed, advice)
        raise Mistake(self.source, f"{len(told)} problems", "each must be mended or decided", _listed(told))


def _listed(found: Iterable[tuple[str, str, str, str]]) -> str:
    said = []
    for number, (where, given, allowed, advice) in enumerate(found, start=1):
        place = f"{where[:1].upper()}{where[1:]}: g" if where else "G"
        said.append(f"({number}) {place}iven {given}, {allowed}." + (f" {advice}" if advice else ""))
    return " ".join(said)
