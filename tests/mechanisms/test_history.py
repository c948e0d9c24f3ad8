"""History counts what was bought and given with the present firm, and forgets it with the next one."""

from __future__ import annotations

import numpy as np

from simulation.people.people import Reference
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


def test_it_begins_with_what_was_bought_before_week_0() -> None:
    some = market(world(["history"], people=Reference(500), weeks=2))
    some.run()
    values = some.population.values
    mine = values["provider"] == 1
    assert (values["bought"][mine] == 1.0 + values["buy_rate"][mine] * (values["tenure"][mine] - 2.0)).all()
    assert values["tenure"][mine].mean() > 20.0


def test_it_starts_again_with_the_next_firm() -> None:
    some = market(world(["purchase", "history"], people=Alike(50, buys=2.0), weeks=2))
    some.step()
    some.population["next_provider"][:] = 0
    assert some.population["bought"].any()
    some.step()
    assert not some.population["bought"].any()
