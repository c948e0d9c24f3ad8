"""What a note says that another column would give is what it gives, also where purchases were given back."""

from __future__ import annotations

import random
import re

import pytest

from tests.inputs.logs import intake_of, log

_PEOPLE = re.compile(r"'(\w+)' tells ([\d,]+) customers? apart, (\d+)\u00a0% .* and not ([\d,]+), (\d+)\u00a0%")
_DAYS = re.compile(r"'(\w+)' \((\S+) to (\S+), ([\d,]+) purchases\)")


def drawn(seed: int) -> str:
    """Purchases of people with several numbers, and of orders shipped later, a third of which were given back."""
    luck, rows = random.Random(seed), []
    for _ in range(90):
        person, paid = luck.randrange(25), f"{luck.randrange(199, 9000) / 100:.2f}"
        number, month, day = f"k{person}{luck.choice('ab')}", luck.randrange(1, 11), luck.randrange(1, 28)
        rows.append(f"{number},m{person}@x.org,2024-{month:02d}-{day:02d},2024-{month:02d}-28,{paid}")
        if luck.random() < 0.33:
            back = luck.choice([paid, paid, "1.00"])
            rows.append(f"{number},m{person}@x.org,2024-{month + 2:02d}-{day:02d},2024-{month + 2:02d}-28,-{back}")
    return log("customer_id,contact,date,Shipped,amount", *rows)


@pytest.mark.parametrize("returns", ["net", "drop"])
@pytest.mark.parametrize("seed", range(12))
def test_notes_count_what_their_words_give(returns: str, seed: int) -> None:
    content = drawn(seed)
    found = intake_of(content, returns=returns)
    people, days = (next(filter(None, map(pattern.search, found.notes))) for pattern in (_PEOPLE, _DAYS))
    other = intake_of(content, returns=returns, customer=people[1])
    assert (int(people[2]), int(people[3])) == (other.customers, round(100 * other.repeat_share))
    assert (int(people[4]), int(people[5])) == (found.customers, round(100 * found.repeat_share))
    shipped = intake_of(content, returns=returns, date=days[1])
    assert (days[2], days[3], int(days[4])) == (shipped.first, shipped.last, shipped.purchases)


def test_a_person_who_kept_nothing_is_no_customer() -> None:
    rows = ["a,m1,2024-01-01,10.00", "b,m1,2024-01-02,20.00", "c,m2,2024-01-03,30.00", "c,m2,2024-02-03,-30.00",
            "a,m1,2024-03-01,5.00", "d,m3,2024-04-01,7.00", "d,m3,2024-04-05,8.00", "e,m3,2024-04-09,8.50",
            "e,m3,2024-05-05,-8.50"]  # fmt: skip
    notes = intake_of(log("customer_id,contact,date,amount", *rows), returns="net").notes
    assert any("'contact' tells 2 customers apart" in note and "and not 3" in note for note in notes)
