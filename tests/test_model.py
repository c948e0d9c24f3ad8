"""`Courtship` is a Mesa model in every way Mesa offers, on every Mesa that is supported."""

from __future__ import annotations

import copy
import dataclasses
import gc
import inspect
import math
import pickle
import tracemalloc
import weakref
from typing import Any

import mesa
import numpy as np
import pytest
from mesa.batchrunner import batch_run

from experiments.config.composition import composed
from experiments.config.setting import built
from experiments.config.strategies import load
from simulation import exact_sums
from simulation.alignment import reference
from simulation.alignment.reference import CX_ONLY, centre_of, reference_world
from simulation.community import Complete
from simulation.market.centre import Centre
from simulation.measures.measures import cash, profit
from simulation.mesa_model.agents import Customer, Firm
from simulation.mesa_model.engine import ENGINES
from simulation.mesa_model.model import Courtship
from simulation.mistake import Mistake
from simulation.people.people import Reference
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.bits import differences
from tests.waiting import calls_of
from tests.worlds import EVERY_LEVER, RELATIONSHIP, Alike, world

SIZE, WEEKS = 80, 12
WORLD = world(size=SIZE, weeks=WEEKS)
CENTRE = Centre(quarterly_envelope=(30.0,))


def opened(rng: int = 5, **options: Any) -> Courtship:
    return Courtship(WORLD, RELATIONSHIP, rng=rng, centre=CENTRE, **options)


def after(weeks: int, **options: Any) -> Courtship:
    model = opened(**options)
    for _ in range(weeks):
        model.step()
    return model


def test_it_needs_no_argument(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference, "WEEKS", 8)  # the pilots of 260 weeks take seconds
    monkeypatch.setattr(reference, "Reference", lambda: Reference(size=300))
    model = Courtship()
    model.step()
    assert model.week == 1
    assert model.market.strategy == CX_ONLY
    assert {m.name for m in model.market.world.mechanisms} == {m.name for m in WORLD.mechanisms}


def test_the_reference_world_is_that_of_the_command_line() -> None:
    world, asked = reference_world(), built(composed(()).values, to_run=False).world
    for part in ("people", "weeks", "terms", "mechanisms", "as_is", "network"):
        assert getattr(world, part) == getattr(asked, part), part
    assert load("cx_only").levers == CX_ONLY.levers == world.as_is.levers


def test_a_run_is_that_of_the_market() -> None:
    model = opened()
    model.run_model()
    assert not model.running
    assert model.week == model.steps == WEEKS
    assert differences(model.market, Market(WORLD, RELATIONSHIP, 5, CENTRE).run()) == []
    with pytest.raises(Mistake, match="week: given 13, must be at most 12"):
        model.step()


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [
        *(
            ({"rng": rng}, "rng: given .* whole number from 0")
            for rng in (2**70, True, 1.0, np.float32(1.7), "１", [1])
        ),
        *(({"weeks": weeks}, "weeks: given") for weeks in (4.5, math.nan, "4", True)),
        *(({"population_size": size}, "population_size: given") for size in (60.5, "60", math.nan)),
        ({"strategy": "relationship"}, "must be a Strategy"),
    ],
)
def test_what_is_no_whole_number_or_no_strategy_is_refused(asked: dict[str, Any], wrong: str) -> None:
    with pytest.raises(Mistake, match=wrong):
        Courtship(**{"centre": CENTRE, "rng": 1, "population_size": 60, "weeks": 4, **asked})


def test_a_person_holds_what_a_column_can_hold() -> None:
    model = opened()
    before = model.customers[0].satisfaction
    for value in (math.nan, 5.0, -0.1, "high"):
        with pytest.raises(Mistake, match="satisfaction: given"):
            model.customers[0].satisfaction = value
        with pytest.raises(Mistake, match="satisfaction: given"):
            model.customers.set("satisfaction", value)
    assert model.customers[0].satisfaction == before
    with pytest.raises(Mistake, match="firm: given 9, must be a number from 1 to"):
        model.firm(9)
    with pytest.raises(Mistake, match="must be a Strategy"):
        model.firm(1).strategy = "relationship"


@pytest.mark.parametrize("engine", ENGINES)
def test_an_open_market_can_be_gone_on_with(engine: str) -> None:
    market, alone = Market(WORLD, RELATIONSHIP, -3, CENTRE), Market(WORLD, RELATIONSHIP, -3, CENTRE).run()
    for _ in range(WEEKS - 2):
        market.step()
    model = Courtship.over(market, engine)
    assert model.market is market
    assert model.seed == -3
    model.run_model()
    assert differences(market, alone) == []
    assert not Courtship.over(market).running
    with pytest.raises(Mistake, match="Did you mean agents?"):
        Courtship.over(market, "agent")


def test_plain_values_can_be_varied() -> None:
    model = Courtship(population_size=40, weeks=3, kind="non_contractual", encounter_share=0.3, rng=1, centre=CENTRE)
    market = model.market
    assert (len(market.population), market.world.weeks, market.world.terms.kind) == (40, 3, "non_contractual")
    assert market.strategy.levers == {**CX_ONLY.levers, "encounter_share": 0.3}
    assert CX_ONLY.levers.get("encounter_share") is None


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"engine": "agent"}, "engine: given agent, must be one of columns, agents. Did you mean agents?"),
        ({"weeks": 0}, "weeks: given 0, must be at least 1 week"),
        ({"population_size": 0}, "population_size: given 0, must be at least 1 person"),
        ({"world": world(people=Alike(50)), "population_size": 9}, "cannot change the 50 people of this world"),
        ({"kind": "married"}, "market.kind: given married"),
        ({"encounter_shar": 0.3}, "Did you mean encounter_share?"),
        ({"encounter_share": 3}, "must be between 0 and 1"),
        ({"rng": -1}, "rng: given -1, must be a whole number from 0"),
        ({"rng": "seven"}, "rng: given seven, must be a whole number"),
        ({"rng": 0.5}, "rng: given 0.5, must be a whole number"),
        ({"rng": 1, "seed": 1}, "must not both be given"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_is_refused(options: dict[str, Any], words: str) -> None:
    with pytest.raises(Mistake) as mistake:
        Courtship(**{"centre": CENTRE, **options})
    assert words in str(mistake.value)


def test_a_seed_has_two_names_and_may_be_text_or_left_to_chance() -> None:
    models = [Courtship(WORLD, centre=CENTRE, **{name: 42}) for name in ("rng", "seed")]
    models.append(Courtship(WORLD, centre=CENTRE, seed="42"))
    assert [model.seed for model in models] == [42, 42, 42]
    assert len({tuple(model.market.population["buy_rate"]) for model in models}) == 1
    by_chance = {Courtship(WORLD, centre=CENTRE).seed for _ in range(3)}
    assert len(by_chance) == 3
    again = Courtship(WORLD, centre=CENTRE, rng=by_chance.pop())
    assert again.seed not in by_chance


def test_a_world_is_centred_once(monkeypatch: pytest.MonkeyPatch) -> None:
    centred: list[object] = []
    monkeypatch.setattr(reference, "centre_world", lambda world: (centred.append(world), CENTRE)[1])
    for seed in range(3):
        for strategy in (None, RELATIONSHIP):
            Courtship(world(size=31, weeks=5), strategy, rng=seed)
    Courtship(world(size=31, weeks=5, rivals=(RELATIONSHIP,)), rng=1)
    assert len(centred) == 1, "neither seed nor strategies matter"
    for other in (world(size=32, weeks=5), world(size=31, weeks=6), world(size=31, weeks=5, as_is=EVERY_LEVER)):
        Courtship(other, rng=1)
    assert len(centred) == 4


def test_a_centre_is_that_of_centring() -> None:
    tiny = world(size=60, weeks=4)
    assert centre_of(tiny) == reference.centre_world(tiny)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("copied", [copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m))], ids=["copy", "pickle"])
def test_a_copy_goes_on_with_the_same_numbers(engine: str, copied: Any) -> None:
    model = after(2, engine=engine)
    model.favourite = model.customers[3]
    other = copied(model)
    assert other.favourite is other.customers[3]
    assert other.favourite is not model.favourite
    other.favourite.satisfaction = 0.0
    assert model.favourite.satisfaction > 0.0
    other.favourite.satisfaction = model.favourite.satisfaction
    assert [f.model for f in other.firms] == [other, other]
    for _ in range(2):
        model.step()
    assert differences(model.market, other.market), "the original goes on alone"
    for _ in range(2):
        other.step()
    assert differences(model.market, other.market) == []
    assert [a.unique_id for a in model.customers.shuffle()] == [a.unique_id for a in other.customers.shuffle()]


def test_a_copy_amid_a_week_goes_on_with_the_same_numbers() -> None:
    market = after(4).market
    market.open_week()
    market.decide(next(iter(market.acting))[0])
    other = pickle.loads(pickle.dumps(market))
    for each in (market, other):
        for phase, _ in each.acting:
            each.apply(phase)
            each.settle(phase, 1)
    assert differences(market, other) == []


def test_who_is_removed_leaves_the_market_for_good() -> None:
    model = after(4)
    customers = model.market.firms["customers"].copy()
    leaver = next(c for c in model.customers if c.provider == 1)
    row = leaver.row
    leaver.remove()
    leaver.remove()  # nothing happens, as with any agent of Mesa
    assert leaver not in model.customers
    assert len(model.customers) == len(model.agents) == SIZE - 1
    assert row not in [c.row for c in model.customers]
    assert model.firm(1).customers.rows.tolist() == np.flatnonzero(model.market.population["provider"] == 1).tolist()
    assert model.market.firms["customers"].tolist() == [0, customers[1] - 1, customers[2]]
    for _ in range(6):
        model.step()
        assert (leaver.provider, leaver.is_customer, leaver.purchases) == (0, False, 0)
    series = model.market.record.series
    np.testing.assert_array_equal(
        np.diff(series["customers"][:10, 1:], axis=0), (series["joined"] - series["left"])[1:10, 1:]
    )
    assert model.market.record.lost_week[row] == 4
    assert len(model.market.population) == SIZE, "the row stays"


def test_removal_in_the_own_turn_ends_the_turns() -> None:
    class Mayfly(Customer):
        def decide(self, phase: Any) -> None:
            super().decide(phase)
            self.remove()

    class Mayflies(Courtship):
        customer_type = Mayfly

    model = Mayflies(WORLD, rng=1, engine="agents", centre=CENTRE)
    model.run_model()
    assert len(model.customers) == 0
    assert not model.market.population["is_customer"].any()
    assert model.market.record.series["customers"][-1].sum() == 0


def test_both_engines_agree_on_those_who_remain() -> None:
    columns, agents = (after(2, engine=engine) for engine in ("columns", "agents"))
    for model in (columns, agents):
        for row in (1, 5, 30):
            model.customers[row].remove()
        for _ in range(3):
            model.step()
    assert differences(columns.market, agents.market, columns.customers.rows) == []


def test_all_can_be_removed_and_firms_cannot() -> None:
    model = after(1)
    with pytest.raises(Mistake, match="how many firms"):
        model.firms.do("remove")
    model.remove_all_agents()
    assert len(model.agents) == 0
    assert model.agents.agg("satisfaction", len) == 0
    model.step()
    assert model.market.record.series["customers"][1].sum() == 0


def test_an_agent_of_ones_own_can_be_added_and_removed() -> None:
    class Regulator(mesa.Agent):
        pass

    model = opened()
    regulator = Regulator(model)
    assert regulator.unique_id == SIZE + 2 + 2 * len(WORLD.terms.touchpoints)
    assert list(model.agents_by_type[Regulator]) == [regulator]
    regulator.remove()
    assert len(model.agents_by_type[Regulator]) == 0


def mean_trust(model: Courtship) -> float:
    return float(np.mean(model.agents.agg("trust", np.mean)))


def commitment(agent: Customer) -> float:
    return agent.commitment


class Observed(Courtship):
    def __init__(self, **options: Any) -> None:
        super().__init__(WORLD, RELATIONSHIP, centre=CENTRE, **options)
        self.datacollector = mesa.DataCollector(
            model_reporters={"trust": mean_trust, "week": "week"},
            agent_reporters={"commitment": commitment, "satisfaction": "satisfaction", "trust": "trust"},
            agenttype_reporters={Firm: {"quality": "quality"}},
        )


@pytest.mark.parametrize("engine", ENGINES)
def test_mesas_data_collector_works(engine: str) -> None:
    model = Observed(rng=3, engine=engine)
    seen = []
    for _ in range(3):
        model.step()
        seen.append(model.market.population["satisfaction"].copy())
    weeks = model.datacollector.get_model_vars_dataframe()
    assert weeks["week"].tolist() == [1, 2, 3]
    assert weeks["trust"].iloc[-1] == mean_trust(model)
    people = model.datacollector.get_agent_vars_dataframe()
    assert len(people) == 3 * SIZE
    np.testing.assert_array_equal(people["satisfaction"].to_numpy().reshape(3, SIZE), seen)
    assert people["commitment"].iloc[-1] == model.customers[-1].commitment
    firms = model.datacollector.get_agenttype_vars_dataframe(Firm)
    assert firms["quality"].iloc[-2:].tolist() == [firm.quality for firm in model.firms]


def test_named_reporters_are_pickled_with_the_model() -> None:
    model = after(2)
    model.datacollector = mesa.DataCollector({"trust": mean_trust}, {"commitment": commitment})
    model.step()
    copied = pickle.loads(pickle.dumps(model))
    for each in (model, copied):
        each.step()
    ours, theirs = (each.datacollector.get_agent_vars_dataframe() for each in (model, copied))
    assert len(ours) == 2 * SIZE
    assert ours.equals(theirs)


def test_the_focal_firms_series_are_collected_by_default() -> None:
    model = after(3)
    table = model.datacollector.get_model_vars_dataframe()
    for name, values in model.market.record.series.items():
        np.testing.assert_array_equal(table[name], values[:3, 1], err_msg=name)


def test_its_profit_is_the_measure_of_that_name() -> None:
    model = after(WEEKS)
    table, market = model.datacollector.get_model_vars_dataframe(), model.market
    assert table["profit"].iloc[-1] == profit(market) != 0
    np.testing.assert_array_equal(table["cash"], cash(market))
    assert table["profit"][4] == exact_sums.total(cash(market)[:5])


@pytest.mark.parametrize("engine", ["columns", pytest.param("agents", marks=pytest.mark.long)])
def test_a_firm_that_is_given_a_strategy_follows_it(engine: str) -> None:
    wanted = Courtship(WORLD, EVERY_LEVER, rng=5, centre=CENTRE, engine=engine)
    model = opened(engine=engine)
    model.firm(1).strategy = EVERY_LEVER
    assert model.firm(1).strategy == model.market.strategy == EVERY_LEVER
    for each in (wanted, model):
        each.run_model()
    assert not differences(wanted.market, model.market)


def test_a_rival_that_is_given_a_strategy_follows_it() -> None:
    rivals = (WORLD.as_is, EVERY_LEVER)
    three = dataclasses.replace(WORLD, terms=dataclasses.replace(WORLD.terms, firms=3))
    wanted = Courtship(dataclasses.replace(three, rivals=rivals), RELATIONSHIP, rng=5, centre=CENTRE)
    model = Courtship(three, RELATIONSHIP, rng=5, centre=CENTRE)
    model.firm(3).strategy = EVERY_LEVER
    assert [firm.strategy for firm in model.firms] == [RELATIONSHIP, *rivals]
    for each in (wanted, model):
        each.run_model()
    assert not differences(wanted.market, model.market)
    assert model.market.world is not three
    assert three.rivals == ()


def test_a_strategy_that_changes_on_the_way_holds_from_the_next_week_on() -> None:
    before, model = after(5), after(5)
    model.firm(1).strategy = EVERY_LEVER
    assert not differences(before.market, model.market)
    copied = pickle.loads(pickle.dumps(model))
    for each in (before, model, copied):
        each.step()
    assert differences(before.market, model.market)
    assert not differences(copied.market, model.market)
    assert copied.firm(1).strategy == EVERY_LEVER


def test_a_strategy_that_cannot_be_followed_is_refused() -> None:
    model = opened()
    for lever, value in (("gift_rat", 0.1), ("gift_rate", -1.0)):
        with pytest.raises(Mistake, match=f"{lever}: given"):
            model.firm(1).strategy = Strategy("mine", {lever: value})
    with pytest.raises(AttributeError, match="strategy"):
        model.market.strategy = EVERY_LEVER  # type: ignore[misc]
    assert model.firm(1).strategy == RELATIONSHIP


def test_batch_run_works_on_this_mesa() -> None:
    parameters = {
        "population_size": [40, 60],
        "weeks": 4,
        "encounter_share": [0.0, 0.3],
        "centre": CENTRE,
        "rng": range(2),
    }
    rows = batch_run(Courtship, parameters, max_steps=10, data_collection_period=1, display_progress=False)
    assert len(rows) == 2 * 2 * 2 * 4
    runs = {tuple(row[name] for name in ("population_size", "encounter_share", "rng")) for row in rows}
    assert len(runs) == 8
    last = [row for row in rows if (row["population_size"], row["encounter_share"], row["rng"]) == (60, 0.3, 1)][-1]
    alone = Courtship(population_size=60, weeks=4, encounter_share=0.3, rng=1, centre=CENTRE)
    alone.run_model()
    assert last["customers"] == alone.market.record.series["customers"][-1, 1]
    assert last["satisfaction"] == alone.market.record.series["satisfaction"][-1, 1]


def test_batch_run_gives_each_repetition_a_seed_of_its_own() -> None:
    repeat: dict[str, Any] = {"iterations": 3}
    if "rng" in inspect.signature(batch_run).parameters:  # Mesa 3.5; 3.3 knows iterations only
        repeat = {"rng": [None, 1, 1]}
    rows = batch_run(Observed, {"engine": "columns"}, max_steps=3, display_progress=False, **repeat)
    trust = [row["trust"] for row in rows if row["AgentID"] == 0]
    assert len(trust) == 3
    commitments = [
        sum(row["commitment"] for row in rows if row["RunId"] == run and "commitment" in row) for run in range(3)
    ]
    assert len(set(commitments)) == (2 if "rng" in repeat else 3)


def test_the_community_is_a_networkx_graph() -> None:
    model = opened()
    graph, community = model.graph, model.market.community
    assert graph.number_of_nodes() == SIZE
    assert [graph.degree(row) for row in range(SIZE)] == community.degree.tolist()
    assert sum(strong for _, _, strong in graph.edges(data="strong")) == community.strong.sum() / 2


def test_a_hundred_thousand_customers_cost_no_objects() -> None:
    big = world(size=100_001, weeks=2)
    community = big.community(1)
    market = Market(big, CX_ONLY, 1, CENTRE, community=community)
    gc.collect()
    objects = len(gc.get_objects())
    model = Courtship(big, rng=1, centre=CENTRE)
    assert len(model.agents) == len(model.customers) == 100_001
    assert model.agents.agg("satisfaction", np.mean) == market.population["satisfaction"].mean()
    assert model.customers[100_000].unique_id == 100_000
    assert len(model.agents_by_type[Customer].select(at_most=0.5)) == 50_000
    assert len(gc.get_objects()) - objects < 10_000
    assert calls_of(lambda: model.agents.agg("satisfaction", np.mean)) < 1000, "an aggregate asks no single customer"
    with pytest.raises(Mistake, match="at most 100000 people"):
        _ = model.graph


def one_of_many(number: int) -> weakref.ref[Courtship]:
    model = Courtship(TINY, rng=number % 10, centre=CENTRE)  # a few seeds, because draws remember keys up to a bound
    if number % 10 == 0:
        model.step()
    assert model.customers[2].model is model
    return weakref.ref(model)


TINY = world(size=20, weeks=2, network=Complete())


def test_hundreds_of_models_leave_nothing_behind() -> None:
    tracemalloc.start()
    try:
        for number in range(30):  # traced, as are then the buffers that NumPy keeps for reuse
            one_of_many(number)
        gc.collect()
        before = tracemalloc.get_traced_memory()[0]
        alive = [one_of_many(number) for number in range(30)]
        gc.collect()
        first = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert first < 30 * 1_000, f"{first / 30:.0f} bytes stay of each model"
    alive += [one_of_many(number) for number in range(300)]
    gc.collect()
    assert sum(model() is not None for model in alive) == 0
    assert not [model for model in vars(mesa.Agent).get("_ids", {}) if isinstance(model, Courtship)]
