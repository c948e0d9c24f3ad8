"""Pareto/NBD against the published fit, its own integral, and logs that it must refuse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace

import numpy as np
import pytest
from scipy import integrate, special, stats

from experiments.inputs.btyd import Fit, ParetoNBD, expected_cumulative_repeats
from experiments.inputs.btyd.limits import ALIKE, far_end
from experiments.inputs.btyd.pareto_nbd import fit
from experiments.inputs.transactions.cdnow import cdnow_log
from experiments.inputs.transactions.rfm import Summary, summarised
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


def base(x: Sequence[int], t_x: Sequence[float], age: float) -> Summary:
    """Customers with these histories, all watched for as long."""
    count = len(x)
    paid = np.array([float(k > 0) for k in x])
    return Summary("log.csv", np.arange(count).astype(object), np.array(x), np.array(t_x, dtype=np.float64),
                   np.full(count, age), np.zeros(count), paid)  # fmt: skip


def test_customers_who_do_not_differ_all_buy_at_the_mean_rate_and_nobody_leaves() -> None:
    found = fit(base([50] * 30, [50.0] * 30, 50.0))
    assert dict(found.free) == pytest.approx({"buying_rate": 1.0}, rel=1e-6)
    assert (found.parameters.r, found.parameters.s) == (ALIKE, 0.0)
    assert "buy equally often" in found.family.remark
    assert "nobody is taken to leave" in found.family.remark
    # 30 customers watched for 50 weeks: a rate of dropping out that loses 0.82 of the log-likelihood (90 %, one-sided)
    ends = {edge.name: far_end(found, edge, 0.9) for edge in found.family.edges}
    assert ends["dropout_rate"] == pytest.approx(0.8212 / 1500, rel=0.03)
    assert 100 < ends["r"] < ALIKE


def test_without_dropout_the_law_is_the_negative_binomial() -> None:
    x = np.array([0, 1, 2, 3, 5, 8, 13])
    law = ParetoNBD(0.8, 6.0, 0.0, 1.0)
    expected = stats.nbinom.logpmf(x, 0.8, 6.0 / 46.0) - (x * np.log(40.0) - special.gammaln(x + 1))
    assert law.log_likelihood(x, 39.0 * (x > 0), np.full(7, 40.0)) == pytest.approx(expected, rel=1e-9)
    assert (law.probability_alive(x, 39.0 * (x > 0), np.full(7, 40.0)) == 1.0).all()


def test_some_who_leave_at_once_and_others_who_never_do() -> None:
    found = fit(base([0] * 100 + [50] * 50, [0.0] * 100 + [50.0] * 50, 50.0))
    law = found.parameters
    assert law.probability_alive(0, 0.0, 50.0) < 0.01
    assert law.probability_alive(50, 50.0, 50.0) > 0.99
    assert np.power(law.beta / (law.beta + 50.0), law.s) == pytest.approx(1 / 3, rel=0.2)  # the share that stays


@pytest.mark.parametrize(
    ("x", "t_x", "age"),
    [
        ([3, 1], [20.0, 5.0], 50.0),
        ([0] * 500 + [1], [0.0] * 500 + [3.0], 50.0),
        ([1, 0, 0, 1], [1 / 7, 0.0, 0.0, 1 / 7], 1 / 7),
        ([3000, 2000, 500, 3640, 10, 1], [520.0, 519.0, 500.0, 520.0, 30.0, 100.0], 520.0),
        ([3] * 40, [3.0] * 40, 51.0),
    ],
    ids=["two customers", "one repeat", "two days", "huge counts", "all gone"],
)
def test_extreme_logs_have_a_law(x: list[int], t_x: list[float], age: float) -> None:
    found = fit(base(x, t_x, age))
    assert np.isfinite(found.log_likelihood)
    assert found.family.remark
    assert found.evaluations < 1000
    expected = found.parameters.expected_repeats(np.array([age]))[0] * len(x)
    assert expected == pytest.approx(sum(x), rel=0.5)


@pytest.mark.parametrize(
    "start",
    [{"r": 1.0}, {"r": 1.0, "alpha": 1.0, "s": 1.0, "b": 1.0}, {"r": -1.0, "alpha": 1.0, "s": 1.0, "beta": 1.0}],
)
def test_a_wrong_start_is_refused(cdnow: Summary, start: dict[str, float]) -> None:
    with pytest.raises(Mistake, match="start"):
        fit(cdnow, start)
