"""A log of transactions: who bought, on which day, for how much."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from experiments.inputs.transactions.intake import LogIntake


@dataclass(frozen=True, eq=False)
class Log:
    """Purchases by customer, then day; a customer's day is one.

    Args:
        source: the file, for messages.
        ids: (customers,) identifiers, whole numbers first by value, then texts by code point.
        customer: (purchases,) position in `ids`.
        day: (purchases,) days since `start` [day].
        amount: (purchases,) spend [money], or None where the log has none.
        start: the day of the first purchase.
        end: the last day that was watched; nothing is known of later ones.
        returns: how many rows with a negative amount were dropped or set off.
        unmatched: how many customers' days had returns without a purchase before them.
        intake: what was understood of the file; None for a log that was made otherwise.
        rows: (purchases,) rows of the file behind each purchase, which is worth as much where the log has no amounts;
            None: one each.
    """

    source: str
    ids: npt.NDArray[np.object_]
    customer: npt.NDArray[np.int64]
    day: npt.NDArray[np.int64]
    amount: npt.NDArray[np.float64] | None
    start: datetime.date
    end: datetime.date
    returns: int = 0
    unmatched: int = 0
    intake: LogIntake | None = None
    rows: npt.NDArray[np.int64] | None = None
