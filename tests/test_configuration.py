"""Degrees that are prescribed are the degrees that come out."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.community.configuration import Configuration, poisson_degrees, power_law_degrees
from simulation.mistake import Mistake

PLACES = (np.arange(20_000) + 0.5) / 20_000  # a deterministic sample: quantiles without luck


def test_given_degrees_are_met_but_for_what_is_dropped() -> None:
    degrees = (3,) * 400 + (8,) * 100
    community = Configuration(law="given", degrees=degrees, strong_ties=1.0).build(500, 4)
    lost = np.array(degrees) - community.degree
    assert (lost >= 0).all()
    assert lost.sum() == 2 * (community.dropped.self_loops + community.dropped.duplicates)
    assert lost.sum() < 60


@pytest.mark.parametrize("mean", [0.5, 4.0, 12.0, 60.0])
def test_poisson_degrees_have_equal_mean_and_variance(mean: float) -> None:
    degrees = poisson_degrees(PLACES, mean)
    assert degrees.mean() == pytest.approx(mean, rel=1e-3)
    assert degrees.var() == pytest.approx(mean, rel=5e-3)
    assert (degrees == 0).mean() == pytest.approx(np.exp(-mean), abs=1e-4)


@pytest.mark.parametrize("exponent", [2.2, 2.5, 3.0, 4.0])
def test_power_law_degrees_have_the_mean_the_slope_and_the_cut_off(exponent: float) -> None:
    degrees = power_law_degrees(PLACES, 12.0, exponent)
    assert degrees.mean() == pytest.approx(12, rel=0.01)
    assert degrees.max() <= np.sqrt(12 * PLACES.size)
    ratio = (degrees >= 40.5).mean() / (degrees >= 80.5).mean()
    assert ratio == pytest.approx(2 ** (exponent - 1), rel=0.1)


@pytest.mark.parametrize("law", ["poisson", "power_law"])
def test_a_person_keeps_the_degree_and_the_sum_is_even(law: str) -> None:
    for seed in range(20):
        sequence = Configuration(law=law).sequence(301, seed)
        assert sequence.sum() % 2 == 0
        assert 0 <= sequence.min() <= sequence.max() < 301
        assert np.array_equal(sequence, Configuration(law=law).sequence(301, seed))


@pytest.mark.parametrize(
    ("graph", "size", "words"),
    [
        (Configuration(law="given", degrees=(1, 2)), 3, "given 2 numbers, must be one for each of the 3 people"),
        (Configuration(law="given", degrees=(1, 1, 1)), 3, "given sum 3, must add up to an even number"),
        (Configuration(law="given", degrees=(1, 3, 2)), 3, "given 3, must be from 0 to 2"),
        (Configuration(law="given", degrees=(1, -1, 2)), 3, "given -1, must be from 0 to 2"),
        (Configuration(), 12, "community.degree: given 12.0, must be above 0 and below the 12 people"),
        (Configuration(degree=float("nan")), 100, "community.degree: given nan"),
        (Configuration(law="power_law", exponent=2.0), 100, "community.exponent: given 2.0, must be above 2"),
        (Configuration(law="power-law"), 100, "Did you mean power_law"),
        (Configuration(), 100_001, "at most 100000 people"),
        (Configuration(), 0, "community.degree"),
    ],
    ids=repr,
)
def test_impossible_degrees_are_refused_in_one_sentence(graph: Configuration, size: int, words: str) -> None:
    with pytest.raises(Mistake, match=words):
        graph.build(size, 1)
