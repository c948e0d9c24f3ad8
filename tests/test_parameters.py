"""A parameter is declared once; a value outside what its equation can bear is refused in one sentence."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pytest

from simulation.mistake import Mistake
from simulation.parameters import ALLOWED, check, declarations, interval_in_words, parameter


@dataclass(frozen=True)
class Law:
    rate: float = parameter(0.2, "how fast", unit="1/week", low=0.1, high=0.3, grade="C", source="guess")
    share: float = parameter(0.5, "how much", unit="share")
    slope: float = parameter(-1.0, "how steep", unit="log-odds", low=-2, high=0, grade="B", source="somebody")
    on: bool = parameter(True, "whether", unit="-")
    note: str = "no parameter"

    def __post_init__(self) -> None:
        check(self, "mechanism.law")


def test_declarations_come_in_order_and_say_what_is_known() -> None:
    declared = declarations(Law)
    assert list(declared) == ["rate", "share", "slope", "on"]
    assert declared == declarations(Law())
    assert (declared["rate"].low, declared["rate"].high, declared["rate"].source) == (0.1, 0.3, "guess")
    assert Law().rate == 0.2


def test_only_what_is_guessed_and_has_a_range_is_doubtful() -> None:
    assert [name for name, declaration in declarations(Law).items() if declaration.doubtful] == ["rate"]


def test_the_unit_says_what_is_allowed_unless_the_declaration_does() -> None:
    assert declarations(Law)["share"].allowed == (0.0, 1.0)
    assert declarations(Law)["slope"].allowed == (-math.inf, math.inf)
    narrow = parameter(0.5, "…", unit="share", allowed=(0.2, 0.8)).metadata["declaration"]
    assert narrow.allowed == (0.2, 0.8)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"share": 1.5}, "mechanism.law.share: given 1.5, must be between 0 and 1 [share]."),
        ({"rate": -0.1}, "mechanism.law.rate: given -0.1, must be at least 0 [1/week]."),
        ({"share": math.nan}, "mechanism.law.share: given nan, must be between 0 and 1 [share]."),
    ],
)
def test_a_value_outside_is_refused_by_its_key(values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Mistake) as caught:
        Law(**values)
    assert str(caught.value) == sentence


def test_a_value_outside_the_plausible_range_is_allowed() -> None:
    """What the evidence leaves open is for sweeps; a user may ask what would be if."""
    assert Law(rate=0.9, share=0.0, slope=5.0).rate == 0.9


def test_intervals_are_spoken() -> None:
    intervals = ((0, 1), (0, math.inf), (-math.inf, 2), (-math.inf, math.inf))
    assert [interval_in_words(*interval) for interval in intervals] == [
        "between 0 and 1", "at least 0", "at most 2", "a finite number",
    ]  # fmt: skip
    assert all(low < high for low, high in ALLOWED.values())
