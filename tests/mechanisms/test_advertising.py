"""Advertising buys reach, the first unit of money more than the next."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.centre import Centre
from simulation.mechanisms.advertising import reached
from simulation.strategy import Strategy
from tests.worlds import Alike, ran, world


def test_reach_saturates() -> None:
    spend = np.linspace(0.0, 0.1, 11)
    reach = np.array([reached(x, 0.0042, 0.0092) for x in spend])
    assert reach[0] == 0.0
    assert (np.diff(reach) > 0).all()
    assert (np.diff(reach, 2) < 0).all()
    assert reached(0.0092, 0.0042, 0.0092) == pytest.approx(0.0042 * (1.0 - np.exp(-1.0)))


@pytest.mark.parametrize(("share", "envelope", "spent"), [(0.1, 100.0, 10.0), (1.0, 20.0, 20.0)])
def test_it_spends_its_budget_or_what_there_is(share: float, envelope: float, spent: float) -> None:
    here = world(
        ["advertising", "quality"], people=Alike(1000), weeks=4, as_is=Strategy("ad", {"acquisition_share": share})
    )
    some = ran(here, centre=Centre(quarterly_envelope=(envelope,)))
    booked = some.ledger.weekly[:, 1, some.ledger.purposes.index("advertising")] / some.ledger.scale
    assert booked == pytest.approx(spent)
    assert some.firms["reach"][1] == pytest.approx(reached(spent / 1000, 0.0042, 0.0092))
