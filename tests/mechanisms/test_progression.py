"""Stages of closeness: a birth-death chain whose stationary law is known when nothing else acts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.mechanisms.progression import ready
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.luck import of_share
from tests.worlds import UNCOSTED, Alike, errors_off, market, watched, world

N = 20_000
PLAIN = {"readiness": 0.0, "encounter_factor": 1.0, "plain_factor": 1.0}


def climbing(weeks: int, size: int = N, **progression: Any) -> Market:
    return market(world(["progression"], people=Alike(size), weeks=weeks, progression={**PLAIN, **progression}))


def transition(up: float, down: float) -> Any:
    P = np.diag(np.full(4, up), 1) + np.diag(np.full(4, down), -1)
    return P + np.diag(1.0 - P.sum(axis=1))


@pytest.mark.parametrize(("up", "down"), [(0.15, 0.10), (0.05, 0.10), (0.1, 0.1)])
@pytest.mark.luck(5 * of_share(0.032, N))
def test_the_stages_settle_at_the_stationary_law_of_the_chain(up: float, down: float) -> None:
    """πP = π, hence π_g ∝ (u / d)^g; each share within 4 standard errors of 20,000 customers.

    After 250 weeks the distance to π is below 1e-3 of a standard error; by chance missed in 1 of 2,000 seeds.
    """
    stage = climbing(250, up_rate=up, down_rate=down).run().population["stage"]
    pi = np.power(up / down, np.arange(5))
    pi /= pi.sum()
    assert np.allclose(pi @ transition(up, down), pi)
    for g in range(5):
        assert errors_off(stage == g, pi[g]) < 4


@pytest.mark.luck(6 * of_share(0.03, N))
def test_the_way_there_is_that_of_the_chain_too() -> None:
    """Shares after 20 and 60 weeks at the default rates, within 4 standard errors."""
    stage = watched(climbing(60), lambda m: m.population["stage"])
    for week in (19, 59):
        law = np.linalg.matrix_power(transition(0.015, 0.01), week + 1)[0]
        for g in range(3):
            assert errors_off(stage[week] == g, law[g]) < 4


@pytest.mark.luck(4 * of_share(0.06, N // 2))
def test_who_is_ready_rises_faster_and_falls_slower() -> None:
    """1.5 against 0.3 up, 0.5 against 1.5 down; each within 4 standard errors."""
    some = climbing(1, readiness=1.0, up_rate=0.2, down_rate=0.2)
    is_ready = np.arange(N) % 2 == 0
    some.population["commitment"][:] = np.where(is_ready, 5.0, -5.0)
    some.population["stage"][:] = 2.0
    some.step()
    stage = some.population["stage"]
    assert errors_off(stage[is_ready] == 3, 0.30) < 4
    assert errors_off(stage[~is_ready] == 3, 0.06) < 4
    assert errors_off(stage[is_ready] == 1, 0.10) < 4
    assert errors_off(stage[~is_ready] == 1, 0.30) < 4


def test_readiness_asks_for_more_commitment_at_each_stage() -> None:
    stage = np.arange(5.0)
    threshold = -0.4 + 0.25 * stage
    assert ready(threshold + 1e-9, stage).all()
    assert not ready(threshold - 1e-9, stage).any()


def listened(listening: float, stage: float) -> Market:
    encounters = {**UNCOSTED, "participation": 1.0}
    some = market(
        world(
            ["contact", "needs", "encounters", "progression"], people=Alike(200), weeks=1,
            as_is=Strategy("listens", {"cadence": 1.0, "encounter_share": 1.0, "listening": listening}),
            encounters=encounters, progression={"up_rate": 0.0, "down_rate": 0.0},
        )
    )  # fmt: skip
    some.population["stage"][:] = stage
    return some.run()


@pytest.mark.parametrize(("listening", "stage", "novelty"), [(0, 4, 0.5), (1, 0, 0.5), (1, 4, 0.75), (0.5, 2, 0.5625)])
def test_encounters_develop_with_closeness_and_listening_together(
    listening: float, stage: float, novelty: float
) -> None:
    """1 - σ·(1 - π·listening·g / 4) with σ = π = ½."""
    assert np.allclose(listened(listening, stage).population["novelty"], novelty)


def test_listening_teaches_the_firm_what_is_needed_in_encounters_only() -> None:
    values = listened(0.5, 0).population
    met = values["encounter"] > 0
    assert np.allclose(values["known_need"], np.where(met, 0.5 * values["need"], 0.0))
    assert met.any()
    assert not met.all()


@pytest.mark.parametrize(("up", "down"), [(0.15, 0.10), (0.05, 0.10)])
@pytest.mark.luck(5 * of_share(0.032, N))
def test_the_markov_law_settles_at_its_stationary_law_whatever_anybody_does(up: float, down: float) -> None:
    """πP = π with encounters, asks, damages and readiness at work; 20,000 customers, within 4 standard errors."""
    encounters = {**UNCOSTED, "participation": 1.0}
    busy = Strategy("busy", {"cadence": 0.5, "encounter_share": 1.0, "ask": 0.5})
    here = world(
        ["contact", "encounters", "asks", "progression"], people=Alike(N), weeks=250, as_is=busy, encounters=encounters,
        asks={"cost": 0.0, "overhead": 0.0}, progression={"law": "markov", "up_rate": up, "down_rate": down},
    )  # fmt: skip
    some = market(here)
    some.population["commitment"][: N // 2] = 5.0
    some.population["damage"][::3] = 1.0
    stage = some.run().population["stage"]
    pi = np.power(up / down, np.arange(5))
    pi /= pi.sum()
    for g in range(5):
        assert errors_off(stage == g, pi[g]) < 4


def test_the_laws_agree_where_nothing_drives() -> None:
    driven, constant = (climbing(30, 2000, law=law).run().population["stage"] for law in ("driven", "markov"))
    assert np.array_equal(driven, constant)
