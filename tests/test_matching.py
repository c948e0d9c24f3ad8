"""Questions meet offers: the same as one by one in the order of the draw."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.draws import Draws
from simulation.matching import among_friends, among_members


def uniforms(seed: int, name: str, count: int) -> Any:
    return Draws(seed).of(name, 0, np.arange(count).astype(np.uint64))


@settings(max_examples=60)
@given(seed=st.integers(0, 2**40), people=st.integers(2, 30), ties=st.integers(0, 120))
def test_ties_are_served_as_if_one_by_one(seed: int, people: int, ties: int) -> None:
    asker = np.floor(uniforms(seed, "asker", ties) * people).astype(np.int64)
    friend = np.floor(uniforms(seed, "friend", ties) * people).astype(np.int64)
    left = np.floor(uniforms(seed, "left", people) * 4).astype(np.int64)
    order = uniforms(seed, "order", ties)
    able = left[friend] > 0
    asker, friend, order = asker[able], friend[able], order[able]
    expected: dict[int, int] = {}
    remaining = left.copy()
    for k in np.argsort(order):
        if asker[k] not in expected and remaining[friend[k]] > 0:
            expected[int(asker[k])] = int(friend[k])
            remaining[friend[k]] -= 1
    unused = left.copy()
    answered, helper = among_friends(asker, friend, unused, order)
    assert dict(zip(answered.tolist(), helper.tolist(), strict=True)) == expected
    assert len(answered) == len(expected)
    assert np.array_equal(unused, remaining)


@pytest.mark.parametrize("offers", [0, 2, 5])
def test_members_of_the_same_firm_are_served_in_the_order_of_their_draw(offers: int) -> None:
    provider = np.array([1, 1, 1, 2, 2, 0])
    left = np.array([0, 0, offers, offers, 0, offers])
    order = np.array([0.9, 0.1, 0.5, 0.2, 0.3, 0.4])
    answered, helper = among_members(np.array([0, 1, 4]), provider, left, order.__getitem__)
    assert answered.tolist() == {0: [], 2: [1, 0, 4], 5: [1, 0, 4]}[offers]
    assert helper.tolist() == {0: [], 2: [2, 2, 3], 5: [2, 2, 3]}[offers]


def test_one_offer_answers_one_question_that_of_the_smaller_draw() -> None:
    answered, helper = among_members(
        np.array([0, 1]), np.ones(3), np.array([0, 0, 1]), np.array([0.9, 0.1, 0.5]).__getitem__
    )
    assert (answered.tolist(), helper.tolist()) == ([1], [2])
