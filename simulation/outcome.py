"""What is kept of a run when the market is gone: small, picklable, and enough for every table and figure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simulation.draws import Floats
from simulation.ledger import MARGIN, Money
from simulation.market import Market
from simulation.measures import cash, measured

SEGMENTS = ("light", "middle", "heavy")
"""Thirds of week-0 customers by expected spending, as they are before any mechanism."""

PER_SEGMENT = {
    "customers": "people",
    "contribution": "margin less what was spent on the person, no advertising and overhead; per head [money]",
    "surplus": "discounted customer surplus per head [money]",
    "retention": "share who never left",
}


@dataclass(frozen=True, eq=False)
class Outcome:
    """One run.

    Args:
        strategy: its name.
        seed: its replicate.
        measures: see `measures`.
        series: weekly series by name, each of shape (weeks, firms + 1), see `record`.
        cash: discounted cash flow of the focal firm per initial customer, shape (weeks,) [money].
        purposes: names of the columns of `ledger`.
        ledger: focal firm's weekly bookings, shape (weeks, purposes) [minor units].
        envelope: what the focal firm may spend, shape (weeks,) [minor units].
        scale: minor units per unit of money.
        segments: for each of `PER_SEGMENT` the values of `SEGMENTS`, shape (3,).
        typology: the focal firm's relationships, see `Typology.moves`; shape (looks, types + 1, types + 1) [people].
    """

    strategy: str
    seed: int
    measures: dict[str, float]
    series: dict[str, Floats]
    cash: Floats
    purposes: tuple[str, ...]
    ledger: Money
    envelope: Money
    scale: float
    segments: dict[str, Floats]
    typology: npt.NDArray[np.int64]


def outcome(market: Market) -> Outcome:
    """What is kept of a finished run."""
    return Outcome(
        strategy=market.strategy.name,
        seed=market.draws.seed,
        measures=measured(market),
        series=market.record.series,
        cash=cash(market),
        purposes=market.ledger.purposes,
        ledger=market.ledger.weekly[:, 1],
        envelope=market.ledger.envelope[:, 1],
        scale=market.scale,
        segments=_segments(market),
        typology=market.record.typology.moves,
    )


def _segments(market: Market) -> dict[str, Floats]:
    values, ledger, record = market.population.values, market.ledger, market.record
    people = np.flatnonzero(record.cohort)
    expected = values["buy_rate"][people] / values["spend_rate"][people]
    place = np.argsort(np.lexsort((values["id"][people], expected)))
    third = place * len(SEGMENTS) // max(len(people), 1)
    account = ledger.person[:, people] / ledger.scale
    earned = 2 * account[ledger.purposes.index(MARGIN)] - account.sum(axis=0)
    columns = {
        "contribution": earned,
        "surplus": values["surplus"][people],
        "retention": (record.lost_week[people] < 0).astype(np.float64),
    }
    count = np.bincount(third, minlength=len(SEGMENTS)).astype(np.float64)
    heads = np.maximum(count, 1.0)
    means = {name: np.bincount(third, column, minlength=len(SEGMENTS)) / heads for name, column in columns.items()}
    return {"customers": count, **means}
