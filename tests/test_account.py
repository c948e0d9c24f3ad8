"""The account of a firm: what it holds, what it may borrow, and the level of quality that it keeps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.market.account import Account, Costs
from simulation.market.centre import Centre
from simulation.market.ledger import PUT_BY
from simulation.market.terms import Terms
from simulation.measures.measures import profit
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.worlds import EVERY_LEVER, LENT, POOLED, RELATIONSHIP, Alike, market, ran, world

YEAR = 52
NOTHING = Costs()


def kept(weeks: int, spending: list[int], usual: Costs = NOTHING) -> Account:
    """An account after weeks in which 100 customers cost so much besides quality and 1,000 were given each week."""
    account = Account(Terms(), weeks, usual)
    for week, spent in enumerate(spending):
        account.open(week, 100)
        held = account.balance + 1000 - spent
        quality = int(account.for_quality(week, held, spent, 1000, 100.0))
        account.present = account.present.with_week(spent, 0, 100.0)
        account.balance = held - quality
    return account


def test_a_steady_firm_spends_what_is_left_of_each_week_on_quality() -> None:
    account = kept(104, [600] * 80)
    assert account.level == pytest.approx(4.0)
    assert account.balance == 0


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=13), st.integers(0, 2**32))
def test_within_a_period_quality_does_not_follow_the_luck_of_a_week(luck: list[int], seed: int) -> None:
    """From the second period on, whatever the weeks of the period bring."""
    before = [int(x) for x in np.random.default_rng(seed).integers(0, 1000, 13)]
    planned = kept(104, [*before, 500]).level
    assert kept(104, [*before, 500, *luck[:-1]]).level == planned


def test_what_was_overspent_is_paid_back_over_a_year_and_costs_are_those_of_the_year_before() -> None:
    account = kept(520, [700] * YEAR)
    account.balance = -520
    account.open(YEAR, 100)
    held = account.balance + 1000 - 700
    assert account.for_quality(YEAR, held, 700, 1000, 100.0) == pytest.approx(300.0 - 521 / YEAR)


def test_a_firm_begins_with_what_it_knows_of_the_quarter_before() -> None:
    usual = Costs(13 * 600, 0, 13 * 100.0)
    assert kept(104, [600], usual).level == pytest.approx(4.0)
    lucky = kept(104, [200], usual).level
    assert 4.0 < lucky < 5.0, "one week of fourteen is different"


def test_a_firm_believes_its_own_weeks_the_sooner_the_fewer_it_counts_of_the_status_quo() -> None:
    """Its gifts cost more than all that it paid for a customer before: it sees so at once, or buys quality at first."""
    strategy = Strategy("gifts", {"gift_rate": 0.5, "gift_size": 0.1})
    levels = []
    for weeks in (13.0, 4.0, 1.0):
        terms = replace(LENT, touchpoints=POOLED, usual_weeks=weeks)
        here = world(["contact", "gifts", "quality"], people=Alike(1000), weeks=26, terms=terms, as_is=strategy)
        usual = Centre(quarterly_envelope=(100.0,), usual_costs=(0.03, 0.0))
        levels.append(market(here, centre=usual).run().record.series["quality"][0, 1])
    assert levels[0] > levels[1] > levels[2]


def test_a_firm_plans_in_the_last_period_as_in_every_other_one() -> None:
    """The level of a week does not depend on how many are left, nor does what it may borrow."""
    costs = [600] * 13 + [700] * 13
    ends, goes_on = kept(26, costs), kept(520, costs)
    assert ends.level == goes_on.level
    assert ends.balance == goes_on.balance < 0, "costs rose in the second period, and quality was decided before"
    assert ends.credit(1000) == 6500


@pytest.mark.parametrize("strategy", [RELATIONSHIP, EVERY_LEVER], ids=lambda strategy: strategy.name)
@pytest.mark.parametrize("last", [0.0, 0.01, 0.3])
def test_the_books_close_where_the_envelope_falls(strategy: Strategy, last: float) -> None:
    """As where a firm's customers drop out: by quarter, to nearly or just nothing."""
    terms = Terms(discount_rate=0.9, planning_weeks=52.0, overdraft=1.0)
    here = world(None, size=300, weeks=70, as_is=strategy, terms=terms)
    some = ran(here, centre=Centre(quarterly_envelope=(30.0, 20.0, 5.0, 1.0, last)))
    assert (some.ledger.held()[-1] == 0).all()


def test_interest_is_that_of_the_discount_rate() -> None:
    account = Account(Terms(discount_rate=0.10), 520, balance=10**12)
    earned = sum(account.open(week, 100) for week in range(YEAR))
    assert account.balance == 10**12 + earned == pytest.approx(1.10 * 10**12, rel=1e-9)
    assert Account(Terms(), 52, balance=-(10**9)).open(0, 1) == -Account(Terms(), 52, balance=10**9).open(0, 1)


@pytest.mark.parametrize("strategy", [RELATIONSHIP, EVERY_LEVER], ids=lambda strategy: strategy.name)
def test_the_present_value_of_what_is_spent_is_that_of_what_is_given(strategy: Strategy) -> None:
    """And of what is put by; also where every lever is pulled and money is short; all firms, with half a minor unit of
    rounding a week."""
    some: Market = ran(world(None, size=300, weeks=40, as_is=strategy), centre=Centre(quarterly_envelope=(20.0,)))
    ledger, rate = some.ledger, some.world.terms.discount_rate
    ledger.verify()
    discount = np.power(1.0 + rate, -np.arange(40) / YEAR)
    assert (ledger.held()[-1] == 0).all()
    gap = ((ledger.spent() - ledger.envelope) * discount[:, None]).sum(axis=0)
    assert np.abs(gap).max() <= 20.0


def test_quality_is_as_steady_among_few_as_among_many() -> None:
    """Its standard deviation over the weeks of the last period but one is 0: the firm has decided, luck has no say."""
    for size in (50, 5000):
        here = world(["contact", "quality"], people=Alike(size), weeks=39, terms=replace(LENT, touchpoints=POOLED))
        quality = market(here, centre=Centre(quarterly_envelope=(0.1 * size,))).run().record.series["quality"]
        assert quality[13:26, 1].std() < 1e-12
        assert quality[13:26, 1].mean() > 0.5


@pytest.mark.parametrize("envelope", [20.0, 60.0])
def test_what_the_account_holds_at_the_end_is_profit_and_what_it_lacks_is_a_cost(envelope: float) -> None:
    """Unit for unit: with the same margins and spending, profit is what was earned less what was really spent."""
    here = world(None, size=300, weeks=40, as_is=RELATIONSHIP)
    some: Market = ran(here, centre=Centre(quarterly_envelope=(envelope,)))
    ledger, purposes = some.ledger, some.ledger.purposes
    kept = ledger.weekly[-1, 1, purposes.index(PUT_BY)]
    spent = ledger.weekly[:, 1, 1:-1].sum(axis=1) - ledger.weekly[:, 1, purposes.index(PUT_BY)]
    assert kept == ledger.held()[-2, 1] + ledger.envelope[-1, 1] + ledger.interest[-1, 1] - spent[-1] != 0
    earned = ledger.weekly[:, 1, 0] - spent - ledger.owed()[:, 1]
    discount = np.power(1.0 + some.world.terms.discount_rate, -np.arange(40) / YEAR)
    initial = some.firms["initial_customers"][1]
    assert profit(some) == pytest.approx(float((earned * discount).sum()) / ledger.scale / initial)


def test_a_longer_run_begins_as_a_shorter_one_does() -> None:
    """No law and no plan knows when the run ends: all series, and the books up to the last week."""
    centre = Centre(quarterly_envelope=(20.0,))
    short, long = (ran(world(None, size=200, weeks=weeks, as_is=EVERY_LEVER), centre=centre) for weeks in (30, 45))
    for name, series in short.record.series.items():
        assert np.array_equal(series, long.record.series[name][:30], equal_nan=True), name
    assert np.array_equal(short.ledger.weekly[:-1], long.ledger.weekly[:29])
