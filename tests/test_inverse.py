"""Inverse laws: each turns uniforms into its law, and more luck never into less."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy import stats

from simulation.quantiles import MOST, beta, gamma, normal, poisson

U = (np.arange(20_000) + 0.5) / 20_000


@pytest.mark.parametrize(
    ("law", "same"),
    [
        (normal, stats.norm()),
        (lambda u: gamma(u, 0.553, 10.58), stats.gamma(0.553, scale=1 / 10.58)),
        (lambda u: gamma(u, 6.25, 2.0), stats.gamma(6.25, scale=0.5)),
        (lambda u: beta(u, 0.704, 1.182), stats.beta(0.704, 1.182)),
    ],
    ids=["normal", "gamma below 1", "gamma above 1", "beta"],
)
def test_quantiles_are_those_of_scipy(law: Callable[[Any], Any], same: Any) -> None:
    inside = U[1:-1]
    assert np.allclose(law(inside), same.ppf(inside), rtol=1e-8, atol=1e-10)
    assert (np.diff(law(U)) >= 0).all()


@pytest.mark.parametrize("mean", [1e-6, 0.05, 1.0, 7.5, 29.9])
def test_poisson_counts_are_those_of_scipy(mean: float) -> None:
    counts = poisson(U, np.full(U.size, mean))
    assert np.array_equal(counts, stats.poisson(mean).ppf(U))


def test_poisson_takes_each_row_s_own_mean_and_cuts_what_is_too_large() -> None:
    mean = np.array([0.0, 0.1, 2.0, MOST, 1e6])
    u = np.full(5, 0.97)
    assert poisson(u, mean).tolist() == [0.0, *stats.poisson(mean[1:4]).ppf(0.97), stats.poisson(MOST).ppf(0.97)]
    assert poisson(np.array([1.0 - 2.0**-53]), np.array([MOST]))[0] < 200


def test_a_gamma_deviate_is_never_0() -> None:
    """Rates of 0 would make spend infinite and logarithms fail."""
    assert (gamma(np.array([1e-16, 1e-300]), 1e-3, 1.0) > 0).all()
