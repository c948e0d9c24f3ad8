"""Self-service: who serves himself, what it saves, what it costs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.market.centre import Centre
from simulation.market.terms import Terms
from simulation.market.touchpoint import TOUCHPOINTS
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.luck import of_share
from tests.worlds import Alike, errors_off, market, world

N = 20_000
RICH = Centre(quarterly_envelope=(10.0 * N,))
PERSONAL, SELF_SERVICE = (
    next(k for k, touchpoint in enumerate(TOUCHPOINTS) if touchpoint.name == name)
    for name in ("personal", "self_service")
)


def served(share: float, centre: Centre = RICH, without: tuple[str, ...] = (), **more: Any) -> Market:
    """One week of people who have needs, with as much capacity as it takes."""
    here = world(
        ["contact", "self_service", "contribution"], without=without, people=Alike(N), weeks=1,
        terms=Terms(firms=1, focal_share=1.0, rival_share=0.0), as_is=Strategy("portal", {"self_service": share}),
        **{"contact": {"capacity": 2.0, "inbound_rate": 0.1}, **more},
    )  # fmt: skip
    return market(here, centre=centre).run()


def booked(some: Market, purpose: str) -> float:
    return float(some.ledger.weekly[:, 1, some.ledger.purposes.index(purpose)].sum() / some.ledger.scale)


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
@pytest.mark.luck(of_share(0.018, N) + of_share(0.04, N))
def test_a_share_of_personal_needs_goes_to_self_service(share: float) -> None:
    """0.1 needs a week, 0.3 of them for a person, 0.4 for self-service anyway; within 4 standard errors.

    Of those that are sent there 0.3 come back.
    """
    contact = served(share).population["contact"]
    assert errors_off(contact[:, PERSONAL], 0.1 * 0.3 * (1.0 - 0.7 * share)) < 4
    assert errors_off(contact[:, SELF_SERVICE], 0.1 * (0.4 + 0.3 * share)) < 4


@pytest.mark.parametrize("price", [0.4, 1.0, 1.9])
def test_what_it_saves_is_what_the_ledger_no_longer_shows(price: float) -> None:
    """To a minor unit: less is booked for service by just what the series says, whatever service costs."""
    contact = {"service_cost": price, "capacity": 2.0, "inbound_rate": 0.1}
    before, after = served(0.0, contact=contact), served(0.4, contact=contact)
    saved = sum(booked(before, purpose) - booked(after, purpose) for purpose in ("personal", "self_service"))
    assert saved > 0
    assert after.record.series["self_service_saved"][0, 1] == pytest.approx(saved, rel=1e-4)
    assert booked(after, "portal") == pytest.approx(0.001 * N)
    assert booked(before, "portal") == 0.0


def test_the_work_is_the_customers() -> None:
    values = served(0.4).population
    worked = values["self_served"] > 0
    assert worked.any()
    assert np.allclose(values["effort"], 0.014 * worked)
    assert not served(0.0).population["effort"].any(), "self-service that was there before is no gift"


def test_a_portal_that_solves_nothing_saves_nothing_and_costs_what_is_done_twice() -> None:
    """The work is the customer's all the same; a portal that solves all saves the most."""
    saved, worked = {}, {}
    for unsolved in (0.0, 0.5, 1.0):
        values = served(0.4, self_service={"unsolved": unsolved}).population
        saved[unsolved], worked[unsolved] = values["self_service_saved"].sum(), values["self_served"]
        twice = (values["contact"][:, PERSONAL] > 0) & (values["contact"][:, SELF_SERVICE] > 0)
        assert (twice == (values["came_back"] > 0)).all()
    assert saved[0.0] > saved[0.5] > 0 > saved[1.0] == pytest.approx(-0.054 * worked[1.0].sum())
    assert np.array_equal(worked[0.0], worked[1.0])


def test_more_of_it_saves_more_and_takes_more_effort() -> None:
    series = [served(share).record.series for share in (0.2, 0.8)]
    for name in ("self_service_saved", "self_served", "effort"):
        assert series[0][name][0, 1] < series[1][name][0, 1], name


def test_a_portal_is_dearer_with_a_higher_overhead_and_without_it_nothing_moves() -> None:
    assert booked(served(0.4, self_service={"overhead": 0.003}), "portal") == pytest.approx(0.003 * N)
    off, idle = served(0.4, without=("self_service",)), served(0.0)
    assert np.array_equal(off.population["contact"], idle.population["contact"])
    assert np.array_equal(off.ledger.weekly[:, :, 0], idle.ledger.weekly[:, :, 0])


def test_whom_there_is_no_money_to_serve_has_not_served_himself() -> None:
    some = served(1.0, centre=Centre(quarterly_envelope=(1.0,)))
    values = some.population
    assert not values["self_served"][values["unserved"] > 0].any()
    assert (values["self_served"] > 0).sum() <= 1.0 / 0.054 + 1
