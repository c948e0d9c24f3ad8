"""What is kept of a run: segments bear their share of what is spent on nobody in particular."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.config.shipped import shipped
from experiments.config.strategies import load
from experiments.figures.ledger import mean_bookings
from simulation.alignment.centring import centre_world_quickly
from simulation.market.centre import Centre
from simulation.market.ledger import MARGIN, PUT_BY
from simulation.market.terms import Terms
from simulation.measures.outcome import SEGMENTS, outcome
from simulation.world.market import Market
from tests.commands import setting
from tests.worlds import AS_IS, RELATIONSHIP, Alike, market, world


def settled(leaves: float, weeks: int = 8) -> Market:
    """A market of one firm that everybody is with, and whom nobody joins, so that all money is about the cohort."""
    people = Alike(size=60, leaves=leaves, buys=0.5)
    terms = Terms(firms=1, focal_share=1.0, rival_share=0.0, winback=0.0)
    some = world(people=people, weeks=weeks, terms=terms, as_is=AS_IS)
    return market(some, RELATIONSHIP, centre=Centre(quarterly_envelope=(6.0,))).run()


def test_without_leavers_contributions_add_up_to_all_that_was_earned_less_all_that_was_spent() -> None:
    some = settled(leaves=0.0)
    kept = outcome(some)
    if int(some.record.series["left"].sum()):
        pytest.skip("people left all the same")
    put_by = some.ledger.weekly[:, 1, some.ledger.purposes.index(PUT_BY)].sum()
    spent = some.ledger.spent()[:, 1].sum() - put_by
    earned = some.ledger.weekly[:, 1, some.ledger.purposes.index(MARGIN)].sum()
    total = float((kept.segments["contribution"] * kept.segments["customers"]).sum())
    assert total == pytest.approx((earned - spent) / some.scale, abs=1e-6)
    assert len(kept.segments["contribution"]) == len(SEGMENTS)


@pytest.mark.parametrize("name", shipped("levers"))
def test_what_becomes_of_the_money_adds_up_to_profit_in_every_place_that_says_so(name: str) -> None:
    """What is put by is no spending: not in the measure, not in the figures, not in the accounts of segments."""
    some = setting("population.size=120", "weeks=12")
    market = Market(some.world, load(name), 3, centre_world_quickly(some.world)).run()
    kept = outcome(market)
    earned = mean_bookings((kept,), some.world.terms.discount_rate)
    assert sum(earned.values()) == pytest.approx(kept.measures["profit"], abs=1e-9)
    assert PUT_BY not in earned
    put_by = int(market.ledger.weekly[:, 1, market.ledger.purposes.index(PUT_BY)].sum())
    before = int(market.ledger.weekly[:-1, 1, market.ledger.purposes.index(PUT_BY)].sum())
    assert (before > 0) == (name == "neglect"), "others keep only what their accounts hold in the last week"
    of_nobody = int(market.ledger.common[:, 1].sum())
    of_people = int(market.ledger.person[1:].sum())
    given = int(market.ledger.envelope[:, 1].sum() + market.ledger.interest[:, 1].sum())
    owed = int(market.ledger.owed()[:, 1].sum())
    assert of_nobody + of_people + put_by == given + owed


def test_who_leaves_early_bears_less_than_who_stays() -> None:
    some = settled(leaves=0.2)
    common = some.ledger.common[:, 1]
    assert (common > 0).all(), "advertising and the overhead of programmes belong to no single customer"
    assert (common <= some.ledger.spent()[:, 1]).all()
    accounts = some.ledger.person[1:].sum()
    put_by = some.ledger.weekly[:, 1, some.ledger.purposes.index(PUT_BY)].sum()
    assert int(common.sum() + accounts + put_by) == int(some.ledger.spent()[:, 1].sum())
    kept = outcome(some)
    assert np.isfinite(kept.segments["contribution"]).all()
