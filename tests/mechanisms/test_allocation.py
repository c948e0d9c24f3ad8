"""Allocation: who comes first, at an unchanged total."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.market.centre import Centre
from simulation.mechanisms.allocation import rank
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.luck import of_share
from tests.worlds import AS_IS, RELATIONSHIP, errors_off, market, ran, world

N = 4000
RICH = Centre(quarterly_envelope=(10.0 * N,))
ON = ["allocation", "gifts", "encounters", "contact", "needs", "quality"]
MEANS = {
    "allocate_by_value": lambda v: v["buy_rate"] / v["spend_rate"],
    "allocate_by_need": lambda v: np.abs(v["need"] - v["known_need"]),
    "allocate_by_trust": lambda v: v["trust"][:, 1],
}


def given(weeks: int = 1, **levers: Any) -> Market:
    here = world(ON, size=N, weeks=weeks, as_is=Strategy("allocates", levers), allocation={"overhead": 0.001})
    some = market(here, centre=RICH)
    some.population["trust"][:, 1] = some.draws.of("some trust", 0, some.population["luck"])
    return some.run()


def test_ranks_have_mean_1_and_ties_share_theirs() -> None:
    assert rank(np.array([5.0, -1.0, 70.0, 6.0])) == pytest.approx([0.75, 0.25, 1.75, 1.25])
    assert rank(np.array([2.0, 2.0, 9.0])) == pytest.approx([2 / 3, 2 / 3, 5 / 3])
    assert (rank(np.ones(7)) == 1.0).all()


@pytest.mark.parametrize("lever", MEANS)
def test_who_ranks_high_comes_first_the_more_so_the_further_the_lever_is_pulled(lever: str) -> None:
    slopes = []
    for value in (0.25, 0.5, 1.0):
        values = given(1, **{lever: value}).population.values
        assert values["priority"].mean() == pytest.approx(1.0)
        place = rank(MEANS[lever](values))
        assert values["priority"] == pytest.approx(1.0 - value + value * place)
        slopes.append(np.polyfit(place, values["priority"], 1)[0])
    assert slopes == pytest.approx([0.25, 0.5, 1.0])


def test_rules_multiply_and_the_mean_stays_1() -> None:
    values = given(allocate_by_value=1.0, allocate_by_need=0.5, allocate_by_trust=1.0).population
    assert values["priority"].mean() == pytest.approx(1.0)
    assert 2.0 < values["priority"].max() <= 8.0


@pytest.mark.luck(4 * of_share(0.13, N) + 1e-4)
def test_gifts_and_invitations_go_where_the_priority_is_and_their_number_stays_within_4_standard_errors() -> None:
    levers: dict[str, Any] = {"gift_rate": 0.3, "gift_size": 0.1, "cadence": 1.0, "encounter_share": 0.3}
    even, chosen = given(1, **levers), given(1, **levers, allocate_by_value=1.0)
    first = chosen.population["priority"] > 1.0
    for name, expected in (("gift", 0.3), ("encounter", 0.3 * 0.45)):
        assert errors_off(chosen.population[name] > 0, expected) < 4
        assert errors_off(even.population[name] > 0, expected) < 4
        assert (chosen.population[name][first] > 0).mean() > 2 * (chosen.population[name][~first] > 0).mean()
        assert (even.population[name][first] > 0).mean() == pytest.approx(expected, abs=0.04)


def test_its_overhead_is_paid_by_those_who_use_it() -> None:
    booked = [
        some.ledger.weekly[0, 1, some.ledger.purposes.index("allocation")] / some.ledger.scale
        for some in (given(), given(allocate_by_need=0.1))
    ]
    assert booked == pytest.approx([0.0, 0.001 * (given().population["provider"] == 1).sum()])


def test_a_rule_that_is_given_up_leaves_no_trace() -> None:
    some = given(weeks=2, allocate_by_value=1.0)
    rule = some.world.mechanism("allocation")
    assert (some.population["priority"] != 1.0).any()
    idle = {name: 0.0 * values for name, values in some.levers.items()}
    now = some.now.__class__(**{**vars(some.now), "levers": idle})
    rule.settle(some.purses[1], some.rows(rule), some._firm_windows["allocation"], now)
    assert (some.population["priority"] == 1.0).all()


def test_a_rule_alone_changes_nothing_but_its_price() -> None:
    """Without anything that is dear to be given, only its overhead shows: in quality and what follows from it."""
    rule = Strategy("rule", {**AS_IS.levers, "allocate_by_value": 1.0})
    here = world(size=300, weeks=12, allocation={"overhead": 0.0})
    centre = Centre(weekly_revenue=1.8, quarterly_envelope=(0.04 * 300,))
    one, other = ran(here, AS_IS, centre=centre), ran(here, rule, centre=centre)
    assert {n for n in one.population.values if not np.array_equal(one.population[n], other.population[n])} == {
        "priority"
    }


def test_switching_it_off_is_treating_all_alike() -> None:
    centre = Centre(weekly_revenue=1.8, quarterly_envelope=(0.04 * 300,))
    here = world(size=300, weeks=12)
    rule = Strategy("rule", {**RELATIONSHIP.levers, "allocate_by_trust": 1.0})
    off, even = ran(here.switched("allocation", False), rule, centre=centre), ran(here, RELATIONSHIP, centre=centre)
    assert all(np.array_equal(off.record.series[n], even.record.series[n], True) for n in off.record.series)
