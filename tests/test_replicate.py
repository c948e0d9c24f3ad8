"""The jobs of workers are pure functions of what they are given."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from experiments.config.setting import Setting, doubtful
from experiments.execution.jobs import run_point, run_replicate, simulate_markets
from simulation.alignment.centring import centre_world
from simulation.market.centre import Centre
from simulation.measures.measures import MEASURES
from simulation.strategy import Strategy
from tests.commands import differing, setting


@pytest.fixture(scope="module")
def asked() -> Setting:
    return setting("population.size=120", "weeks=26")


@pytest.fixture(scope="module")
def centre(asked: Setting) -> Centre:
    return centre_world(asked.world)


def test_engines_give_the_same_outcome() -> None:
    few = setting("weeks=3")
    constants = centre_world(few.world)
    columns, agents = (
        run_replicate(few.world, constants, few.strategies, 3, engine) for engine in ("columns", "agents")
    )
    for one, other in zip(columns, agents, strict=True):
        assert not differing(one, other)


def test_names_and_order_of_strategies_do_not_matter(asked: Setting, centre: Centre) -> None:
    a, b = asked.strategies
    other = Strategy("another name", b.levers)
    first = run_replicate(asked.world, centre, (a, b), 5)
    second = run_replicate(asked.world, centre, (other, a), 5)
    assert not differing(first[0], second[1])
    assert not differing(first[1], second[0])
    assert second[0].strategy == "another name"


def test_strategies_of_a_replicate_meet_the_same_people_and_spend_the_same(asked: Setting, centre: Centre) -> None:
    one, other = simulate_markets(asked.world, centre, asked.strategies, 5, "columns")
    assert np.array_equal(one.population["buy_rate"], other.population["buy_rate"])
    assert one.community is other.community
    assert np.array_equal(one.ledger.envelope[:, 1], other.ledger.envelope[:, 1])
    assert (one.ledger.held()[-1] == 0).all(), "and all of it is spent or kept"
    assert (other.ledger.held()[-1] == 0).all()
    assert one.ledger.envelope.dtype == np.int64


def test_an_outcome_travels(asked: Setting, centre: Centre) -> None:
    found = run_replicate(asked.world, centre, asked.strategies, 5)[0]
    assert not differing(pickle.loads(pickle.dumps(found)), found)


def test_the_world_travels_and_stays_the_same(asked: Setting, centre: Centre) -> None:
    there = pickle.loads(pickle.dumps(asked.world))
    assert centre_world(there) == centre
    assert not differing(
        run_replicate(there, centre, asked.strategies, 5)[1], run_replicate(asked.world, centre, asked.strategies, 5)[1]
    )


def test_a_point_of_the_space_is_centred_anew(asked: Setting, centre: Centre) -> None:
    place = {key: (low + high) / 2 for key, (low, high) in doubtful(asked.world).items()}
    values = run_point(asked.world, centre, place, asked.strategies, (1, 2))
    assert values.shape == (2, 2, len(MEASURES))
    assert np.isfinite(values[:, :, 0]).all()
    assert np.array_equal(values, run_point(asked.world, centre, place, asked.strategies, (1, 2)), equal_nan=True)
    assert not np.array_equal(values[0], values[1])
