"""A strategy sets levers and nothing else."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from simulation.mistake import Mistake
from simulation.strategy import Strategy, levers, table
from tests.worlds import AS_IS, IDLE, RELATIONSHIP, laws


def test_a_lever_has_its_value_for_each_firm_and_its_idle_value_elsewhere() -> None:
    found = table((RELATIONSHIP, IDLE), laws())
    assert found["encounter_share"].tolist() == [0.0, 0.3, 0.0]
    assert found["sincerity"].tolist() == [0.5, 0.8, 0.5]
    assert all(values.dtype == np.float64 for values in found.values())
    assert set(found) == set(levers(laws()))


def test_a_lever_of_a_mechanism_that_is_off_stands_at_its_idle_value() -> None:
    found = table((RELATIONSHIP,), laws(without=("reciprocity", "encounters")))
    assert found["sincerity"].tolist() == [0.5, 0.5]
    assert found["encounter_share"].tolist() == [0.0, 0.0]
    assert found["cadence"].tolist() == [0.0, 0.3]


@pytest.mark.parametrize(
    ("values", "parts"),
    [
        ({"encounter_shares": 0.3}, ["strategy x: encounter_shares", "no such lever", "Did you mean encounter_share?"]),
        ({"encounter_share": 1.2}, ["encounter_share", "1.2", "between 0 and 1 [share]"]),
        ({"cadence": "often"}, ["cadence", "often", "must be a number"]),
        ({"cadence": True}, ["cadence", "True", "must be a number"]),
        ({"cadence": float("nan")}, ["cadence", "nan", "between 0 and 1"]),
    ],
)
def test_what_is_no_lever_or_no_value_of_it_is_refused(values: dict[str, float], parts: list[str]) -> None:
    with pytest.raises(Mistake) as caught:
        Strategy("x", values).check(laws())
    assert all(part in str(caught.value) for part in parts)


def test_shipped_and_idle_strategies_pass() -> None:
    known = {lever.name for law in laws() for lever in law.levers}
    for strategy in (AS_IS, RELATIONSHIP, IDLE):
        strategy.check(laws())
        assert set(strategy.levers) <= known


def test_it_cannot_be_changed_and_survives_a_process_boundary() -> None:
    with pytest.raises(TypeError):
        RELATIONSHIP.levers["cadence"] = 1.0  # type: ignore[index]
    assert pickle.loads(pickle.dumps(RELATIONSHIP)) == RELATIONSHIP
    values = {"cadence": 0.1}
    kept = Strategy("x", values)
    values["cadence"] = 0.9
    assert kept.levers["cadence"] == 0.1
