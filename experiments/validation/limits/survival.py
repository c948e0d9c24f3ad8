"""Leaving alone: a constant hazard leaves a geometric curve, a beta mixture of hazards the one of Fader and Hardie."""

from __future__ import annotations

import numpy as np
from scipy import special

from experiments.validation.case import Case
from experiments.validation.homogeneous_people import HomogeneousPeople
from experiments.validation.model_under_test import ModelUnderTest, run_market
from experiments.validation.observation import Reading, within

N = 20_000
HAZARD = 0.0125
SEGMENTS = {"Regular": (0.704, 1.182), "High End": (0.668, 3.806)}


def constant(trial: ModelUnderTest) -> Reading:
    """Survival after 4, 8, ... 104 weeks."""
    market = run_market(
        trial.alone(["churn"], "weeks=104", people=HomogeneousPeople(N, leaves=HAZARD)), trial.seeds(1)[0]
    )
    weeks = np.arange(4, 105, 4)
    expected = np.power(1.0 - HAZARD, weeks)
    error = np.sqrt(expected * (1.0 - expected) / N)
    simulated = market.record.series["cohort"][weeks - 1, 1]
    return within(expected, simulated, 4.0 * error, error, at=weeks, axis="week")


def heterogeneous(trial: ModelUnderTest, segment: str) -> Reading:
    """Survival at the end of years 1 to 12."""
    alpha, beta = SEGMENTS[segment]
    words = (f"population.churn.alpha={alpha}", f"population.churn.beta={beta}", f"population.size={N}")
    market = run_market(trial.alone(["churn"], "weeks=624", *words), trial.seeds(1)[0])
    years = np.arange(1, 13)
    expected = np.exp(special.betaln(alpha, beta + years) - special.betaln(alpha, beta))
    error = np.sqrt(expected * (1.0 - expected) / N)
    return within(expected, market.record.series["cohort"][51::52, 1], 0.0142, error, at=years, axis="year")


def laws(trial: ModelUnderTest) -> Reading:
    """Survival after one and two years under each law of leaving, with a constant hazard."""
    names, weeks = ("proportional", "logit", "threshold"), np.array([52, 104])
    simulated = []
    for law in names:
        world = trial.alone(
            ["churn"], "weeks=104", f"mechanism.churn.law={law}", people=HomogeneousPeople(N, leaves=HAZARD)
        )
        simulated += list(run_market(world, trial.seeds(1)[0]).record.series["cohort"][weeks - 1, 1])
    expected = np.tile(np.power(1.0 - HAZARD, weeks), len(names))
    error = np.sqrt(expected * (1.0 - expected) / N)
    labels = [f"{name}, week {week}" for name in names for week in weeks]
    return within(expected, simulated, 4.0 * error, error, labels=labels)


def regular(trial: ModelUnderTest) -> Reading:
    """The Regular segment."""
    return heterogeneous(trial, "Regular")


def high_end(trial: ModelUnderTest) -> Reading:
    """The High End segment."""
    return heterogeneous(trial, "High End")


CURVE = "share who stay to year t = B(α, β + t) / B(α, β)"
CASES = (
    Case("constant_churn", "limit", "share who stay t weeks = (1 - h)^t", "geometric law", "4·√(S(1-S)/N)", constant),
    Case(
        "laws_of_leaving",
        "limit",
        "proportional, logit and threshold hazards agree where nothing moves the hazard",
        "Cox 1972; survival analysis",
        "4·√(S(1-S)/N)",
        laws,
    ),
    Case(
        "heterogeneous_churn_regular",
        "limit",
        f"{CURVE}, Regular",
        "Fader & Hardie 2007",
        "0.0142, four standard errors at S = ½",
        regular,
    ),
    Case(
        "heterogeneous_churn_high_end",
        "limit",
        f"{CURVE}, High End",
        "Fader & Hardie 2007",
        "0.0142, four standard errors at S = ½",
        high_end,
    ),
)
