"""Every mechanism does something: without it a named quantity moves, and what it cannot reach stays bit for bit.

Luck belongs to a person, a week and a purpose, so a mechanism that is off takes no draw away from another one.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.market import Market
from simulation.mechanisms import registered
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
REPERTOIRE = ("repertoire", "tastes")

# What moves without it, and what does not besides the traits of people: a "series", "column", "firm" or "paid", and its
# name.
ABLATIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "acquisition": ("series joined", ()),
    "allocation": ("paid allocation", ()),
    "answers": ("series answers", ()),
    "asks": ("series asks", ()),
    "awareness": ("column aware", ()),
    "channels": ("paid advertising", ()),
    "churn": ("series left", ()),
    "climate": ("firm economy", ()),
    "closing": ("series sales_lag", ()),
    "co_creation": ("series ideas", ()),
    "commitment": ("series commitment", ()),
    "contact": ("paid personal", ()),
    "contagion": ("column contagion", ()),
    "contract": ("series contracts", ()),
    "contribution": ("series contributions", ()),
    "cross_buying": ("series breadth", ("column trust", "column provider")),
    "dedicated": ("series dedicated", ()),
    "discounts": ("series discounts", ()),
    "education": ("series knowledge", ()),
    "encounters": ("series encounters", ()),
    "exit_fee": ("series exit_fees", ("series trust", "series purchases", "series left")),
    "failure": ("series failures", ()),
    "fatigue": ("series freshness", ()),
    "gifts": ("paid gifts", ()),
    "history": ("column bought", ("series purchases", "series trust", "series revenue", "series left")),
    "investment": ("series investment", ()),
    "needs": ("column need", ()),
    "opinion": ("column opinion_around", ()),
    "premium": ("series price", ()),
    "progression": ("series stage", ()),
    "purchase": ("series purchases", ()),
    "quality": ("paid quality", ()),
    "reciprocity": ("series gratitude", ()),
    "recovery": ("series recovered", ()),
    "referrals": ("series rewards", ()),
    "repertoire": ("series casual_purchases", ()),
    "reviews": ("series reviews", ()),
    "satisfaction": ("series satisfaction", ()),
    "self_service": ("series self_served", ()),
    "shared_values": ("paid purpose", ()),
    "social_proof": ("column neighbour_share", ()),
    "spend": ("series revenue", ("series purchases", "series trust", "series left")),
    "surplus": ("series surplus", ("series purchases", "series revenue", "series trust", "series left")),
    "tastes": ("column taste", ()),
    "trust": ("series trust", ()),
    "usage": ("series habit", ()),
    "winback": ("series by_winback", ()),
    "word_of_mouth": ("series by_referral", ()),
}


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
    assert set(ABLATIONS) == set(registered())


@pytest.mark.parametrize("name", ABLATIONS)
def test_without_it_its_own_quantity_moves_and_what_it_cannot_reach_stays(name: str) -> None:
    moves, stays = ABLATIONS[name]
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
