"""Likelihoods of what a log shows of each customer, one file per published model.

    pareto_nbd     buy at random until leaving, unseen, at a random time     ParetoNBD(r, alpha, s, beta)
    bg_nbd         buy at random, perhaps leave after a purchase             BGNBD(r, alpha, a, b)
    gamma_gamma    amounts around a mean of the customer's own               GammaGamma(p, q, gamma)

Each file has the parameters with their closed forms, and `fit(summary, start=None)`, which returns a `Fit`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from experiments.inputs.btyd.bg_nbd import BGNBD
from experiments.inputs.btyd.gamma_gamma import GammaGamma
from experiments.inputs.btyd.maximum_likelihood import Fit
from experiments.inputs.btyd.pareto_nbd import ParetoNBD
from experiments.inputs.transactions.rfm import DAYS_IN_WEEK, Summary

__all__ = ["BGNBD", "Fit", "GammaGamma", "ParetoNBD", "expected_cumulative_repeats"]


class BuyTillYouDie(Protocol):
    """A model that knows how often a new customer buys again."""

    def expected_repeats(self, t: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """E[X(t)] in the first t weeks."""


def expected_cumulative_repeats(
    model: BuyTillYouDie, summary: Summary, weeks: Sequence[int] | npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """Expected repeat transactions of a cohort until the end of each week, counted from the log's first day.

    Args:
        model: ParetoNBD or BGNBD.
        summary: the customers; only the times of their first transactions count.
        weeks: (n,) weeks; week 1 ends with the seventh day. They may lie after the end of the log.

    Returns:
        (n,) expected repeat transactions [1], to set beside `cumulative_repeats`.
    """
    births, newcomers = np.unique(summary.birth, return_counts=True)
    last_day = np.asarray(weeks, dtype=np.float64)[:, np.newaxis] - 1.0 / DAYS_IN_WEEK
    expected = model.expected_repeats(np.maximum(last_day - births, 0.0))
    return np.asarray(expected @ newcomers.astype(np.float64))
