"""One by one or all at once: the same numbers, bit for bit, and every agent has its turn."""

from __future__ import annotations

import copy
from collections import Counter
from dataclasses import replace
from typing import Any, ClassVar

import numpy as np
import pytest

from simulation.alignment.reference import centre_of
from simulation.market.centre import Centre
from simulation.market.terms import SHARE, Terms
from simulation.market.touchpoint import TOUCHPOINTS
from simulation.mechanism import Phase
from simulation.mesa_model.agents import Customer, Firm, Touchpoint
from simulation.mesa_model.model import Courtship
from simulation.strategy import Strategy
from simulation.world.market import Market
from simulation.world.world import World
from tests.bits import differences
from tests.worlds import EVERY_LEVER, RELATIONSHIP, world

POOR = Centre(commitment=1.0, quarterly_envelope=(1.3,))
"""Money for a few only, so that draws and ids must decide who is served."""
CONTRACTUAL = world(size=200, weeks=20)
CHOICE = world(
    size=240, weeks=20, rivals=(RELATIONSHIP, EVERY_LEVER),
    terms=Terms(kind="non_contractual", firms=3, focal_share=0.4, rival_share=0.4, winback=0.5),
)  # fmt: skip


IMPATIENT = world(size=50, weeks=20, contact={"patience": 1.0, "inbound_rate": 0.15, "capacity": 0.3})
OWN_PLANS, RICH = world(size=150, weeks=60, terms=Terms(equal=SHARE)), Centre(quarterly_envelope=(10.0,))
EACH_WEEK, EVERY_FOURTH = 1, 4
"""How often people are activated one by one; in the weeks between they are stepped all at once."""


@pytest.mark.parametrize(
    ("a_world", "strategy", "centre", "every"),
    [
        pytest.param(CONTRACTUAL, RELATIONSHIP, None, EVERY_FOURTH, id="contractual"),
        pytest.param(CHOICE, EVERY_LEVER, None, EVERY_FOURTH, id="non-contractual, three firms"),
        pytest.param(IMPATIENT, EVERY_LEVER, POOR, EACH_WEEK, id="too little money for all"),
        pytest.param(OWN_PLANS, RELATIONSHIP, RICH, EVERY_FOURTH, id="each firm by its own revenue"),
        pytest.param(CHOICE, RELATIONSHIP, None, EACH_WEEK, id="each week, non-contractual", marks=pytest.mark.long),
        pytest.param(
            replace(CONTRACTUAL, weeks=104),
            EVERY_LEVER,
            None,
            EACH_WEEK,
            id="each week, two years",
            marks=pytest.mark.long,
        ),
    ],
)
def test_both_engines_give_the_same_bits(a_world: World, strategy: Strategy, centre: Centre | None, every: int) -> None:
    centre = centre or centre_of(a_world)
    columns, agents = (Courtship(a_world, strategy, rng=7, centre=centre) for _ in range(2))
    columns.run_model()
    for week in range(a_world.weeks):
        agents.engine = "columns" if week % every else "agents"
        agents.step()
    assert columns.week == agents.week == a_world.weeks
    assert differences(columns.market, agents.market) == []
    happened = ("joined", "left", "purchases", "encounters", *(["waits", "unserved"] if centre is POOR else []))
    assert [name for name in happened if not columns.market.record.series[name].any()] == []


class Counting(Customer):
    """Notes who is activated, when."""

    turns: ClassVar[Counter[tuple[Any, ...]]] = Counter()

    def decide(self, phase: Phase) -> None:
        self.turns[self.model.week, phase, "decide", self.unique_id] += 1
        super().decide(phase)

    def apply(self, phase: Phase) -> None:
        self.turns[self.model.week, phase, "apply", self.unique_id] += 1
        super().apply(phase)


class Counted(Courtship):
    customer_type = Counting


def test_each_agent_has_one_turn_in_each_hook_of_each_week(monkeypatch: pytest.MonkeyPatch) -> None:
    Counting.turns.clear()
    turns: list[tuple[Any, ...]] = []
    serve, settle = Touchpoint.serve, Firm.settle
    monkeypatch.setattr(Touchpoint, "serve", lambda t, p: (turns.append((p, t.firm.index, t.index)), serve(t, p)))
    monkeypatch.setattr(Firm, "settle", lambda f, p: (turns.append((p, f.index)), settle(f, p)))
    model = Counted(world(size=30, weeks=3), RELATIONSHIP, rng=1, engine="agents", centre=Centre())
    model.run_model()
    acting = [hook for hook, mechanisms in model.market.acting.items() if mechanisms]
    people = [hook for hook in acting if hook[1] in ("decide", "apply")]
    assert {phase for phase, _ in acting} == set(Phase)
    assert Counting.turns == Counter((w, *hook, i) for w in range(3) for hook in people for i in range(30))

    firms, touchpoints = range(1, 3), range(len(TOUCHPOINTS))
    week = [
        turn
        for phase in Phase
        for turn in (
            [(phase, f, t) for f in firms for t in touchpoints if (phase, "serve") in acting]
            + [(phase, f) for f in firms if (phase, "settle") in acting]
        )
    ]
    assert turns == 3 * week, "firms and touchpoints act in a fixed order"


class OneIsSilent(Customer):
    """Number 7 has no turn."""

    def decide(self, phase: Phase) -> None:
        if self.unique_id != 7:
            super().decide(phase)

    def apply(self, phase: Phase) -> None:
        if self.unique_id != 7:
            super().apply(phase)


class WithOneSilent(Courtship):
    customer_type = OneIsSilent


@pytest.mark.parametrize("hook", ["decide", "apply"])
def test_a_customer_without_a_turn_changes_the_own_row_and_nobody_elses(hook: str) -> None:
    model = WithOneSilent(CONTRACTUAL, EVERY_LEVER, rng=3, engine="agents", centre=centre_of(CONTRACTUAL))
    for _ in range(10):
        model.market.step()
    seven, others = slice(7, 8), np.arange(200) != 7
    market, touched = model.market, set()
    market.open_week()
    for phase in Phase:
        for step in ("decide", "serve and settle", "apply"):
            full = copy.deepcopy(market)
            before = {name: column[seven].tobytes() for name, column in market.population.values.items()}
            if step == hook:
                model.customers.shuffle_do(hook, phase)
                assert before == {n: column[seven].tobytes() for n, column in market.population.values.items()}
                getattr(full, hook)(phase)
                assert differences(market, full, others) == []
                touched |= {name.removeprefix("column ") for name in differences(market, full)}
                market = model.market = full  # as it would be with everybody's turn
            elif step in ("decide", "apply"):
                getattr(market, step)(phase)
            else:
                serve_and_settle(market, phase)
    assert touched, "the turn would have made no difference"


def serve_and_settle(market: Market, phase: Phase) -> None:
    for firm in range(1, market.world.terms.firms + 1):
        for touchpoint in range(len(market.world.terms.touchpoints)):
            market.serve(phase, firm, touchpoint)
    for firm in range(1, market.world.terms.firms + 1):
        market.settle(phase, firm)
    market.connect(phase)


def test_a_silent_week_of_one_is_felt_by_that_one_at_first() -> None:
    centre = centre_of(CONTRACTUAL)
    normal = Courtship(CONTRACTUAL, RELATIONSHIP, rng=3, centre=centre, engine="agents")
    silent = WithOneSilent(CONTRACTUAL, RELATIONSHIP, rng=3, centre=centre, engine="agents")
    for model in (normal, silent):
        model.step()
    assert normal.customers[7].fit != silent.customers[7].fit
    assert silent.customers[7].contacts == 0
    for own in ("propensity", "need", "purchases", "praises", "complains"):
        mine, yours = (np.delete(model.market.population[own], 7) for model in (normal, silent))
        np.testing.assert_array_equal(mine, yours, err_msg=own)


def test_the_order_of_activation_does_not_matter() -> None:
    a_world = world(size=40, weeks=6)
    one, other = (Courtship(a_world, EVERY_LEVER, rng=2, engine="agents", centre=POOR) for _ in range(2))
    other.random.seed(99)
    for model in (one, other):
        model.run_model()
    assert differences(one.market, other.market) == []
