"""Word of mouth among all: the curve of Bass, from advertising that reaches p and talk that wins q."""

from __future__ import annotations

from functools import cache

import numpy as np

from experiments.validation.case import Case
from experiments.validation.homogeneous_people import HomogeneousPeople
from experiments.validation.model_under_test import ModelUnderTest, run_market
from experiments.validation.observation import Reading, standard_error, within
from simulation.draws import Floats
from simulation.market.centre import Centre
from simulation.strategy import Strategy

SIZE, RUNS, WEEKS = 5000, 20, 560
P, Q = 0.03 / 52, 0.38 / 52
PEAK = float(np.log(Q / P) / (P + Q))
AROUND = 200
"""Weeks before and after the peak that say where it is."""


@cache
def share_adopted(trial: ModelUnderTest) -> Floats:
    """Share who have adopted by week, shape (runs, weeks).

    Nobody leaves, everybody with the firm praises it to everybody, and advertising touches as many as it can: 10·p of
    all, of whom a tenth join. One person has adopted beforehand.
    """
    world = trial.alone(
        ["word_of_mouth", "acquisition", "channels"], f"weeks={WEEKS}", "community=complete",
        "mechanism.word_of_mouth.rate=1.0", f"mechanism.acquisition.weak={Q / (SIZE - 1)!r}",
        f"mechanism.channels.most={10 * P!r}", "mechanism.channels.scale=1e-9", "mechanism.acquisition.conversion=0.1",
        people=HomogeneousPeople(SIZE, customers=1),
    )  # fmt: skip
    rich, all_of_it = Centre(quarterly_envelope=(1.0,)), Strategy("advertises", {"acquisition_share": 1.0})
    runs = [run_market(world, seed, rich, all_of_it) for seed in trial.seeds(RUNS)]
    return np.array([market.record.series["customers"][:, 1] / SIZE for market in runs])


def curve(trial: ModelUnderTest) -> Reading:
    """Mean adoption every half year."""
    shares = share_adopted(trial)
    weeks = np.arange(26, WEEKS + 1, 26)
    growth = np.exp(-(P + Q) * weeks)
    expected = (1.0 - growth) / (1.0 + Q / P * growth)
    error = standard_error(shares)[weeks - 1]
    simulated = shares.mean(axis=0)[weeks - 1]
    return within(expected, simulated, 0.02, error, at=weeks, axis="week", freedom=RUNS - 1)


def peak(trial: ModelUnderTest) -> Reading:
    """The week in which most adopt; its error by the jackknife."""
    weekly = np.diff(share_adopted(trial), axis=1, prepend=0.0)
    one_left_out = np.array([_peak(np.delete(weekly, k, axis=0)) for k in range(RUNS)])
    error = np.sqrt((RUNS - 1) * np.var(one_left_out))
    return within(PEAK, _peak(weekly), 0.05 * PEAK, error, unit="week", freedom=RUNS - 1)


def _peak(weekly: Floats) -> float:
    """Vertex of a parabola through the weeks around the expected peak, about which the law is symmetric."""
    weeks = np.arange(round(PEAK) - AROUND, round(PEAK) + AROUND + 1)
    bent, slope, _ = np.polyfit(weeks - PEAK, weekly.mean(axis=0)[weeks - 1], 2)
    return float(PEAK - slope / (2.0 * bent))


CASES = (
    Case(
        "bass_curve",
        "limit",
        "F(t) = (1 - e^(-(p+q)t)) / (1 + (q/p)·e^(-(p+q)t)) on the complete graph",
        "Bass 1969",
        "0.02, mean of 20 runs of 5,000",
        curve,
    ),
    Case("bass_peak", "limit", "most adopt in week ln(q/p) / (p + q)", "Bass 1969", "5 %, 16 weeks", peak),
)
