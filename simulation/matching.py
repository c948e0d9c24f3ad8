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
    answered: list[int] = []
    helpers: list[int] = []
    first = np.argsort(order)
    waiting = set(asker.tolist())
    for asks, offers in zip(asker[first].tolist(), friend[first].tolist(), strict=True):
        if asks in waiting and left[offers] > 0:
            waiting.remove(asks)
            left[offers] -= 1
            answered.append(asks)
            helpers.append(offers)
    return np.array(answered, dtype=np.intp), np.array(helpers, dtype=np.intp)


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
