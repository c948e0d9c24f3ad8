"""People are rows that look like Mesa agents, in sets that look like Mesa's."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from typing import Any

import mesa
import numpy as np
import pytest
from mesa.agent import AgentSet

from simulation.market.centre import Centre
from simulation.market.touchpoint import TOUCHPOINTS
from simulation.mesa_model.agents import Customer, Firm, Touchpoint
from simulation.mesa_model.agentset import Customers
from simulation.mesa_model.model import Courtship
from tests.worlds import RELATIONSHIP, world

SIZE = 60
WORLD = world(size=SIZE, weeks=20)


@pytest.fixture
def model() -> Courtship:
    """A market after four weeks."""
    opened = Courtship(WORLD, RELATIONSHIP, rng=5, centre=Centre(quarterly_envelope=(20.0,)))
    for _ in range(4):
        opened.step()
    return opened


@pytest.fixture
def plain(model: Courtship) -> Iterator[AgentSet]:
    """The same people in a set of Mesa's own, which needs somebody to hold them."""
    held = list(model.customers)
    yield AgentSet(held, random=model.random)
    del held


def column(model: Courtship, name: str) -> Any:
    return model.market.population[name]


def test_a_customer_is_a_view_of_one_row(model: Courtship) -> None:
    customer = model.customers[3]
    assert isinstance(customer, mesa.Agent)
    assert isinstance(customer, Customer)
    assert customer.unique_id == 3
    assert customer.satisfaction == column(model, "satisfaction")[3]
    assert type(customer.satisfaction) is float
    assert type(customer.provider) is int
    assert type(customer.is_customer) is bool
    customer.satisfaction = 0.25
    assert column(model, "satisfaction")[3] == 0.25
    assert customer.satisfaction == 0.25
    column(model, "stage")[3] = 2.0
    assert customer.stage == 2.0


def test_a_number_per_firm_is_read_as_an_array_and_set_as_a_whole(model: Courtship) -> None:
    customer = model.customers[3]
    seen = customer.trust
    customer.trust = [0.5, 0.1, 0.9]
    assert column(model, "trust")[3].tolist() == [0.5, 0.1, 0.9]
    assert seen.tolist() != [0.5, 0.1, 0.9], "what was read does not change afterwards"
    with pytest.raises(ValueError, match="read-only"):
        seen[1] = 0.3


def test_an_unknown_or_bound_attribute_is_refused_with_advice(model: Courtship) -> None:
    customer = model.customers[3]
    with pytest.raises(AttributeError, match="no column 'satisfacton'. Did you mean satisfaction?"):
        _ = customer.satisfacton
    with pytest.raises(AttributeError, match="Did you mean satisfaction?"):
        customer.satisfacton = 0.1
    with pytest.raises(AttributeError, match="needs a column"):
        customer.zzz = "red"
    with pytest.raises(AttributeError, match="next_provider"):
        customer.provider = 2
    with pytest.raises(AttributeError, match="next_provider"):
        model.customers.set("provider", 2)
    assert "satisfaction" in dir(customer)


def test_there_is_one_view_of_a_row_as_long_as_it_is_held(model: Courtship) -> None:
    assert model.customers[3] is model.customers[3]
    held = model.customers[3]
    assert next(a for a in model.agents if a.unique_id == 3) is held
    assert model.person(3) is held
    seen = weakref.ref(held)
    del held
    gc.collect()
    assert seen() is None


def test_views_are_made_only_for_those_that_are_looked_at() -> None:
    model = Courtship(WORLD, rng=1, centre=Centre())
    model.agents.agg("satisfaction", np.mean)
    model.agents.groupby("provider").agg("commitment", np.mean)
    model.agents.sort("buy_rate")
    model.agents.shuffle()
    model.agents.set("stage", 1.0)
    model.step()
    assert "_views" not in vars(model)
    _ = model.customers[4]
    assert "_views" in vars(model)


def test_who_knows_whom_and_who_is_with_which_firm(model: Courtship) -> None:
    customer = model.customers[3]
    assert {n.unique_id for n in customer.neighbours} == set(model.graph[3])
    assert customer not in customer.neighbours
    for firm in model.firms:
        assert {c.provider for c in firm.customers} == {firm.index}
        assert len(firm.customers) == model.market.firms["customers"][firm.index]
        assert all(c.firm is firm for c in firm.customers)
    nobody = model.customers.select(lambda c: c.provider == 0)
    assert [c.firm for c in nobody] == [None] * len(nobody)


def test_firms_and_touchpoints_are_ordinary_agents(model: Courtship) -> None:
    focal, rival = model.firms
    assert [focal.index, rival.index] == [1, 2]
    assert (focal.strategy.name, rival.strategy.name) == ("relationship", "as_is")
    assert focal.quality == model.market.firms["quality"][1]
    focal.quality = 0.4
    assert model.market.firms["quality"][1] == 0.4
    focal.slogan = "be there"
    assert focal.slogan == "be there"
    with pytest.raises(AttributeError, match="Did you mean quality?"):
        _ = focal.qualty
    assert [(t.firm.index, t.design.name) for t in model.touchpoints] == [
        (f, d.name) for f in (1, 2) for d in model.market.world.terms.touchpoints
    ]
    ids = [agent.unique_id for agents in model.agents_by_type.values() for agent in agents]
    assert len(set(ids)) == len(ids) == SIZE + 2 + 2 * len(TOUCHPOINTS)
    assert set(model.agent_types) == {Customer, Firm, Touchpoint}


def test_everything_in_mesas_sets_is_answered_by_ours() -> None:
    """What is not overridden would look into Mesa's own storage, which is empty here; `_update` writes to it."""
    bases = [base for base in AgentSet.__mro__ if base.__module__.startswith("mesa")]
    theirs = {name for base in bases for name, value in vars(base).items() if callable(value)}
    ours = {name for name in theirs if name in vars(Customers)}
    generic = {"__init_subclass__", "__class_getitem__", "__new__", "__subclasshook__"}
    assert {"do", "shuffle_do", "agg", "get", "set", "groupby", "__len__"} <= ours
    assert theirs - ours - generic == {"_update"}


def ids(agents: Any) -> list[int]:
    return [agent.unique_id for agent in agents]


def satisfied(agent: Customer) -> bool:
    return bool(agent.satisfaction > 0.6)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"filter_func": satisfied},
        {"filter_func": satisfied, "at_most": 3},
        {"at_most": 7},
        {"at_most": 0.25},
        {"at_most": 1.0},
        {"at_most": 0},
        {"agent_type": Customer},
        {"agent_type": Firm},
        {"agent_type": mesa.Agent, "filter_func": satisfied, "at_most": 0.1},
    ],
    ids=lambda options: ", ".join(options) or "all",
)
def test_select_is_mesas(model: Courtship, plain: AgentSet, options: dict[str, Any]) -> None:
    assert ids(model.customers.select(**options)) == ids(plain.select(**options))
    chosen = model.customers.copy()
    assert chosen.select(**options, inplace=True) is chosen
    assert ids(chosen) == ids(plain.select(**options))


@pytest.mark.parametrize("ascending", [True, False])
@pytest.mark.parametrize("key", ["buy_rate", "provider", satisfied, "unique_id"])
def test_sort_is_mesas(model: Courtship, plain: AgentSet, key: Any, ascending: bool) -> None:
    assert ids(model.customers.sort(key, ascending)) == ids(plain.sort(key, ascending))
    ordered = model.customers.copy()
    assert ordered.sort(key, ascending, inplace=True) is ordered
    assert ids(ordered) == ids(plain.sort(key, ascending))


def test_shuffle_is_mesas(model: Courtship, plain: AgentSet) -> None:
    state = model.random.getstate()
    shuffled = ids(model.customers.shuffle())
    model.random.setstate(state)
    assert shuffled == ids(plain.shuffle()) != list(range(SIZE))
    assert ids(model.customers) == list(range(SIZE))
    own = model.customers.copy()
    assert own.shuffle(inplace=True) is own
    assert sorted(ids(own)) == list(range(SIZE))


@pytest.mark.parametrize("by", ["provider", "is_customer", satisfied])
def test_groupby_is_mesas(model: Courtship, plain: AgentSet, by: Any) -> None:
    ours, theirs = model.customers.groupby(by), plain.groupby(by)
    assert {k: ids(v) for k, v in ours} == {k: ids(v) for k, v in theirs}
    assert list(ours.groups) == list(theirs.groups)
    assert ours.count() == theirs.count()
    assert len(ours) == len(theirs)
    assert ours.agg("satisfaction", np.mean) == theirs.agg("satisfaction", np.mean)
    assert ours.map("agg", "buy_rate", max) == theirs.map("agg", "buy_rate", max)
    assert all(isinstance(group, Customers) for _, group in ours)
    lists = model.customers.groupby(by, result_type="list")
    assert {k: ids(v) for k, v in lists} == {k: ids(v) for k, v in theirs}
    assert lists.agg("satisfaction", max) == theirs.agg("satisfaction", max)
    ours.do("set", "stage", 3.0)
    assert (column(model, "stage") == 3.0).all()


def test_agg_get_set_and_map_are_mesas(model: Courtship, plain: AgentSet) -> None:
    ours = model.customers
    for func in (np.mean, np.median, min, max, len):
        assert ours.agg("satisfaction", func) == plain.agg("satisfaction", func)
    # Python 3.12 compensates when it adds floats of its own, not when they are NumPy's.
    assert ours.agg("satisfaction", sum) == pytest.approx(plain.agg("satisfaction", sum), rel=1e-14)
    assert ours.agg("buy_rate", [min, max]) == plain.agg("buy_rate", [min, max])
    assert ours.agg("unique_id", sum) == plain.agg("unique_id", sum) == sum(range(SIZE))
    assert ours.get("satisfaction") == plain.get("satisfaction")
    assert ours.get(["unique_id", "provider"]) == plain.get(["unique_id", "provider"])
    np.testing.assert_array_equal(ours.get("trust"), plain.get("trust"))
    assert ours.get("hat", "default", 1) == plain.get("hat", "default", 1) == [1] * SIZE
    with pytest.raises(AttributeError, match="hat"):
        ours.get("hat")
    with pytest.raises(ValueError, match="handle_missing"):
        ours.get("satisfaction", "never")
    assert ours.map("__repr__") == plain.map(repr) == ours.map(repr)
    assert ours.select(satisfied).set("investment", 0.5).agg("investment", min) == 0.5
    assert ours.do(lambda c: setattr(c, "gratitude", 0.1)) is ours
    assert (column(model, "gratitude") == 0.1).all()


def test_each_has_one_turn_and_those_who_leave_meanwhile_none(model: Courtship) -> None:
    turns: list[int] = []
    model.customers.shuffle_do(lambda c: turns.append(c.row))
    assert turns != sorted(turns)
    assert sorted(turns) == list(range(SIZE))
    turns.clear()

    def turn(customer: Customer) -> None:
        turns.append(customer.row)
        if customer.row == 2:
            model.customers[10].remove()

    model.customers.do(turn)
    assert turns == [row for row in range(SIZE) if row != 10]


def test_sets_can_be_indexed_and_joined(model: Courtship) -> None:
    customers = model.customers
    assert ids(customers[1:4]) == [1, 2, 3]
    assert customers[-1].unique_id == SIZE - 1
    with pytest.raises(IndexError):
        _ = customers[SIZE]
    low, high = customers.select(at_most=10), customers.of(np.arange(5, 15))
    assert ids(low & high) == [5, 6, 7, 8, 9]
    assert ids(low | high) == list(range(15))
    assert ids(low - high) == [0, 1, 2, 3, 4]
    assert low == customers.of(np.arange(10)[::-1])
    low.add(customers[20])
    low.add(customers[20])
    low.discard(customers[30])
    low.remove(customers[0])
    assert ids(low) == [*range(1, 10), 20]
    with pytest.raises(KeyError):
        low.remove(customers[0])
    assert len(customers) == SIZE
    assert customers.to_list() == list(customers)
    other = Courtship(WORLD, rng=1, centre=Centre())
    assert other.customers[0] not in customers
    assert model.firms[0] not in customers
    with pytest.raises(ValueError, match="another model"):
        low.add(other.customers[0])


class Generous(Customer):
    """A property of the class comes before a column of the same name."""

    @property
    def satisfaction(self) -> float:
        return 1.0

    def delight(self) -> float:
        return self.satisfaction + self.stage


class OfTheGenerous(Courtship):
    customer_type = Generous


def test_people_can_be_taught_something_else() -> None:
    model = OfTheGenerous(WORLD, rng=1, centre=Centre())
    assert model.agents.agg("satisfaction", np.mean) == 1.0
    assert model.agents.map("delight") == [1.0] * SIZE
    assert list(model.agents_by_type) == [Generous, Firm, Touchpoint]
    model.step()
