"""How customers differ, from what they bought, with every mechanism off: the first half of a calibration.

Rising retention and falling purchases come from static differences between customers alone, so these are fitted first
and by themselves: Pareto/NBD for how often and for how long, gamma-gamma for how much. The mechanisms then have to live
with what is left, which is nothing in the mean: the status quo is centred on these very rates.

Source: Schmittlein, Morrison & Colombo (1987), Management Science 33(1); Fader, Hardie & Lee (2005), Journal of
Marketing Research 42; heterogeneity before dynamics: Fader & Hardie (2007), Journal of Interactive Marketing 21.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields

import numpy as np
import pandas as pd

from experiments.calibrated import Member
from experiments.calibration.uncertainty import Uncertainty, uncertainty
from experiments.inputs.transactions.rfm import Summary
from experiments.likelihoods import GammaGamma, ParetoNBD, pareto_nbd
from experiments.likelihoods.amounts import ALIKE, Amounts, amounts
from experiments.likelihoods.maximum import grouped
from simulation.heterogeneity import Buying, GammaDropout, Spending

MEANINGS = {
    "r": ("buying.r", "shape of purchase rates", "1"),
    "alpha": ("buying.alpha", "scale of purchase rates", "week"),
    "s": ("dropout.s", "shape of dropout rates", "1"),
    "beta": ("dropout.beta", "scale of dropout rates", "week"),
    "p": ("spending.p", "shape of a customer's amounts", "1"),
    "q": ("spending.q", "shape of differences in amounts", "1"),
    "gamma": ("spending.gamma", "scale of differences in amounts", "money"),
}
"""Key, meaning and unit of each parameter."""
WELL, SOMEWHAT = 0.35, 1.0
"""Standard errors in log θ up to which a parameter is called identified and weakly identified: a factor of 1.8 or 5
from the middle to either end of a 90 % interval. Below no prior is needed, beyond it the log says next to nothing."""


@dataclass(frozen=True, eq=False)
class Heterogeneity:
    """Both laws with their uncertainty.

    Args:
        summary: one row a customer.
        buying: r, alpha, s and beta.
        spending: p, q and gamma; None where amounts are unknown or do not differ.
        amount: what everybody pays where `spending` is None [money].
        remarks: what could not be fitted, and why.
    """

    summary: Summary
    buying: Uncertainty
    spending: Uncertainty | None
    amount: float = 1.0
    remarks: tuple[str, ...] = field(default=())

    @property
    def model(self) -> ParetoNBD:
        """The law of buying and leaving at the maximum."""
        return ParetoNBD(**dict(zip(self.buying.names, map(float, self.buying.estimate), strict=True)))

    @property
    def log_likelihood(self) -> float:
        """Of all purchases at the maximum."""
        columns, counts = grouped(self.summary.frequency, self.summary.recency, self.summary.age)
        return float(counts @ self.model.log_likelihood(*columns))

    def best(self, parameters: Mapping[str, float] | None = None) -> Member:
        """The laws at the maximum."""
        spending = None
        if self.spending is not None:
            spending = dict(zip(self.spending.names, map(float, self.spending.estimate), strict=True))
        return self._member(asdict(self.model), spending, parameters or {})

    def members(self, count: int, seed: int, parameters: list[dict[str, float]] | None = None) -> tuple[Member, ...]:
        """Equally likely laws; what was narrowed beside them goes along, one set a member."""
        buying = self.buying.drawn(count, seed, "calibrate.buying")
        spending = self.spending.drawn(count, seed, "calibrate.spending") if self.spending else [None] * count
        beside = parameters or [{}] * count
        return tuple(self._member(b, m, p) for b, m, p in zip(buying, spending, beside, strict=True))

    def _member(self, b: Mapping[str, float], m: Mapping[str, float] | None, beside: Mapping[str, float]) -> Member:
        spending = Spending(p=ALIKE, q=ALIKE, gamma=self.amount) if m is None else Spending(**_bearable(m))
        return Member(Buying(b["r"], b["alpha"]), GammaDropout(b["s"], b["beta"]), spending, beside)

    def table(self, confidence: float) -> pd.DataFrame:
        """One row a parameter: estimate, standard error of its logarithm, interval and verdict."""
        rows = []
        for law in (self.buying, self.spending):
            if law is None:
                continue
            ends = law.intervals(confidence)
            for k, name in enumerate(law.names):
                key, meaning, unit = MEANINGS[name]
                error = float(law.standard_errors[k])
                rows.append({
                    "parameter": key, "meaning": meaning, "unit": unit, "estimate": float(law.estimate[k]),
                    "log_error": error, "low": float(ends[k, 0]), "high": float(ends[k, 1]),
                    "verdict": "identified" if error < WELL else "weakly" if error < SOMEWHAT else "prior only",
                })  # fmt: skip
        return pd.DataFrame(rows)


def _bearable(spending: Mapping[str, float]) -> dict[str, float]:
    """A mean amount exists only where q > 1; a draw below it is moved to the edge of what the law of amounts bears."""
    allowed = {f.name: f.metadata["declaration"].allowed for f in fields(Spending)}
    return {name: float(np.clip(value, *allowed[name])) for name, value in spending.items()}


def fitted(summary: Summary, buying: ParetoNBD | None = None, known: Amounts | None = None) -> Heterogeneity:
    """Both laws with their uncertainty.

    Args:
        summary: one row a customer.
        buying: where it was fitted already.
        known: law of amounts, where it was fitted already.

    Raises:
        Mistake: customers cannot be told apart, or purchases have no best fit.
    """
    buying = pareto_nbd.fit(summary).parameters if buying is None else buying
    known = amounts(summary) if known is None else known
    columns, counts = grouped(summary.frequency, summary.recency, summary.age)
    law = uncertainty(lambda theta: float(counts @ ParetoNBD(**theta).log_likelihood(*columns)), asdict(buying))
    remarks = [known.remark] if known.remark else []
    if not law.identified:
        remarks.append(
            "the likelihood of purchases is nearly flat in some direction: dropout cannot be told from buying rarely, "
            "so the ensemble keeps the estimates and understates the doubt; a longer log helps"
        )
    spending = None if known.law is None else _spending(summary, known.law)
    if spending is not None and not spending.identified:
        remarks.append("how amounts differ is nearly undetermined: the ensemble keeps the estimates")
    return Heterogeneity(summary, law, spending, known.everybody, tuple(remarks))


def _spending(summary: Summary, law: GammaGamma) -> Uncertainty:
    assert summary.monetary is not None
    again = summary.frequency > 0
    columns, counts = grouped(summary.frequency[again], summary.monetary[again])
    return uncertainty(lambda theta: float(counts @ GammaGamma(**theta).log_likelihood(*columns)), asdict(law))
