"""Gamma-gamma against the published fit, its own integral, and logs that it must refuse."""

from __future__ import annotations

from dataclasses import asdict, replace

import numpy as np
import pytest
from scipy import integrate, stats

from experiments.inputs.btyd import GammaGamma
from experiments.inputs.btyd.gamma_gamma import fit
from experiments.inputs.btyd.limits import ALIKE, far_end
from experiments.inputs.btyd.spend import amounts
from experiments.inputs.transactions.cdnow import cdnow_log
from experiments.inputs.transactions.rfm import Summary, summarised
from simulation.mistake import Mistake

PUBLISHED = GammaGamma(p=6.25, q=3.74, gamma=15.44)
STARTS = [None, {"p": 1.0, "q": 1.0, "gamma": 1.0}, {"p": 20.0, "q": 2.0, "gamma": 200.0}]


@pytest.fixture(scope="module")
def cdnow() -> Summary:
    try:
        return summarised(cdnow_log(until="1997-09-30"))
    except Mistake as absent:
        pytest.skip(str(absent))


@pytest.mark.parametrize("start", STARTS, ids=["default", "ones", "far"])
def test_gamma_gamma_reproduces_the_cdnow_fit_of_fader_hardie_lee_2005(
    cdnow: Summary, start: dict[str, float] | None
) -> None:
    found = fit(cdnow, start)
    assert asdict(found.parameters) == pytest.approx(asdict(PUBLISHED), rel=2e-3)  # published to three digits
    assert asdict(found.parameters) == pytest.approx({"p": 6.24957, "q": 3.74422, "gamma": 15.44352}, rel=1e-5)
    assert found.log_likelihood == pytest.approx(-4055.918, abs=0.001)
    assert found.customers == 946


def test_gamma_gamma_reproduces_the_mean_amounts_of_fader_hardie_lee_2005(cdnow: Summary) -> None:
    assert cdnow.monetary[cdnow.frequency > 0].mean() == pytest.approx(35.08, abs=0.005)
    assert fit(cdnow).parameters.mean_amount() == pytest.approx(35.2, abs=0.1)


@pytest.mark.parametrize(("x", "mean"), [(1, 30.0), (3, 12.5), (40, 33.0)])
def test_gamma_gamma_likelihood_is_its_integral_over_the_rate(x: int, mean: float) -> None:
    model = PUBLISHED

    def density(rate: float) -> float:
        amounts = stats.gamma.pdf(mean, model.p * x, scale=1 / (x * rate))
        return float(amounts * stats.gamma.pdf(rate, model.q, scale=1 / model.gamma))

    total, _ = integrate.quad(density, 0, 3, epsabs=0, epsrel=1e-10, points=[0.1, 0.2, 0.5])
    assert model.log_likelihood(x, mean) == pytest.approx(np.log(total), rel=1e-8)


def test_conditional_mean_amount_lies_between_own_and_all() -> None:
    own = PUBLISHED.conditional_mean_amount(np.array([0, 1, 10, 100_000]), np.full(4, 100.0))
    assert own[0] == pytest.approx(PUBLISHED.mean_amount())
    assert own[3] == pytest.approx(100.0, rel=1e-4)
    assert (np.diff(own) > 0).all()
    heavy = replace(PUBLISHED, q=0.9)
    assert heavy.mean_amount() == float(heavy.conditional_mean_amount(0, 0.0)) == np.inf


@pytest.mark.parametrize("k", [1e-4, 0.37, 25_000.0, 1e7])
def test_the_unit_of_money_changes_nothing_but_gamma(cdnow: Summary, k: float) -> None:
    one, other = fit(cdnow), fit(replace(cdnow, monetary=cdnow.monetary * k))
    assert other.parameters.gamma == pytest.approx(one.parameters.gamma * k, rel=1e-7)
    assert (other.parameters.p, other.parameters.q) == pytest.approx((one.parameters.p, one.parameters.q), rel=1e-7)
    assert other.log_likelihood == pytest.approx(one.log_likelihood - one.customers * np.log(k), rel=1e-9)
    assert other.height(other.parameters) == pytest.approx(other.log_likelihood, rel=1e-9)


def payers(mean: list[float], often: list[int]) -> Summary:
    count = len(mean)
    return Summary("log.csv", np.arange(count).astype(object), np.array(often), np.full(count, 20.0),
                   np.full(count, 30.0), np.zeros(count), np.array(mean))  # fmt: skip


@pytest.mark.parametrize("k", [1e-4, 1.0, 1e7])
def test_equal_amounts_are_paid_by_everybody(k: float) -> None:
    found = amounts(payers([5.0 * k, 5.0 * k, 0.0], [3, 4, 0]))
    assert (found.law, found.everybody) == (None, 5.0 * k)
    assert "all repeat purchases are worth" in found.remark


@pytest.mark.parametrize("k", [1e-4, 1.0, 1e7])
def test_where_luck_explains_all_differences_everybody_has_the_same_mean_amount(k: float) -> None:
    """Means of 1 and of 25 amounts from one gamma law: they spread as its own shape says, no further."""
    places = (np.arange(40) + 0.5) / 40
    means = [10.0 * k * stats.gamma.ppf(places, 4.0 * x, scale=1.0 / (4.0 * x)) for x in (1, 25)]
    found = amounts(payers(np.concatenate(means).tolist(), [1] * 40 + [25] * 40))
    assert found.fit is not None
    assert found.law is not None
    assert found.law.q == ALIKE
    assert found.law.p == pytest.approx(4.0, rel=0.1)
    assert found.law.mean_amount() == pytest.approx(10.0 * k, rel=0.01)
    assert "the same mean amount" in found.remark
    (edge,) = found.fit.family.edges
    assert 10 < far_end(found.fit, edge, 0.9) < ALIKE


def test_who_buys_for_nothing_is_left_out_of_the_law_and_said() -> None:
    paid = [4.0, 9.0, 15.0, 7.0, 30.0, 11.0]
    with_free = amounts(payers([*paid, 0.0], [2, 3, 1, 4, 2, 5, 6]))
    without = amounts(payers(paid, [2, 3, 1, 4, 2, 5]))
    assert with_free.law == without.law
    assert with_free.everybody == without.everybody
    assert with_free.remark.startswith("1 customer whose repeat purchases cost nothing")


def test_a_log_in_which_nothing_costs_anything_is_the_cause() -> None:
    with pytest.raises(Mistake, match=r"log\.csv: given repeat purchases of 2 customers that are all worth 0"):
        amounts(payers([0.0, 0.0, 0.0], [2, 3, 0]))


def test_logs_without_use_are_refused(cdnow: Summary) -> None:
    with pytest.raises(Mistake, match="one-time buyers only"):
        fit(replace(cdnow, frequency=np.zeros_like(cdnow.frequency)))
    with pytest.raises(Mistake, match="above 0"):
        fit(replace(cdnow, monetary=np.zeros(len(cdnow.ids))))
    once = np.zeros_like(cdnow.frequency)
    once[0] = 1
    with pytest.raises(Mistake, match="repeat buyers, fit: given 1 customer"):
        fit(replace(cdnow, frequency=once))
