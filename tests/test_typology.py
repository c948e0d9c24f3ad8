"""Types of relationships: the rule at its edges, and how relationships come from one type to the other."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.market.centre import Centre
from simulation.world.market import Market
from simulation.world.typology import EVERY, NONE, TYPES, counts, relationship_type
from tests.worlds import AS_IS, Alike, market, world

STRANGER = {"stage": 0, "damage": 0, "contract": 0, "commitment": 0, "exclusive_taste": 0, "bought": 2,
            "contributed": 0, "tenure": 5}  # fmt: skip
CENTRE = Centre(quarterly_leave=(-0.95,), quarterly_buy=(0.78,), commitment=1.1, commitment_spread=0.5,
                weekly_revenue=1.8, quarterly_envelope=(40.0,))  # fmt: skip
CLOSE = {"stage": 3, "commitment": 0.1, "bought": 4, "contributed": 1}


def named(**state: float) -> str:
    values: dict[str, Any] = {name: np.array([float(value)]) for name, value in {**STRANGER, **state}.items()}
    return TYPES[relationship_type(**values)[0]]


@pytest.mark.parametrize(
    ("state", "name"),
    [
        ({}, "dating"),
        ({"bought": 1, "tenure": 13}, "dating"),
        ({"bought": 1, "tenure": 14}, "one-night stand"),
        ({"bought": 2, "tenure": 14}, "dating"),
        ({"stage": 1, "commitment": 0.01}, "boyfriend/girlfriend"),
        ({"stage": 1, "commitment": 0.01, "bought": 0, "tenure": 99}, "boyfriend/girlfriend"),
        ({"stage": 1, "commitment": 0.7, "exclusive_taste": 1}, "dating"),
        ({"stage": 1, "commitment": 0.71, "exclusive_taste": 1}, "boyfriend/girlfriend"),
        ({"stage": 0, "commitment": 9}, "dating"),
        ({"stage": 2, "commitment": 1.0}, "boyfriend/girlfriend"),
        ({"stage": 2, "commitment": 1.01}, "engaged"),
        ({"stage": 2, "commitment": 1.01, "exclusive_taste": 2}, "dating"),
        ({"stage": 3, "commitment": -9}, "engaged"),
        (CLOSE, "partner"),
        ({**CLOSE, "bought": 3}, "engaged"),
        ({**CLOSE, "contributed": 0}, "engaged"),
        ({**CLOSE, "exclusive_taste": 1}, "engaged"),
        ({**CLOSE, "contract": 1}, "partner"),
        ({"stage": 4, "commitment": -9}, "partner"),
        ({"stage": 4, "commitment": -9, "contract": 1}, "married"),
        ({"stage": 4, "contract": 1, "damage": 0.5}, "married"),
        ({"stage": 4, "contract": 1, "damage": 0.51}, "damaged"),
        ({"bought": 0, "tenure": 99, "damage": 1}, "damaged"),
    ],
)
def test_the_first_rule_that_matches_names_the_relationship(state: dict[str, float], name: str) -> None:
    assert named(**state) == name


def test_married_differs_from_partner_by_the_contract_alone() -> None:
    assert {named(stage=4, contract=contract) for contract in (0, 1)} == {"partner", "married"}


@pytest.fixture(scope="module")
def done() -> Market:
    return market(world(size=400, weeks=30), AS_IS, 3, CENTRE).run()


def test_everybody_who_is_with_the_focal_firm_has_one_type_every_four_weeks(done: Market) -> None:
    moves, customers = done.record.typology.moves, done.record.series["customers"][::EVERY, 1]
    assert moves.shape == (8, NONE + 1, NONE + 1)
    assert np.array_equal(counts(moves).sum(axis=1), customers)


def test_who_was_there_before_is_there_again_or_has_left(done: Market) -> None:
    moves = done.record.typology.moves
    assert np.array_equal(moves[1:].sum(axis=1)[:, :NONE], counts(moves)[:-1])
    assert not moves[:, NONE, NONE].any()
    assert np.array_equal(moves[0, :NONE, NONE], counts(moves)[0])


def test_comings_and_goings_are_those_of_the_record(done: Market) -> None:
    """Who joins and leaves within four weeks is seen by neither."""
    moves, series = done.record.typology.moves, done.record.series
    for look in range(1, 8):
        weeks = slice(EVERY * (look - 1) + 1, EVERY * look + 1)
        joined, left = series["joined"][weeks, 1].sum(), series["left"][weeks, 1].sum()
        assert joined - left == moves[look, :NONE, NONE].sum() - moves[look, NONE, :NONE].sum()
        assert moves[look, NONE, :NONE].sum() <= left


def test_who_left_and_came_back_has_begun_anew() -> None:
    some = market(world(["purchase"], people=Alike(10), weeks=5), centre=CENTRE)
    some.step()
    for firm in (0, 1):
        some.population["next_provider"][:3] = firm
        some.step()
    some.step()
    some.step()
    moves = some.record.typology.moves[1]
    dating = TYPES.index("dating")
    assert moves[NONE, dating] == moves[dating, NONE] == 3
    assert moves[dating, dating] == 7


def test_it_changes_nothing(done: Market) -> None:
    """The rule reads the state; looking twice a month or never gives the same run."""
    blind = market(done.world, AS_IS, 3, CENTRE)
    blind.record.typology.look = lambda *_: None  # type: ignore[method-assign]
    blind.run()
    for name, series in done.record.series.items():
        assert np.array_equal(series, blind.record.series[name], equal_nan=True), name
