"""Contacts: needs, mails and visits, and who is turned away when there are more than can be served."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulation.market.centre import Centre
from simulation.market.terms import Terms
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.luck import FOUR, of_share
from tests.worlds import FREE, MONOPOLY, POOLED, Alike, errors_off, market, watched, world

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


@pytest.mark.parametrize(("relief", "ease", "share"), [(0.0, 0.0, 0.08), (0.5, 0.0, 0.0689), (0.0, 1.0, 0.056)])
@pytest.mark.luck(of_share(0.056, N))
def test_better_quality_and_ease_leave_fewer_needs(relief: float, ease: float, share: float) -> None:
    """In the second week, 0.08·e^(-η·0.3) at a quality 0.3 above the status quo; ease is paid for per customer."""
    here = world(
        ["contact"], people=Alike(N), weeks=2, contact={"quality_relief": relief}, as_is=Strategy("e", {"ease": ease})
    )
    some = market(here, centre=Centre(quarterly_envelope=(1e4,), quality=0.2))
    some.step()
    assert errors_off(some.population["contact"][:, SERVICE], 0.08 * (1.0 - 0.3 * ease)) < 4, (
        "quality of the status quo"
    )
    some.step()
    assert errors_off(some.population["contact"][:, SERVICE], share) < 4
    paid = some.ledger.weekly[:, 1, some.ledger.purposes.index("ease")] / some.ledger.scale
    assert paid == pytest.approx([0.02 * ease * N] * 2)


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
@pytest.mark.luck(of_share(0.08, N) + FOUR)
def test_the_queue_serves_its_capacity_and_turns_away_the_rest(capacity: float) -> None:
    """On average: each need has the same chance, whoever else of the firm's customers is simulated."""
    terms = Terms(firms=1, focal_share=1.0, rival_share=0.0, touchpoints=(replace(FREE[0], capacity=capacity),))
    some = market(world(["contact"], people=Alike(N), weeks=1, terms=terms, contact={"patience": 0.0}))
    some.step()
    values = some.population
    assert abs(values["contact"][:, SERVICE].sum() - capacity * N) <= 4 * np.sqrt(capacity * N)
    assert errors_off(values["contact"][:, SERVICE] + values["unserved"], 0.08) < 4
    assert not (values["contact"][:, SERVICE] * values["unserved"]).any()
    assert np.array_equal(values["contacts"], values["contact"][:, SERVICE] + values["unserved"])


def test_service_is_paid_before_mail_and_nobody_is_served_on_credit() -> None:
    terms = replace(MONOPOLY, touchpoints=POOLED)
    here = world(["contact", "quality"], people=Alike(1000), weeks=1, terms=terms, as_is=Strategy("m", {"cadence": 1}))
    some = market(here, centre=Centre(quarterly_envelope=(20.0,))).run()
    served, mailed = some.population["contact"][:, SERVICE].sum(), some.population["contact"][:, EMAIL].sum()
    assert served == int(20.0 / 0.435)
    assert mailed == int((20.0 - served * 0.435) / 0.011)
    assert (some.population["waits"] > 0).any()


def queue(size: int, weeks: int, capacity: float, **contact: float) -> Market:
    terms = Terms(firms=1, focal_share=1.0, rival_share=0.0, touchpoints=(replace(FREE[0], capacity=capacity),))
    return market(world(["contact"], people=Alike(size), weeks=weeks, terms=terms, contact=contact))


def test_who_has_waited_is_served_before_all_others() -> None:
    """A need that cannot be served this week is there again next week, and first."""
    some = queue(5000, 2, 0.05)
    some.step()
    values = some.population
    first = values["waits"] > 0
    assert first.sum() == (values["waited"][:, SERVICE] == 1.0).sum() > 50
    assert not values["unserved"].any()
    some.step()
    assert (values["contact"][first, SERVICE] == 1.0).all()
    assert not values["waited"][first, SERVICE].any()


@pytest.mark.parametrize("patience", [1.0, 2.0, 4.0])
def test_who_has_waited_for_longer_than_patience_lasts_gives_up(patience: float) -> None:
    some = queue(500, 8, 0.0, patience=patience)
    gave_up = watched(some, lambda m: m.population["unserved"].sum())
    assert not gave_up[: int(patience)].any()
    assert gave_up[int(patience)] > 0
    some.run()


@pytest.mark.luck(FOUR)
def test_few_customers_give_up_as_rarely_as_many_where_there_is_room_for_all() -> None:
    """Two thirds more room than needs: a lucky week of few customers fills it, a queue empties it again."""
    for size in (250, 5000):
        assert queue(size, 100, 0.08 * 5 / 3).run().record.series["unserved"][:, 1].sum() <= 0.0002 * size * 100


@pytest.mark.parametrize("rate", [0.03, 0.08, 0.13, 0.14, 0.3])
@pytest.mark.luck(FOUR)
def test_needs_above_the_usual_ones_are_staffed_for(rate: float) -> None:
    """No cliff: with a quarter more room than needs hardly anybody gives up, however many needs there are."""
    gave_up = queue(5000, 20, 0.08 * 1.25, inbound_rate=rate).run().record.series["unserved"][:, 1].sum()
    assert gave_up <= 0.001 * 5000 * 20 * rate


def test_the_recent_frequency_averages_over_a_quarter_and_is_forgotten() -> None:
    some = market(world(["contact"], people=Alike(10), weeks=200, as_is=Strategy("mail", {"cadence": 1.0})))
    recent = watched(some, lambda m: m.population["recent_contact"][0, EMAIL])
    assert np.allclose(1.0 - recent, (12.0 / 13.0) ** np.arange(1, 201))


def test_nobody_is_in_touch_who_is_with_nobody() -> None:
    here = world(["contact"], people=Alike(100, firm=0), weeks=3, as_is=Strategy("mail", {"cadence": 1.0}))
    assert not market(here).run().population["contacts"].any()
