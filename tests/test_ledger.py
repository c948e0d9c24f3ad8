"""The books: whole minor units that add up in any order."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.market.ledger import MARGIN, OWED, PUT_BY, UNSPENT, Ledger


def books() -> Ledger:
    return Ledger(("service", "quality"), weeks=3, firms=2, size=5, scale=100.0)


def test_what_is_booked_for_people_is_in_the_total_too() -> None:
    ledger = books()
    ledger.book_people(1, 1, "service", np.array([4, 0]), np.array([30, 12]))
    ledger.book_people(1, 2, "service", np.array([2]), np.array([7]))
    ledger.book(1, 1, "quality", 8)
    ledger.book_people(1, 1, MARGIN, np.array([0]), np.array([99]))
    assert ledger.purposes == (MARGIN, PUT_BY, "service", "quality", UNSPENT, OWED)
    assert ledger.weekly[1].tolist() == [[0] * 6, [99, 0, 42, 8, 0, 0], [0, 0, 7, 0, 0, 0]]
    assert ledger.person[2].tolist() == [12, 0, 0, 0, 30], "customers of the rival have no account"
    assert ledger.spent()[1].tolist() == [0, 50, 7]


def test_income_is_not_spending() -> None:
    ledger = books()
    ledger.book_people(0, 1, MARGIN, np.array([0]), np.array([99]))
    assert not ledger.spent().any()
    ledger.verify()


@pytest.mark.parametrize(
    ("spent", "message"), [(49, r"firm 1 ends with \+1 minor units"), (51, "firm 1 ends with -1 minor units")]
)
def test_a_unit_too_little_or_too_much_is_seen(spent: int, message: str) -> None:
    ledger = books()
    ledger.envelope[2, 1] = 50
    ledger.book(2, 1, "quality", spent)
    with pytest.raises(AssertionError, match=message):
        ledger.verify()


def test_negative_amounts_and_accounts_beyond_the_total_are_seen() -> None:
    ledger = books()
    ledger.book(0, 1, "quality", 5)
    ledger.book(0, 1, "service", -5)
    with pytest.raises(AssertionError, match="negative"):
        ledger.verify()
    ledger = books()
    ledger.book(2, 1, PUT_BY, -5)
    ledger.book(2, 1, "quality", 5)
    ledger.verify()
    ledger.book(1, 1, PUT_BY, -5)
    ledger.book(1, 1, "quality", 5)
    with pytest.raises(AssertionError, match="negative"):
        ledger.verify()
    ledger = books()
    ledger.person[0, 0] = 1
    with pytest.raises(AssertionError, match="accounts exceed"):
        ledger.verify()
