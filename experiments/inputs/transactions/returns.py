"""Returns taken off what was bought: a negative amount is set against the customer's own latest purchases before it.

What is wholly given back did not happen, so it counts as no purchase; what is given back in part is worth the rest. A
return of something bought before the log begins finds nothing to be taken off, and is counted as unmatched.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

CENT = 0.005
"""What is left of an amount below this is nothing: sums of cents are not exact."""


def netted(customer: Integers, day: Integers, amount: Floats) -> tuple[Floats, npt.NDArray[np.bool_], int]:
    """Set returns against purchases.

    Args:
        customer: of each row, shape (rows,).
        day: of each row, shape (rows,) [day].
        amount: of each row, shape (rows,), negative for returns [money].

    Returns:
        What each row is worth after returns; which rows are purchases that still stand; returns without a purchase.
    """
    worth = amount.copy()
    back = amount < 0
    concerned = np.flatnonzero(np.isin(customer, customer[back]))
    # By customer, then day; a return on the day of a purchase comes after it.
    concerned = concerned[np.lexsort((back[concerned], day[concerned], customer[concerned]))]
    standing: list[int] = []
    whose, unmatched = -1, 0
    for row in concerned.tolist():
        if customer[row] != whose:
            whose, standing = int(customer[row]), []
        if not back[row]:
            standing.append(row)
            continue
        rest = -float(amount[row])
        while rest > CENT and standing:
            taken = min(rest, float(worth[standing[-1]]))
            worth[standing[-1]] -= taken
            rest -= taken
            if worth[standing[-1]] <= CENT:
                standing.pop()
        unmatched += rest > CENT
    still = ~back & ((worth > CENT) | (amount == 0))
    return worth, still, int(unmatched)


def without(
    ids: list[str], customer: Integers, day: Integers, amount: Floats
) -> tuple[list[str], Integers, Integers, Floats, int]:
    """The same columns with returns set off; customers of whom nothing is left are left out.

    Args:
        ids: identifiers by code.
        customer: code of each row, shape (rows,).
        day: of each row, shape (rows,) [day].
        amount: of each row, shape (rows,) [money].

    Returns:
        ids, customer, day and amount of what stands, and how many returns had no purchase.
    """
    worth, still, unmatched = netted(customer, day, amount)
    left, code = np.unique(customer[still], return_inverse=True)
    return [ids[k] for k in left.tolist()], code.astype(np.int64), day[still], worth[still], unmatched
