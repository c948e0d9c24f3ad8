"""What becomes of an edge list."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.community.csr import Community
from simulation.community.edges import DroppedTies
from simulation.mistake import Mistake


def test_ties_are_sorted_stored_both_ways_and_lists_in_any_order_give_the_same() -> None:
    one = Community.from_edges(4, [2, 0, 3], [0, 1, 2], [True, False, False])
    other = Community.from_edges(4, [1, 2, 0], [0, 3, 2], [False, False, True])
    assert one.start.tolist() == [0, 2, 3, 5, 6]
    assert one.neighbour.tolist() == [1, 2, 0, 0, 3, 2]
    assert one.strong.tolist() == [False, True, False, True, False, False]
    assert one.neighbour.dtype == np.int32
    assert all(map(np.array_equal, one.edges(), other.edges()))


def test_self_loops_and_repeated_ties_are_dropped_and_counted() -> None:
    community = Community.from_edges(3, [0, 1, 0, 2, 1], [1, 0, 1, 2, 2], [False, True, False, True, False])
    assert community.dropped == DroppedTies(self_loops=1, duplicates=2)
    assert community.degree.tolist() == [1, 2, 1]
    assert community.strong.tolist() == [True, True, False, False]  # strong once is strong


def test_people_without_ties_are_people() -> None:
    community = Community.from_edges(3, [], [])
    assert community.degree.tolist() == [0, 0, 0]
    assert community.heard(np.ones(3, dtype=np.bool_)).tolist() == [0, 0, 0]
    assert community.clustering() == 0


def test_the_last_row_of_the_largest_community_fits_into_the_sorting_word() -> None:
    from simulation.community.edges import row_numbers

    assert row_numbers([2**31 - 2], "source", 2**31 - 1).tolist() == [2**31 - 2]
    last = np.int64(2**31 - 2)
    word = last << 32 | last << 1 | True
    assert (word >> 32, (word >> 1) & 0x7FFFFFFF, word & 1) == (last, last, 1)


@pytest.mark.parametrize(
    ("target", "words"), [([3], "given 3, must be a row from 0 to 2"), ([-1], "given -1"), ([0.5], "float64")]
)
def test_rows_that_do_not_exist_are_refused(target: list[float], words: str) -> None:
    with pytest.raises(Mistake, match=words):
        Community.from_edges(3, [0], target)
