"""Which of two strategies wins on one measure, judged by its paired differences.

    interval of b - a:  above margin → b,  below -margin → a,  inside [-margin, margin] → equivalent,  else undecided

Where less is better, a and b change places. The interval, never the mean difference alone, is held against the
margin, the smallest difference that matters; so "equivalent" and "cannot be told apart" are answers of their own, and
more replicates turn the second into one of the others. For "equivalent" the rule is two one-sided tests, each at
(1 - confidence) / 2 and so stricter than the usual pair at 1 - confidence.

Source: Schuirmann (1987), J. Pharmacokinet. Biopharm. 15 (two one-sided tests); Law (2015), Simulation modeling and
analysis, 5th ed., §10.2 (paired t).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from experiments.statistics.paired import check_judgeable, defined_pairs, t_interval, wins
from experiments.statistics.simultaneous import single_confidence
from simulation.mistake import Mistake

EQUIVALENT = "equivalent"
UNDECIDED = "cannot be told apart"
UNDEFINED = "undefined"


@dataclass(frozen=True, kw_only=True)
class PairedDifference:
    """Strategy b against strategy a on one measure; everything in the unit of the measure unless stated.

    Every number is finite or None (null in JSON). Where fewer than two pairs are defined all estimates are None and the
    verdict is "undefined".
    """

    mean_a: float | None = None  # over the pairs in which both are defined
    mean_b: float | None = None
    difference: float | None = None  # mean of b - a, whichever direction is better
    ci_low: float | None = None
    ci_high: float | None = None
    margin: float
    probability_b_beats_a: float | None = None  # [1], share of pairs that b wins plus half of the ties
    replicates: int  # pairs judged
    undefined: int  # pairs dropped because the measure is NaN for a or b
    variance_reduction: float | None = None  # [1], (var a + var b) / var(b - a); None where b - a is constant
    confidence: float  # [1], that the intervals of all comparisons of the measure hold at once
    comparisons: int  # how many those are; 1: this one alone
    better: str  # "high" or "low"
    verdict: str

    @property
    def decided(self) -> bool:
        """Whether the verdict names a winner."""
        return self.verdict not in (EQUIVALENT, UNDECIDED, UNDEFINED)


def paired_difference(
    a: npt.ArrayLike,
    b: npt.ArrayLike,
    *,
    margin: float,
    confidence: float,
    comparisons: int = 1,
    names: tuple[str, str] = ("a", "b"),
    better: str = "high",
) -> PairedDifference:
    """Judge b against a.

    A measure may be undefined in a run (acquisition cost without acquisitions): NaN in either column drops the pair,
    and `undefined` counts how many were dropped; the statement then holds for runs in which both are defined.

    Args:
        a: one value per replicate, shape (replicates,).
        b: the same replicates under the other strategy, shape (replicates,).
        margin: smallest absolute difference that matters, at least 0, in the unit of the measure.
        confidence: of the two-sided interval, in (0, 1); with several comparisons, that all of them hold at once.
        comparisons: how many there are, see `statistics.simultaneous`.
        names: what the verdict calls a and b.
        better: "high", or "low" for costs and churn; changes who wins, never the sign of the difference.

    Raises:
        Mistake: columns that do not pair, infinite values, or an argument out of range.
    """
    check_judgeable(margin=margin, confidence=confidence, better=better)
    for name in {EQUIVALENT, UNDECIDED, UNDEFINED}.intersection(names):
        raise Mistake("strategy name", name, "must not be a word that verdicts use", "Rename the strategy.")
    a, b, undefined = defined_pairs(a, b)
    if a.size < 2:
        return PairedDifference(
            margin=float(margin),
            replicates=int(a.size),
            undefined=undefined,
            confidence=float(confidence),
            comparisons=comparisons,
            better=better,
            verdict=UNDEFINED,
        )
    differences = b - a
    low, mean, high = t_interval(differences, single_confidence(confidence, comparisons))
    paired_variance = float(differences.var(ddof=1))
    # Differences that are one constant up to the last bit of a and b have no variance, only rounding.
    constant = np.ptp(differences) <= 4 * np.finfo(np.float64).eps * max(np.abs(a).max(), np.abs(b).max())
    saved = None if constant or paired_variance == 0 else float(a.var(ddof=1) + b.var(ddof=1)) / paired_variance
    return PairedDifference(
        mean_a=float(a.mean()),
        mean_b=float(b.mean()),
        difference=mean,
        ci_low=low,
        ci_high=high,
        margin=float(margin),
        probability_b_beats_a=wins(differences, better),
        replicates=int(a.size),
        undefined=undefined,
        variance_reduction=saved,
        confidence=float(confidence),
        comparisons=comparisons,
        better=better,
        verdict=verdict_on_interval(low, high, margin, names if better == "high" else (names[1], names[0])),
    )


def verdict_on_interval(low: float, high: float, margin: float, names: tuple[str, str]) -> str:
    """The verdict on an interval: names[1] above the margin, names[0] below its negative."""
    if low > margin:
        return names[1]
    if high < -margin:
        return names[0]
    return EQUIVALENT if -margin <= low and high <= margin else UNDECIDED
