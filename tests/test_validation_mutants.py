"""Each pattern rejects a wrong model: the same question to its mutant is not answered within the band."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from experiments.validation.model_under_test import ModelUnderTest
from experiments.validation.observation import Reading
from experiments.validation.registry import CASES
from tests.luck import shift

PATTERNS = {name: case for name, case in CASES.items() if case.kind == "pattern"}
MARKS: dict[str, list[pytest.MarkDecorator]] = {
    "cdnow_by_past_held_out": [pytest.mark.luck(5e-4), pytest.mark.long],
    "contact_fatigue": [],
}
"""Seconds; the others take as long as the pattern itself, which is minutes for ten years of a market."""


@cache
def of_mutant(name: str, luck: int) -> Reading:
    """What the mutant of a pattern says, once for both tests."""
    return PATTERNS[name].measure(ModelUnderTest(PATTERNS[name].mutant, luck))


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=MARKS.get(name, [pytest.mark.long])) for name in PATTERNS],
)
def test_the_mutant_is_rejected(name: str) -> None:
    case = PATTERNS[name]
    assert case.mutant is not None
    reading = of_mutant(name, shift())
    assert not reading.inside.all(), f"{name} cannot tell the model from one in which {case.mutant.doc}"


@pytest.mark.long
def test_a_mutant_differs_from_the_model_in_what_it_says() -> None:
    """Not by being another question: seeds and points are the same."""
    case = PATTERNS["contact_fatigue"]
    assert case.mutant is not None
    right, wrong = case.measure(ModelUnderTest()), of_mutant("contact_fatigue", 0)
    assert np.array_equal(right.at, wrong.at)
    assert np.array_equal(right.target, wrong.target)
    assert not np.allclose(right.simulated, wrong.simulated)
