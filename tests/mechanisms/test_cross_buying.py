"""Cross-buying: offers from another category, who takes them up, and what it is worth."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.market.centre import Centre
from simulation.mechanisms.cross_buying import taken_up
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.luck import of_share
from tests.worlds import MONOPOLY, RELATIONSHIP, Alike, errors_off, market, ran, world

N = 20_000
RICH = Centre(quarterly_envelope=(10.0 * N,))


def offered(
    share: float, stage: float = 4.0, weeks: int = 1, cadence: float = 1.0, centre: Centre = RICH, **laws: Any
) -> Market:
    """Everybody has a contact with this chance, is at this stage and has needs that are met."""
    levers = {"cadence": cadence, "cross_selling": share}
    here = world(
        ["contact", "cross_buying", "purchase", "spend", "quality"], people=Alike(N, buys=0.2), weeks=weeks,
        terms=MONOPOLY, as_is=Strategy("sells", levers), contact={"inbound_rate": 0.0}, **laws,
    )  # fmt: skip
    some = market(here, centre=centre)
    some.population["stage"][:] = stage
    return some.run()


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
@pytest.mark.luck(of_share(0.4, N) + of_share(0.02, N))
def test_a_share_of_contacts_comes_with_an_offer_and_the_closest_take_up_a_twentieth(share: float) -> None:
    values = offered(share).population
    assert errors_off(values["offer"], share) < 4
    assert errors_off(values["breadth"] - 1.0, 0.05 * share) < 4


def test_it_needs_closeness_and_fit() -> None:
    stage = np.arange(5.0)
    assert taken_up(0.1, np.ones(5), stage) == pytest.approx(0.02 * (1.0 + stage))
    assert taken_up(0.1, np.array([0.0, 0.5]), np.full(2, 4.0)) == pytest.approx([0.0, 0.05])
    assert taken_up(5.0, np.ones(1), np.zeros(1)) == 1.0
    breadth = [offered(1.0, stage=stage, weeks=10).population["breadth"].mean() for stage in (0.0, 2.0, 4.0)]
    assert breadth[0] < breadth[1] < breadth[2]


def test_there_are_four_categories_and_who_has_them_all_is_offered_nothing() -> None:
    some = offered(1.0, weeks=6, cross_buying={"appeal": 1.0})
    assert (some.population["breadth"] == 4.0).all()
    assert some.record.series["cross_offers"][:, 1].tolist() == [N, N, N, 0, 0, 0]


def test_each_further_category_makes_a_purchase_larger_by_its_share() -> None:
    some = market(world(["purchase", "spend"], people=Alike(500, buys=1.0), weeks=1))
    other = market(world(["purchase", "spend"], people=Alike(500, buys=1.0), weeks=1))
    other.population["breadth"][:] = 3.0
    some.step()
    other.step()
    assert other.population["spend"] == pytest.approx(1.16 * some.population["spend"])
    assert other.population["margin"] == pytest.approx(1.16 * some.population["margin"])


def test_who_is_not_in_touch_is_offered_nothing() -> None:
    values = offered(1.0, cadence=0.5).population
    assert values["offer"].any()
    assert not values["offer"][values["contacts"] == 0].any()


def test_its_cost_is_booked_to_the_minor_unit_and_when_money_runs_out_offers_do() -> None:
    some = offered(0.5)
    booked = some.ledger.weekly[0, 1, some.ledger.purposes.index("cross_selling")] / some.ledger.scale
    assert booked == pytest.approx(0.011 * some.population["offer"].sum() + 0.001 * N, rel=1e-9)
    poor = offered(1.0, centre=Centre(quarterly_envelope=(50.0,)))
    assert poor.population["offer"].sum() == int((50.0 - 0.001 * N) / 0.011)


@pytest.mark.parametrize(
    ("parameter", "low", "high", "rises"), [("appeal", 0.02, 0.10, True), ("cost", 0.003, 0.033, False)]
)
def test_raising_a_parameter_moves_breadth(parameter: str, low: float, high: float, rises: bool) -> None:
    """When there is not money for everybody, cheap offers reach more of them."""
    centre = Centre(quarterly_envelope=(100.0,))
    little, much = (
        offered(1.0, weeks=5, centre=centre, cross_buying={parameter: value}).population["breadth"].mean()
        for value in (low, high)
    )
    assert (much > little) if rises else (much < little)


def test_raising_the_overhead_leaves_less_for_quality_and_a_larger_gain_sells_more() -> None:
    quality = [
        offered(0.1, cross_buying={"overhead": value}, centre=Centre(quarterly_envelope=(0.03 * N,)))
        .record.series["quality"][0, 1]
        for value in (0.0, 0.003)
    ]  # fmt: skip
    assert quality[1] < quality[0]
    revenue = [offered(1.0, weeks=8, spend={"breadth_gain": v}).record.series["revenue"].sum() for v in (0.0, 0.2)]
    assert revenue[1] > revenue[0]


def test_pulling_the_lever_widens_what_is_bought() -> None:
    little, much = (offered(share, weeks=5).record.series["breadth"][-1, 1] for share in (0.1, 0.8))
    assert much > little


def test_switched_off_it_is_not_there() -> None:
    centre = Centre(weekly_revenue=1.8, quarterly_envelope=(0.04 * 300,))
    here = world(size=300, weeks=20)
    sells = Strategy("sells", {**RELATIONSHIP.levers, "cross_selling": 0.5})
    off = ran(here.switched("cross_buying", False), sells, centre=centre)
    without = ran(here, RELATIONSHIP, centre=centre)
    moved = {n for n in off.record.series if not np.array_equal(off.record.series[n], without.record.series[n], True)}
    assert moved <= {"breadth"}, "a mechanism that is off puts nothing on record"
    assert (without.population["breadth"] == 1.0).all()
