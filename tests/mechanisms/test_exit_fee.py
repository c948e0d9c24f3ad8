"""The exit fee: who breaks a contract pays, the firm earns it, and nobody else is touched."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.market.ledger import MARGIN
from simulation.world.market import Market
from tests.worlds import Alike, market, world


def leaving(bound: float, size: float = 4.0) -> Market:
    here = world(["churn", "exit_fee", "surplus"], people=Alike(100, leaves=0.5), weeks=1, exit_fee={"size": size})
    some = market(here)
    some.population["contract"][:] = bound
    some.run()
    return some


def earned(some: Market) -> float:
    return float(some.ledger.weekly[0, 1, some.ledger.purposes.index(MARGIN)] / some.ledger.scale)


@pytest.mark.parametrize(("bound", "size"), [(1.0, 4.0), (1.0, 2.0), (0.0, 4.0)])
def test_what_leavers_pay_is_what_the_firm_earns(bound: float, size: float) -> None:
    some = leaving(bound, size)
    left = some.record.series["left"][0, 1]
    assert left > 0, "half of a hundred, on average"
    assert earned(some) == pytest.approx(bound * size * left)
    assert some.record.series["exit_fees"][0, 1] == pytest.approx(bound * size * left)
    assert some.population["surplus"].sum() == pytest.approx(-bound * size * left)


def test_who_stays_pays_nothing() -> None:
    some = leaving(1.0)
    stayed = some.population["provider"] == 1
    assert not some.population["surplus"][stayed].any()
    assert np.allclose(some.population["surplus"][~stayed], -4.0)
    assert some.population["contract"][stayed].all()
