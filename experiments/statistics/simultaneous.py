"""The level of each interval where several are to hold at once.

    each = 1 - (1 - confidence) / comparisons          (Bonferroni)

Whatever the dependence between the comparisons, the probability that any of the intervals misses is then at most
1 - confidence. This one level is what is stated: "95 %" on a page means that all its comparisons hold at once.

Source: Dunn (1961), Multiple comparisons among means, J. Am. Stat. Assoc. 56.
"""

from __future__ import annotations


def single_confidence(confidence: float, comparisons: int) -> float:
    """The confidence of every single interval.

    Args:
        confidence: that all hold at once, in (0, 1).
        comparisons: how many there are, at least 1.
    """
    return 1 - (1 - confidence) / comparisons


def pairs_of(count: int) -> int:
    """How many pairs there are among so many strategies, at least 1."""
    return max(count * (count - 1) // 2, 1)
