"""Who answers whom: questions meet offers along ties first, then anywhere in the same firm's community.

Both rules are greedy in the order of keyed draws, so that neither the order of rows nor that of ties can matter.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from simulation.draws import Floats

Places = npt.NDArray[np.intp]


def among_friends(asker: Places, friend: Places, left: Places, order: Floats) -> tuple[Places, Places]:
    """Match along ties: the tie with the smallest draw is served first, as long as the friend has offers left.

    Args:
        asker: who asks, one row for each tie to somebody who could answer, shape (P,).
        friend: the other end of the tie, shape (P,).
        left: offers of each person, shape (N,); not changed.
        order: a draw for each tie, shape (P,).

    Returns:
        Who is answered and by whom, each of shape (K,); nobody is answered twice.
    """
    first = np.argsort(order)
    asker, friend, left = asker[first], friend[first], left.copy()
    answered: list[Places] = []
    helpers: list[Places] = []
    while len(asker):
        # Each tie that comes first both for the one who asks and for the one who could answer is served, as it would
        # be one by one; whose question is answered, or who has no offers left, is out of the next round.
        served = _firsts(asker) & _firsts(friend)
        answered.append(asker[served])
        helpers.append(friend[served])
        left[friend[served]] -= 1
        open_still = ~np.isin(asker, asker[served]) & (left[friend] > 0)
        asker, friend = asker[open_still], friend[open_still]
    return np.concatenate([first[:0], *answered]), np.concatenate([first[:0], *helpers])


def _firsts(people: Places) -> npt.NDArray[np.bool_]:
    """Where each person is named for the first time, shape (P,)."""
    first = np.zeros(len(people), dtype=np.bool_)
    first[np.unique(people, return_index=True)[1]] = True
    return first


def among_members(asker: Places, provider: npt.NDArray[np.int64], left: Places, order: Floats) -> tuple[Places, Places]:
    """Match what is left within each firm: both sides in the order of their draw, one offer to one question.

    Args:
        asker: who still asks, shape (A,).
        provider: firm of each person, shape (N,).
        left: offers of each person that are left, shape (N,).
        order: a draw for each person, shape (N,); different for any two of them.

    Returns:
        Who is answered and by whom, each of shape (K,).
    """
    offering = np.flatnonzero(left > 0)
    asker, offering = asker[np.argsort(order[asker])], offering[np.argsort(order[offering])]
    slot = np.repeat(offering, left[offering])
    answered: list[Places] = []
    helpers: list[Places] = []
    for firm in np.unique(provider[asker]):
        ask, offer = asker[provider[asker] == firm], slot[provider[slot] == firm]
        few = min(len(ask), len(offer))
        answered.append(ask[:few])
        helpers.append(offer[:few])
    return np.concatenate([asker[:0], *answered]), np.concatenate([asker[:0], *helpers])
