"""What is kept of a run when the market is gone: small, picklable, and enough for every table and figure."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from simulation.draws import Floats
from simulation.market.ledger import MARGIN, OWED, Money
from simulation.measures.measures import all_measures, cash
from simulation.measures.segmentation import BY_VALUE, other_segmentations, value_third
from simulation.world.market import Market

SEGMENTS = BY_VALUE
"""Thirds of week-0 customers by expected spending, as they are before any mechanism."""

PER_SEGMENT = {
    "customers": "people",
    "contribution": "margin less spending on the person and a share of advertising and overhead; per head [money]",
    "surplus": "discounted surplus per head, wherever they buy [money]",
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
        envelope: what the focal firm is given, shape (weeks,) [minor units].
        interest: on what it has not spent, or has overdrawn, shape (weeks,) [minor units].
        scale: minor units per unit of money.
        segments: for each of `PER_SEGMENT` the values of `SEGMENTS`, shape (3,).
        typology: the focal firm's relationships, see `Typology.moves`; shape (looks, types + 1, types + 1) [people].
        lifecycle: people by step with the focal firm, see `lifecycle`; shape (looks, steps).
        attribution: people whom the focal firm won, see `attribution`; shape (rules, channels).
        segmentations: the same for further segmentations: by which, segment, `PER_SEGMENT`; see `segmentation`.
    """

    strategy: str
    seed: int
    measures: dict[str, float]
    series: dict[str, Floats]
    cash: Floats
    purposes: tuple[str, ...]
    ledger: Money
    envelope: Money
    interest: Money
    scale: float
    segments: dict[str, Floats]
    typology: npt.NDArray[np.int64]
    lifecycle: npt.NDArray[np.int64]
    attribution: Floats
    segmentations: dict[str, dict[str, dict[str, float]]] = field(default_factory=dict)

    @property
    def budget(self) -> int:
        """What was given over the run, with interest [minor units]."""
        return int(self.envelope.sum() + self.interest.sum())

    @property
    def spent(self) -> int:
        """What was spent or put by over the run; what is owed at its end is neither [minor units]."""
        spent = [k for k, purpose in enumerate(self.purposes) if purpose not in (MARGIN, OWED)]
        return int(self.ledger[:, spent].sum())


def outcome(market: Market) -> Outcome:
    """What is kept of a finished run."""
    thirds, others = _segments(market)
    return Outcome(
        strategy=market.strategy.name,
        seed=market.draws.seed,
        measures=all_measures(market),
        series=market.record.series,
        cash=cash(market),
        purposes=market.ledger.purposes,
        ledger=market.ledger.weekly[:, 1],
        envelope=market.ledger.envelope[:, 1],
        interest=market.ledger.interest[:, 1],
        scale=market.scale,
        segments=thirds,
        typology=market.record.typology.moves,
        lifecycle=market.record.lifecycle.people,
        attribution=market.record.attribution.won,
        segmentations=others,
    )


def _segments(market: Market) -> tuple[dict[str, Floats], dict[str, dict[str, dict[str, float]]]]:
    """The thirds by value, and all further segmentations."""
    values, ledger, record = market.population.values, market.ledger, market.record
    people = np.flatnonzero(record.cohort)
    account = ledger.person[:, people] / ledger.scale
    earned = 2 * account[ledger.purposes.index(MARGIN)] - account.sum(axis=0)
    earned -= _shared(market)[np.where(record.lost_week[people] < 0, market.week, record.lost_week[people])]
    columns = {
        "contribution": earned,
        "surplus": values["surplus"][people],
        "retention": (record.lost_week[people] < 0).astype(np.float64),
    }
    others = {}
    for by, (names, of) in other_segmentations(market, people).items():
        means = _means(columns, of, len(names))
        others[by] = {name: {key: float(means[key][k]) for key in PER_SEGMENT} for k, name in enumerate(names)}
    return _means(columns, value_third(market, people), len(SEGMENTS)), others


def _means(columns: dict[str, Floats], of: npt.NDArray[np.int64], number: int) -> dict[str, Floats]:
    """Customers of each segment and what they are on average, arrays of shape (number,)."""
    count = np.bincount(of, minlength=number).astype(np.float64)
    heads = np.maximum(count, 1.0)
    return {
        "customers": count,
        **{name: np.bincount(of, column, minlength=number) / heads for name, column in columns.items()},
    }


def _shared(market: Market) -> Floats:
    """What a customer has borne by each week of spending on nobody in particular, shape (weeks + 1,) [money].

    Advertising, overheads of programmes and what did not divide: each week's is shared alike by all who are customers
    then, new ones included, so that who leaves early bears little of it and the cohort does not pay for its successors.
    """
    ledger = market.ledger
    each = ledger.common[:, 1] / ledger.scale / np.maximum(market.record.series["customers"][:, 1], 1.0)
    return np.concatenate([[0.0], np.cumsum(each)])
