"""What firms are given: the envelope of the status quo, or the same share of what each of them earned itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulation.alignment.centring import centre_world_quickly
from simulation.market.centre import Centre
from simulation.market.envelopes import own_shares
from simulation.market.terms import SHARE, Terms
from simulation.measures.outcome import outcome
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.bits import differences
from tests.worlds import AS_IS, EVERY_LEVER, RELATIONSHIP, ran, world

YEAR = 52
TERMS = Terms(equal=SHARE, budget_share=0.1)
USUAL = np.full((130, 2), 1000, dtype=np.int64)
"""The status quo's: a tenth of a steady revenue of 10,000 a week."""
NEGLECT = Strategy("nothing but quality", {})
PLENTY = Centre(quarterly_envelope=(20.0,))


def given_to(earned: list[float], terms: Terms = TERMS) -> list[int]:
    """The envelopes of a firm that earned so much each week."""
    revenue = np.zeros(USUAL.shape)
    revenue[: len(earned), 1] = earned
    return [int(x) for x in own_shares(USUAL, revenue, terms)[:, 1]]


def test_who_doubles_revenue_has_twice_the_envelope_in_the_second_year_and_not_before() -> None:
    steady, doubled = given_to([10_000.0] * 130), given_to([20_000.0] * 130)
    assert steady == [1000] * 130
    assert doubled[:YEAR] == [1000] * YEAR
    assert doubled[YEAR:] == [2000] * (130 - YEAR)


def test_the_plan_of_a_quarter_knows_the_52_weeks_before_it_and_stays() -> None:
    """Revenue doubles in week 52: a quarter of the year before the next quarter's plan, then half of it, and so on."""
    given = given_to([10_000.0] * YEAR + [20_000.0] * 78)
    assert [given[week] for week in (51, 52, 64, 65, 77, 78, 91, 104, 129)] == [
        1000, 1000, 1000, 1250, 1250, 1500, 1750, 2000, 2000,
    ]  # fmt: skip
    monthly = given_to([10_000.0] * YEAR + [20_000.0] * 78, replace(TERMS, planning_weeks=4.0))
    assert monthly[YEAR : YEAR + 9] == [1000] * 4 + [1077] * 4 + [1154]


def test_what_is_not_earned_yet_is_not_counted_on() -> None:
    """In week 60 the rest of the quarter is known, and of later quarters what the weeks so far are worth in them."""
    given = given_to([10_000.0] * 60)
    assert given[60:65] == [1000] * 5
    assert given[65] == round(1000 * 47 / YEAR)
    assert given[78] == round(1000 * 34 / YEAR)
    assert given[117] == 0


@pytest.mark.parametrize("period", [4.0, 13.0, 52.0])
@pytest.mark.parametrize("strategy", [RELATIONSHIP, EVERY_LEVER, NEGLECT], ids=lambda strategy: strategy.name)
def test_under_share_every_outflow_counts_once_against_the_firm_s_own_envelope(
    strategy: Strategy, period: float
) -> None:
    """All firms spent or kept the present value of what they were given; each has its own plan."""
    terms = Terms(equal=SHARE, planning_weeks=period, overdraft=1.0)
    some = ran(world(None, size=200, weeks=70, as_is=strategy, terms=terms), centre=PLENTY)
    ledger = some.ledger
    ledger.verify()
    assert (ledger.held()[-1] == 0).all()
    discount = np.power(1.0 + terms.discount_rate, -np.arange(70) / YEAR)
    gap = ((ledger.spent() - ledger.envelope) * discount[:, None]).sum(axis=0)
    assert np.abs(gap).max() <= 35.0
    earned = some.record.net_revenue(some.centre.weekly_revenue)[:YEAR] * some.scale
    own = terms.budget_share * earned.sum(axis=0) / YEAR
    assert ledger.envelope[YEAR, 1] == pytest.approx(own[1], abs=0.5)
    assert ledger.envelope[YEAR, 2] >= own[2] - 0.5, "a rival may add to it to match quality"
    assert ledger.envelope[YEAR, 1] != ledger.envelope[YEAR, 2]


def test_the_first_year_is_the_status_quo_s_whatever_is_equal() -> None:
    money, share = (
        ran(world(None, size=200, weeks=57, terms=Terms(equal=equal)), RELATIONSHIP, centre=PLENTY)
        for equal in ("money", "share")
    )
    assert np.array_equal(money.ledger.envelope[:YEAR], share.ledger.envelope[:YEAR])
    assert (money.ledger.envelope[YEAR:, 1:] != share.ledger.envelope[YEAR:, 1:]).all()
    short = [ran(world(None, size=100, weeks=YEAR, terms=Terms(equal=e)), centre=PLENTY) for e in ("money", "share")]
    assert differences(*short) == []


def test_identical_strategies_differ_by_nothing_under_share() -> None:
    here = world(None, size=200, weeks=60, terms=Terms(equal=SHARE))
    one, other = (
        outcome(Market(here, Strategy(name, dict(RELATIONSHIP.levers)), 5, PLENTY).run()) for name in ("one", "other")
    )
    assert one.measures == other.measures
    assert np.array_equal(one.ledger, other.ledger)


def test_the_centre_is_that_of_the_observed_status_quo_whatever_is_equal() -> None:
    here = world(None, size=150, weeks=60, as_is=AS_IS)
    assert centre_world_quickly(here) == centre_world_quickly(replace(here, terms=replace(here.terms, equal=SHARE)))
