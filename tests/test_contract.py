"""What every mechanism promises, whatever its idea: a new one is held to it without a line of its own.

The states are random but consistent: drawn within the declared bounds (guards against overflow count as ±10), and those
who are with nobody have no contacts, gifts or purchases. All draws are keyed, so a test that passes always passes.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.column import Column
from simulation.compiled.law import act
from simulation.draws import Draws
from simulation.fading import share_left
from simulation.market.terms import Terms
from simulation.mechanism import HOOKS, Mechanism, Phase, acts, takes_one_row
from simulation.mechanisms import registered
from simulation.parameters import declarations
from simulation.population import IDENTITY
from simulation.quantiles import normal
from simulation.strategy import Strategy
from simulation.world.market import Market
from simulation.world.order_of_a_week import order_of_a_week
from tests.worlds import AS_IS, EVERY_LEVER, IDLE, RELATIONSHIP, market, world

LAWS = registered()
THREE_FIRMS = Terms(firms=3, focal_share=0.4, rival_share=0.4, winback=0.7)
SIZE = 300


@pytest.fixture(params=list(LAWS.values()), ids=list(LAWS))
def law(request: pytest.FixtureRequest) -> type[Mechanism]:
    found: type[Mechanism] = request.param
    return found


def of_people(mechanism: type[Mechanism]) -> Iterator[Column]:
    return (column for column in mechanism.owns if column.of == "person")


def in_random_state(seed: int, strategy: Strategy = EVERY_LEVER, size: int = SIZE, week: int = 4) -> Market:
    """A market of three firms in the middle of things, with its week opened."""
    some = market(world(size=size, weeks=week + 2, terms=THREE_FIRMS), strategy, seed, centre=CENTRE)
    draws, population = Draws(seed), some.population
    values, luck = population.values, population["luck"]

    def u(name: str) -> Any:
        return draws.of(f"state.{name}", 0, luck)

    values["provider"][:] = np.floor(u("provider") * 4)
    values["next_provider"][:] = values["provider"]
    values["is_customer"][:] = values["provider"] > 0
    for column in population.columns.values():
        if column not in IDENTITY:
            for k, part in enumerate(values[column.name].T if column.per else [values[column.name]]):
                part[...] = _drawn(column, u(f"{column.name}.{k}"))
                if column.weekly:
                    part[~values["is_customer"]] = column.initial
    for column in (column for mechanism in LAWS.values() for column in mechanism.owns if column.of == "firm"):
        some.firms[column.name][1:] = _drawn(column, draws.of(f"state.{column.name}", 0, luck[:3]))
    some._count_customers()
    some.week = week
    some.open_week()
    return some


def _drawn(column: Column, u: Any) -> Any:
    if column.unit == "sd":
        return normal(u)
    low, high = max(column.low, -10.0), min(column.high, 10.0)
    if column.dtype != "float64":
        return np.floor(low + u * (min(high, 3.0) + 1.0 - low))
    if column.doc.startswith(("whether", "neighbours")):
        return np.floor(u * 2.0)
    if column.name == "stage":
        return np.floor(u * (high + 1.0))
    return low + u * (high - low)


CENTRE = market(world(size=10, weeks=1)).centre.__class__(
    quarterly_leave=(-0.9,), quarterly_buy=(0.7,), commitment=1.0, weekly_revenue=1.8, quarterly_envelope=(0.06 * SIZE,)
)


def hooks(some: Market, mechanism: type[Mechanism]) -> Iterator[str]:
    """Carry out all that a mechanism does in a week, pausing after each hook."""
    rows, firms = some.rows(some.world.mechanism(mechanism.name)), some._firm_windows[mechanism.name]
    acting = some.world.mechanism(mechanism.name)
    for hook in (hook for hook in HOOKS if acts(acting, hook)):
        if takes_one_row(acting, hook):
            act(acting, hook, rows, some.now, 0, len(some.population))
        elif hook in ("decide", "apply"):
            getattr(acting, hook)(rows, some.now)
        elif hook == "connect":
            acting.connect(some.community, rows, firms, some.now)
        for purse in some.purses.values():
            if hook == "settle":
                acting.settle(purse, rows, firms, some.now)
            elif hook == "serve":
                for k, touchpoint in enumerate(some.world.terms.touchpoints):
                    acting.serve(touchpoint, k, purse, rows, some.now)
        yield hook


def snapshot(some: Market) -> dict[str, Any]:
    """Everything that a mechanism could have touched, copied."""
    parts = {"people": some.population.values, "firms": some.firms, "levers": some.levers}
    return {f"{part}.{name}": array.copy() for part, arrays in parts.items() for name, array in arrays.items()}


def changed(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    return {name for name in before if not np.array_equal(before[name], after[name], equal_nan=True)}


def permuted(some: Market, order: Any) -> Market:
    """The same market with its rows in another order; ids, luck and ties travel with them."""
    for array in some.population.values.values():
        array[...] = array[order]
    some.community = some.community.permuted(order)
    some.record.cohort = some.record.cohort[order]
    return some


def some_order(seed: int, size: int = SIZE) -> Any:
    return np.argsort(Draws(seed).of("order", 0, np.arange(size).astype(np.uint64)))


# --- What it says about itself -----------------------------------------------------------------------------------


def test_the_registry_knows_every_file() -> None:
    files = {path.stem for path in Path(str(importlib.import_module("simulation.mechanisms").__path__[0])).glob("*.py")}
    assert set(LAWS) == files - {"__init__"}
    assert list(LAWS) == sorted(LAWS)


def test_it_has_the_name_of_its_file_and_one_class(law: type[Mechanism]) -> None:
    module = importlib.import_module(law.__module__)
    own = [c for c in vars(module).values() if isinstance(c, type) and c.__module__ == law.__module__]
    assert own == [law]
    assert law.name == law.__module__.rpartition(".")[2] == re.sub(r"(?<!^)(?=[A-Z])", "_", law.__name__).lower()


def test_its_docstring_has_an_equation_and_a_source(law: type[Mechanism]) -> None:
    text = importlib.import_module(law.__module__).__doc__ or ""
    summary, *rest = text.strip().splitlines()
    assert summary.endswith(".") or summary.endswith(":")
    equation = [line for line in rest if line.startswith("    ")]
    assert any("=" in line or "~" in line or "←" in line for line in equation)
    assert re.search(r"^Source: ", text, re.MULTILINE)


def test_it_states_how_far_it_can_be_trusted(law: type[Mechanism]) -> None:
    """The grade is that of the parameters; the docstring repeats it or calls what is invented a guess."""
    text = (importlib.import_module(law.__module__).__doc__ or "").partition("Source:")[2]
    grades = {d.grade for name, d in declarations(law).items() if name != "enabled"} - {"-"}
    spoken = re.search(r"\b(Grade|Sizes?|sizes?|Directions?|form|Form)\b[^.]*\b[ABC]\b|guess", text)
    assert spoken, "the source says nothing about the grade"
    assert grades <= {"A", "B", "C"}


def test_every_field_is_a_declared_parameter(law: type[Mechanism]) -> None:
    declared = declarations(law)
    assert [field.name for field in fields(law)] == list(declared)
    for name, declaration in declared.items():
        default = getattr(law(), name)
        if declaration.choices:
            assert default in declaration.choices, name
            continue
        assert declaration.doc, name
        assert not declaration.doc.endswith("."), name
        assert declaration.unit, name
        assert declaration.grade in ("A", "B", "C", "-"), name
        low, high = declaration.allowed
        assert low < high, name
        assert low <= float(default) <= high, name
        if isinstance(default, bool):
            assert declaration.grade == "-", name
            continue
        assert declaration.source, name
        if declaration.low is not None or declaration.high is not None:
            assert declaration.low is not None, name
            assert declaration.high is not None, name
            assert low <= declaration.low <= default <= declaration.high <= high, name
            assert declaration.low < declaration.high, name


# Grade C without a range: conventions that say in which unit something is counted.
SETTINGS = {("contact", "memory"), ("reciprocity", "gift_reference")}


def test_what_is_guessed_has_a_range_in_which_it_is_doubted(law: type[Mechanism]) -> None:
    for name, declaration in declarations(law).items():
        if declaration.grade == "C" and (law.name, name) not in SETTINGS:
            assert declaration.doubtful, name


def test_every_parameter_is_used(law: type[Mechanism]) -> None:
    """`allow_explosive` is read by whoever runs the market."""
    text = inspect.getsource(law)
    unused = [name for name in declarations(law) if name not in ("enabled", "allow_explosive")]
    assert [name for name in unused if f"self.{name}" not in text] == []


def test_its_columns_and_levers_are_declared_in_full(law: type[Mechanism]) -> None:
    for column in law.owns:
        assert column.unit, column.name
        assert column.doc, column.name
        assert column.low < column.high, column.name
        assert column.of == "person" or column.per is None, column.name
        if not callable(column.initial):
            assert column.low <= column.initial <= column.high, column.name
    for lever in law.levers:
        assert lever.doc, lever.name
        assert lever.unit, lever.name
        assert lever.low <= lever.idle <= lever.high, lever.name
        assert lever.low < lever.high, lever.name


def test_it_knows_no_strategy_and_no_other_mechanism(law: type[Mechanism]) -> None:
    imported = {
        alias.name if isinstance(node, ast.Import) else f"{node.module}.{alias.name}"
        for node in ast.walk(ast.parse(Path(inspect.getfile(law)).read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert not {
        name for name in imported if re.search(r"simulation\.(mechanisms|strategy|world|alignment|mesa_model)\b", name)
    }


def test_every_name_is_declared_by_one_mechanism_and_known_to_all() -> None:
    columns = [column.name for mechanism in LAWS.values() for column in mechanism.owns]
    levers = [lever.name for mechanism in LAWS.values() for lever in mechanism.levers]
    purposes = [purpose for mechanism in LAWS.values() for purpose in mechanism.purposes]
    everything = {*columns, *(column.name for column in IDENTITY), "customers", "initial_customers"}
    assert len(everything) == len(columns) + len(IDENTITY) + 2
    assert len({*levers}) == len(levers)
    assert len({*purposes}) == len(purposes)
    of_firms = {column.name for mechanism in LAWS.values() for column in mechanism.owns if column.of == "firm"}
    for mechanism in LAWS.values():
        assert {*mechanism.reads, *mechanism.writes} <= everything - of_firms, mechanism.name
        assert not {*mechanism.reads, *mechanism.writes} & {column.name for column in mechanism.owns}, mechanism.name
        assert set(mechanism.after) <= set(LAWS), mechanism.name
        assert all(LAWS[before].phase == mechanism.phase for before in mechanism.after), mechanism.name


def test_it_declares_no_column_that_it_does_not_touch(law: type[Mechanism]) -> None:
    """A trait that is drawn once and only read by others is declared by the mechanism whose idea it is."""
    text = inspect.getsource(importlib.import_module(law.__module__))
    named = [*law.reads, *law.writes, *(column.name for column in law.owns if not callable(column.initial))]
    assert [name for name in named if not re.search(rf"(rows?|firms)\.{name}\b", text)] == []


def test_the_plan_has_all_of_them_once() -> None:
    planned = [mechanism.name for phase in order_of_a_week(world().mechanisms).values() for mechanism in phase]
    assert sorted(planned) == list(LAWS)


# --- What it does ------------------------------------------------------------------------------------------------


@settings(max_examples=4)
@given(seed=st.integers(0, 2**40))
@pytest.mark.parametrize("name", LAWS)
def test_it_writes_only_what_it_declares(name: str, seed: int) -> None:
    some = in_random_state(seed)
    before = snapshot(some)
    list(hooks(some, LAWS[name]))
    allowed = {f"people.{column}" for column in LAWS[name].writable()}
    allowed |= {f"firms.{column.name}" for column in LAWS[name].owns if column.of == "firm"}
    assert changed(before, snapshot(some)) <= allowed


@settings(max_examples=4)
@given(seed=st.integers(0, 2**40))
@pytest.mark.parametrize("name", LAWS)
def test_it_moves_nobody_who_is_with_nobody(name: str, seed: int) -> None:
    """What belongs to a match is left alone where there is none, but for what is computed anew each week."""
    some = in_random_state(seed)
    nobody = some.population["provider"] == 0
    before = {name: array[nobody] for name, array in some.population.values.items()}
    assert nobody.any()
    list(hooks(some, LAWS[name]))
    for column in some.population.columns.values():
        if not column.kept and not column.weekly and column.name != "tenure":
            assert np.array_equal(before[column.name], some.population[column.name][nobody]), column.name


def test_what_is_of_this_week_alone_belongs_to_a_match() -> None:
    assert not [c.name for mechanism in LAWS.values() for c in of_people(mechanism) if c.weekly and c.kept]


def test_it_reads_no_column_but_those_it_declares(law: type[Mechanism]) -> None:
    """The window has no others; reading one is an AttributeError that names it."""
    some = in_random_state(1)
    rows = some.rows(some.world.mechanism(law.name))
    lent = {*law.reads, *law.writable(), "luck", "provider", "is_customer"}
    assert {name for name in some.population.values if hasattr(rows, name)} == lent
    for name in lent - set(law.writable()):
        assert not getattr(rows, name).flags.writeable, name
    for name, array in vars(some._firm_windows[law.name]).items():
        assert array.flags.writeable is (name in {column.name for column in law.owns}), name


@settings(max_examples=15)
@given(seed=st.integers(0, 2**40))
def test_a_week_keeps_every_column_within_its_bounds(seed: int) -> None:
    some = in_random_state(seed)
    some.step()
    some.step()
    for column in some.population.columns.values():
        values = some.population[column.name]
        if values.dtype == np.float64:
            assert np.isfinite(values).all(), column.name
        assert values.min() >= column.low, column.name
        assert values.max() <= column.high, column.name
    for mechanism in LAWS.values():
        for column in (column for column in mechanism.owns if column.of == "firm"):
            values = some.firms[column.name][1:]
            assert values.min() >= column.low, column.name
            assert values.max() <= column.high, column.name


@settings(max_examples=3)
@given(seed=st.integers(0, 2**40))
@pytest.mark.parametrize("name", LAWS)
def test_the_same_seed_gives_the_same_and_permuting_rows_only_permutes(name: str, seed: int) -> None:
    order = some_order(seed)
    first, again, other = in_random_state(seed), in_random_state(seed), in_random_state(seed)
    permuted(other, order).open_week()
    for hook, _, _ in zip(hooks(first, LAWS[name]), hooks(again, LAWS[name]), hooks(other, LAWS[name]), strict=True):
        for column, values in first.population.values.items():
            assert np.array_equal(values, again.population[column], equal_nan=True), (hook, column)
            assert np.array_equal(values[order], other.population[column], equal_nan=True), (hook, column)
        for column, values in first.firms.items():
            assert np.array_equal(values, again.firms[column]), (hook, column)
            assert np.array_equal(values, other.firms[column]), (hook, column)
    assert np.array_equal(first.ledger.weekly, other.ledger.weekly)
    assert np.array_equal(first.ledger.person[:, order], other.ledger.person)


@pytest.mark.parametrize("strategy", [AS_IS, RELATIONSHIP], ids=lambda strategy: strategy.name)
def test_permuting_the_rows_of_a_market_only_permutes_its_run(strategy: Strategy) -> None:
    here = world(size=SIZE, weeks=60, terms=THREE_FIRMS)
    order = some_order(5)
    first = market(here, strategy, 7, CENTRE).run()
    other = permuted(market(here, strategy, 7, CENTRE), order).run()
    for name, values in first.population.values.items():
        assert np.array_equal(values[order], other.population[name]), name
    for name, series in first.record.series.items():
        assert np.array_equal(series, other.record.series[name], equal_nan=True), name
    assert np.array_equal(first.record.lost_week[order], other.record.lost_week)
    assert np.array_equal(first.ledger.weekly, other.ledger.weekly)
    assert np.array_equal(first.ledger.person[:, order], other.ledger.person)


def test_an_idle_mechanism_leaves_its_columns_as_they_began(law: type[Mechanism]) -> None:
    here = world(size=SIZE, weeks=12, terms=THREE_FIRMS, without=(law.name,))
    some = market(here, EVERY_LEVER, 3, CENTRE)
    before = snapshot(some)
    some.run()
    after = snapshot(some)
    written_by_others = {name for other in LAWS.values() if other is not law for name in other.writes}
    for column in law.owns:
        if column.name not in written_by_others:
            name = f"{'people' if column.of == 'person' else 'firms'}.{column.name}"
            assert np.array_equal(before[name], after[name]), column.name
    for lever in law.levers:
        assert (some.levers[lever.name] == lever.idle).all(), lever.name
    for purpose in law.purposes:
        assert not some.ledger.weekly[:, :, some.ledger.purposes.index(purpose)].any(), purpose


def test_a_row_alone_decides_and_applies_as_it_does_among_all(law: type[Mechanism]) -> None:
    """Decide and apply look at single rows only: one at a time gives the same bits."""
    together, alone = in_random_state(11, size=60), in_random_state(11, size=60)
    for hook in ("decide", "apply"):
        acting = together.world.mechanism(law.name)
        if not acts(acting, hook):
            continue
        if takes_one_row(acting, hook):
            act(acting, hook, together.rows(acting), together.now, 0, 60)
        else:
            getattr(acting, hook)(together.rows(acting), together.now)
        for row in range(60):
            if takes_one_row(acting, hook):
                act(acting, hook, alone.rows(acting), alone.now, row, row + 1)
            else:
                getattr(acting, hook)(alone.rows(acting, row), alone.now)
        for name, values in together.population.values.items():
            assert np.array_equal(values, alone.population[name], equal_nan=True), (hook, name)


# --- Laws of decay -----------------------------------------------------------------------------------------------

HALF_LIVES = [
    (law, name) for law in LAWS.values() for name in declarations(law) if name.endswith(("half_life", "memory"))
]


@given(dt=st.floats(0.01, 100), half_life=st.floats(0.1, 500))
def test_two_half_steps_of_a_decay_are_one_step(dt: float, half_life: float) -> None:
    assert share_left(dt / 2, half_life) ** 2 == pytest.approx(share_left(dt, half_life), rel=1e-13)
    assert share_left(half_life, half_life) == 0.5


@pytest.mark.parametrize(("law", "name"), HALF_LIVES, ids=[f"{law.name}.{name}" for law, name in HALF_LIVES])
def test_what_fades_fades_with_the_length_of_the_step(law: type[Mechanism], name: str) -> None:
    text = inspect.getsource(importlib.import_module(law.__module__))
    by_half = re.search(rf"(share_left\(|np\.exp2\(-)[^()]+(, | / )(self\.)?{name}\)", text)
    assert by_half or re.search(rf"now\.dt / self\.{name}\b", text), "a memory may be a mean over its weeks"


def test_no_phase_is_left_without_a_mechanism() -> None:
    assert {mechanism.phase for mechanism in LAWS.values()} == set(Phase)
    assert IDLE.levers == {}
