"""What customers give, what it costs them, and what it does to those who gave."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.compiled.law import act
from simulation.market.centre import Centre
from simulation.strategy import Strategy
from tests.worlds import UNCOSTED, Alike, market, world

LEVERS = {"answers": "hosting", "co_creation": "co_creation", "self_service": "self_service"}
"""Mechanisms in which customers contribute, and the lever that makes each of them act."""


def gave(effort_factor: float = 1.0, **columns: float) -> tuple[float, float]:
    """Contribution and effort of a customer who did this much this week, next to one who did nothing."""
    here = world(
        ["contribution", "reviews", *LEVERS], people=Alike(5),
        as_is=Strategy("all", dict.fromkeys(LEVERS.values(), 0.5)), contribution={"effort_factor": effort_factor},
    )  # fmt: skip
    some = market(here)
    for name, value in columns.items():
        some.population[name][0] = value
    mechanism = some.world.mechanism("contribution")
    some.open_week()
    act(mechanism, "apply", some.rows(mechanism), some.now, 0, len(some.population))
    values = some.population
    assert not values["contribution"][1:].any()
    assert not values["effort"][1:].any()
    return float(values["contribution"][0]), float(values["effort"][0])


@pytest.mark.parametrize(
    ("kind", "worth"),
    [("encounter", 0.027), ("answers", 0.054), ("idea", 0.109), ("review", 0.027), ("self_served", 0.014)],
)
def test_each_kind_of_contribution_has_one_worth(kind: str, worth: float) -> None:
    praised = {"praises": 1.0} if kind == "review" else {}
    assert gave(**{kind: 1.0, **praised}) == (worth, worth)


def test_a_review_that_warns_others_is_nothing_given_to_the_firm() -> None:
    assert gave(review=1.0, complains=1.0) == (0.0, 0.0)


def test_a_review_is_given_to_the_firm_that_it_praises() -> None:
    """Who praised firm 2 and is with firm 1 now has given nothing to firm 1."""
    assert gave(review=1.0, praises=2.0) == (0.0, 0.0)


def test_kinds_add_up_and_effort_is_in_proportion() -> None:
    assert gave(2.0, encounter=1.0, answers=2.0) == (pytest.approx(0.135), pytest.approx(0.27))


def test_in_a_market_without_such_touchpoints_nobody_contributes_there_and_nothing_breaks() -> None:
    """The pooled touchpoints know no community, no workshop and no self-service."""
    here = world(
        ["contact", "contribution", *LEVERS], people=Alike(200), weeks=3,
        as_is=Strategy("all", dict.fromkeys(LEVERS.values(), 1.0)), contact={"inbound_rate": 0.5},
    )  # fmt: skip
    assert not market(here).run().record.series["contributions"].any()


def test_without_it_nothing_is_given_and_only_what_builds_on_it_changes() -> None:
    """Balance and investment see contributions; nothing else does, as long as commitment is off."""
    only = ["contact", "encounters", "contribution", "reciprocity", "investment", "satisfaction"]
    levers = Strategy("meets", {"cadence": 1.0, "encounter_share": 1.0})
    on, off = (
        market(world(only, without=without, people=Alike(200), weeks=5, as_is=levers, encounters=UNCOSTED)).run()
        for without in ((), ("contribution",))
    )
    moved = {"contribution", "effort", "reciprocity_balance", "investment"}
    for name, values in off.population.values.items():
        assert np.array_equal(values, on.population[name]) is (name not in moved), name
    assert not off.population["contribution"].any()


# --- Commitment by contributing, told from selection -------------------------------------------------------------


def gap(investment: bool) -> float:
    """Mean commitment of those who ever answered less that of those who never did, after two years."""
    levers = {"hosting": 1.0, "cadence": 0.3, "encounter_share": 0.3, "sincerity": 0.8}
    some = market(
        world(
            without=() if investment else ("investment",), size=1500, weeks=104, as_is=Strategy("hosts", levers),
            contribution={"answer": 0.109}, answers={"give": 0.04},
        ),
        centre=Centre((0.9,), (0.9,), commitment=1.0, weekly_revenue=1.8, quarterly_envelope=(0.1 * 600,)),
    )  # fmt: skip
    gave = np.zeros(len(some.population), dtype=np.bool_)
    while some.week < some.world.weeks:
        some.step()
        gave = (gave | (some.population["answers"] > 0)) & (some.population["tenure"] > 0)
    mine = some.population["provider"] == 1
    commitment = some.population["commitment"]
    return float(commitment[mine & gave].mean() - commitment[mine & ~gave].mean())


def test_contributing_raises_the_contributors_own_commitment_beyond_selection() -> None:
    """Who is close and grateful gives more: that gap is there with investment off, and larger with it on.

    The same people with the same luck; switching investment off leaves selection alone and takes the cause away.
    """
    selection, total = gap(investment=False), gap(investment=True)
    assert total > selection + 0.01
