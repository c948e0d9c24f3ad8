"""What a firm can serve does not depend on how many of its customers are simulated, but on how many it has."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from simulation.sample import MEMORY, Demand, served_share


@given(wanted=st.floats(100, 500), ratio=st.floats(0.1, 4), heads=st.floats(0.1, 1000), k=st.floats(0.1, 100))
@pytest.mark.parametrize("varies", [False, True])
def test_a_sample_k_times_as_large_of_the_same_firm_is_served_alike(
    varies: bool, wanted: float, ratio: float, heads: float, k: float
) -> None:
    one = served_share(wanted, ratio * wanted, 2 * wanted, heads, varies)
    other = served_share(k * wanted, k * ratio * wanted, 2 * k * wanted, heads / k, varies)
    assert other == pytest.approx(one, rel=1e-6)


@pytest.mark.parametrize(("wanted", "room"), [(30, 25), (100, 100), (100, 120), (400, 380), (400, 600)])
def test_it_is_the_mean_of_the_smaller_of_two_counts(wanted: int, room: int) -> None:
    """Against sums over the counts, requests alone varying or room too: the normal law is off by 0.2 % at most."""
    counts, customers = np.arange(1200), 4 * wanted
    asked, offered = stats.binom.pmf(counts, customers, wanted / customers), stats.poisson.pmf(counts, room)
    alone = float((asked * np.minimum(counts, room)).sum()) / wanted
    both = float(asked @ np.minimum.outer(counts, counts) @ offered) / wanted
    assert served_share(wanted, room, customers, 1.0) == pytest.approx(alone, abs=0.002)
    assert served_share(wanted, room, customers, 1.0, varies=True) == pytest.approx(both, abs=0.002)


@given(wanted=st.floats(0.01, 1e6), room=st.floats(0, 1e7), heads=st.floats(1e-3, 1e6))
def test_no_more_is_served_than_there_is_room_for(wanted: float, room: float, heads: float) -> None:
    share = served_share(wanted, room, 3 * wanted, heads)
    assert 0.0 <= share <= 1.0
    if heads * wanted > 10:
        assert share * wanted <= room + 1e-6 * wanted


def test_a_firm_twice_as_large_wastes_less_of_its_room() -> None:
    shares = [served_share(2.4, 4.0, 100, heads) for heads in (1, 10, 100)]
    assert shares == sorted(shares)
    assert shares[0] < 0.98
    assert shares[2] == pytest.approx(1.0, abs=1e-9)


def test_where_nothing_is_wanted_or_there_is_no_end_of_room_all_is_served() -> None:
    assert served_share(0.0, 0.0, 50, 10.0) == served_share(5.0, float("inf"), 50, 10.0) == 1.0
    assert served_share(5.0, 0.0, 50, 10.0) == served_share(5.0, -1.0, 50, 10.0) == 0.0


def test_where_everybody_asks_nothing_is_left_to_luck() -> None:
    assert served_share(50, 50, 50, 10.0) == 1.0
    assert served_share(50, 20, 50, 10.0) == 0.4


def test_demand_is_the_mean_of_the_last_quarter_per_customer() -> None:
    demand = Demand()
    assert demand.expected("call", 10, 100) == pytest.approx(10)
    assert demand.expected("call", 20, 100) == pytest.approx(15), "the mean of the weeks there are"
    assert demand.expected("call", 30, 200) == pytest.approx(30)
    assert demand.expected("letter", 4, 50) == pytest.approx(4), "each kind by itself"
    for _ in range(20 * MEMORY):
        last = demand.expected("call", 50, 100)
    assert last == pytest.approx(50, rel=1e-6)
    assert Demand().expected("call", 0, 0) == 0.0
