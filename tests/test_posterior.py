"""Posterior draws against closed forms: P(alive), the law of the time of leaving, conditional expectations."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from experiments.inputs.btyd import GammaGamma, ParetoNBD
from simulation.draws import Draws, luck
from simulation.people.alive_probability import log_time_left, probability_alive, unit_hypergeometric
from simulation.people.dropout_time import time_of_leaving
from simulation.people.posterior import pareto_nbd_posterior, spend_posterior
from tests.luck import FOUR

Floats = npt.NDArray[np.float64]

CDNOW = ParetoNBD(r=0.5533, alpha=10.5776, s=0.6062, beta=11.6679)
AMOUNTS = GammaGamma(p=6.25, q=3.74, gamma=15.44)
HISTORIES = [(0, 0.0, 38.86), (1, 5.0, 38.86), (2, 30.43, 38.86), (26, 30.86, 31.0), (40, 10.0, 30.0), (3, 20.0, 20.0)]


def uniforms(size: int, streams: int) -> list[Floats]:
    lucks = luck(np.arange(size))
    return [Draws(20261122).of(f"stream {number}", 0, lucks) for number in range(streams)]


def drawn(
    x: Floats | float, t_x: Floats | float, age: Floats | float, model: ParetoNBD, us: list[Floats]
) -> tuple[npt.NDArray[np.bool_], Floats, Floats]:
    return pareto_nbd_posterior(x, t_x, age, model.r, model.alpha, model.s, model.beta, *us)


@pytest.mark.parametrize("model", [CDNOW, ParetoNBD(0.8, 3.0, 1.4, 20.0)])
@pytest.mark.parametrize(("x", "t_x", "age"), HISTORIES)
@pytest.mark.luck(3 * FOUR)
def test_posterior_draws_have_the_closed_form_means(model: ParetoNBD, x: int, t_x: float, age: float) -> None:
    size, weeks = 20_000, 39.0
    alive, rate, dropout = drawn(float(x), t_x, age, model, uniforms(size, 4))
    chance = float(model.probability_alive(x, t_x, age))
    assert abs(alive.mean() - chance) <= 4 * np.sqrt(chance * (1 - chance) / size) + 1e-6
    repeats = alive * rate / dropout * -np.expm1(-dropout * weeks)
    expected = float(model.conditional_repeats(weeks, x, t_x, age))
    assert abs(repeats.mean() - expected) <= 4 * repeats.std() / np.sqrt(size) + 1e-6  # 1e-6: too rare to be drawn


@pytest.mark.luck(4 * FOUR)
def test_posterior_averaged_over_histories_is_the_prior() -> None:
    """Customers drawn from the prior, their histories forgotten but for x, t_x and T: their rates must come back."""
    size, age = 40_000, 39.0
    chance = np.random.default_rng(20261122)
    rate = chance.gamma(CDNOW.r, 1 / CDNOW.alpha, size)
    dropout = chance.gamma(CDNOW.s, 1 / CDNOW.beta, size)
    lifetime = chance.exponential(1.0, size) / dropout
    watched = np.minimum(lifetime, age)
    x = chance.poisson(rate * watched).astype(np.float64)
    t_x = watched * chance.beta(np.maximum(x, 1), 1.0) * (x > 0)
    alive, again, leaving = drawn(x, t_x, np.full(size, age), CDNOW, uniforms(size, 4))
    for posterior, prior in ((alive, lifetime > age), (again, rate), (leaving, dropout), (again * x, rate * x)):
        difference = posterior.astype(np.float64) - prior
        assert abs(difference.mean()) < 4 * difference.std() / np.sqrt(size)


def test_time_of_leaving_inverts_its_distribution_for_any_parameters() -> None:
    size = 4_000
    chance = np.random.default_rng(20261122)
    r, s = np.exp(chance.uniform(-3, 3, (2, size)))
    alpha, beta = np.exp(chance.uniform(-5, 7, (2, size)))
    age = np.exp(chance.uniform(-1.9, 7, size))
    x = np.floor(np.exp(chance.uniform(0, 6, size))) * (chance.random(size) < 0.7)
    t_x = age * chance.random(size) * (x > 0)
    u = chance.random(size)
    tau = time_of_leaving(x, t_x, age, r, alpha, s, beta, u)
    assert ((tau >= t_x) & (tau <= age)).all()
    start, here, end = (log_time_left(t, x, r, alpha, s, beta) for t in (t_x, tau, age))
    np.testing.assert_allclose(np.expm1(here - start) / np.expm1(end - start), u, atol=1e-4)


def test_unit_hypergeometric_where_scipy_gives_up() -> None:
    """b = c - 1 - s with integer parts has an elementary form: ₂F₁(1, b; b+2; z) by its own series in 1-z."""
    b, z = np.array([5.0, 300.0, 1000.0]), np.array([0.9, 0.999, 0.9999])
    terms = np.arange(400_000)[:, np.newaxis]
    log_terms = np.log(b + 1) + np.log(b) - np.log(b + terms) - np.log(b + terms + 1) + terms * np.log(z)
    np.testing.assert_allclose(unit_hypergeometric(b, b + 2, z), np.exp(log_terms).sum(axis=0), rtol=1e-8)


@settings(max_examples=30)
@given(start=st.integers(0, 990), step=st.integers(1, 9), parameters=st.tuples(*[st.floats(0.05, 50.0)] * 4))
def test_a_customer_alone_gets_the_same_numbers_to_the_bit(
    start: int, step: int, parameters: tuple[float, float, float, float]
) -> None:
    size = 1_000
    us = uniforms(size, 6)
    x = np.floor(40 * us[4] ** 3)
    age = 1.0 + 50 * us[5]
    t_x = age * us[4] * (x > 0)
    model = ParetoNBD(*parameters)
    together = drawn(x, t_x, age, model, us[:4])
    rows = slice(start, start + step)
    alone = drawn(x[rows], t_x[rows], age[rows], model, [u[rows] for u in us[:4]])
    for whole, part in zip(together, alone, strict=True):
        assert whole[rows].tobytes() == part.tobytes()
    amounts = spend_posterior(x, 20 * us[4], 6.25, 3.74, 15.44, us[0])
    assert (
        amounts[rows].tobytes() == spend_posterior(x[rows], 20 * us[4][rows], 6.25, 3.74, 15.44, us[0][rows]).tobytes()
    )


def test_chunks_do_not_show() -> None:
    us = uniforms(40_000, 2)
    together = time_of_leaving(us[1], 0.0, 39.0, 0.5, 10.0, 0.6, 11.0, us[0])
    apart = time_of_leaving(us[1][16_380:16_390], 0.0, 39.0, 0.5, 10.0, 0.6, 11.0, us[0][16_380:16_390])
    assert together[16_380:16_390].tobytes() == apart.tobytes()


@pytest.mark.parametrize("u", [2.0**-53, 0.5, 1 - 2.0**-53])
@pytest.mark.parametrize("shape", [1e-3, 0.5, 300.0])
def test_rates_are_positive_and_finite_at_the_ends_of_luck(u: float, shape: float) -> None:
    model = ParetoNBD(shape, 10.0, shape, 1e4)
    for x, t_x, age in HISTORIES:
        _, rate, dropout = drawn(float(x), t_x, age, model, [np.array([u])] * 4)
        for value in (rate, dropout, spend_posterior(float(x), 10.0, 6.25, shape, 15.0, np.array([u]))):
            assert np.isfinite(value).all()
            assert (value > 0).all()


@pytest.mark.parametrize(("x", "mean"), [(0, 0.0), (1, 80.0), (12, 20.0)])
@pytest.mark.luck(2 * FOUR)
def test_spend_posterior_has_the_closed_form_mean(x: int, mean: float) -> None:
    (u,) = uniforms(20_000, 1)
    amount = AMOUNTS.p / spend_posterior(float(x), mean, AMOUNTS.p, AMOUNTS.q, AMOUNTS.gamma, u)
    expected = float(AMOUNTS.conditional_mean_amount(x, mean))
    assert abs(amount.mean() - expected) < 4 * amount.std() / np.sqrt(amount.size)


def test_longer_silence_lowers_the_chance_of_being_alive() -> None:
    age = np.linspace(20.0, 500.0, 50)
    chance = probability_alive(5, 20.0, age, CDNOW.r, CDNOW.alpha, CDNOW.s, CDNOW.beta)
    assert chance[0] == 1.0
    assert (np.diff(chance) < 0).all()
    assert np.isfinite(special.logit(chance[1:])).all()
