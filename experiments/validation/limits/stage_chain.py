"""Stages alone: a birth-and-death chain with a stationary law."""

from __future__ import annotations

import numpy as np

from experiments.validation.case import Case
from experiments.validation.homogeneous_people import HomogeneousPeople
from experiments.validation.model_under_test import ModelUnderTest, run_market
from experiments.validation.observation import Reading, within

N, UP, DOWN, STAGES = 20_000, 0.15, 0.10, 5


def stationary(trial: ModelUnderTest) -> Reading:
    """Share of customers in each stage after 250 weeks, where neither readiness nor encounters matter."""
    world = trial.alone(
        ["progression"], "weeks=250", "mechanism.progression.readiness=0.0",
        "mechanism.progression.encounter_factor=1.0", "mechanism.progression.plain_factor=1.0",
        f"mechanism.progression.up_rate={UP}", f"mechanism.progression.down_rate={DOWN}", people=HomogeneousPeople(N),
    )  # fmt: skip
    stage = run_market(world, trial.seeds(1)[0]).population["stage"]
    chain = np.diag(np.full(STAGES - 1, UP), 1) + np.diag(np.full(STAGES - 1, DOWN), -1)
    chain += np.diag(1.0 - chain.sum(axis=1))
    expected = np.linalg.matrix_power(chain, 4096)[0]
    error = np.sqrt(expected * (1.0 - expected) / N)
    simulated = [np.mean(stage == g) for g in range(STAGES)]
    return within(expected, simulated, 4.0 * error, error, axis="stage")


CASES = (
    Case(
        "stages",
        "limit",
        "πP = π",
        "stationary law of a Markov chain; form Netzer, Lattin & Srinivasan 2008",
        "4 standard errors",
        stationary,
    ),
)
