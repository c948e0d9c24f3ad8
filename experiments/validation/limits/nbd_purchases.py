"""Buying alone is negative binomial; with dropout it is the Pareto/NBD."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from experiments.validation.case import Case
from experiments.validation.model_under_test import MONEYLESS, ModelUnderTest, run_market, weekly_observations
from experiments.validation.observation import Reading, standard_error, within
from simulation.people.heterogeneity import Buying, GammaDropout
from simulation.people.people import Reference
from simulation.world.market import Market

R, ALPHA, S, BETA = 0.553, 10.58, 0.606, 11.67
INDIFFERENT = tuple(
    f"mechanism.purchase.{name}=0.0" for name in ("satisfaction_sensitivity", "commitment_sensitivity", "mail_lift")
)
N, WEEKS, COHORT, RUNS = 20_000, 52, 2357, 32
WAYS = ("contractual", "non_contractual")


def negative_binomial(trial: ModelUnderTest) -> Reading:
    """Share who buy nothing in a year, and mean purchases, in both kinds of market."""
    simulated, error = [], []
    for way in WAYS:
        words = (f"population.size={N}", f"population.buying.r={R}", f"population.buying.alpha={ALPHA}")
        world = trial.alone(["purchase"], f"market.kind={way}", *words, *INDIFFERENT, f"weeks={WEEKS}")
        market = Market(world, world.as_is, trial.seeds(1)[0], MONEYLESS)
        counts = weekly_observations(market, lambda m: m.population["purchases"]).sum(axis=0)
        for sample in ((counts == 0).astype(np.float64), counts):
            simulated.append(float(sample.mean()))
            error.append(float(standard_error(sample)))
    expected = np.array([(ALPHA / (ALPHA + WEEKS)) ** R, R * WEEKS / ALPHA] * len(WAYS))
    labels = [f"{what}, {way.replace('_', '-')}" for way in WAYS for what in ("P(0)", "mean")]
    return within(expected, simulated, 4.0 * np.array(error), error, labels=labels, unit="share; purchases")


def until_dead(trial: ModelUnderTest) -> Reading:
    """Purchases of a cohort as large as that of CDNOW up to weeks 39 and 78, mean of 32 runs."""
    words = (f"population.size={COHORT}", "market.kind=non_contractual", "market.winback=0.0", "weeks=78")
    world = trial.alone(["churn", "purchase"], *words, *INDIFFERENT)
    people = Reference(size=COHORT, churn=GammaDropout(S, BETA), buying=Buying(R, ALPHA))
    markets = [run_market(replace(world, people=people), seed) for seed in trial.seeds(RUNS)]
    weeks = np.array([39, 78])
    bought = np.array([np.cumsum(m.record.series["cohort_purchases"][:, 1])[weeks - 1] for m in markets])
    expected = COHORT * R * BETA / (ALPHA * (S - 1.0)) * (1.0 - np.power(BETA / (BETA + weeks), S - 1.0))
    error = standard_error(bought)
    return within(expected, bought.mean(axis=0), (112.0, 191.0), error, at=weeks, axis="week", unit="purchases",
                  freedom=RUNS - 1)  # fmt: skip


CASES = (
    Case(
        "purchases_only",
        "limit",
        "P(0) = (α / (α+T))^r and mean r·T/α",
        "NBD, Ehrenberg 1959",
        "4 standard errors",
        negative_binomial,
    ),
    Case(
        "buy_till_you_die",
        "limit",
        "expected purchases of 2,357 people by weeks 39 and 78",
        "Pareto/NBD, Schmittlein, Morrison & Colombo 1987",
        "112 and 191: two standard deviations of one cohort; mean of 32 cohorts",
        until_dead,
    ),
)
