"""Twelve years of the reference market in one segment, run once for all that is asked about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from experiments.validation.model_under_test import ModelUnderTest
from simulation.draws import Floats
from simulation.market.ledger import MARGIN, PUT_BY
from simulation.measures.measures import discount
from simulation.world.market import Market

SIZE, RUNS, YEARS, YEAR = 3000, 3, 12, 52
LAWS = {"Regular": (0.704, 1.182), "High End": (0.668, 3.806)}
"""Yearly probability of leaving ~ Beta, fitted to years 1 to 7 by Fader & Hardie (2007)."""


@dataclass(frozen=True, eq=False)
class TenYearOutcome:
    """What became of the customers of week 0 and of the money of the focal firm; money is discounted.

    Args:
        lost: week in which each customer of any firm left it, infinity where not, shape (customers,).
        retention: yearly, of the focal firm's customers of week 0 who are still there.
        cohort: margin from them [money].
        margin: margin from all customers [money].
        keeping: everything spent but what channels of acquisition cost [money].
        wooing: what they cost [money].
        ratio: cost of winning a customer over that of keeping one for a year.
    """

    lost: Floats
    retention: float
    cohort: float
    margin: float
    keeping: float
    wooing: float
    ratio: float


@cache
def ten_year_outcomes(trial: ModelUnderTest, segment: str, harder: float = 0.0) -> tuple[TenYearOutcome, ...]:
    """One for each run.

    Args:
        trial: the model.
        segment: a key of `LAWS`.
        harder: by how much the hazard of leaving is lowered below what was observed [log-hazard].
    """
    alpha, beta = LAWS[segment]
    words = (f"population.size={SIZE}", f"weeks={YEARS * YEAR}", f"population.churn.alpha={alpha}",
             f"population.churn.beta={beta}")  # fmt: skip
    world = trial.setting(*words).world
    centre = trial.centre(world)
    centre = replace(centre, quarterly_leave=tuple(lift + harder for lift in centre.quarterly_leave))
    return tuple(_decade(Market(world, world.as_is, seed, centre)) for seed in trial.seeds(RUNS))


def _decade(market: Market) -> TenYearOutcome:
    there = market.population["provider"] > 0
    lost = np.full(len(there), np.inf)

    def see(market: Market) -> None:
        lost[(market.population["left_firm"] > 0) & np.isinf(lost)] = market.week

    market.run(see)
    series, ledger, factor = market.record.series, market.ledger, discount(market)
    stay = series["cohort"][:, 1]
    hazard = (1.0 - stay[-1]) / (1.0 + stay[:-1].sum())
    books = {name: ledger.weekly[:, 1, k] / ledger.scale for k, name in enumerate(ledger.purposes)}
    channels = market.world.mechanism("channels").purposes
    wooing = np.sum([books[name] for name in channels], axis=0)
    keeping = np.sum([books[name] for name in books if name not in (MARGIN, PUT_BY, *channels)], axis=0)
    winning = wooing.sum() / max(series["by_channels"][:, 1].sum(), 1.0)
    yearly = YEAR * keeping.sum() / series["customers"][:, 1].sum()
    cohort = series["cohort_revenue"][:, 1] * market.world.terms.margin
    return TenYearOutcome(
        lost=lost[there],
        retention=float((1.0 - hazard) ** YEAR),
        cohort=float(np.sum(cohort * factor)),
        margin=float(np.sum(books[MARGIN] * factor)),
        keeping=float(np.sum(keeping * factor)),
        wooing=float(np.sum(wooing * factor)),
        ratio=float(winning / yearly),
    )
