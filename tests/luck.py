"""How often luck alone fails a test: the numbers that go into `@pytest.mark.luck(...)`.

Seeds are fixed: a test that passes always passes. The mark says how often, at most, it would fail with new seeds
although nothing is wrong. A test of several comparisons gets the sum over them, a parametrised one the number of one
case. What lies beyond six standard errors (2e-9) counts as certain and has no mark.

The numbers follow from tolerance and standard error where that is known, and from ten to twenty other seeds where it is
not: then they are rough.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy import stats

THREE, FOUR, FIVE = (float(2.0 * stats.norm.sf(errors)) for errors in (3.0, 4.0, 5.0))
"""One comparison of a mean with what is expected, within 3, 4 or 5 standard errors: 2.7e-3, 6.3e-5, 5.7e-7."""

OFTEN = 0.01
"""A test that luck fails more often than this holds at its seed and says little about others: it is counted apart."""


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
