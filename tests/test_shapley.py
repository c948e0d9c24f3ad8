"""Parts of a whole: Shapley's axioms, a known answer, and what sampling costs."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.statistics.shapley import (
    Subset,
    exact_values,
    halved_values,
    orders,
    sampled_values,
    subsets,
    subsets_of_orders,
)
from simulation.draws import Draws, Floats, luck


def game(players: int, replicates: int = 3) -> dict[Subset, Floats]:
    """Any values at all, but 0 for nobody."""
    found = {s: Draws(5).of("game", sum(1 << i for i in s), luck(np.arange(replicates))) for s in subsets(players)}
    return {**found, frozenset(): np.zeros(replicates)}


def test_the_gloves_of_the_textbook() -> None:
    """One left glove and two right ones: a pair is worth 1, and the parts are 2/3, 1/6 and 1/6."""
    values = {s: np.array([float(0 in s and len(s) > 1)]) for s in subsets(3)}
    assert exact_values(values, 3)[:, 0] == pytest.approx([2 / 3, 1 / 6, 1 / 6])


@pytest.mark.parametrize("players", [1, 2, 3, 5])
def test_exact_parts_add_up_to_the_whole_in_every_replicate(players: int) -> None:
    values = game(players)
    assert exact_values(values, players).sum(axis=0) == pytest.approx(values[frozenset(range(players))])


def test_sampled_parts_add_up_to_the_whole_in_every_replicate() -> None:
    values, chosen = game(7), orders(7, 6)
    parts, error = sampled_values({s: values[s] for s in subsets_of_orders(chosen)}, chosen)
    assert parts.sum(axis=0) == pytest.approx(values[frozenset(range(7))])
    assert (error > 0).all()


@pytest.mark.luck(0.035)  # 50 of 1,500 other seeds
def test_sampled_parts_come_near_the_exact_ones_with_many_orders() -> None:
    values = game(6)
    few, many = (sampled_values(values, orders(6, count)) for count in (4, 400))
    gap = np.abs(many[0] - exact_values(values, 6)).mean(axis=1)
    assert (gap < 4 * many[1] + 1e-12).all()
    assert many[1].mean() < few[1].mean() / 3


def test_who_adds_nothing_gets_nothing_and_equals_get_equal_parts() -> None:
    values = {s: np.array([2.0 * (0 in s) + 2.0 * (1 in s) + 3.0 * (0 in s and 1 in s)]) for s in subsets(3)}
    parts = exact_values(values, 3)[:, 0]
    assert parts[2] == pytest.approx(0)
    assert parts[0] == pytest.approx(parts[1]) == pytest.approx(3.5)


def test_half_of_alone_and_last_is_exact_without_interactions_of_three() -> None:
    values = {s: np.array([1.0 * (0 in s) + 5.0 * ({0, 1} <= s) - 2.0 * ({1, 2} <= s)]) for s in subsets(3)}
    everything = frozenset(range(3))
    alone = np.array([values[frozenset({i})] for i in range(3)])
    last = np.array([values[everything] - values[everything - {i}] for i in range(3)])
    assert halved_values(alone, last) == pytest.approx(exact_values(values, 3))


def test_the_design_of_orders_is_fixed_and_each_has_its_reverse() -> None:
    chosen = orders(7, 5)
    assert chosen == orders(7, 5)
    assert len(chosen) == 6
    assert all(chosen[k + 1] == chosen[k][::-1] for k in range(0, 6, 2))
    assert all(sorted(order) == list(range(7)) for order in chosen)
    assert len(set(chosen)) == 6
    places = [order.index(0) for order in orders(7, 14)]
    assert all(places.count(place) == 2 for place in range(7)), "every group comes into every place equally often"


def test_from_one_pair_of_orders_nothing_is_known_of_the_error() -> None:
    values, chosen = game(4), orders(4, 2)
    assert np.isnan(sampled_values(values, chosen)[1]).all()
