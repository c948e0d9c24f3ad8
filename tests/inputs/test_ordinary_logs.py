"""Ordinary logs are read and asked nothing, whatever stands beside the columns of the log."""

from __future__ import annotations

import random

import pytest

from tests.inputs.logs import intake_of, log

SHAPES = {
    "amounts": ["amount", "Total", "Betrag", "Revenue"],
    "orders": ["Order Total", "amount", "Umsatz"],
    "lines": ["Line Total", "amount", "Total"],
    "pieces": ["Unit Price", "Price", "Preis"],
    "one price": ["Price", "price", "amount"],
}
BESIDE = {
    "Store": (1, 40), "Age": (18, 80), "Rating": (1, 5), "Postcode": (10000, 99999), "Loyalty Points": (0, 900),
    "Status": ["paid", "open"], "Country": ["DE", "FR", "NL"], "Payment": ["card", "cash", "invoice"], "VAT": ["0.19"],
    "Category": ["food", "toys", "books"], "Channel": ["web", "shop"], "New Customer": (0, 1), "Cashier": (1, 4),
    "Discount": ["0.00"], "Age Group": (1, 6), "Campaign": (1, 9), "City": ["Ulm", "Bonn", "Kiel", "Jena"],
}  # fmt: skip


def drawn(seed: int) -> tuple[str, int, int]:
    """A log of the usual columns with some others beside them; its customers, and its sum in cents."""
    luck = random.Random(seed)
    shape, people = luck.choice(list(SHAPES)), luck.choice([12, 40, 90])
    beside, name = luck.sample(list(BESIDE), luck.randrange(0, 6)), luck.choice(SHAPES[shape])
    of_people = [{one: luck.choice(BESIDE[one]) if isinstance(BESIDE[one], list) else str(luck.randint(*BESIDE[one]))
                  for one in BESIDE} for _ in range(people)]  # type: ignore[arg-type]  # fmt: skip
    items = [luck.randrange(199, 9000) for _ in range(luck.choice([20, 60]))]
    once, clock = luck.random() < 0.3, luck.random() < 0.3
    rows, cents, bought = list[list[str]](), 0, set[int]()
    for number in range(people if once else 150):
        person = number if once else luck.randrange(people)
        bought.add(person)
        day = f"2024-{1 + number * 12 // 150:02d}-{luck.randrange(1, 28):02d}"
        day += f" {luck.randrange(8, 20):02d}:{luck.randrange(60):02d}" if clock else ""
        for item in luck.sample(range(len(items)), luck.choice([1, 2, 3, 5]) if shape in ("lines", "pieces") else 1):
            count = luck.choice([1, 1, 1, 2, 3, 6]) if shape in ("lines", "pieces") else 1
            paid = (
                999
                if shape == "one price"
                else luck.randrange(199, 90_000)
                if shape == "orders"
                else items[item] * count
            )
            cents += paid
            own = {one: of_people[person][one] if one in ("Age", "Postcode", "Age Group", "City", "Country") else
                   luck.choice(BESIDE[one]) if isinstance(BESIDE[one], list) else str(luck.randint(*BESIDE[one]))
                   for one in beside}  # type: ignore[arg-type]  # fmt: skip
            money = [str(count), f"{items[item] / 100:.2f}"] if shape == "pieces" else [f"{paid / 100:.2f}"]
            rows.append([f"c{person:03d}", f"O{number}", day, f"sku{item}", *own.values(), *money])
    header = ["customer_id", "Order ID", "Date", "Product", *beside, *(["Quantity"] if shape == "pieces" else []), name]
    return log(",".join(header), *(",".join(row) for row in rows)), len(bought), cents


@pytest.mark.parametrize("seed", range(80))
def test_ordinary_logs_are_asked_nothing(seed: int) -> None:
    content, customers, cents = drawn(seed)
    found = intake_of(content)
    assert found.sum_kept is not None
    assert (found.customers, int(found.sum_kept * 100)) == (customers, cents)


ODD = (
    "a word for", "begin with", "one row each", "several customers", "begin anew", "fractions of a day",
    "two rows hold", "given back or cancelled", "names another customer", "far more than any other",
    "hours and minutes", "is typed",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(80))
def test_ordinary_logs_have_nothing_odd_noted(seed: int) -> None:
    notes = intake_of(drawn(seed)[0]).notes
    assert not [note for note in notes if any(words in note for words in ODD)]
