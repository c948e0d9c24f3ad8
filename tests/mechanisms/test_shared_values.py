"""Shared values: a stated purpose wins the trust of those who share it faster, and of the others slower."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.luck import of_share
from tests.mechanisms.test_asks import RICH
from tests.worlds import MONEYLESS, Alike, errors_off, market, world

N = 20_000


def stating(purpose: float, size: int = 400, centre: Any = MONEYLESS, sees: float = 0.5, **values: float) -> Market:
    here = world(["contact", "trust", "shared_values"], people=Alike(size), weeks=10,
                 shared_values={"overhead": 0.0, **values})  # fmt: skip
    some = market(here, Strategy("states", {"purpose_stated": purpose, "cadence": 1.0}), centre=centre)
    some.population["authenticity"][:] = sees
    some.population["experience"][:] = 1.0
    return some


def trust(some: Market, shares: bool) -> float:
    who = (some.population["shares_values"] > 0) == shares
    return float(some.population["trust"][who, 1].mean())


@pytest.mark.luck(of_share(0.64, N))
def test_two_thirds_share_them() -> None:
    assert errors_off(stating(0.0, N).population["shares_values"], 0.64) < 4


@pytest.mark.parametrize(("sees", "sign"), [(0.5, 1.0), (0.2, -1.0)])
def test_purpose_speeds_trust_where_it_is_shared_and_slows_it_elsewhere(sees: float, sign: float) -> None:
    """And the other way round for a firm that is seen through: then contact costs trust."""
    silent, loud = (stating(purpose, sees=sees).run() for purpose in (0.0, 1.0))
    assert sign * (trust(loud, True) - trust(silent, True)) > 0
    assert sign * (trust(loud, False) - trust(silent, False)) < 0


@pytest.mark.parametrize(("parameter", "high", "shares", "rises"), [
    ("gain", 0.5, True, True), ("gain", 0.5, False, False), ("backlash", 1.0, False, False),
])  # fmt: skip
def test_each_parameter_moves_trust_the_known_way(parameter: str, high: float, shares: bool, rises: bool) -> None:
    little, much = (trust(stating(1.0, **{parameter: value}).run(), shares) for value in (0.0, high))
    assert (much > little) if rises else (much < little)


def test_stating_a_purpose_is_paid_for() -> None:
    some = stating(0.5, 100, RICH, overhead=0.006).run()
    spent = some.ledger.weekly[0, 1, some.ledger.purposes.index("purpose")] / some.ledger.scale
    assert spent == pytest.approx(0.5 * 0.006 * 100)


def test_it_is_off_unless_switched_on_and_moves_nothing_then() -> None:
    assert not type(stating(1.0).world.mechanism("shared_values"))().enabled
    here = world(size=200, weeks=12, without=("shared_values",))
    runs = [market(here, Strategy("s", {"purpose_stated": x, "cadence": 0.3}), centre=RICH).run() for x in (0.0, 1.0)]
    for name, series in runs[0].record.series.items():
        assert np.array_equal(series, runs[1].record.series[name], equal_nan=True), name
