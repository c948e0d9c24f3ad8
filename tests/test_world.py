"""What compared strategies share, and the order of a week."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulation.community import ScaleFree
from simulation.market.terms import Terms
from simulation.mechanism import Phase
from simulation.mistake import Mistake
from simulation.world.order_of_a_week import order_of_a_week
from tests.luck import FOUR
from tests.worlds import AS_IS, IDLE, RELATIONSHIP, Alike, laws, world


def test_mechanisms_act_in_phases_and_after_what_they_wait_for() -> None:
    for phase, ordered in order_of_a_week(laws()).items():
        names = [mechanism.name for mechanism in ordered]
        for mechanism in ordered:
            assert mechanism.phase is phase
            assert all(names.index(before) < names.index(mechanism.name) for before in mechanism.after)
    assert list(order_of_a_week(laws())) == list(Phase)


def test_the_plan_does_not_depend_on_the_order_of_the_mechanisms_or_on_what_is_off() -> None:
    usual = order_of_a_week(laws())
    assert order_of_a_week(tuple(reversed(laws()))) == usual
    names = [[mechanism.name for mechanism in ordered] for ordered in order_of_a_week(laws(only=())).values()]
    assert names == [[mechanism.name for mechanism in ordered] for ordered in usual.values()]


def test_mandatory_service_comes_first_and_quality_takes_the_rest() -> None:
    names = [mechanism.name for mechanism in order_of_a_week(laws())[Phase.CONTACT]]
    assert names[0] == "contact"
    assert names[-1] == "quality"


def test_mechanisms_that_wait_for_each_other_are_refused() -> None:
    one, other = (type(mechanism) for mechanism in laws() if mechanism.name in ("investment", "trust"))
    circle = (
        type(one.__name__, (one,), {"after": (other.name,)}),
        type(other.__name__, (other,), {"after": (one.name,)}),
    )
    with pytest.raises(Mistake, match="must not depend on each other's order"):
        order_of_a_week(tuple(law() for law in circle))


def test_rivals_without_a_strategy_are_as_they_are_and_the_last_one_serves_for_all_that_follow() -> None:
    here = world(terms=Terms(firms=4, focal_share=0.2, rival_share=0.6))
    assert here.strategies(RELATIONSHIP) == (RELATIONSHIP, AS_IS, AS_IS, AS_IS)
    assert replace(here, rivals=(IDLE, AS_IS)).strategies(RELATIONSHIP) == (RELATIONSHIP, IDLE, AS_IS, AS_IS)


def test_a_mechanism_is_switched_without_touching_the_others() -> None:
    here = world()
    off = here.switched("trust", False)
    assert not off.mechanism("trust").enabled
    assert off.switched("trust", True) == here
    assert [m for m in off.mechanisms if m.name != "trust"] == [m for m in here.mechanisms if m.name != "trust"]


@pytest.mark.luck(FOUR)
def test_who_one_is_and_whom_one_knows_have_nothing_to_do_with_each_other() -> None:
    """Hubs of a scale-free graph are its first rows; dealt out by draw they are anywhere. Within 4 / √N."""
    here = world(people=Alike(2000), network=ScaleFree())
    raw, dealt = ScaleFree().build(2000, 3), here.community(3)
    row = np.arange(2000)
    assert abs(np.corrcoef(row, np.argsort(np.argsort(dealt.degree)))[0, 1]) < 4.0 / np.sqrt(2000)
    assert np.corrcoef(row, np.argsort(np.argsort(raw.degree)))[0, 1] < -0.3
    assert sorted(raw.degree) == sorted(dealt.degree)
    assert np.array_equal(dealt.degree, here.community(3).degree)
