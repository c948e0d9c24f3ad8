"""What can be given in Python and in no other way: values that are no words, and a session that changes its folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.api import Courtship, Strategy, open_store, sweep
from experiments.config.overrides import in_python
from simulation.mistake import Mistake
from tests.commands import TINY

ENDLESS: dict[str, Any] = {}
ENDLESS["market"] = ENDLESS


@pytest.mark.parametrize(
    "values",
    [
        {"strategies": {"cx_only", "hybrid"}},
        {"market": {"shares": frozenset({0.1, 0.4})}},
        {"events": [{"set": {1, "a"}}]},
        ENDLESS,
    ],
    ids=["a set of names", "a set of numbers", "a set inside", "endless"],
)
def test_what_has_no_order_or_no_end_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(Mistake, match="Give a list|must end somewhere"):
        in_python((), values)


@pytest.mark.parametrize(
    "given",
    [
        {"world": 1},
        {"centre": 1},
        {"weeks": 10**9},
        {"strategy": Strategy("x", {3: 1.0})},  # type: ignore[dict-item]
        {"strategy": Strategy("x", {"cadence": np.True_})},
    ],
    ids=str,
)
def test_what_the_model_cannot_take_is_refused_by_name(given: dict[str, Any]) -> None:
    with pytest.raises(Mistake, match=f"^{next(iter(given))}"):
        Courtship(**{"population_size": 60, "weeks": 4, "rng": 1, **given})


def test_levers_are_numbers_and_nothing_else() -> None:
    with pytest.raises(Mistake, match="must be a mapping of levers"):
        Strategy("x", None)  # type: ignore[arg-type]
    for one in (np.float32(0.25), np.float64(0.25), np.array(0.25)[()]):
        assert dict(Strategy("x", {"cadence": one}).levers) == {"cadence": 0.25}
    for other in (1, np.int64(1)):
        Strategy("x", {"cadence": other}).check(Courtship(population_size=60, weeks=1, rng=1).market.world.mechanisms)


def test_a_sweep_stays_the_same_wherever_the_session_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place, weeks in (("here", 2), ("there", 3)):
        (tmp_path / place).mkdir()
        monkeypatch.chdir(tmp_path / place)
        result = sweep(*TINY[:1], "executor=inline", "centring=quick", f"weeks={weeks}", folder="out", quiet=True)
        again = open_store("out")
        if place == "here":
            first, profit = (result, again), result.runs["profit"]
    for view in first:
        assert (view.runs["profit"] == profit).all()
    assert (result.runs["profit"] != profit).any()
