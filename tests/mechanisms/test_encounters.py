"""Encounters: who is invited, who takes part, what it costs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.market.centre import Centre
from simulation.mechanisms.encounters import participation
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.luck import of_share
from tests.worlds import FREE, MONOPOLY, UNCOSTED, Alike, errors_off, market, world

N = 20_000
RICH = Centre(quarterly_envelope=(10.0 * N,))


def invited(share: float, centre: Centre = RICH, listening: float = 0.0, **encounters: Any) -> Market:
    """Everybody has a contact this week."""
    levers = {"cadence": 1.0, "encounter_share": share, "listening": listening}
    return market(
        world(
            ["contact", "encounters", "progression", "quality"], people=Alike(N), weeks=1, terms=MONOPOLY,
            as_is=Strategy("invites", levers), encounters=encounters,
        ),
        centre=centre,
    ).run()  # fmt: skip


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
@pytest.mark.luck(of_share(0.135, N))
def test_a_share_of_contacts_comes_with_an_invitation_and_an_average_customer_accepts_0_45_of_them(
    share: float,
) -> None:
    """Within 4 standard errors: propensities are uniform on 0.5 to 1.5, their mean is 1."""
    assert errors_off(invited(share).population["encounter"], 0.45 * share) < 4


def test_gratitude_and_authenticity_make_people_take_part() -> None:
    one = np.ones(1)
    base = participation(0.45, one, 0 * one, 0.5 * one)[0]
    assert base == pytest.approx(0.45)
    assert participation(0.45, one, 0.5 * one, 0.5 * one)[0] == pytest.approx(1.5 * base)
    assert participation(0.45, one, 0 * one, 0.25 * one)[0] == pytest.approx(0.5 * base)
    assert participation(0.45, one, one, one)[0] == 0.95


def test_its_cost_is_booked_to_the_minor_unit() -> None:
    some = invited(1.0, listening=0.5)
    met = some.population["encounter"].sum()
    booked = some.ledger.weekly[0, 1, some.ledger.purposes.index("encounters")] / some.ledger.scale
    assert booked == pytest.approx(met * (0.163 + 0.054 / 2) + (N - met) * 0.027 + 0.003 * N, rel=1e-9)


def test_a_programme_that_is_not_used_costs_nothing() -> None:
    some = invited(0.0)
    assert some.ledger.weekly[0, 1, some.ledger.purposes.index("encounters")] == 0


def test_who_is_not_in_touch_is_not_invited() -> None:
    here = world(
        ["contact", "encounters"], people=Alike(500), weeks=1, as_is=Strategy("i", {"encounter_share": 1.0}),
        contact={"inbound_rate": 0.3}, encounters=UNCOSTED,
    )  # fmt: skip
    values = market(here).run().population
    assert FREE[0].initiative == "need"
    assert values["encounter"].any()
    assert not values["encounter"][values["contacts"] == 0].any()


def test_when_money_runs_out_encounters_do_and_the_books_are_exact() -> None:
    some = invited(1.0, centre=Centre(quarterly_envelope=(100.0 + 0.003 * N,)))
    assert 0 < some.population["encounter"].sum() <= 100 / 0.163
    assert (some.ledger.spent()[:, 1] == some.ledger.envelope[:, 1]).all()
