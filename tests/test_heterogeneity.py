"""How people differ: means, and the curves that mixing alone produces."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import integrate, special

from simulation.mechanisms.churn import hazard
from simulation.people.heterogeneity import Buying, GammaDropout, Spending, YearlyChurn
from simulation.people.people import so_far

U = (np.arange(200_000) + 0.5) / 200_000


def test_static_heterogeneity_alone_makes_retention_rise() -> None:
    """sBG: S(t) = B(α, β + t) / B(α, β), by averaging survival over 200,000 quantiles; no luck is involved."""
    law = YearlyChurn()
    h = law.leave_rate(U)
    curve = np.array([np.mean((1.0 - h) ** (52 * year)) for year in range(1, 13)])
    expected = np.exp(special.betaln(0.704, 1.182 + np.arange(1, 13)) - special.betaln(0.704, 1.182))
    assert curve == pytest.approx(expected, abs=1e-4)
    assert (np.diff(curve[1:] / curve[:-1]) > 0).all(), "retention rises without any commitment"


@pytest.mark.parametrize(("alpha", "beta"), [(0.704, 1.182), (0.668, 3.806)])
def test_the_mean_hazard_of_a_fresh_cohort_is_known(alpha: float, beta: float) -> None:
    law = YearlyChurn(alpha, beta)
    h = law.leave_rate(U)
    assert ((h >= 0) & (h <= 1)).all()
    assert law.mean_log_survival() == pytest.approx(-np.mean(np.log1p(-np.minimum(h, 1 - 1e-12))), rel=5e-3)
    if (alpha, beta) == (0.704, 1.182):
        assert law.mean_log_survival() == pytest.approx(0.01267, abs=1e-5)


def test_whoever_is_sure_to_leave_is_no_fault() -> None:
    """A hazard of 1 is what a double makes of one just below, and gives limits and no warnings."""
    sure = np.array([1.0, 0.5])
    for law in (YearlyChurn(), GammaDropout(0.606, 11.67)):
        assert (law.rank(sure) > 0.5).all()
        assert law.rank(sure)[0] == law.rank(sure).max() < 1
    assert so_far(np.array([0.3, 0.3]), sure)[0] == 0
    for kind in ("proportional", "logit"):
        leaves = hazard(sure, np.array([-0.5, 0.0]), kind)
        assert leaves == pytest.approx([1.0, 0.5])


def test_gamma_dropout_survives_as_the_pareto_law() -> None:
    """(β / (β + t))^s."""
    h = GammaDropout(0.606, 11.67).leave_rate(U)
    for t in (1, 13, 78):
        assert np.mean((1.0 - h) ** t) == pytest.approx((11.67 / (11.67 + t)) ** 0.606, abs=1e-4)


def test_means_of_buying_and_spending_are_those_of_their_laws() -> None:
    buying, spending = Buying(), Spending()
    assert np.mean(buying.buy_rate(U)) == pytest.approx(buying.mean, rel=1e-3)
    assert buying.mean == pytest.approx(0.553 / 10.58)
    nu = spending.spend_rate(U)
    assert np.mean(spending.p / nu) == pytest.approx(spending.mean, rel=0.01)
    assert spending.mean == pytest.approx(6.25 * 15.4 / 2.74)


def test_spending_has_the_density_of_gamma_gamma() -> None:
    """The mean of ν is q / γ."""
    law = Spending()
    assert np.mean(law.spend_rate(U)) == pytest.approx(law.q / law.gamma, rel=1e-3)
    mass = integrate.quad(
        lambda v: np.exp(law.q * np.log(law.gamma) + (law.q - 1) * np.log(v) - law.gamma * v - special.gammaln(law.q)),
        0.0, 5.0,
    )[0]  # fmt: skip
    assert np.mean(law.spend_rate(U) <= 5.0) == pytest.approx(mass, abs=1e-4)
