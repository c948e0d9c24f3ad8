"""The models that everybody compares with, fitted by somebody else's program: BG/NBD and Pareto/NBD of `lifetimes`.

Two forecasts of the same model are told apart, because they differ by as much as models do:

    given    what is known of each customer counts: Σ E[Y(t) | x, t_x, T]
    anew     nobody's history counts: Σ E[X(age in that week)] - E[X(age on the last fitted day)], by customer; the
             tracking plot of the literature, from that day on

Source: Fader, Hardie & Lee (2005), Marketing Science 24(2); Fader & Hardie (2005), A note on deriving the Pareto/NBD
model; Davidson-Pilon (2020), lifetimes 0.11.3.
"""

from __future__ import annotations

import contextlib
import io
import warnings
from typing import Any

import numpy as np

from experiments.analyses.calibrate.holdout import HeldBack
from experiments.inputs.transactions.rfm import DAYS_IN_WEEK, Floats, Summary, summarised

PEERS = {"pareto_nbd": "ParetoNBDFitter", "bg_nbd": "BetaGeoFitter"}
START: dict[str, Any] = {"pareto_nbd": np.ones(4), "bg_nbd": None}
"""Where their searches begin: Pareto/NBD would start around 1 by NumPy's generator, and differ each time."""


def baseline_forecasts(held: HeldBack) -> dict[str, dict[str, Floats]] | None:
    """Purchases after the fitted part that each peer predicts, by peer and by "given" and "anew", shape (weeks,) each.

    Returns:
        None where the package is not installed; a peer whose own fit fails is left out.
    """
    fitters = _fitters()
    if fitters is None:
        return None
    summary = summarised(held.early)
    found = {}
    for name, fitter in fitters.items():
        try:
            # It prints what its search could not do, and strays to where its logarithms are not defined.
            with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                model = fitter.fit(summary.frequency, summary.recency, summary.age, initial_params=START[name])
                found[name] = {"given": _given(model, summary, held), "anew": _anew(model, summary, held)}
        except (ArithmeticError, ValueError, RuntimeError, _failure()):
            continue
    return found


def _fitters() -> dict[str, Any] | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # archived: it warns of what pandas has changed since
            import lifetimes
    except ImportError:
        return None
    return {name: getattr(lifetimes, kind)() for name, kind in PEERS.items()}


def _failure() -> type[Exception]:
    from lifetimes.utils import ConvergenceError

    return ConvergenceError  # type: ignore[no-any-return]


def _given(model: Any, summary: Summary, held: HeldBack) -> Floats:
    """What each known customer is expected to add."""
    foresee = model.conditional_expected_number_of_purchases_up_to_time
    columns = summary.frequency, summary.recency, summary.age
    return np.array([float(np.sum(foresee(week, *columns))) for week in range(1, held.weeks + 1)])


def _anew(model: Any, summary: Summary, held: HeldBack) -> Floats:
    """What a cohort with these first purchases is expected to buy after the fitted part."""
    births, newcomers = np.unique(summary.birth, return_counts=True)
    last = held.first_week - 1.0 / DAYS_IN_WEEK + np.arange(held.weeks + 1)
    expected = model.expected_number_of_purchases_up_to_time(last[:, np.newaxis] - births) @ newcomers
    return np.asarray(expected[1:] - expected[0], dtype=np.float64)
