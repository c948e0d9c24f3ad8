"""What a little more retention, margin or thrift in acquisition is worth, in the High End segment of the full market.

Elasticities depend on retention: m·r / (1 + d - r) has the elasticity (1 + d) / (1 + d - r) in r, which is 2.3 where
63 % stay for a year and 5.5 where 90 % do. So they are measured where most customers stay. Retention is moved by a
lower hazard of leaving, and by nothing that costs the firm money.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from experiments.validation.case import Case
from experiments.validation.model_under_test import ModelUnderTest, Mutant
from experiments.validation.observation import Reading, standard_error, within
from experiments.validation.patterns.reference_market import RUNS, ten_year_outcomes
from simulation.draws import Floats

SEGMENT = "High End"
HARDER = 0.3
"""By how much the hazard of leaving is lowered [log-hazard]."""
ALIKE = Mutant(
    "customers hardly differ, and four in ten leave every year",
    ("population.churn.alpha=40", "population.churn.beta=60"),
)
WASTEFUL = Mutant("advertising reaches a twentieth for the same money", ("mechanism.channels.most=0.0105",))


@cache
def fields_by_name(trial: ModelUnderTest, harder: float) -> dict[str, Floats]:
    """Fields of `TenYearOutcome` by name, shape (runs,)."""
    names = ("retention", "cohort", "margin", "keeping", "wooing", "ratio")
    found = ten_year_outcomes(trial, SEGMENT, harder)
    return {name: np.array([getattr(decade, name) for decade in found]) for name in names}


def elasticities(trial: ModelUnderTest) -> Reading:
    """Of the value of the firm: margin of present and future customers, less keeping them, less winning new ones.

    What keeping costs grows with the number of customers, as in the source, although the envelope of a run does not.
    """
    base, better = fields_by_name(trial, 0.0), fields_by_name(trial, HARDER)
    kept = 1.0 - base["keeping"] / base["margin"]
    net, more = base["margin"] * kept, better["margin"] * kept
    value = net - base["wooing"]
    retention = np.log((more - base["wooing"]) / value) / np.log(better["retention"] / base["retention"])
    simulated = np.array([retention, net / value, base["wooing"] / value]).T
    labels = [f"retention, at {base['retention'].mean() * 100:.0f} % a year", "margin", "acquisition cost"]
    return within([5.0, 1.0, 0.1], simulated.mean(axis=0), ([2.0, 0.1, 0.08], [2.0, 0.4, 0.2]),
                  standard_error(simulated), labels=labels, unit="% per %", freedom=RUNS - 1)  # fmt: skip


def five_points(trial: ModelUnderTest) -> Reading:
    """Gain in the value of present customers when five points more stay for a year, straight on the log scale."""
    base, better = fields_by_name(trial, 0.0), fields_by_name(trial, HARDER)
    slope = np.log(better["cohort"] / base["cohort"]) / (better["retention"] - base["retention"])
    gain = np.expm1(0.05 * slope)
    return within(0.60, gain.mean(), 0.35, float(standard_error(gain)), freedom=RUNS - 1)


def winning_to_keeping(trial: ModelUnderTest) -> Reading:
    """Cost of winning a customer over the cost of keeping one for a year."""
    ratio = fields_by_name(trial, 0.0)["ratio"]
    return within(5.0, ratio.mean(), (3.0, 15.0), float(standard_error(ratio)), unit="ratio", freedom=RUNS - 1)


CASES = (
    Case(
        "value_elasticities",
        "pattern",
        "1 % more retention, margin, thrift in acquisition: 5, 1 and 0.1 % more value",
        "Gupta, Lehmann & Stuart 2004",
        "3 to 7, 0.9 to 1.4, 0.02 to 0.3, the ranges over their five firms",
        elasticities,
        ALIKE,
        miss="at the 92 % a year of this segment the source's own formula gives 6.1 for retention, and those who join "
        "later stay longer too; margin (1.08) and acquisition cost (0.08) are met",
    ),
    Case(
        "value_of_five_points",
        "pattern",
        "5 points more retention: 25 to 95 % more profit",
        "Reichheld & Sasser 1990",
        "25 to 95 %, their range of industries; here gross of the cost of retention",
        five_points,
        ALIKE,
    ),
    Case(
        "winning_to_keeping",
        "pattern",
        "winning a customer costs five times what keeping one costs",
        "practice literature; 2 to 20",
        "2 to 20",
        winning_to_keeping,
        WASTEFUL,
        fitted="the scale of advertising was chosen for a ratio near 5, in the Regular segment",
    ),
)
