"""Gifts: given at their rate, paid at their size."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.market.centre import Centre
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.luck import FOUR, of_share
from tests.worlds import Alike, errors_off, market, world

N = 20_000


def gave(envelope: float = 1e5, **levers: Any) -> Market:
    here = world(["gifts", "quality"], people=Alike(N), weeks=1, as_is=Strategy("gives", levers))
    return market(here, centre=Centre(quarterly_envelope=(envelope,))).run()


def booked(some: Market) -> float:
    return float(some.ledger.weekly[0, 1, some.ledger.purposes.index("gifts")] / some.ledger.scale)


@pytest.mark.parametrize("rate", [0.03, 0.5, 1.0])
@pytest.mark.luck(of_share(0.03, N))
def test_gifts_come_at_their_rate_and_cost_their_size_and_their_handling(rate: float) -> None:
    some = gave(gift_rate=rate, gift_size=0.054)
    gift = some.population["gift"]
    assert errors_off(gift > 0, rate) < 4
    assert set(np.unique(gift)) <= {0.0, 0.054}
    handled = 0.011 * (gift > 0).sum()
    assert booked(some) == pytest.approx(gift.sum() + handled + 0.001 * N, rel=1e-9)


@pytest.mark.parametrize("conditional", [0.0, 0.5, 0.9])
@pytest.mark.luck(3 * FOUR)
def test_what_must_be_earned_is_no_gift(conditional: float) -> None:
    """At c = 0.9 a tenth as many gifts, each of the whole size: gratitude is a tenth, and not 0.32 of it."""
    some = gave(gift_rate=0.5, gift_size=0.054, gift_conditional=conditional)
    gift = some.population["gift"]
    assert errors_off(gift > 0, (1.0 - conditional) * 0.5) < 4
    assert set(np.unique(gift)) <= {0.0, 0.054}
    assert booked(some) == pytest.approx((0.054 + 0.011) * (gift > 0).sum() + 0.001 * N, rel=1e-9)


def test_without_a_rate_nothing_is_given_or_spent() -> None:
    some = gave(gift_size=1.0)
    assert not some.population["gift"].any()
    assert booked(some) == 0.0


def test_when_money_runs_out_gifts_do() -> None:
    some = gave(envelope=20.0 + 100 * 1.011, gift_rate=1.0, gift_size=1.0)
    assert some.population["gift"].sum() == 100
    assert booked(some) == pytest.approx(121.1)


def test_gifts_of_no_value_are_not_handed_over_for_nothing() -> None:
    """Gifts that cost nothing would be a free lunch that a search finds."""
    some = gave(gift_rate=0.5, gift_size=2e-5)
    given = (some.population["gift"] > 0).sum()
    assert given > 0
    assert booked(some) == pytest.approx(given * 0.01102 + 0.001 * N, rel=1e-6)
