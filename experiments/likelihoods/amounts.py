"""How much customers pay, as far as a log tells: a gamma-gamma law, or one amount for everybody and the reason why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.inputs.transactions.rfm import Summary
from experiments.likelihoods import gamma_gamma
from experiments.likelihoods.gamma_gamma import GammaGamma
from simulation.mistake import Mistake

ALIKE = 1e6
"""Shape of a gamma law whose values hardly differ."""


@dataclass(frozen=True)
class Amounts:
    """What is known of amounts.

    Args:
        law: None where amounts are unknown or do not differ.
        everybody: what a purchase is worth where there is no law [money].
        remark: why there is none; empty where there is.
    """

    law: GammaGamma | None
    everybody: float = 1.0
    remark: str = ""


def amounts(summary: Summary) -> Amounts:
    """The law of amounts of a log.

    Raises:
        Mistake: purchases of a repeat buyer are worth nothing, so that no mean amount is above 0.
    """
    if summary.monetary is None:
        return Amounts(None, 1.0, "the log has no amounts: purchases are counted, each worth 1")
    again = summary.frequency > 0
    mean = summary.monetary[again]
    if len(mean) and mean.min() > 0 and np.ptp(mean) <= 1e-9 * mean.max():
        worth = float(mean[0])
        return Amounts(None, worth, f"all repeat purchases are worth {worth:g}: how amounts differ is not fitted")
    try:
        return Amounts(gamma_gamma.fit(summary).parameters)
    except Mistake as mistake:
        if not (mean > 0).all() or int(again.sum()) < 2:
            raise
        worth = float(np.average(mean, weights=summary.frequency[again]))
        return Amounts(None, worth, f"amounts have no best gamma-gamma law ({mistake.given}): all are {worth:.4g}")
