"""Twelve years of retention: seven that the heterogeneity was fitted to, five that nobody has seen.

The market runs in full: contacts, failures, trust, word of mouth, rivals, returns. What the mechanisms add to the
observed hazard is carved out of it by the pilot runs; whether the curve survives that is the question.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from experiments.validation.case import Case
from experiments.validation.model_under_test import ModelUnderTest, Mutant
from experiments.validation.observation import Reading, within
from experiments.validation.patterns.reference_market import LAWS, YEAR, YEARS, ten_year_outcomes

FITTED = 7
OBSERVED = {
    "Regular": np.array([63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1, 22.3, 20.7, 19.4, 18.3, 17.3]),
    "High End": np.array([86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1, 46.8, 44.5, 42.7, 40.9, 39.4]),
}
"""Survivors at the end of each year [%], Fader & Hardie (2007), table 1."""
TOLERANCE = {"Regular": 2.0, "High End": 3.0}
UNCENTRED = Mutant(
    "what mechanisms add to the observed hazard is not carved out of it",
    centre=lambda centre: replace(centre, quarterly_leave=(0.0,)),
)


def alike(segment: str) -> Mutant:
    """Everybody has the mean yearly probability of leaving."""
    alpha, beta = LAWS[segment]
    mean = alpha / (alpha + beta)
    words = (f"population.churn.alpha={1000 * mean:.1f}", f"population.churn.beta={1000 * (1 - mean):.1f}")
    return Mutant("all customers are equally likely to leave", words)


def curve(trial: ModelUnderTest, segment: str, years: slice) -> Reading:
    """Survivors at the end of some years [%]."""
    left = np.concatenate([decade.lost for decade in ten_year_outcomes(trial, segment)])
    ends = YEAR * np.arange(1, YEARS + 1)
    survive = 100.0 * (left[:, None] >= ends).mean(axis=0)
    target = OBSERVED[segment][years]
    simulated = survive[years]
    # The binomial error; that of a few runs would itself be uncertain.
    error = 100.0 * np.sqrt(simulated / 100.0 * (1.0 - simulated / 100.0) / len(left))
    return within(
        target, simulated, TOLERANCE[segment], error, at=np.arange(1, YEARS + 1)[years], axis="year", unit="%"
    )


def regular_fitted(trial: ModelUnderTest) -> Reading:
    """Regular, years 1 to 7."""
    return curve(trial, "Regular", slice(0, FITTED))


def regular_held_out(trial: ModelUnderTest) -> Reading:
    """Regular, years 8 to 12."""
    return curve(trial, "Regular", slice(FITTED, YEARS))


def high_end_fitted(trial: ModelUnderTest) -> Reading:
    """High End, years 1 to 7."""
    return curve(trial, "High End", slice(0, FITTED))


def high_end_held_out(trial: ModelUnderTest) -> Reading:
    """High End, years 8 to 12."""
    return curve(trial, "High End", slice(FITTED, YEARS))


def tenure(trial: ModelUnderTest) -> Reading:
    """Median tenure of the customers of week 0, Regular [week]."""
    left = np.concatenate([decade.lost for decade in ten_year_outcomes(trial, "Regular")]) + 1.0
    half, n = float(np.median(left)), len(left)
    near = np.mean((left >= half - YEAR / 4) & (left < half + YEAR / 4)) / (YEAR / 2)
    return within(93.0, half, 9.3, 0.5 / np.sqrt(n) / max(near, 1e-9), unit="week")


SOURCE = "Fader & Hardie 2007"
SEEN, UNSEEN = "years 1-7 of this curve", "years 1-7; years 8-12 were held out"
CASES = (
    Case(
        "retention_regular_fitted",
        "pattern",
        "retention of the Regular segment, years 1 to 7",
        SOURCE,
        "2 points",
        regular_fitted,
        UNCENTRED,
        fitted=SEEN,
    ),
    Case(
        "retention_regular_held_out",
        "pattern",
        "retention of the Regular segment, years 8 to 12",
        SOURCE,
        "2 points; the fitted law itself errs by 0.3",
        regular_held_out,
        alike("Regular"),
        fitted=UNSEEN,
    ),
    Case(
        "retention_high_end_fitted",
        "pattern",
        "retention of the High End segment, years 1 to 7",
        SOURCE,
        "3 points: the fitted law itself is 1.8 off in year 1",
        high_end_fitted,
        UNCENTRED,
        fitted=SEEN,
    ),
    Case(
        "retention_high_end_held_out",
        "pattern",
        "retention of the High End segment, years 8 to 12",
        SOURCE,
        "3 points; the fitted law itself errs by 1.6",
        high_end_held_out,
        alike("High End"),
        fitted=UNSEEN,
    ),
    Case(
        "tenure",
        "pattern",
        "half of the Regular customers are gone after 93 weeks",
        SOURCE,
        "10 %; inside the six months to three years of practice",
        tenure,
        alike("Regular"),
        fitted="years 1-7 of retention",
    ),
)
