"""History counts what was bought and given with the present firm, and forgets it with the next one."""

from __future__ import annotations

import numpy as np

from simulation.strategy import Strategy
from tests.worlds import UNCOSTED, Alike, market, watched, world


def test_it_counts_purchases_and_weeks_with_a_contribution() -> None:
    encounters = Strategy("encounters", {"cadence": 0.5, "encounter_share": 1.0})
    here = world(["purchase", "contact", "encounters", "contribution", "history"], people=Alike(200, buys=0.5),
                 weeks=20, encounters=UNCOSTED)  # fmt: skip
    some = market(here, encounters)
    seen = watched(some, lambda m: (m.population["purchases"], m.population["contribution"] > 0))
    assert np.array_equal(some.population["bought"], seen[:, 0].sum(axis=0))
    assert np.array_equal(some.population["contributed"], seen[:, 1].sum(axis=0))
    assert some.population["contributed"].any()


def test_it_starts_again_with_the_next_firm() -> None:
    some = market(world(["purchase", "history"], people=Alike(50, buys=2.0), weeks=2))
    some.step()
    some.population["next_provider"][:] = 0
    assert some.population["bought"].any()
    some.step()
    assert not some.population["bought"].any()
