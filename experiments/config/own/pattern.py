"""A pattern of a user's own: something that was observed, and between which bounds the model must show it.

@pattern("a tenth of customers are thanked in a year", source="own survey 2025", low=0.05, high=0.15, unit="share")
def thanked(market):
return ...
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from simulation.measure import DECLARED, Function, is_text
from simulation.mistake import Mistake
from simulation.parameters import is_number, is_whole


@dataclass(frozen=True)
class Pattern:
    """A pattern, and how the model is asked for it.

    Args:
        name: as in `courtship validate case=NAME`.
        claim: what is to be seen, in one sentence.
        source: who observed it.
        low: smallest value that is near enough, in its unit.
        high: largest value that is near enough.
        unit: of the value.
        weeks: length of a run.
        runs: replicates of which the mean is taken.
        words: what else is said about the world, such as "market=non_contractual".
        of: the function of a finished `simulation.world.market.Market`.
    """

    name: str
    claim: str
    source: str
    low: float
    high: float
    unit: str
    weeks: int
    runs: int
    words: tuple[str, ...]
    of: Function


def pattern(
    claim: str, *, source: str, low: float, high: float, unit: str, weeks: int = 104, runs: int = 4,
    words: Sequence[str] = (),
) -> Callable[[Function], Function]:  # fmt: skip
    """Declare a function as a pattern; its name is the case's, and it stays what it is.

    Args:
        claim: see `Pattern`.
        source: see `Pattern`.
        low: see `Pattern`.
        high: see `Pattern`.
        unit: see `Pattern`.
        weeks: see `Pattern`.
        runs: see `Pattern`, at least 2, so that luck can be told.
        words: see `Pattern`.

    Raises:
        Mistake: an empty text, bounds that are no finite numbers in order, or fewer than 2 runs.
    """
    for key, text in {"claim": claim, "source": source, "unit": unit}.items():
        if not is_text(text):
            raise Mistake(f"pattern: {key}", text, "must be a text that is not empty")
    for key, number in {"low": low, "high": high}.items():
        if not (is_number(number) and math.isfinite(number)):
            raise Mistake(f"pattern: {key}", number, "must be a finite number")
    if low > high:
        raise Mistake("pattern: low", low, f"must not be above high, which is {high:g}")
    for key, count, least in (("weeks", weeks, 1), ("runs", runs, 2)):
        if not is_whole(count) or count < least:
            raise Mistake(f"pattern: {key}", count, f"must be a whole number of at least {least}")

    def declared(of: Function) -> Function:
        name = getattr(of, "__name__", "<lambda>")
        if not name.isidentifier():
            raise Mistake("pattern", name, "must be a function with a name")
        found = Pattern(name, claim, source, float(low), float(high), unit, weeks, runs, tuple(words), of)
        setattr(of, DECLARED, found)
        return of

    return declared
