"""Segmentations: the same customers cut up in several ways, and back again from the tables."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.market.centre import Centre
from simulation.measures.outcome import PER_SEGMENT, outcome
from simulation.measures.segmentation import other_segmentations, value_third
from simulation.people.heterogeneity import Buying, Spending, YearlyChurn
from simulation.people.segments import HighEnd, regular_and_high_end
from tests.worlds import AS_IS, ran, world

MIXED = regular_and_high_end(400, YearlyChurn(), Buying(), Spending(), HighEnd())
CENTRE = Centre(weekly_revenue=1.8, quarterly_envelope=(0.04 * 400,))


def test_every_segmentation_has_all_week_0_customers_and_the_same_means() -> None:
    some = ran(world(people=MIXED, weeks=12), AS_IS, centre=CENTRE)
    kept = outcome(some)
    everybody = kept.segments["customers"].sum()
    assert everybody == some.record.cohort.sum()
    assert set(kept.segmentations) == {"segment", "thrift", "deals"}
    assert list(kept.segmentations["segment"]) == ["Regular", "High End"]
    for by, segments in kept.segmentations.items():
        heads = np.array([segment["customers"] for segment in segments.values()])
        assert heads.sum() == everybody, by
        for name in PER_SEGMENT.keys() - {"customers"}:
            total = sum(segment["customers"] * segment[name] for segment in segments.values())
            thirds = (kept.segments["customers"] * kept.segments[name]).sum()
            assert total == pytest.approx(thirds), (by, name)


def test_people_are_where_their_traits_put_them() -> None:
    some = ran(world(people=MIXED, weeks=2), AS_IS, centre=CENTRE)
    people = np.arange(400)
    values = some.population.values
    found = other_segmentations(some, people)
    assert np.array_equal(found["segment"][1], values["segment"])
    assert np.array_equal(found["thrift"][1] == 0, values["thrift"] > 0)
    assert np.array_equal(found["deals"][1] == 0, values["deal_seeker"] > 0)
    third = value_third(some, people)
    expected = values["buy_rate"] / values["spend_rate"]
    assert expected[third == 0].max() <= expected[third == 1].min() <= expected[third == 2].min()


def test_what_no_mechanism_knows_of_is_no_segmentation() -> None:
    some = ran(world(size=100, weeks=2, without=("premium", "discounts")), AS_IS, centre=CENTRE)
    assert other_segmentations(some, np.arange(100)) == {}
