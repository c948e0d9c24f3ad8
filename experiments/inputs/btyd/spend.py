"""How much customers pay, as far as a log tells: a gamma-gamma law, or one amount for everybody and the reason why."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from experiments.inputs.btyd import gamma_gamma
from experiments.inputs.btyd.gamma_gamma import GammaGamma
from experiments.inputs.btyd.maximum_likelihood import Fit
from experiments.inputs.transactions.rfm import Summary
from simulation.mistake import Mistake

ALIKE = 1e6
"""Shape of the two gamma laws of amounts that hardly differ."""


@dataclass(frozen=True)
class Amounts:
    """What is known of amounts.

    Args:
        fit: None where all amounts are taken to be alike.
        everybody: what a purchase is worth where there is no law [money].
        remark: what is special; empty where nothing is.
    """

    fit: Fit[GammaGamma] | None
    everybody: float = 1.0
    remark: str = ""

    @property
    def law(self) -> GammaGamma | None:
        """The likeliest law."""
        return None if self.fit is None else self.fit.parameters


def amounts(summary: Summary) -> Amounts:
    """The law of amounts of a log.

    Customers whose repeat purchases cost nothing have no part in it: a gamma law knows no amount of 0.

    Raises:
        Mistake: nobody's repeat purchases are worth anything.
    """
    again = summary.frequency > 0
    pay = again & (summary.monetary > 0)
    if not pay.any():
        raise Mistake(
            summary.source, f"repeat purchases of {int(again.sum())} customers that are all worth 0",
            "must contain repeat purchases of positive value, or no amounts at all",
            "Without revenue, strategies cannot be compared. To count purchases, leave the amounts out: "
            "population.amount=null.",
        )  # fmt: skip
    free = int(again.sum() - pay.sum())
    remarks = [_free(free)] if free else []
    mean, often = summary.monetary[pay], summary.frequency[pay]
    if np.ptp(mean) <= 1e-9 * mean.max():
        worth = float(mean.max())
        whose = (
            "all repeat purchases are" if len(mean) > 1 else "the repeat purchases of the only customer who paid are"
        )
        return Amounts(None, worth, "; ".join([*remarks, f"{whose} worth {worth:g}: how amounts differ is not fitted"]))
    found = gamma_gamma.fit(_among(summary, pay))
    if len(found.family.edges) == 2:
        worth = float(np.average(mean, weights=often))
        said = f"amounts differ no more than chance explains: every purchase is assumed to be worth {worth:.4g}"
        return Amounts(None, worth, "; ".join([*remarks, said]))
    return Amounts(found, remark="; ".join(filter(None, [*remarks, found.family.remark])))


def _free(customers: int) -> str:
    who = "1 customer whose repeat purchases cost nothing has" if customers == 1 else (
        f"{customers} customers whose repeat purchases cost nothing have"
    )  # fmt: skip
    return f"{who} no part in the law of amounts, and their later purchases are taken to be worth little"


def _among(summary: Summary, which: npt.NDArray[np.bool_]) -> Summary:
    """Some of the customers."""
    columns = ("ids", "frequency", "recency", "age", "birth", "monetary")
    return replace(summary, **{name: getattr(summary, name)[which] for name in columns})
