"""More than two strategies: each against one reference, all statements true at once.

    interval of each of m comparisons at confidence 1 - (1 - confidence) / m          (Bonferroni)
    p̃(i) = max over j <= i of min(1, (m - j + 1) p(j)),  p sorted upwards             (Holm)

With nineteen honest comparisons at 95 % one is expected to be wrong. With these intervals the probability that any
verdict is wrong is at most 1 - confidence, whatever the dependence between comparisons that share a reference and luck.

Dunnett's many-to-one intervals are narrower for independent groups of one variance; our groups are pairs with luck in
common, and treating them as independent would throw away what the pairing saves. Holm's step-down is sharper than
Bonferroni but gives neither intervals nor a proof for three-way verdicts, so it adjusts the p values alone: one may lie
below 1 - confidence where the interval does not yet name a winner. The verdict is the interval's.

Source: Dunn (1961), J. Am. Stat. Assoc. 56 (intervals); Holm (1979), Scand. J. Stat. 6 (p values).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

from experiments.pairs import Floats, checked, defined_pairs, mean_and_error
from experiments.verdict import PairedDifference, paired
from simulation.mistake import Mistake, nearest


@dataclass(frozen=True)
class Several:
    """Every strategy against the reference (which is a in each difference b - a)."""

    reference: str
    confidence: float  # [1], that all intervals hold at once; each one's own is in its difference
    differences: dict[str, PairedDifference]
    p_values: dict[str, float | None]  # [1], Holm's, of "no more than the margin apart"; None where undefined


def several(
    columns: Mapping[str, npt.ArrayLike],
    reference: str,
    margin: float,
    *,
    confidence: float = 0.95,
    better: str = "high",
) -> Several:
    """Judge every strategy against the reference, simultaneously.

    A comparison that turns out undefined still counts among the m: how many there are must not depend on the outcome.

    Args:
        columns: the measure by strategy, one value per replicate, each of shape (replicates,), paired by position.
        reference: the strategy that the others are held against.
        margin: smallest absolute difference that matters, at least 0, in the unit of the measure.
        confidence: that all intervals hold at once, in (0, 1).
        better: "high", or "low" for costs and churn.

    Raises:
        Mistake: the reference is not among the columns, nothing to compare it with, or as for `paired`.
    """
    checked(margin=margin, confidence=confidence, better=better)
    if reference not in columns:
        raise Mistake("reference", reference, f"must be one of {', '.join(columns)}", nearest(reference, columns))
    others = [name for name in columns if name != reference]
    if not others:
        raise Mistake("strategies", reference, "must be at least two", "Add one to compare the reference with.")
    a, each = columns[reference], 1 - (1 - confidence) / len(others)
    differences = {
        b: paired(a, columns[b], margin=margin, confidence=each, names=(reference, b), better=better) for b in others
    }
    raw = [p_value(a, columns[b], margin) for b in others]
    adjusted = holm([1.0 if p is None else p for p in raw])
    p_values = {
        name: None if p is None else float(stepped) for name, p, stepped in zip(others, raw, adjusted, strict=True)
    }
    return Several(reference, float(confidence), differences, p_values)


def p_value(a: npt.ArrayLike, b: npt.ArrayLike, margin: float = 0.0) -> float | None:
    """Two-sided p of the paired t test that a and b are no more than the margin apart; None below two defined pairs.

    It is 1 - confidence of the widest interval that lies wholly beyond the margin, so it agrees with `paired`.
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
