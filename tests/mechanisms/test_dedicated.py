"""Dedicated people: the first by priority have one, and what needs them goes there."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.market.centre import Centre
from simulation.market.terms import Terms
from simulation.market.touchpoint import TOUCHPOINTS
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.worlds import market, ran, watched, world

N = 3000
PLACE = {touchpoint.name: k for k, touchpoint in enumerate(TOUCHPOINTS)}
MONEY = Centre(weekly_revenue=1.8, quarterly_envelope=(10.0 * N,))
NEEDY = {"inbound_rate": 0.9, "capacity": 1e9}


def opened(share: float, weeks: int = 2, centre: Centre = MONEY, on: tuple[str, ...] = (), **levers: Any) -> Market:
    here = world(
        ["allocation", "contact", "dedicated", "quality", *on], size=N, weeks=weeks, terms=Terms(firms=1),
        as_is=Strategy("dedicates", {"dedicated_share": share, **levers}), contact=NEEDY,
    )  # fmt: skip
    return market(here, centre=centre)


def served(share: float, weeks: int = 2, centre: Centre = MONEY, on: tuple[str, ...] = (), **levers: Any) -> Market:
    return opened(share, weeks, centre, on, **levers).run()


@pytest.mark.parametrize("share", [0.0, 0.1, 1.0])
def test_a_share_of_customers_has_one_and_needs_go_there(share: float) -> None:
    some = served(share)
    values, own = some.population, some.population["provider"] == 1
    assert values["dedicated"].sum() == int(share * own.sum())
    assert some.record.series["dedicated"][:, 1].tolist() == [int(share * own.sum())] * 2
    contact, theirs = values["contact"], values["dedicated"] > 0
    assert not contact[theirs][:, [PLACE["personal"], PLACE["automated"]]].any()
    assert not contact[~theirs, PLACE["dedicated"]].any()
    assert contact[theirs, PLACE["dedicated"]].any() == (share > 0)
    assert contact[:, PLACE["self_service"]].any()


def test_nobody_is_in_touch_more_or_less_often_for_it() -> None:
    without, within = (served(share).population["contacts"] for share in (0.0, 0.5))
    assert np.array_equal(without, within)


def test_the_first_by_priority_have_one() -> None:
    values = served(0.2, allocate_by_value=1.0).population
    theirs = values["dedicated"] > 0
    assert values["priority"][theirs].min() >= values["priority"][~theirs & (values["provider"] == 1)].max()


def test_who_has_one_keeps_it_for_the_quarter_and_longer_where_all_are_alike() -> None:
    first, later = (served(0.2, weeks=weeks).population["dedicated"] for weeks in (1, 27))
    assert np.array_equal(first, later)


@pytest.mark.parametrize("overhead", [0.005, 0.08])
def test_each_person_at_hand_costs_and_is_booked_for_the_customer(overhead: float) -> None:
    here = world(
        ["dedicated"], size=N, weeks=1, terms=Terms(firms=1), as_is=Strategy("d", {"dedicated_share": 0.1}),
        dedicated={"overhead": overhead},
    )  # fmt: skip
    some = ran(here, centre=MONEY)
    column = some.ledger.purposes.index("dedicated_people")
    theirs = some.population["dedicated"] > 0
    assert (some.ledger.person[column] > 0).sum() == theirs.sum() > 0
    paid = some.ledger.person[column].sum() / some.ledger.scale
    assert paid == pytest.approx(theirs.sum() * overhead * 1.8, rel=1e-3)


def test_when_money_runs_out_some_lose_theirs() -> None:
    some = served(1.0, weeks=1, centre=Centre(weekly_revenue=1.8, quarterly_envelope=(9.0,)))
    assert 0 < some.population["dedicated"].sum() <= 9.0 / 0.02
    assert (some.ledger.held()[-1] == 0).all()


def test_a_firm_that_wants_another_share_has_it_at_once() -> None:
    """Within a quarter too, as an event or a slider asks for it; who had a person keeps it where more get one."""
    some = opened(0.0, weeks=9)
    own, had = some.population["provider"] == 1, np.zeros(N, dtype=np.bool_)
    for share in (0.0, 0.2, 0.2, 0.5, 0.1, 0.0, 0.3):
        some.follow(1, Strategy("dedicates", {"dedicated_share": share}))
        some.step()
        have = some.population["dedicated"] > 0
        assert have.sum() == round(share * own.sum())
        assert (have >= had).all() or (have <= had).all()
        had = have


def test_as_many_as_can_be_paid_keep_their_person_for_the_quarter() -> None:
    """Also where money is short: nobody loses the person within it, and the account can bear it."""
    some = opened(1.0, weeks=26, centre=Centre(weekly_revenue=1.8, quarterly_envelope=(9.0,)))
    weekly = watched(some, lambda m: m.population["dedicated"].copy())
    assert (weekly[:13] == weekly[0]).all()
    assert (weekly[13:] == weekly[13]).all()
    assert 0 < weekly[0].sum() < len(weekly[0])
    some.ledger.verify()


def test_a_dedicated_person_fails_less_often_and_warms_trust() -> None:
    """The touchpoint's doing: the mechanism only sends needs there."""
    on = ("satisfaction", "trust", "fatigue")
    without, within = (served(share, weeks=40, on=on) for share in (0.0, 1.0))
    trust = [some.population["trust"][some.population["provider"] == 1, 1].mean() for some in (without, within)]
    assert trust[1] > trust[0]
    assert TOUCHPOINTS[PLACE["dedicated"]].failure < TOUCHPOINTS[PLACE["personal"]].failure
