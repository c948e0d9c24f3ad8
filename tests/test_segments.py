"""A population of several segments: each as published, and who joins anew stays what he or she is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from experiments.config.composition import composed
from experiments.config.setting import built
from simulation.alignment.reference import adjusted_world
from simulation.draws import Draws
from simulation.market.terms import Terms
from simulation.mistake import Mistake
from simulation.people.heterogeneity import Buying, Spending, YearlyChurn
from simulation.people.segments import HighEnd, Mixture, Segment, regular_and_high_end
from tests.luck import FOUR
from tests.worlds import errors_off, market, ran, world

N = 40_000
CURVES = {  # Fader & Hardie (2007): retention in years 1 to 3
    "Regular": (0.704, 1.182, (0.631, 0.468, 0.382)),
    "High End": (0.668, 3.806, (0.869, 0.743, 0.653)),
}


def mixture(size: int = N, **high_end: float) -> Mixture:
    return regular_and_high_end(size, YearlyChurn(), Buying(), Spending(), HighEnd(**high_end))


@pytest.mark.parametrize("name", CURVES)
@pytest.mark.luck(3 * FOUR)
def test_each_segment_leaves_as_published(name: str) -> None:
    """S(t) = B(α, β + t) / B(α, β) in expectation of the drawn hazards, within 4 standard errors."""
    people = mixture()
    traits = people.traits(Draws(3), Terms())
    assert traits.segment is not None
    own = traits.segment == people.segments.index(name)
    alpha, beta, published = CURVES[name]
    survival = 1.0
    for year, table in enumerate(published, start=1):
        survival *= (beta + year - 1) / (alpha + beta + year - 1)
        assert errors_off((1.0 - traits.leave_rate[own]) ** (52 * year), survival) < 4
        assert survival == pytest.approx(table, abs=0.025)


@pytest.mark.luck(1 / 1000)
def test_shares_and_spending_are_as_stated_and_the_mean_of_all_stays_what_was_published() -> None:
    for share, worth in ((0.3, 2.0), (0.1, 4.0)):
        traits = mixture(share=share, worth=worth).traits(Draws(1), Terms())
        assert traits.segment is not None
        dear = traits.segment == 1
        assert errors_off(dear, share) < 4
        paid = Spending().p / traits.spend_rate
        assert errors_off(paid, Spending().mean) < 4
        assert paid[dear].mean() / paid[~dear].mean() == pytest.approx(worth, rel=0.06)
        assert errors_off(traits.buy_rate[dear], Buying().mean) < 4


def test_who_joins_anew_draws_from_the_law_of_the_own_segment() -> None:
    people = replace(mixture(2000), persistence=0.0)
    some = market(world(people=people, weeks=1))
    values = some.population.values
    values["next_provider"][:] = np.where(values["provider"] == 2, 1, 2)
    some.move()
    high = values["segment"] == 1
    assert 0 < high.sum() < len(high)
    assert values["leave_rate"][high].mean() < 0.6 * values["leave_rate"][~high].mean()
    u = some.draws.of("leave_rate", 0, values["luck"])
    assert np.allclose(values["leave_rate"], people.leave_rate(u, values["segment"]), rtol=1e-9)


def test_one_segment_alone_is_the_reference_population_itself() -> None:
    one = Mixture(300, (Segment("all", 1.0),))
    plain = world(size=300, weeks=10)
    mixed = world(people=one, weeks=10)
    first, other = ran(plain), ran(mixed)
    assert all(np.array_equal(first.record.series[n], other.record.series[n], True) for n in first.record.series)
    assert np.array_equal(one.leave_rate(np.array([0.3])), YearlyChurn().leave_rate(np.array([0.3])))


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(Mistake, match="add up to 1"):
        Mixture(10, (Segment("a", 0.5), Segment("b", 0.4)))
    with pytest.raises(Mistake, match="the same for all"):
        Mixture(10, (Segment("a", 0.5), Segment("b", 0.5, spending=Spending(p=2.0))))
    with pytest.raises(Mistake, match=r"population\.high_end\.share"):
        mixture(share=1.5)


def test_population_segments_is_a_population_like_any_other() -> None:
    here = built(
        composed(["population=segments", "population.size=90", "population.high_end.share=0.4"], "run").values
    ).world
    assert here.people.segments == ("Regular", "High End")
    assert here.people.size == 90
    assert isinstance(here.people, Mixture)
    assert here.people.kinds[1].share == 0.4
    assert adjusted_world(here, size=50).people.size == 50
