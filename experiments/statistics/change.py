"""Whether a change of the world changes a lead: the difference of two paired differences, on the same seeds.

    C[i] = (b - a)[i] after - (b - a)[i] before,    interval = mean(C) ± t(n - 1) · sd(C) / sqrt(n)

That one verdict names a winner and another does not is no evidence that they differ: the difference between significant
and not significant need not itself be significant.

Source: Gelman & Stern (2006), Am. Stat. 60.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from experiments.statistics.paired import t_interval
from experiments.statistics.simultaneous import single_confidence
from simulation.mistake import Mistake


@dataclass(frozen=True)
class Change:
    """A change of a lead, in the unit of its measure; None where fewer than two pairs are defined.

    Args:
        mean: of the change.
        ci_low: lower end of its interval.
        ci_high: upper end.
        replicates: pairs behind it.
        confidence: of the interval; with several comparisons, that all of them hold at once.
    """

    mean: float | None
    ci_low: float | None
    ci_high: float | None
    replicates: int
    confidence: float

    @property
    def shown(self) -> int:
        """1 or -1 where the interval lies above or below 0, else 0."""
        if self.ci_low is None or self.ci_high is None:
            return 0
        return 1 if self.ci_low > 0 else -1 if self.ci_high < 0 else 0


def change_of_lead(
    before: Mapping[int, float], after: Mapping[int, float], confidence: float, comparisons: int = 1
) -> Change:
    """The change of a lead, from the leads by seed.

    Args:
        before: lead by seed.
        after: likewise.
        confidence: of the interval, in (0, 1).
        comparisons: that are to hold at once, see `statistics.simultaneous`.

    Raises:
        Mistake: the two share fewer than two seeds.
    """
    common = sorted(before.keys() & after.keys())
    if len(common) < 2:
        allowed = "must share at least 2 seeds with the other comparison"
        raise Mistake("change", f"{len(common)} common seeds", allowed, "Use the same seed and two replicates or more.")
    values = np.array([after[seed] - before[seed] for seed in common])
    values = values[~np.isnan(values)]
    if values.size < 2:
        return Change(None, None, None, int(values.size), confidence)
    low, mean, high = t_interval(values, single_confidence(confidence, comparisons))
    return Change(mean, low, high, int(values.size), confidence)
