"""Pareto/NBD against the published fit, its own integral, and logs that it must refuse."""

from __future__ import annotations

from dataclasses import asdict, replace

import numpy as np
import pytest
from scipy import integrate, special

from experiments.inputs.transactions.log import cdnow_log
from experiments.inputs.transactions.rfm import Summary, summarised
from experiments.likelihoods import Fit, ParetoNBD, expected_cumulative_repeats
from experiments.likelihoods.pareto_nbd import fit
from simulation.mistake import Mistake
from tests.luck import FOUR

PUBLISHED = ParetoNBD(r=0.5533, alpha=10.5776, s=0.6062, beta=11.6679)
STARTS = [None, {"r": 1.0, "alpha": 1.0, "s": 1.0, "beta": 1.0}, {"r": 0.1, "alpha": 50.0, "s": 3.0, "beta": 1.0}]


@pytest.fixture(scope="module")
def cdnow() -> Summary:
    try:
        return summarised(cdnow_log(until="1997-09-30"))
    except Mistake as absent:
        pytest.skip(str(absent))


@pytest.fixture(scope="module")
def fitted(cdnow: Summary) -> Fit[ParetoNBD]:
    return fit(cdnow)


@pytest.mark.parametrize("start", STARTS, ids=["default", "ones", "far"])
def test_pareto_nbd_reproduces_the_cdnow_fit_of_fader_hardie_lee_2005(
    cdnow: Summary, start: dict[str, float] | None
) -> None:
    found = fit(cdnow, start)
    assert found.log_likelihood == pytest.approx(-9594.976, abs=0.001)  # published as -9595.0
    assert asdict(found.parameters) == pytest.approx(asdict(PUBLISHED), rel=1e-3)
    assert found.customers == 2357


def test_pareto_nbd_reproduces_the_cdnow_prediction_for_week_78(cdnow: Summary, fitted: Fit[ParetoNBD]) -> None:
    (week_78,) = expected_cumulative_repeats(fitted.parameters, cdnow, [78])
    assert round(week_78) == 4270


@pytest.mark.parametrize("model", [PUBLISHED, ParetoNBD(0.8, 3.0, 1.4, 20.0), ParetoNBD(2.5, 40.0, 0.3, 0.6)])
@pytest.mark.parametrize(("x", "t_x", "age"), [(0, 0.0, 38.86), (2, 30.43, 38.86), (26, 12.0, 30.0), (3, 20.0, 20.0)])
def test_pareto_nbd_likelihood_is_its_integral_for_alpha_above_and_below_beta(
    model: ParetoNBD, x: int, t_x: float, age: float
) -> None:
    r, alpha, s, beta = model.r, model.alpha, model.s, model.beta
    gone, _ = integrate.quad(
        lambda tau: (alpha + tau) ** -(r + x) * (beta + tau) ** -(s + 1), t_x, age, epsabs=0, epsrel=1e-12
    )
    scale = special.gammaln(r + x) - special.gammaln(r) + r * np.log(alpha) + s * np.log(beta)
    alive = (alpha + age) ** -(r + x) * (beta + age) ** -s
    assert model.log_likelihood(x, t_x, age) == pytest.approx(scale + np.log(alive + s * gone), rel=1e-9)
    assert model.probability_alive(x, t_x, age) == pytest.approx(alive / (alive + s * gone), rel=1e-9)


@pytest.mark.parametrize("s", [0.6, 1.0, 1.7])
def test_pareto_nbd_expectation_is_its_integral_also_for_s_of_1(s: float) -> None:
    model = replace(PUBLISHED, s=s)
    weeks, _ = integrate.quad(lambda t: (model.beta / (model.beta + t)) ** s, 0, 52)
    assert model.expected_repeats(52.0) == pytest.approx(model.r / model.alpha * weeks, rel=1e-9)
    assert model.expected_repeats(0.0) == 0.0


def test_pareto_nbd_of_a_very_frequent_buyer_is_finite() -> None:
    x, t_x, age = np.array([0, 500, 500, 3000]), np.array([0.0, 1.0, 51.0, 52.0]), np.array([0.0, 52.0, 52.0, 52.0])
    for model in (PUBLISHED, replace(PUBLISHED, alpha=1e3, beta=1e-3), replace(PUBLISHED, alpha=1e-3, beta=1e3)):
        assert np.isfinite(model.log_likelihood(x, t_x, age)).all()
        alive = model.probability_alive(x, t_x, age)
        assert ((alive >= 0) & (alive <= 1)).all()
        assert alive[0] == alive[3] == 1.0
        assert np.isfinite(model.conditional_repeats(52.0, x, t_x, age)).all()


@pytest.mark.luck(FOUR)
def test_pareto_nbd_conditional_expectations_add_up_to_the_unconditional_one() -> None:
    """The mean of E[Y(t) | history] over simulated histories is E[X(T+t)] - E[X(T)]."""
    model, customers, age, t = ParetoNBD(0.9, 8.0, 0.8, 12.0), 40_000, 39.0, 26.0
    draw = np.random.default_rng(20261122)
    rate, dropout = draw.gamma(model.r, 1 / model.alpha, customers), draw.gamma(model.s, 1 / model.beta, customers)
    watched = np.minimum(draw.exponential(1 / dropout), age)
    x = draw.poisson(rate * watched)
    t_x = watched * draw.beta(np.maximum(x, 1), 1.0) * (x > 0)  # the last of x uniform times
    known = model.conditional_repeats(t, x, t_x, np.full(customers, age))
    expected = model.expected_repeats(age + t) - model.expected_repeats(age)
    assert abs(known.mean() - expected) < 4 * known.std() / np.sqrt(customers)


def test_one_time_buyers_only_are_refused(cdnow: Summary) -> None:
    once = replace(cdnow, frequency=np.zeros_like(cdnow.frequency), recency=np.zeros_like(cdnow.recency))
    with pytest.raises(Mistake, match="one-time buyers only"):
        fit(once)


def test_one_customer_is_refused(cdnow: Summary) -> None:
    with pytest.raises(Mistake, match="at least two customers"):
        fit(replace(cdnow, frequency=cdnow.frequency[:1], recency=cdnow.recency[:1], age=cdnow.age[:1]))


def test_customers_who_do_not_differ_have_no_best_fit() -> None:
    customers = np.ones(50)
    alike = Summary("log.csv", np.arange(50).astype(object), np.full(50, 10), customers * 50, customers * 52, customers,
                    None)  # fmt: skip
    with pytest.raises(Mistake, match=r"log\.csv, fit"):
        fit(alike)


@pytest.mark.parametrize(
    "start",
    [{"r": 1.0}, {"r": 1.0, "alpha": 1.0, "s": 1.0, "b": 1.0}, {"r": -1.0, "alpha": 1.0, "s": 1.0, "beta": 1.0}],
)
def test_a_wrong_start_is_refused(cdnow: Summary, start: dict[str, float]) -> None:
    with pytest.raises(Mistake, match="start"):
        fit(cdnow, start)
