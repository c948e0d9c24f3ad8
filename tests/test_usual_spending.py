"""What firms may spend is a share of what the very people who are simulated would pay, whoever the pilots were."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from experiments.execution.jobs import run_replicate
from simulation.alignment.centring import centre_world_quickly
from simulation.alignment.funding import with_own_envelopes, with_unit
from simulation.alignment.usual_spending import usual_revenue, usual_spending
from simulation.draws import Draws
from simulation.market.centre import Centre
from simulation.market.envelopes import GRAIN
from simulation.people.people import Traits
from simulation.world.market import Market
from simulation.world.world import World
from tests.random_worlds import observed
from tests.worlds import AS_IS, RELATIONSHIP, world

SEEDS = range(4)


@pytest.fixture(scope="module")
def here() -> World:
    return world(size=250, weeks=52)


@pytest.fixture(scope="module")
def centre(here: World) -> Centre:
    return centre_world_quickly(here)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_status_quo_is_given_its_share_of_what_its_customers_usually_pay(
    here: World, centre: Centre, seed: int
) -> None:
    own = with_own_envelopes(here, seed, centre)
    paid = np.zeros(here.weeks)

    def watch(market: Market) -> None:
        paid[market.week] = usual_revenue(market, own)[1]

    calm = here.calm()
    ledger = Market(calm, calm.as_is, seed, own).run(watch).ledger
    given = ledger.envelope[:, 1].sum() / GRAIN * own.weekly_revenue
    # Who leaves does not depend on the envelope by more than this: the status quo has what it had.
    assert given == pytest.approx(here.terms.budget_share * paid.sum(), rel=0.02)


def test_what_is_given_for_a_customer_is_no_matter_of_luck(here: World, centre: Centre) -> None:
    """Of a hundred customers what they are expected to pay themselves is known to a sixth only."""
    usual = here.terms.budget_share * centre.weekly_revenue
    rich, given = [], []
    for seed in range(8):
        traits = here.people.traits(Draws(seed), here.terms)
        own = traits.provider == 1
        rich.append(float(np.mean((traits.buy_rate * here.people.spend_shape / traits.spend_rate)[own])))
        first = with_own_envelopes(here, seed, centre).quarterly_envelope[0] * centre.weekly_revenue
        given.append(first / own.sum() / usual)
    assert np.std(rich) / np.mean(rich) > 0.08
    # In the first quarter some customers leave and others come: their number moves, what is given for one does not.
    assert np.std(given) < 0.03
    assert np.mean(given) == pytest.approx(1.0, abs=0.03)


def test_who_the_pilots_were_does_not_matter(here: World, centre: Centre) -> None:
    """The pilots' own envelopes of 250 people differ by a quarter and more."""
    twice = centre.quarterly_envelope[0] * 2.0
    other = replace(centre, quarterly_envelope=(twice,) * 4, rivals_envelopes=((0.0,) * 4,))
    for seed in SEEDS:
        assert with_own_envelopes(here, seed, other) == with_own_envelopes(here, seed, centre)


def test_the_unit_of_money_is_the_worlds_and_not_the_samples(here: World) -> None:
    units = [with_unit(world(size=size), Centre()).weekly_revenue for size in (20, 250, 2000)]
    assert units[0] == units[1] == units[2] > 0


def test_strategies_that_meet_are_given_the_same(here: World, centre: Centre) -> None:
    outcomes = run_replicate(here, with_own_envelopes(here, 1, centre), [AS_IS, RELATIONSHIP], 1)
    assert np.array_equal(outcomes[0].envelope, outcomes[1].envelope)


def test_customers_who_hardly_ever_leave_count_as_what_such_customers_pay() -> None:
    """Whoever stays pays twice as much: after those who leave have left, a customer is worth more than before."""
    rate, size = np.linspace(0.001, 0.02, 1000), 1000
    loyal = rate < 0.01
    traits = Traits(
        np.ones(size, dtype=np.int64), rate, np.where(loyal, 2.0, 1.0), np.ones(size), np.zeros(size, dtype=np.bool_)
    )
    found = usual_spending([(traits, 3.0)])
    assert found.by_loyalty[0] == 6.0
    assert found.by_loyalty[-1] == 3.0
    assert found.mean == pytest.approx(np.mean(np.where(loyal, 6.0, 3.0)))
    assert (found.others, found.customers) == (0.0, 1.0)


def test_a_log_is_weighed_by_its_own_customers() -> None:
    """The same customers twice are the same: their rates are drawn again until there are many."""
    log = observed()
    once, again = (with_unit(replace(world(size=10), people=log), Centre()).weekly_revenue for _ in range(2))
    assert once == again > 0
    named = ("frequency", "recency", "age", "value")
    twice = replace(log, **{name: np.tile(getattr(log, name), 2) for name in named})
    assert with_unit(replace(world(size=10), people=twice), Centre()).weekly_revenue == pytest.approx(once, rel=0.03)
