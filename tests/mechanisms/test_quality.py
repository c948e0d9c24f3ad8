"""Quality: what the rest of the envelope buys, and a rival who sees it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.market.centre import Centre
from simulation.market.ledger import UNSPENT
from simulation.market.terms import Terms
from simulation.mechanisms.quality import FLOOR, bought, price
from simulation.people.people import Reference
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.worlds import FREE, Alike, market, ran, world


def test_quality_has_diminishing_returns_and_is_never_perfect() -> None:
    spend = np.linspace(0.0, 0.1, 11)
    quality = np.array([bought(x, 0.0163) for x in spend])
    assert quality[0] == 0.0
    assert (np.diff(quality) > 0).all()
    assert (np.diff(quality, 2) < 0).all()
    assert quality[-1] < 1.0
    assert bought(0.0163, 0.0163) == pytest.approx(1.0 - np.exp(-1.0))
    assert [price(one, 0.0163) for one in quality] == pytest.approx(list(spend))
    assert price(1.0, 0.0163) == np.inf


def test_the_whole_rest_is_spent_on_it() -> None:
    some = ran(world(["quality"], people=Alike(1000), weeks=5), centre=Centre(quarterly_envelope=(16.3,)))
    assert some.firms["quality"][1] == pytest.approx(1.0 - np.exp(-1.0))
    assert (some.ledger.weekly[:, 1, some.ledger.purposes.index("quality")] == some.ledger.envelope[:, 1]).all()


def test_a_firm_that_lost_nearly_everybody_does_not_become_perfect_for_the_few() -> None:
    here = world(["churn", "quality"], people=Alike(1000, leaves=0.9), weeks=4)
    some = market(here, centre=Centre(quarterly_envelope=(16.3,))).run()
    assert some.firms["quality"][1] == pytest.approx(1.0 - np.exp(-1.0 / FLOOR))


def beside_a_rival(
    weeks: int = 60, envelope: float = 16.3, rivals: float = 8.0, reserve: float = 0.0, **law: float
) -> Market:
    """Two firms of 500 customers each, who all stay; the second has another envelope and does the same."""
    terms = Terms(firms=2, focal_share=0.5, rival_share=0.5, touchpoints=FREE)
    here = world(["quality"], people=Reference(1000), weeks=weeks, terms=terms, quality=law)
    centre = Centre(quarterly_envelope=(envelope,), rivals_envelopes=((rivals,),))
    return ran(here, Strategy("s", {"reserve": reserve}), centre=centre)


def of_rival(some: Market) -> Any:
    """Quality of the rival by week, shape (weeks,)."""
    return some.record.series["quality"][:, 2]


def test_a_rival_matches_what_it_sees_after_a_lag_with_new_money_up_to_its_limit() -> None:
    best = beside_a_rival().record.series["quality"][-2, 1]
    assert of_rival(beside_a_rival(matching_lag=4.0, matching_limit=2.0))[-2] == pytest.approx(best, abs=1e-4)
    alone, limited = of_rival(beside_a_rival(matching_limit=0.0)), of_rival(beside_a_rival(matching_limit=0.1))
    assert (limited[1:-1] <= 1.0 - (1.0 - alone[1:-1]) ** 1.1 + 1e-12).all(), "a tenth more money, and no more"
    assert limited[-2] > alone[-2]
    slow, fast = (of_rival(beside_a_rival(matching_lag=lag, matching_limit=2.0))[40] for lag in (26.0, 4.0))
    assert alone[40] < slow < fast


def test_a_rival_that_is_better_than_what_it_sees_spends_nothing_on_matching() -> None:
    some = beside_a_rival(envelope=8.0, rivals=16.3, matching_limit=2.0)
    assert (some.ledger.envelope[:, 2] == some.ledger.envelope[0, 2]).all()


@given(st.floats(1.0, 40.0), st.floats(1.0, 40.0), st.floats(0.0, 1.0), st.floats(1.0, 104.0), st.floats(0.0, 5.0))
@settings(max_examples=40, deadline=None)
def test_no_firm_has_quality_that_is_not_in_its_books(
    envelope: float, rivals: float, reserve: float, lag: float, limit: float
) -> None:
    """A search for free riding: whatever firms are given, keep and see, each has what its spending on quality buys."""
    some = beside_a_rival(16, envelope, rivals, reserve, matching_lag=lag, matching_limit=limit)
    ledger, series = some.ledger, some.record.series
    spent = ledger.weekly[:-1, 1:, ledger.purposes.index("quality")] / ledger.scale  # the last week's is booked later
    paid = 1.0 - np.exp(-spent / series["customers"][:-1, 1:] / some.centre.weekly_revenue / 0.0163)
    assert series["quality"][:-1, 1:] == pytest.approx(paid, abs=1e-4)
    assert (ledger.held()[-1] == 0).all()


def test_with_quality_off_what_is_left_is_set_aside_and_the_books_add_up() -> None:
    """An ablation spends as much as any other run: nobody gains by not spending."""
    some = ran(world(["contact"], people=Alike(1000), weeks=5), centre=Centre(quarterly_envelope=(16.3,)))
    assert (some.ledger.weekly[:, 1, some.ledger.purposes.index(UNSPENT)] == some.ledger.envelope[:, 1]).all()
    assert (some.firms["quality"] == 0.5).all()
