"""Who has heard of a firm and considers it, and the log of the way there."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.fading import share_left
from simulation.market.channel import ADVERTISING, CHANNELS, REFERRAL, TALK, WINBACK
from simulation.market.terms import Terms
from simulation.mechanisms.awareness import NEUTRAL
from simulation.world.market import Market
from tests.worlds import FREE, Alike, market, world

BUILDING = [channel.building for channel in CHANNELS]


def prospects(weeks: int = 4, **awareness: float) -> Market:
    """Five people who are with nobody and are touched by what a test says, week by week."""
    terms = Terms(firms=2, focal_share=0.0, rival_share=0.0, touchpoints=FREE)
    return market(world(["awareness"], people=Alike(5, firm=0), weeks=weeks, terms=terms, awareness=awareness))


def test_consideration_fades_by_half_in_a_half_life() -> None:
    assert 0.8 * share_left(8.0, 8.0) == pytest.approx(0.4)
    some = prospects(8)
    some.run()
    assert some.population["consideration"][:, 1:] == pytest.approx(NEUTRAL / 2.0)
    assert not some.population["aware"].any()


def test_who_has_not_entered_forgets_nothing_and_customers_do_not_forget_their_firm() -> None:
    some = prospects(30)
    some.population["absent"][0] = True
    some.population["provider"][1] = some.population["next_provider"][1] = 1
    some.population["consideration"][1, 1] = 0.9
    some.run()
    considered = some.population["consideration"]
    assert (considered[0, 1:] == NEUTRAL).all()
    assert considered[1, 1] == pytest.approx(NEUTRAL), "down to where everybody begins, and no further"
    assert considered[1, 2] < NEUTRAL / 4


def test_each_touch_closes_part_of_the_gap() -> None:
    """With a constant touch by advertising it settles at b / (1 - ρ(1 - b))."""
    some = prospects(200)
    some.population["touch"][0, 1] = ADVERTISING
    some.population["praise_strong"][1, 1] = 2.0
    some.population["praise_weak"][2, 2] = 1.0
    some.population["offered"][3] = 1
    some.step()
    kept = NEUTRAL * np.exp2(-1 / 8.0)
    gap = [1 - BUILDING[ADVERTISING - 1], (1 - BUILDING[REFERRAL - 1]) ** 2, 1.0, 1 - BUILDING[WINBACK - 1], 1.0]
    assert some.population["consideration"][:, 1] == pytest.approx(1.0 - (1.0 - kept) * np.array(gap))
    assert some.population["consideration"][2, 2] == pytest.approx(1.0 - (1.0 - kept) * (1 - BUILDING[TALK - 1]))
    assert some.population["aware"][:, 1].tolist() == [1, 1, 0, 1, 0]
    assert some.population["aware"][:, 2].tolist() == [0, 0, 1, 0, 0]
    some.run()
    kept, b = np.exp2(-1 / 8.0), BUILDING[ADVERTISING - 1]
    assert some.population["consideration"][0, 1] == pytest.approx(b / (1.0 - kept * (1.0 - b)))


def test_a_longer_half_life_leaves_more_consideration() -> None:
    short, long = (prospects(6, half_life=value) for value in (4.0, 16.0))
    for some in (short, long):
        some.population["touch"][:, 1] = ADVERTISING
        some.run()
    assert (long.population["consideration"][:, 1] > short.population["consideration"][:, 1]).all()


def test_the_log_counts_the_touches_of_the_focal_firm_by_channel_and_keeps_the_first() -> None:
    some = prospects()
    values = some.population.values
    values["touch"][:2, 1] = ADVERTISING
    values["touch"][2, 2] = ADVERTISING  # of the rival
    some.step()
    values["touch"][:] = 0
    values["praise_strong"][[0, 2, 3], 1] = 3.0
    values["praise_weak"][3, 1] = 1.0
    some.step()
    assert values["touches"][:, ADVERTISING - 1].tolist() == [1, 1, 0, 0, 0]
    assert values["touches"][:, REFERRAL - 1].tolist() == [1, 0, 1, 1, 0]
    assert values["touches"][:, TALK - 1].tolist() == [0, 0, 0, 1, 0]
    assert values["first_touch"].tolist() == [ADVERTISING, ADVERTISING, REFERRAL, REFERRAL, 0]


def test_who_leaves_the_focal_firm_begins_a_new_way_and_stays_aware() -> None:
    some = prospects()
    values = some.population.values
    values["touches"][:, 0], values["first_touch"][:] = 5, ADVERTISING
    values["left_firm"][:2] = [1, 2]
    some.step()
    assert values["touches"][:, 0].tolist() == [0, 5, 5, 5, 5]
    assert values["first_touch"].tolist() == [0, *[ADVERTISING] * 4]
    assert values["aware"][:, 1].tolist() == [1, 0, 0, 0, 0]
    assert values["aware"][:, 2].tolist() == [0, 1, 0, 0, 0]


def test_the_absent_hear_nothing() -> None:
    some = prospects()
    some.population["absent"][0] = True
    some.population["praise_strong"][:, 1] = 1.0
    some.step()
    assert some.population["aware"][:, 1].tolist() == [0, 1, 1, 1, 1]
