"""More than two strategies: every pair judged, all statements true at once, and the ranking that follows.

    interval of each of m = k (k - 1) / 2 pairs at confidence 1 - (1 - confidence) / m          (Bonferroni)
    p̃(i) = max over j <= i of min(1, (m - j + 1) p(j)),  p sorted upwards                       (Holm)

With nineteen honest comparisons at 95 % one is expected to be wrong. With these intervals the probability that any
verdict is wrong is at most 1 - confidence, whatever the dependence between pairs that share a strategy and luck. A
ranking speaks of all pairs, so all of them count, not only those with the reference.

Tukey's and Dunnett's intervals are narrower for independent groups of one variance; our groups are pairs with luck in
common, and treating them as independent would throw away what the pairing saves. Holm's step-down is sharper than
Bonferroni but gives neither intervals nor a proof for three-way verdicts, so it adjusts the p values alone: one may lie
below 1 - confidence where the interval does not yet name a winner. The verdict is the interval's.

Source: Dunn (1961), J. Am. Stat. Assoc. 56 (intervals); Holm (1979), Scand. J. Stat. 6 (p values).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
from scipy import special

from experiments.statistics.equivalence import EQUIVALENT, UNDECIDED, UNDEFINED, PairedDifference, paired_difference
from experiments.statistics.paired import Floats, check_judgeable, defined_pairs, mean_and_error
from experiments.statistics.ranking import Ranking, ranking
from simulation.mistake import Mistake, nearest


@dataclass(frozen=True)
class MultipleComparison:
    """Every strategy against every other."""

    reference: str
    confidence: float  # [1], that all intervals hold at once
    pairs: dict[tuple[str, str], PairedDifference]  # (a, b): b - a; the reference is always a
    p_values: dict[str, float | None]  # [1], of each strategy against the reference: Holm's over all pairs, of "no more
    # than the margin apart"; None where undefined

    @property
    def differences(self) -> dict[str, PairedDifference]:
        """Every strategy against the reference, which is a in each difference b - a."""
        return {b: pair for (a, b), pair in self.pairs.items() if a == self.reference}

    def ranking(self) -> Ranking:
        """Which places the pairs leave to each strategy."""
        sign = -1 if any(pair.better == "high" for pair in self.pairs.values()) else 1
        means = {a: pair.mean_a for (a, _), pair in self.pairs.items()}
        means |= {b: pair.mean_b for (_, b), pair in self.pairs.items()}
        names = sorted(means, key=lambda name: np.inf if (mean := means[name]) is None else sign * mean)
        won = {(pair.verdict, b if pair.verdict == a else a) for (a, b), pair in self.pairs.items() if pair.decided}
        return ranking(names, won)

    @property
    def verdict(self) -> str:
        """Who beats all others; else "undefined", "equivalent" or "cannot be told apart", said of those who lead."""
        found = self.ranking()
        if found.winner is not None:
            return found.winner
        open_ = {pair.verdict for (a, b), pair in self.pairs.items() if {a, b} <= set(found.leaders)}
        return next(word for word in (UNDEFINED, UNDECIDED, EQUIVALENT) if word in open_)


def compare_all_pairs(
    columns: Mapping[str, npt.ArrayLike], reference: str, margin: float, *, confidence: float, better: str = "high"
) -> MultipleComparison:
    """Judge every pair of strategies, simultaneously.

    A pair that turns out undefined still counts among the m: how many there are must not depend on the outcome.

    Args:
        columns: the measure by strategy, one value per replicate, each of shape (replicates,), paired by position.
        reference: the strategy that the others are held against.
        margin: smallest absolute difference that matters, at least 0, in the unit of the measure.
        confidence: that all intervals hold at once, in (0, 1).
        better: "high", or "low" for costs and churn.

    Raises:
        Mistake: the reference is not among the columns, nothing to compare it with, or as for `paired_difference`.
    """
    check_judgeable(margin=margin, confidence=confidence, better=better)
    if reference not in columns:
        raise Mistake("reference", reference, f"must be one of {', '.join(columns)}", nearest(reference, columns))
    if len(columns) < 2:
        raise Mistake("strategies", reference, "must be at least two", "Add one to compare the reference with.")
    order = [reference, *(name for name in columns if name != reference)]
    both = list(combinations(order, 2))
    pairs = {
        (a, b): paired_difference(columns[a], columns[b], margin=margin, confidence=confidence, comparisons=len(both),
                       names=(a, b), better=better)
        for a, b in both
    }  # fmt: skip
    raw = [p_value(columns[a], columns[b], margin) for a, b in both]
    adjusted = holm([1.0 if p is None else p for p in raw])
    p_values = {
        b: None if p is None else float(stepped)
        for (a, b), p, stepped in zip(both, raw, adjusted, strict=True)
        if a == reference
    }
    return MultipleComparison(reference, float(confidence), pairs, p_values)


def p_value(a: npt.ArrayLike, b: npt.ArrayLike, margin: float) -> float | None:
    """Two-sided p of the paired t test that a and b are no more than the margin apart; None below two defined pairs.

    It is 1 - confidence of the widest interval that lies wholly beyond the margin, so it agrees with
    `paired_difference`.
    """
    a, b, _ = defined_pairs(a, b)
    if a.size < 2:
        return None
    mean, error = mean_and_error(b - a)
    beyond = abs(mean) - margin
    if error == 0:
        return 0.0 if beyond > 0 else 1.0
    return min(1.0, 2 * float(special.stdtr(a.size - 1, -beyond / error)))


def holm(p_values: npt.ArrayLike) -> Floats:
    """Holm's step-down adjusted p values, shape (m,), in the order given.

    Raises:
        Mistake: a value outside [0, 1].
    """
    p = np.asarray(p_values, dtype=np.float64)
    if not ((p >= 0) & (p <= 1)).all():
        raise Mistake("p_values", p.tolist(), "must lie in [0, 1]")
    upwards = np.argsort(p, kind="stable")
    adjusted = np.empty_like(p)
    adjusted[upwards] = np.minimum(np.maximum.accumulate(np.arange(p.size, 0, -1) * p[upwards]), 1)
    return adjusted
