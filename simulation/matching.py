"""Who answers whom: questions meet offers along ties first, then anywhere in the same firm's community.

Both rules are greedy in the order of keyed draws, so that neither the order of rows nor that of ties can matter.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from simulation.draws import Floats

Places = npt.NDArray[np.intp]


def among_friends(asker: Places, friend: Places, left: Places, order: Floats) -> tuple[Places, Places]:
    """Match along ties: the tie with the smallest draw is served first, as long as the friend has offers left.

    Args:
        asker: who asks, one row for each tie to somebody who could answer, shape (P,).
        friend: the other end of the tie, shape (P,).
        left: offers of each person, shape (N,); those made use of are taken away.
        order: a draw for each tie, shape (P,).

    Returns:
        Who is answered and by whom, each of shape (K,); nobody is answered twice.
    """
    first = np.argsort(order)
    asker, friend = asker[first], friend[first]
    asks = np.ones(len(left), dtype=np.bool_)
    answered, helpers = [asker[:0]], [friend[:0]]
    while len(asker):
        # Each tie that comes first both for the one who asks and for the one who could answer is served, as it would
        # be one by one; whose question is answered, or who has no offers left, is out of the next round.
        served = _firsts(asker, len(left)) & _firsts(friend, len(left))
        answered.append(asker[served])
        helpers.append(friend[served])
        left[friend[served]] -= 1
        asks[asker[served]] = False
        still_open = asks[asker] & (left[friend] > 0)
        asker, friend = asker[still_open], friend[still_open]
    return np.concatenate(answered), np.concatenate(helpers)


def _firsts(people: Places, size: int) -> npt.NDArray[np.bool_]:
    """Where each person is named for the first time, shape (P,)."""
    place = np.arange(len(people))
    first = np.empty(size, dtype=np.intp)
    first[people[::-1]] = place[::-1]  # of several values for one person the last one stays
    earliest: npt.NDArray[np.bool_] = first[people] == place
    return earliest


def among_members(
    asker: Places, provider: npt.NDArray[np.int64], left: Places, order: Callable[[Places], Floats]
) -> tuple[Places, Places]:
    """Match what is left within each firm: both sides in the order of their draw, one offer to one question.

    Args:
        asker: who still asks, shape (A,).
        provider: firm of each person, shape (N,).
        left: offers of each person that are left, shape (N,).
        order: gives a draw for each of some people, different for any two of them.

    Returns:
        Who is answered and by whom, each of shape (K,).
    """
    offering = np.flatnonzero(left)
    asker, offering = asker[np.argsort(order(asker))], offering[np.argsort(order(offering))]
    slot = np.repeat(offering, left[offering])
    asks_of, offers_of = provider[asker], provider[slot]
    answered, helpers = [asker[:0]], [slot[:0]]
    for firm in range(1, int(provider.max(initial=0)) + 1):
        ask, offer = asker[asks_of == firm], slot[offers_of == firm]
        few = min(len(ask), len(offer))
        answered.append(ask[:few])
        helpers.append(offer[:few])
    return np.concatenate(answered), np.concatenate(helpers)
