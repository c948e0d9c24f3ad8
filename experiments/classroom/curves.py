"""What the live curves show of a week, for the focal firm of one market."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.ledger import MARGIN
from simulation.market import Market
from simulation.measures import discount

FOCAL = 1


@dataclass(frozen=True)
class Curve:
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
    Curve("customers", "Customers", "people", 0),
    Curve("profit", "Profit per customer", "money", 2),
    Curve("satisfaction", "Mean satisfaction", "1", 3),
)


def values_at(market: Market, week: int, before: float) -> dict[str, float]:
    """The values of a week that has passed.

    Args:
        market: at least one week past `week`.
        week: counted from 0.
        before: profit up to the week before [money per customer of week 0].
    """
    series, ledger = market.record.series, market.ledger
    booked = ledger.weekly[week, FOCAL]
    earned = booked[ledger.purposes.index(MARGIN)] - booked[1:].sum()
    first = max(int(market.firms["initial_customers"][FOCAL]), 1)
    flow = float(earned) / ledger.scale * float(discount(market)[week]) / first
    return {
        "customers": float(series["customers"][week, FOCAL]),
        "profit": before + flow,
        "satisfaction": float(series["satisfaction"][week, FOCAL]),
    }


def history(market: Market) -> dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """All weeks that have passed, for each curve an array of shape (week,)."""
    rows: list[dict[str, float]] = []
    for week in range(market.week):
        rows.append(values_at(market, week, rows[-1]["profit"] if rows else 0.0))
    return {curve.key: np.array([row[curve.key] for row in rows]) for curve in CURVES}
