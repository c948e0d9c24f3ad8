"""A number that each order has anew is no customer, of however many rows an order is and however often people buy."""

from __future__ import annotations

import random

import pytest

from tests.inputs.logs import intake_of, log, refused


def bought(people: int, orders: int, lines: int, seed: int = 0) -> list[tuple[str, int, str, str]]:
    """Order, person, day and amount of each row."""
    luck = random.Random(seed)
    days = [f"2024-{m:02d}-{d:02d}" for m in range(1, 13) for d in range(1, 28)]
    found = [(person, day) for person in range(people) for day in luck.sample(days, orders)]
    return [(f"o{k:05d}", person, day, f"{luck.randrange(199, 90_000) / 100:.2f}")
            for k, (person, day) in enumerate(found) for _ in range(lines)]  # fmt: skip


@pytest.mark.parametrize("lines", [1, 2, 3])
@pytest.mark.parametrize(("people", "orders"), [(15, 4), (35, 2), (40, 3), (30, 8), (20, 15)])
@pytest.mark.parametrize("kind", ["P{:04d}", "u{}@example.org", "Anna N{}"])
def test_the_people_behind_orders_are_asked_about_or_noted(lines: int, people: int, orders: int, kind: str) -> None:
    rows = [f"{order},{kind.format(person)},{day},{paid}" for order, person, day, paid in bought(people, orders, lines)]
    content = log("customer_id,contact,date,amount", *rows)
    if orders < 6:
        assert "population.customer=contact" in refused(content)
    else:
        note = next(note for note in intake_of(content).notes if "apart, " in note)
        assert (
            f"'contact' tells {people} customers apart, 100\u00a0% of whom bought again, and not {people * orders}"
            in note
        )
    found = intake_of(content, customer="contact")
    assert (found.customers, found.repeat_share) == (people, 1.0)


@pytest.mark.parametrize("beside", ["rating", "status", "points", "store"])
def test_marks_and_states_are_nobody(beside: str) -> None:
    luck, rows = random.Random(2), []
    for order, _, day, paid in bought(60, 1, 1):
        value = {"rating": luck.randrange(1, 6), "status": luck.choice(["paid", "back"]), "store": luck.randrange(9),
                 "points": f"{float(paid) / 7:.1f}"}[beside]  # fmt: skip
        rows.append(f"{order},{day},{paid},{value}")
    notes = intake_of(log(f"customer_id,date,amount,{beside}", *rows)).notes
    assert not [note for note in notes if "apart, " in note]
