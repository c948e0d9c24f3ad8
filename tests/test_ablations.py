"""Every mechanism does something: without it a named quantity moves, and what it cannot reach stays bit for bit.

Luck belongs to a person, a week and a purpose, so a mechanism that is off takes no draw away from another one.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from experiments.documents.shown import REPERTOIRE, SHOWN
from simulation.mechanisms import registered
from simulation.world.market import Market
from tests.direction_rows import PRAISED
from tests.directions import Row, busy

TRAITS = [
    "luck",
    "segment",
    "entry",
    "spend_rate",
    "buy_rate",
    "taste",
    "exclusive_taste",
    "need",
    "thrift",
    "deal_seeker",
]
DRAWN_BY = {"need": "needs", "thrift": "premium", "deal_seeker": "discounts", "taste": "tastes"}
STAYS: dict[str, tuple[str, ...]] = {
    "cross_buying": ("column trust", "column provider"),
    "exit_fee": ("series trust", "series purchases", "series left"),
    "history": ("series purchases", "series trust", "series revenue", "series left"),
    "spend": ("series purchases", "series trust", "series left"),
    "surplus": ("series purchases", "series revenue", "series trust", "series left"),
}
"""What does not move without a law, besides the traits of people: a "series" or "column", and its name."""


HAPPENS: dict[str, dict[str, Any]] = {
    "exit_fee": {"start": {"contract": 1.0, "leave_rate": 0.2}, "weeks": 2},
    "history": {"laws": {"gifts": {"enabled": False}}},  # only gifts ask what was bought before
    "referrals": {
        "start": PRAISED["start"],
        "laws": {"acquisition": {"strong": 0.3}},
        "weeks": 4,
    },
    "winback": {"levers": {"winback_offers": 1.0}, "laws": {"acquisition": {"offer": 0.5}}},
    "word_of_mouth": {
        "start": PRAISED["start"],
        "laws": {"acquisition": {"strong": 0.3}},
        "weeks": 4,
    },
}
"""What makes certain that what the mechanism acts on happens to these few people in these few weeks."""


def test_every_mechanism_is_in_the_table() -> None:
    assert set(SHOWN) == set(registered())


@pytest.mark.parametrize("name", SHOWN)
def test_without_it_its_own_quantity_moves_and_what_it_cannot_reach_stays(name: str) -> None:
    moves, stays = SHOWN[name], STAYS.get(name, ())
    terms = {"kind": "repertoire"} if name in REPERTOIRE else {}
    given = {"terms": terms, "laws": {}, **HAPPENS.get(name, {})}
    whole = busy(_run(**given))
    without = busy(_run(**given | {"laws": {**given["laws"], name: {"enabled": False}}}))
    assert not _same(whole, without, moves)
    for still in (*stays, *(f"column {trait}" for trait in TRAITS if DRAWN_BY.get(trait) != name)):
        assert _same(whole, without, still), f"{still} moved without {name}"


def _run(**more: Any) -> Row:
    return Row("", 0.0, "", lambda _: 0.0, **more)


def _same(one: Market, other: Market, what: str) -> bool:
    mine, theirs = _values(one, what), _values(other, what)
    return np.array_equal(mine, theirs, equal_nan=mine.dtype.kind == "f")


def _values(some: Market, what: str) -> np.ndarray[Any, Any]:
    kind, name = what.split(" ")
    if kind == "series":
        return some.record.series[name]
    if kind == "firm":
        return some.firms[name]
    if kind == "column":
        return some.population[name]
    return some.ledger.weekly[:, :, some.ledger.purposes.index(name)]
