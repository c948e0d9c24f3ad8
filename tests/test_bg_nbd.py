"""BG/NBD against the published fit, the published closed forms, and a simulation of its story."""

from __future__ import annotations

from dataclasses import asdict, replace

import numpy as np
import pytest
from scipy import special

from experiments.inputs.btyd import BGNBD, expected_cumulative_repeats
from experiments.inputs.btyd.bg_nbd import fit
from experiments.inputs.transactions.cdnow import cdnow_log
from experiments.inputs.transactions.rfm import Summary, summarised
from simulation.mistake import Mistake
from tests.luck import FOUR

PUBLISHED = BGNBD(r=0.2426, alpha=4.4135, a=0.7929, b=2.4258)
STARTS = [None, {"r": 1.0, "alpha": 1.0, "a": 1.0, "b": 1.0}, {"r": 0.05, "alpha": 50.0, "a": 5.0, "b": 0.5}]


@pytest.fixture(scope="module")
def cdnow() -> Summary:
    try:
        return summarised(cdnow_log(until="1997-09-30"))
    except Mistake as absent:
        pytest.skip(str(absent))


@pytest.mark.parametrize("start", STARTS, ids=["default", "ones", "far"])
def test_bg_nbd_reproduces_the_cdnow_fit_of_fader_hardie_lee_2005(
    cdnow: Summary, start: dict[str, float] | None
) -> None:
    found = fit(cdnow, start)
    assert found.log_likelihood == pytest.approx(-9582.43, abs=0.001)
    assert asdict(found.parameters) == pytest.approx(asdict(PUBLISHED), rel=1e-3)


def test_bg_nbd_reproduces_the_cdnow_prediction_for_week_78(cdnow: Summary) -> None:
    (week_78,) = expected_cumulative_repeats(fit(cdnow).parameters, cdnow, [78])
    assert round(week_78) == 4161


def test_bg_nbd_reproduces_the_conditional_expectation_of_fader_hardie_lee_2005_for_x_2() -> None:
    assert PUBLISHED.conditional_repeats(39.0, 2, 30.43, 38.86) == pytest.approx(1.226, abs=5e-4)


def test_bg_nbd_closed_forms_are_the_published_ones() -> None:
    r, alpha, a, b = PUBLISHED.r, PUBLISHED.alpha, PUBLISHED.a, PUBLISHED.b
    x, t_x, age, t = np.array([0, 2, 7]), np.array([0.0, 30.43, 35.0]), np.full(3, 38.86), 39.0
    gone = (x > 0) * a / (b + np.maximum(x, 1) - 1) * ((alpha + age) / (alpha + t_x)) ** (r + x)
    power = ((alpha + age) / (alpha + age + t)) ** (r + x)
    series = special.hyp2f1(r + x, b + x, a + b + x - 1, t / (alpha + age + t))
    repeats = (a + b + x - 1) / (a - 1) * (1 - power * series) / (1 + gone)
    np.testing.assert_allclose(PUBLISHED.probability_alive(x, t_x, age), 1 / (1 + gone), rtol=1e-12)
    np.testing.assert_allclose(PUBLISHED.conditional_repeats(t, x, t_x, age), repeats, rtol=1e-9)


def test_bg_nbd_expectation_is_smooth_through_a_of_1() -> None:
    below, at, above = (replace(PUBLISHED, a=a).expected_repeats(52.0) for a in (0.999, 1.0, 1.001))
    assert at == pytest.approx((below + above) / 2, rel=1e-4)


def test_bg_nbd_of_a_very_frequent_buyer_is_finite() -> None:
    x, t_x, age = np.array([0, 500, 500, 3000]), np.array([0.0, 1.0, 51.0, 52.0]), np.array([0.0, 52.0, 52.0, 52.0])
    assert np.isfinite(PUBLISHED.log_likelihood(x, t_x, age)).all()
    alive = PUBLISHED.probability_alive(x, t_x, age)
    assert alive[0] == 1.0
    assert alive[1] < 1e-100
    assert np.isfinite(PUBLISHED.conditional_repeats(52.0, x, t_x, age)).all()


@pytest.mark.luck(FOUR)
def test_bg_nbd_expectation_agrees_with_a_simulation_of_its_story() -> None:
    customers, weeks = 40_000, 52.0
    draw = np.random.default_rng(20261122)
    rate = draw.gamma(PUBLISHED.r, 1 / PUBLISHED.alpha, customers)
    leaves = draw.beta(PUBLISHED.a, PUBLISHED.b, customers)
    clock, repeats, alive = np.zeros(customers), np.zeros(customers), rate > 1e-12
    while alive.any():
        clock[alive] += draw.exponential(1 / rate[alive])
        alive &= clock <= weeks
        repeats += alive
        alive &= draw.random(customers) >= leaves
    error = repeats.std() / np.sqrt(customers)
    assert abs(repeats.mean() - float(PUBLISHED.expected_repeats(weeks))) < 4 * error


def test_one_time_buyers_only_are_refused(cdnow: Summary) -> None:
    with pytest.raises(Mistake, match="one-time buyers only"):
        fit(replace(cdnow, frequency=np.zeros_like(cdnow.frequency), recency=np.zeros_like(cdnow.recency)))
