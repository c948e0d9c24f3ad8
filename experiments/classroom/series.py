"""What the live curves show of a week, for the focal firm of one market."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation import exact_sums
from simulation.measures.measures import cash
from simulation.world.market import Market

FOCAL = 1


@dataclass(frozen=True)
class PlottedSeries:
    """One of the curves.

    Args:
        key: name of its values.
        title: as shown.
        unit: of the values.
        decimals: as printed.
    """

    key: str
    title: str
    unit: str
    decimals: int


CURVES = (
    PlottedSeries("customers", "Customers", "people", 0),
    PlottedSeries("profit", "Profit per customer", "money", 2),
    PlottedSeries("satisfaction", "Mean satisfaction", "1", 3),
)


def values_at(market: Market, week: int) -> dict[str, float]:
    """The values of a week that has passed; profit is that of the measure up to its end [money per customer of week 0].

    Args:
        market: at least one week past `week`.
        week: counted from 0.
    """
    series = market.record.series
    return {
        "customers": float(series["customers"][week, FOCAL]),
        "profit": exact_sums.total(cash(market)[: week + 1]),
        "satisfaction": float(series["satisfaction"][week, FOCAL]),
    }


def series_so_far(market: Market) -> dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """All weeks that have passed, for each curve an array of shape (week,)."""
    rows = [values_at(market, week) for week in range(market.week)]
    return {curve.key: np.array([row[curve.key] for row in rows]) for curve in CURVES}
