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

from experiments.inputs.btyd import GammaGamma, ParetoNBD, pareto_nbd
from experiments.inputs.btyd.limits import far_end
from experiments.inputs.btyd.maximum_likelihood import Edge, Fit
from experiments.inputs.btyd.spend import ALIKE, Amounts, amounts
from experiments.inputs.calibrated import Member
from experiments.inputs.transactions.rfm import Summary
from experiments.statistics.curvature import Uncertainty, uncertainty
from simulation.people.heterogeneity import Buying, GammaDropout, Spending

MEANINGS = {
    "r": ("buying.r", "shape of purchase rates", "1"),
    "alpha": ("buying.alpha", "scale of purchase rates", "week"),
    "s": ("dropout.s", "shape of dropout rates", "1"),
    "beta": ("dropout.beta", "scale of dropout rates", "week"),
    "p": ("spending.p", "shape of a customer's amounts", "1"),
    "q": ("spending.q", "shape of differences in amounts", "1"),
    "gamma": ("spending.gamma", "scale of differences in amounts", "money"),
    "buying_rate": ("buying.rate", "mean purchase rate", "1/week"),
    "dropout_rate": ("dropout.rate", "mean dropout rate", "1/week"),
    "mean": ("spending.mean", "mean amount of a purchase", "money"),
}
"""Key, meaning and unit of each parameter; the last three take the place of scales where a law lies at a limit."""
WELL, SOMEWHAT = 0.35, 1.0
"""Standard errors in log θ up to which a parameter is called identified and weakly identified: a factor of 1.8 or 5
from the middle to either end of a 90 % interval. Below no prior is needed, beyond it the log says next to nothing."""


AT_ITS_LIMIT = "at its limit"
"""Verdict on a parameter that lies at the edge of its family: only one end of its interval can be known."""


@dataclass(frozen=True, eq=False)
class Heterogeneity:
    """Both laws with their uncertainty.

    Args:
        summary: one row a customer.
        purchases: fit of buying and dropping out.
        buying: uncertainty of its free parameters.
        spending: the same of the law of amounts; None where all amounts are alike.
        known: law of amounts.
        remarks: what is special, and why.
    """

    summary: Summary
    purchases: Fit[ParetoNBD]
    buying: Uncertainty
    spending: Uncertainty | None
    known: Amounts
    remarks: tuple[str, ...] = field(default=())

    @property
    def model(self) -> ParetoNBD:
        """The law of buying and leaving at the maximum."""
        return self.purchases.parameters

    @property
    def log_likelihood(self) -> float:
        """Of all purchases at the maximum."""
        return self.purchases.height(self.model)

    def best(self, parameters: Mapping[str, float] | None = None) -> Member:
        """The laws at the maximum."""
        return self._member(self.model, self.known.law, parameters or {})

    def members(self, count: int, seed: int, parameters: list[dict[str, float]] | None = None) -> tuple[Member, ...]:
        """Equally likely laws; what was narrowed beside them goes along, one set a member.

        What lies at its limit stays there.
        """
        buying = [self.purchases.family.build(**free) for free in self.buying.drawn(count, seed, "calibrate.buying")]
        spending: list[GammaGamma | None] = [None] * count
        if self.spending is not None and self.known.fit is not None:
            draws = self.spending.drawn(count, seed, "calibrate.spending")
            spending = [self.known.fit.family.build(**free) for free in draws]
        beside = parameters or [{}] * count
        return tuple(self._member(b, m, p) for b, m, p in zip(buying, spending, beside, strict=True))

    def _member(self, b: ParetoNBD, m: GammaGamma | None, beside: Mapping[str, float]) -> Member:
        alike = Spending(p=ALIKE, q=ALIKE, gamma=self.known.everybody)
        spending = alike if m is None else Spending(**_bearable(asdict(m)))
        return Member(Buying(b.r, b.alpha), GammaDropout(b.s, b.beta), spending, beside)

    def table(self, confidence: float) -> pd.DataFrame:
        """One row a parameter: estimate, standard error of its logarithm, interval and verdict.

        The interval of a parameter at its limit has one end of its own; the other is the limit itself, 0 or infinity.
        """
        rows = []
        for fit, law in ((self.purchases, self.buying), (self.known.fit, self.spending)):
            if fit is None or law is None:
                continue
            ends = law.intervals(confidence)
            for k, name in enumerate(law.names):
                error = float(law.standard_errors[k])
                rows.append(_row(
                    name, float(law.estimate[k]), error, float(ends[k, 0]), float(ends[k, 1]),
                    "identified" if error < WELL else "weakly" if error < SOMEWHAT else "prior only",
                ))  # fmt: skip
            rows += [_edge_row(fit, edge, confidence) for edge in fit.family.edges]
        return pd.DataFrame(rows)


def _row(name: str, estimate: float, error: float, low: float, high: float, verdict: str) -> dict[str, object]:
    key, meaning, unit = MEANINGS[name]
    return {
        "parameter": key, "meaning": meaning, "unit": unit, "estimate": estimate, "log_error": error, "low": low,
        "high": high, "verdict": verdict,
    }  # fmt: skip


def _edge_row(fit: Fit[ParetoNBD] | Fit[GammaGamma], edge: Edge, confidence: float) -> dict[str, object]:  # type: ignore[type-arg]
    far = far_end(fit, edge, confidence)
    endless = edge.held > edge.inward  # a shape that could be any larger
    low, high = (far, float("inf")) if endless else (0.0, far)
    return _row(edge.name, float("inf") if endless else edge.held, float("inf"), low, high, AT_ITS_LIMIT)


def _bearable(spending: Mapping[str, float]) -> dict[str, float]:
    """A mean amount exists only where q > 1; a draw below it is moved to the edge of what the law of amounts bears."""
    allowed = {f.name: f.metadata["declaration"].allowed for f in fields(Spending)}
    return {name: float(np.clip(value, *allowed[name])) for name, value in spending.items()}


def fit_heterogeneity(
    summary: Summary, purchases: Fit[ParetoNBD] | None = None, known: Amounts | None = None
) -> Heterogeneity:
    """Both laws with their uncertainty.

    Args:
        summary: one row a customer.
        purchases: where they were fitted already.
        known: law of amounts, where it was fitted already.

    Raises:
        Mistake: customers cannot be told apart, or purchases have no best fit.
    """
    purchases = pareto_nbd.fit(summary) if purchases is None else purchases
    known = amounts(summary) if known is None else known
    law = _uncertainty(purchases)
    remarks = [remark for remark in (purchases.family.remark, known.remark) if remark]
    if not law.identified:
        remarks.append(
            "the likelihood of purchases is nearly flat in some direction: dropout cannot be told from buying rarely, "
            "so the ensemble keeps the estimates and understates the doubt; a longer log helps"
        )
    spending = None if known.fit is None else _uncertainty(known.fit)
    if spending is not None and not spending.identified:
        remarks.append("how amounts differ is nearly undetermined: the ensemble keeps the estimates")
    return Heterogeneity(summary, purchases, law, spending, known, tuple(remarks))


def _uncertainty(fit: Fit[ParetoNBD] | Fit[GammaGamma]) -> Uncertainty:
    return uncertainty(lambda free: fit.height(fit.family.build(**free)), fit.free)  # type: ignore[arg-type]
