"""Contacts: needs, mails and visits, and who is turned away when there are more than can be served."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulation.centre import Centre
from simulation.strategy import Strategy
from simulation.terms import Terms
from tests.luck import of_share
from tests.worlds import FREE, POOLED, Alike, errors_off, market, watched, world

N = 20_000
SERVICE, EMAIL, STORE = range(3)


@pytest.mark.luck(of_share(0.08, N) + of_share(0.3, N))
def test_needs_and_mails_come_at_their_rates() -> None:
    """Within 4 standard errors; by chance missed in 1 of 8,000 seeds."""
    here = world(["contact"], people=Alike(N), weeks=1, as_is=Strategy("mail", {"cadence": 0.3}))
    contact = market(here).run().population["contact"]
    assert errors_off(contact[:, SERVICE], 0.08) < 4
    assert errors_off(contact[:, EMAIL], 0.30) < 4
    assert not contact[:, STORE].any()


@pytest.mark.luck(of_share(0.08, N))
def test_needs_come_where_customers_turn_with_them_and_nowhere_else() -> None:
    """A share of needs at a touchpoint that the firm or a purchase begins takes none away."""
    shared = (FREE[0], *(replace(touchpoint, share=0.7) for touchpoint in FREE[1:]))
    here = world(["contact"], people=Alike(N), weeks=1, terms=Terms(touchpoints=shared))
    contact = market(here).run().population["contact"]
    assert errors_off(contact[:, SERVICE], 0.08) < 4


def test_last_week_s_purchases_bring_people_to_the_store_at_most_twice() -> None:
    some = market(world(["contact"], people=Alike(4), weeks=1))
    some.population["purchases"][:] = [0, 1, 2, 5]
    some.step()
    assert some.population["contact"][:, STORE].tolist() == [0, 1, 2, 2]


@pytest.mark.parametrize("capacity", [0.0, 0.03, 0.05])
@pytest.mark.luck(of_share(0.08, N))
def test_the_queue_serves_its_capacity_and_turns_away_the_rest(capacity: float) -> None:
    terms = Terms(firms=1, focal_share=1.0, rival_share=0.0, touchpoints=(replace(FREE[0], capacity=capacity),))
    some = market(world(["contact"], people=Alike(N), weeks=1, terms=terms))
    some.step()
    values = some.population
    assert values["contact"][:, SERVICE].sum() == int(capacity * N)
    assert errors_off(values["contact"][:, SERVICE] + values["unserved"], 0.08) < 4
    assert not (values["contact"][:, SERVICE] * values["unserved"]).any()
    assert np.array_equal(values["contacts"], values["contact"][:, SERVICE] + values["unserved"])


def test_service_is_paid_before_mail_and_nobody_is_served_on_credit() -> None:
    terms = Terms(firms=1, focal_share=1.0, rival_share=0.0, touchpoints=POOLED)
    here = world(["contact", "quality"], people=Alike(1000), weeks=1, terms=terms, as_is=Strategy("m", {"cadence": 1}))
    some = market(here, centre=Centre(quarterly_envelope=(20.0,))).run()
    served, mailed = some.population["contact"][:, SERVICE].sum(), some.population["contact"][:, EMAIL].sum()
    assert served == int(20.0 / 0.435)
    assert mailed == int((20.0 - served * 0.435) / 0.011)
    assert (some.population["unserved"] > 0).any()


def test_the_recent_frequency_averages_over_a_quarter_and_is_forgotten() -> None:
    some = market(world(["contact"], people=Alike(10), weeks=200, as_is=Strategy("mail", {"cadence": 1.0})))
    recent = watched(some, lambda m: m.population["recent_contact"][0, EMAIL])
    assert np.allclose(1.0 - recent, (12.0 / 13.0) ** np.arange(1, 201))


def test_nobody_is_in_touch_who_is_with_nobody() -> None:
    here = world(["contact"], people=Alike(100, firm=0), weeks=3, as_is=Strategy("mail", {"cadence": 1.0}))
    assert not market(here).run().population["contacts"].any()
