"""Reviews: who writes them, what they add up to, and whom they win."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.market.centre import Centre
from simulation.market.channel import ADVERTISING
from simulation.market.terms import Terms
from simulation.mechanisms.reviews import appeal, belief_in_reviews
from simulation.world.market import Market
from tests.luck import of_share
from tests.worlds import FREE, RELATIONSHIP, Alike, errors_off, market, world

N = 20_000


def spoken(praises: float = 0.0, complains: float = 0.0, satisfaction: float = 0.6, **reviews: Any) -> Market:
    """A week in which everybody has spoken, of a firm that had no reviews."""
    here = world(["reviews"], people=Alike(N), weeks=40, terms=Terms(touchpoints=FREE), reviews=reviews)
    some = market(here)
    values = some.population.values
    values["praises"][:], values["complains"][:], values["satisfaction"][:] = praises, complains, satisfaction
    some.firms["review_volume"][:] = 0.0
    some.step()
    return some


def read(**said: Any) -> Market:
    """A week later, in which nobody says anything."""
    some = spoken(**said)
    some.step()
    for column in ("praises", "complains", "review"):
        some.population[column][:] = 0.0
    return some


@pytest.mark.parametrize(("satisfaction", "chance"), [(0.6, 0.1), (0.8, 0.15), (0.4, 0.15), (0.2, 0.2), (1.2, 0.2)])
@pytest.mark.luck(of_share(0.1, N))
def test_the_very_happy_and_the_very_unhappy_write_more(satisfaction: float, chance: float) -> None:
    """Within 4 standard errors; the extremity saturates."""
    assert errors_off(spoken(praises=1.0, satisfaction=satisfaction).population["review"], chance) < 4


def test_who_says_nothing_writes_nothing() -> None:
    some = read()
    assert not some.population["review"].any()
    assert some.firms["rating"][1] == 4.0
    assert some.firms["review_volume"][1] == 0.0


def test_praise_has_five_stars_and_a_complaint_one() -> None:
    assert read(praises=1.0).firms["rating"][1] == 5.0
    assert read(complains=1.0).firms["rating"][1] == 1.0
    some = spoken(praises=1.0)
    wrote = some.population["review"].sum()
    some.step()
    assert some.firms["review_volume"][1] == pytest.approx(wrote / N)


def test_a_review_is_of_the_firm_that_was_spoken_of_though_its_writer_has_left() -> None:
    some = spoken(complains=1.0)
    some.population.start_again(np.arange(N))
    some.population["provider"][:] = some.population["next_provider"][:] = 2
    some.step()
    assert some.firms["rating"][1:].tolist() == [1.0, 4.0]
    assert some.firms["review_volume"][2] == 0.0


def test_reviews_fade_and_a_new_one_weighs_more_than_an_old_one() -> None:
    """Volume halves in 26 weeks, to 1e-12; the rating stays until somebody writes again."""
    some = read(praises=1.0)
    first = some.firms["review_volume"][1]
    for _ in range(26):
        some.step()
    assert some.firms["review_volume"][1] == pytest.approx(first / 2, rel=1e-12)
    assert some.firms["rating"][1] == pytest.approx(5.0, rel=1e-12)
    some.population["complains"][:] = 1.0
    some.step()
    some.step()
    old = first / 2 * 2.0 ** (-2 / 26)
    new = some.firms["review_volume"][1] - old
    assert some.firms["rating"][1] == pytest.approx((5.0 * old + 1.0 * new) / (old + new))


def won(belief: float, rating: float, known: float = 1.0, liked: float = 0.2) -> float:
    """The appeal of one firm."""
    return float(appeal(np.array([belief]), np.array([rating]), known, liked)[0])


def test_the_usual_firm_has_appeal_1_and_more_and_better_reviews_raise_it() -> None:
    assert won(0.5, 4.0) == pytest.approx(1.0)
    assert belief_in_reviews(np.array([0.15]), 0.15)[0] == 0.5
    stars = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    volume = np.array([0.0, 0.1, 0.2, 0.4, 0.8])
    assert (np.diff(appeal(0.5 * np.ones(5), stars, 1.0, 0.2)) > 0).all()
    assert (np.diff(appeal(belief_in_reviews(volume, 0.15), 4.0 * np.ones(5), 1.0, 0.2)) > 0).all()
    assert won(0.0, 1.0) == won(0.0, 5.0), "stars that nobody sees do nothing"


def test_many_bad_reviews_make_known_but_drive_away_where_they_weigh_enough() -> None:
    """The turning point: with b(3 - rating) above a / (1 + a·w), more of them lower the appeal, else they raise it."""

    def rises(liked: float) -> bool:
        return won(0.6, 1.0, liked=liked) > won(0.5, 1.0, liked=liked)

    assert rises(0.2)
    assert not rises(0.4)


@pytest.mark.luck(of_share(0.05, N) + of_share(0.1, N) + of_share(0.2, N))
def test_who_hears_well_of_a_firm_is_won_more_easily() -> None:
    """Appeal multiplies the chance to be won by advertising, within 4 standard errors."""
    terms = Terms(firms=1, focal_share=0.0, rival_share=0.0, touchpoints=FREE)
    for factor in (0.5, 1.0, 2.0):
        here = world(["acquisition"], people=Alike(N, firm=0), weeks=1, terms=terms, acquisition={"conversion": 0.1})
        some = market(here)
        some.population["touch"][:, 1], some.firms["appeal"][1] = ADVERTISING, factor
        some.step()
        assert errors_off(some.population["provider"] == 1, 0.1 * factor) < 4


def in_the_middle_of_things(**reviews: Any) -> Market:
    here = world(size=1500, weeks=104, as_is=RELATIONSHIP, reviews=reviews)
    return market(here, seed=3, centre=Centre((-0.95,), (0.78,), commitment=1.1, weekly_revenue=1.8,
                                              quarterly_envelope=(0.1 * 600,))).run()  # fmt: skip


def test_elasticities_come_out_near_those_of_51_studies() -> None:
    """1 % more reviews, or 1 % higher a rating, in a market after two years: 0.236 and 0.417 to within a half.

    You, Vadakkepatt & Joshi (2015); the elasticity of being won by advertising is that of appeal.
    """
    some = in_the_middle_of_things()
    volume, rating = float(some.firms["review_volume"][1]), float(some.firms["rating"][1])
    law: Any = some.world.mechanism("reviews")

    def after(more: float = 1.0, better: float = 1.0) -> float:
        belief = float(belief_in_reviews(np.array([volume * more]), law.midpoint)[0])
        return won(belief, rating * better, law.known, law.liked)

    elasticities = [np.log(after(*change) / after()) / np.log(1.01) for change in ((1.01, 1.0), (1.0, 1.01))]
    assert after() == pytest.approx(some.firms["appeal"][1])
    assert elasticities[0] == pytest.approx(0.236, rel=0.5)
    assert elasticities[1] == pytest.approx(0.417, rel=0.5)


@pytest.mark.parametrize(
    ("name", "low", "high", "column", "rises"),
    [
        ("rate", 0.03, 0.3, "review_volume", True),
        ("extremity", 0.0, 2.0, "review_volume", True),
        ("half_life", 13.0, 104.0, "review_volume", True),
        ("midpoint", 0.05, 0.5, "appeal", False),
    ],
)
def test_raising_a_parameter_moves_what_it_acts_on(
    name: str, low: float, high: float, column: str, rises: bool
) -> None:
    few, many = (read(praises=1.0, satisfaction=0.9, **{name: value}) for value in (low, high))
    for some in (few, many):
        for _ in range(5):
            some.step()
    before, after = few.firms[column][1], many.firms[column][1]
    assert (after > before) if rises else (after < before)


def test_fame_and_liking_weigh_more_with_their_parameters() -> None:
    assert won(0.9, 4.0, 2.0, 0.2) > won(0.9, 4.0, 0.3, 0.2)
    assert won(0.9, 5.0, 1.0, 0.4) > won(0.9, 5.0, 1.0, 0.05)
    assert won(0.9, 1.0, 1.0, 0.4) < won(0.9, 1.0, 1.0, 0.05)


def test_without_them_every_firm_has_appeal_1() -> None:
    some = in_the_middle_of_things(enabled=False)
    assert (some.firms["appeal"] == 1.0).all()
    assert not some.population["review"].any()
