"""Whatever a drawn log means, its number is right, or the reading that is meant is asked about, or noted with words."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import Any

import pytest

from experiments.inputs.transactions.intake import LogIntake
from simulation.mistake import Mistake
from tests.inputs.logs import WORD, chosen, intake_of, log

PIECES = ["Quantity", "Pax", "Colli", "Adet", "Miktar", "数量", "Кол-во", "x1"]
ORDERS = ["Order ID", "Bon", "Pedido", "伝票", None]
NAMES = {
    "line": ["Total", "amount", "Betrag"], "one piece": ["Price", "Unit Price", "Amount"],
    "all pieces": ["Price", "Amount", "Total"], "order": ["Order Total", "amount"],
}  # fmt: skip


@dataclass(frozen=True)
class Meant:
    """What a drawn log means: customers, their days with a purchase, and the sum in cents."""

    customers: int
    purchases: int
    cents: int

    def is_met(self, found: LogIntake) -> bool:
        """Whether a log was read so."""
        assert found.sum_kept is not None
        return (found.customers, found.purchases, int(found.sum_kept * 100)) == (
            self.customers, self.purchases, self.cents)  # fmt: skip


def drawn(seed: int) -> tuple[str, Meant]:
    """A log of some months in one of many forms, each ordinary at some shop; and what it means."""
    luck = random.Random(seed)
    people, money = luck.choice([15, 40]), luck.choice(list(NAMES))
    pieces, order, name = luck.choice(PIECES), luck.choice(ORDERS), luck.choice(NAMES[money])
    whose, clock = luck.choice(["person", "person", "person", "order", "cashier"]), luck.random() < 0.3
    items, off = [luck.randrange(200, 9000) for _ in range(luck.choice([1, 8, 200]))], luck.choice([0, 0.1, 0.4])
    counts, most = luck.choice([[6, 12, 24, 48], [1, 1, 2, 3]]), luck.choice([1, 3])
    counted, back = money in ("one piece", "all pieces"), luck.random() < 0.2
    days = luck.choice([["Date"], ["Date"], ["Date", "Shipped"], ["created_at", "posted"]])
    rows, cents, bought = list[list[str]](), 0, set[tuple[int, str]]()
    for number in range(120):
        person = luck.randrange(people)
        day = f"2024-{1 + number // 10:02d}-{luck.randrange(1, 28):02d}"
        bought.add((person, day))
        made = f"2023-{1 + person % 12:02d}-{1 + person % 28:02d}"
        at = f"{day} 09:{number % 60:02d}" if clock else day
        when = {"Date": [at], "DateShipped": [at, f"{day[:8]}28"], "created_atposted": [made, at]}["".join(days)]
        lines = []
        for _ in range(luck.randrange(1, most + 1)):
            item = luck.randrange(len(items))
            one = items[item] // 2 if luck.random() < off else items[item]
            lines.append((item, luck.choice(counts) if counted else 1, one))
        total = sum(count * one for _, count, one in lines)
        cents += total
        who = {"person": [f"c{person:03d}"], "order": [f"o{number:05d}", f"P{person:04d}"],
               "cashier": [f"t{number % 4}", f"P{person:04d}"]}[whose]  # fmt: skip
        for item, count, one in lines:
            paid = {"line": one, "one piece": one, "all pieces": one * count, "order": total}[money]
            numbered = [] if order is None else [str(7000 + number)]
            rows.append([*numbered, *who, *when, f"sku{item}", *([str(count)] if counted else []), f"{paid / 100:.2f}"])
        if back and not counted and number % 9 == 8:
            cents -= 100
            numbered = [] if order is None else [str(9000 + number)]
            rows.append([*numbered, *who, *when, "given back", "-1.00"])
    persons = {"person": ["customer_id"], "order": ["customer_id", "Contact"], "cashier": ["User", "Patron"]}[whose]
    header = [*([] if order is None else [order]), *persons, *days, "Product", *([pieces] if counted else []), name]
    return log(",".join(header), *(",".join(row) for row in rows)), Meant(
        len({person for person, _ in bought}), len(bought), cents
    )


def offered(said: str) -> list[dict[str, Any]]:
    """The words of each choice that is offered."""
    return [chosen(words) for words in re.findall(rf"{WORD}(?: {WORD})*", said)]


def reaches(content: str, meant: Meant, words: dict[str, Any], depth: int = 4) -> bool:
    """Whether what is meant is read, or offered by questions and notes one after the other."""
    try:
        found = intake_of(content, **words)
    except Mistake as refusal:
        ways = offered(str(refusal))
    else:
        if meant.is_met(found):
            return True
        ways = [way for note in found.notes for way in offered(note)]
    new = [way for way in ways if not set(way.items()) <= set(words.items())]
    return depth > 0 and any(reaches(content, meant, {**words, **way}, depth - 1) for way in new)


@pytest.mark.parametrize("seed", range(100))
def test_no_log_is_read_otherwise_than_it_is_meant_without_a_word(seed: int) -> None:
    content, meant = drawn(seed)
    assert reaches(content, meant, {})
