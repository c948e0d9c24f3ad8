"""How often luck alone fails a test: the numbers of `@pytest.mark.luck(...)`, and the second look that squares them.

Seeds are fixed: a test that passes always passes, until somebody changes a law and with it everybody's luck. So that
nobody is tempted to widen a bound then, a test with the mark that fails is looked at a second time, from nothing, with
seeds that have nothing to do with the first ones, and fails for good only if it fails there too. A law that is broken
fails both looks; luck has to be bad twice.

`luck(p)` says how often, at most, *one* look would fail although nothing is wrong, and the false-alarm rate of the test
is p². `luck(p, again=q)` is for a test whose second look is a sharper one with more runs (`runs`): its rate is p·q. A
test of several comparisons gets the sum over them, a parametrised one the number of one case. What lies beyond six
standard errors (2e-9) counts as certain and has no mark.

The numbers follow from tolerance and standard error where that is known, and from other seeds where it is not;
`python -m tests.false_alarms TEST` repeats a test with as many new seeds as one likes and counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any
from unittest.mock import patch

import numpy as np
from scipy import stats

from simulation import draws
from simulation.alignment import reference

THREE, FOUR, FIVE = (float(2.0 * stats.norm.sf(errors)) for errors in (3.0, 4.0, 5.0))
"""One comparison of a mean with what is expected, within 3, 4 or 5 standard errors: 2.7e-3, 6.3e-5, 5.7e-7."""

MOST = 0.05
"""One look may fail this often: a test that fails more often says little about other seeds than its own."""


@cache
def of_share(expected: float, people: int) -> float:
    """The same as `FOUR` for a share of people, exactly; up to ten times as much where few are expected.

    A rare event has a standard error of its own that is small when few happened to see it, so `errors_off` is skewed.
    """
    seen = np.arange(1, people)
    mean = seen / people
    beyond = np.abs(mean - expected) >= 4.0 * np.sqrt(mean * (1.0 - mean) / (people - 1))
    ends = stats.binom.pmf([0, people], people, expected).sum()  # all are equal, and not as expected
    return float(ends + stats.binom.pmf(seen[beyond], people, expected).sum())


# --- New seeds ---------------------------------------------------------------------------------------------------

SECOND = 1
"""The number that shifts all seeds of a second look."""

_shift, _sharper, _drawn = 0, False, 0


def shift() -> int:
    """By how much seeds are shifted, 0 at the first look: part of the key of whatever a test module remembers."""
    return _shift


def drawn() -> int:
    """How many seeds were asked for since they were shifted last: a look that asks for none is no second look."""
    return _drawn


def runs(first: int, then: int) -> int:
    """How many runs to look at: at the first look, and then at the second."""
    return then if _sharper else first


@contextmanager
def new_seeds(number: int, *, sharper: bool = False) -> Iterator[None]:
    """Everybody's luck is another one: that of the model, and that of generators which a test makes by a seed.

    Args:
        number: any integer above 0; each gives other luck.
        sharper: whether `runs` says how many the second look wants.
    """
    global _shift, _sharper, _drawn
    seeded, generator = draws._seeded_word, np.random.default_rng
    word = draws._mixed_integer(number * draws._GOLDEN & draws._WORD)

    def shifted(seed: int, stream: str) -> int:
        global _drawn
        _drawn += 1
        return draws._mixed_integer(seeded(seed, stream) ^ word)

    def from_seed(seed: Any = None) -> np.random.Generator:
        global _drawn
        if not isinstance(seed, int | Sequence):
            return generator(seed)
        _drawn += 1
        return generator([*np.atleast_1d(seed).tolist(), number])

    before, (_shift, _sharper, _drawn) = (_shift, _sharper, _drawn), (number, sharper, 0)
    reference._centre.cache_clear()  # it remembers what was drawn with other seeds
    try:
        with patch.object(draws, "_seeded_word", shifted), patch.object(np.random, "default_rng", from_seed):
            yield
    finally:
        _shift, _sharper, _drawn = before
        reference._centre.cache_clear()
