"""What those around one do is taken for right."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.alignment.reference import adjusted_world, reference_world
from simulation.community import Community
from simulation.mechanisms.social_proof import SocialProof
from tests.worlds import Alike, market, ran, world


def test_it_is_off_unless_asked_for() -> None:
    assert not SocialProof().enabled
    here = adjusted_world(reference_world(), size=100, weeks=2)
    assert not ran(here).population["neighbour_share"].any()


def test_it_is_the_share_of_neighbours_who_are_with_each_firm() -> None:
    """0 knows 1, 2 and 3; of these 1 and 2 are with the firm; 4 knows nobody."""
    ties = Community.from_edges(5, [0, 0, 0], [1, 2, 3], [True, False, False])
    some = market(world(["social_proof"], people=Alike(5), weeks=1), community=ties)
    some.population["provider"][[0, 3]] = some.population["next_provider"][[0, 3]] = 0
    some.step()
    share = some.population["neighbour_share"]
    assert share[:, 1] == pytest.approx([2 / 3, 0.0, 0.0, 0.0, 0.0])
    assert not share[:, 0].any()


def test_on_the_complete_graph_it_is_the_share_of_all_others() -> None:
    some = market(world(["social_proof"], people=Alike(10), weeks=1), community=Community.fully_tied(10))
    some.population["provider"][:4] = some.population["next_provider"][:4] = 0
    some.step()
    expected = np.where(np.arange(10) < 4, 6 / 9, 5 / 9)
    assert some.population["neighbour_share"][:, 1] == pytest.approx(expected)


@pytest.mark.luck(1 / 1000)
def test_it_makes_more_people_join() -> None:
    off, on = (
        ran(world(size=600, weeks=80, social_proof={"enabled": enabled}, acquisition={"proof": 1.0, "strong": 0.07}))
        for enabled in (False, True)
    )
    assert on.record.series["joined"][:, 1].sum() > off.record.series["joined"][:, 1].sum()
