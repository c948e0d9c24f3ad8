"""One firm's money of one week."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.market.account import Account
from simulation.market.ledger import Ledger
from simulation.market.terms import Terms
from simulation.market.weekly_budget import Purse

SIZE = 8
CUSTOMERS = np.array([True, True, False, True, True, True, True, False])
LUCK = np.array([0.5, 0.1, 0.0, 0.9, 0.3, 0.3, 0.7, 0.2])


def purse(envelope: int = 1000, ids: np.ndarray | None = None) -> Purse:
    ledger = Ledger(("service", "quality"), weeks=1, firms=1, size=SIZE, scale=100.0)
    ledger.envelope[0, 1] = envelope
    everyone = np.arange(SIZE) if ids is None else ids
    account = Account(Terms(overdraft=0.0), weeks=1)
    return Purse(1, 0, envelope, CUSTOMERS, 6, 100.0, everyone, ledger, account)


def never() -> np.ndarray:
    raise AssertionError("no draw is needed when all can be served")


def test_everybody_is_served_when_there_is_money_and_no_draw_is_made() -> None:
    own = purse()
    assert np.array_equal(own.grant("service", CUSTOMERS, 0.5, never), CUSTOMERS)
    assert own.left == 1000 - 6 * 50


def test_those_who_come_first_are_served_and_ties_are_broken_by_id() -> None:
    own = purse(envelope=120)
    assert np.flatnonzero(own.grant("service", CUSTOMERS, 0.5, lambda: LUCK)).tolist() == [1, 4]
    reversed_ids = purse(envelope=120, ids=np.arange(SIZE)[::-1])
    assert np.flatnonzero(reversed_ids.grant("service", CUSTOMERS, 0.5, lambda: LUCK)).tolist() == [1, 5]


def test_nobody_is_served_on_credit() -> None:
    own = purse(envelope=120)
    granted = own.grant("service", CUSTOMERS, 0.5, lambda: LUCK)
    assert np.flatnonzero(granted).tolist() == [1, 4]
    assert own.left == 20
    own.close()
    assert own.ledger.weekly[0, 1].tolist() == [0, 20, 100, 0, 0, 0], "what is left is the owner's"
    own.ledger.verify()


@pytest.mark.parametrize(("fixed", "heads"), [(1.0, 60.0), (0.5, 33.0), (0.0, 6.0)])
def test_a_share_of_overheads_follows_the_customers_and_the_rest_stays_as_in_week_0(fixed: float, heads: float) -> None:
    """Six are left of sixty, and a programme costs half a unit of money for each head."""
    ledger, account = (
        Ledger(("portal",), weeks=1, firms=1, size=SIZE, scale=100.0),
        Account(Terms(overhead_fixed=fixed), 1),
    )
    own = Purse(1, 0, 10_000, CUSTOMERS, 60, 100.0, np.arange(SIZE), ledger, account)
    own.spend_overhead("portal", 0.5)
    assert ledger.weekly[0, 1, ledger.purposes.index("portal")] == 50 * heads


@given(st.integers(0, 5000), st.lists(st.floats(0, 5), min_size=SIZE, max_size=SIZE))
def test_whatever_is_wanted_the_envelope_is_spent_or_kept_exactly(envelope: int, costs: list[float]) -> None:
    own = purse(envelope)
    granted = own.grant("service", CUSTOMERS, np.array(costs), lambda: LUCK)
    assert not granted[~CUSTOMERS].any()
    assert own.left >= 0
    own.spend("quality", 1.7)
    own.spend_share("quality", 0.5)
    own.close()
    assert own.left == own.account.balance == 0
    assert (own.ledger.spent() == own.ledger.envelope).all()
    own.ledger.verify()


def test_what_the_firm_is_bound_to_pay_is_paid_first_and_what_it_cannot_pay_stays_owed() -> None:
    own = purse(envelope=120)
    own.incur("quality", np.array([4, 1, 6]), 0.5)
    own.incur("quality", np.array([0]), np.array([0.1]))
    own.incur("service", np.array([], dtype=np.intp), 0.5)
    assert own.left == 10
    assert own.ledger.person[3].tolist() == [10, 50, 0, 0, 50, 0, 0, 0], "in the order of ids"
    (debt,) = own.account.owed
    assert (debt[0], debt[1].tolist(), debt[2].tolist()) == ("quality", [6], [50])
    own.left = 60
    own.pay_debts()
    assert (own.left, own.account.owed) == (10, [])


def test_what_the_last_week_cannot_pay_is_a_cost_and_no_spending() -> None:
    own = purse(envelope=120)
    own.incur("quality", np.array([4, 1, 6]), 0.5)
    own.close()
    assert own.ledger.spent()[0, 1] == 120
    assert own.ledger.owed()[0, 1] == own.ledger.person[-1, 6] == 50
    own.ledger.verify()


def test_a_sum_is_spent_as_far_as_there_is_money() -> None:
    own = purse(envelope=150)
    assert own.spend("quality", 1.0) == pytest.approx(1.0)
    assert own.spend("quality", 1.0) == pytest.approx(0.5)
    assert own.spend("quality", 1.0) == 0.0
    assert purse(envelope=150).spend_share("quality", 0.4) == pytest.approx(0.6)


def test_only_what_its_own_customers_pay_is_earned() -> None:
    own = purse()
    own.earn(np.full(SIZE, 3.0))
    assert own.ledger.person[0].tolist() == np.where(CUSTOMERS, 300, 0).tolist()
    assert own.left == 1000, "income does not raise the envelope"
