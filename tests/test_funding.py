"""What firms may spend is a share of what the very people who are simulated would pay, whoever the pilots were."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from experiments.execution.jobs import replicate
from simulation.centre import Centre
from simulation.centring import centred_quickly
from simulation.draws import Draws
from simulation.envelopes import GRAIN
from simulation.funding import funded, with_unit
from simulation.lifts import expected_revenue
from simulation.market import Market
from simulation.world import World
from tests.worlds import AS_IS, RELATIONSHIP, world

SEEDS = range(4)


@pytest.fixture(scope="module")
def here() -> World:
    return world(size=250, weeks=52)


@pytest.fixture(scope="module")
def centre(here: World) -> Centre:
    return centred_quickly(here)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_status_quo_spends_its_share_of_what_its_own_customers_pay(here: World, centre: Centre, seed: int) -> None:
    own = funded(here, seed, centre)
    paid = np.zeros(here.weeks)

    def watch(market: Market) -> None:
        paid[market.week] = expected_revenue(market)[1]

    calm = here.calm()
    ledger = Market(calm, calm.as_is, seed, own).run(watch).ledger
    given = ledger.envelope[:, 1].sum() / GRAIN * own.weekly_revenue
    # Who leaves does not depend on the envelope by more than this: the status quo has what it had.
    assert given == pytest.approx(here.terms.budget_share * paid.sum(), rel=0.05)


def test_who_the_pilots_were_does_not_matter(here: World, centre: Centre) -> None:
    """The pilots' own envelopes of 250 people differ by a quarter and more."""
    twice = centre.quarterly_envelope[0] * 2.0
    other = replace(centre, quarterly_envelope=(twice,) * 4, rivals_envelopes=((0.0,) * 4,))
    for seed in SEEDS:
        assert funded(here, seed, other) == funded(here, seed, centre)


def test_replicates_of_rich_people_are_given_more(here: World, centre: Centre) -> None:
    def first(seed: int) -> float:
        traits = here.people.traits(Draws(seed), here.terms)
        own = traits.provider == 1
        return float((traits.buy_rate / traits.spend_rate)[own].sum())

    rich = [first(seed) for seed in SEEDS]
    given = [funded(here, seed, centre).quarterly_envelope[0] for seed in SEEDS]
    assert np.argsort(rich).tolist() == np.argsort(given).tolist()


def test_the_unit_of_money_is_the_worlds_and_not_the_samples(here: World) -> None:
    units = [with_unit(world(size=size), Centre()).weekly_revenue for size in (20, 250, 2000)]
    assert units[0] == units[1] == units[2] > 0
    many = [with_unit(world(size=size), Centre()).quarterly_envelope[0] / size for size in (20, 250, 2000)]
    assert many == pytest.approx([many[0]] * 3)


def test_strategies_that_meet_are_given_the_same(here: World, centre: Centre) -> None:
    outcomes = replicate(here, funded(here, 1, centre), [AS_IS, RELATIONSHIP], 1)
    assert np.array_equal(outcomes[0].envelope, outcomes[1].envelope)
