"""State as columns, and the windows that mechanisms are lent."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.column import Column
from simulation.draws import Draws
from simulation.population import ALWAYS, IDENTITY, Population
from simulation.quantiles import normal

MOOD = Column("mood", "how somebody feels", initial=0.5)
TASTE = Column("taste", "what somebody likes", initial=normal, low=-9, high=9)
VISITS = Column("visits", "visits to each firm", per="firm", kept=True, high=1e3)


def population(columns: tuple[Column, ...] = (MOOD, TASTE, VISITS), seed: int = 1) -> Population:
    return Population([*IDENTITY, *columns], np.arange(10), {"firm": 3, "touchpoint": 2}, Draws(seed))


def test_columns_have_their_shape_and_initial_value() -> None:
    people = population()
    assert len(people) == 10
    assert (people["mood"] == 0.5).all()
    assert people["visits"].shape == (10, 3)
    assert np.unique(people["taste"]).size == 10
    assert people.nbytes == sum(array.nbytes for array in people.values.values())


def test_initial_luck_belongs_to_the_person_and_not_to_the_row() -> None:
    other = Population([*IDENTITY, TASTE], np.arange(10)[::-1], {"firm": 3, "touchpoint": 2}, Draws(1))
    assert np.array_equal(other["taste"], population()["taste"][::-1])
    assert not np.array_equal(population(seed=2)["taste"], population()["taste"])


def test_two_owners_of_a_column_are_refused() -> None:
    with pytest.raises(ValueError, match="two owners: mood"):
        population((MOOD, MOOD))


def test_a_window_lends_what_was_declared_and_no_more() -> None:
    people = population()
    rows = people.rows(["taste"], ["mood"])
    rows.mood[:] = 0.25
    assert (people["mood"] == 0.25).all()
    with pytest.raises(ValueError, match="read-only"):
        rows.taste[:] = 0.0
    with pytest.raises(AttributeError, match="'visits' was not declared"):
        _ = rows.visits
    for name in ALWAYS:
        assert not getattr(rows, name).flags.writeable


def test_a_window_on_one_row_is_a_view_of_it() -> None:
    people = population()
    rows = people.rows([], ["mood", "visits"], slice(3, 4))
    rows.mood[:] = 1.0
    rows.visits[:, 2] = 9.0
    assert people["mood"].tolist() == [0.5] * 3 + [1.0] + [0.5] * 6
    assert people["visits"][3].tolist() == [0, 0, 9]


def test_a_new_match_starts_again_and_the_person_stays_the_same() -> None:
    people = population()
    taste = people["taste"].copy()
    people["mood"][:] = 0.9
    people["visits"][:] = 4.0
    people["tenure"][:] = 30.0
    people.start_again(np.array([2, 5]))
    assert people["mood"].tolist() == [0.5 if row in (2, 5) else 0.9 for row in range(10)]
    assert people["tenure"][2] == 0.0
    assert (people["visits"] == 4.0).all(), "kept"
    assert np.array_equal(people["taste"], taste), "a trait drawn once is not drawn again"
