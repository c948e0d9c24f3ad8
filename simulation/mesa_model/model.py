"""The market as a Mesa model: `Courtship()` runs, and everything that Mesa offers for a model works on it.

What happens is in `market`; this file opens one, lets weeks pass, and shows people, firms and touchpoints as agents.
It keeps Mesa's contracts on 3.3 to 3.5 and is the one place that knows how they differ:

    seed= warns on 3.5 and is gone in 4.0          rng= is passed
    batch_run passes rng= or seed=, or neither     both are taken, None is a seed by chance
    Agent._ids (to 3.4) keeps models alive         released at each registration; the ids of agents are our own
"""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar, Self
from weakref import WeakValueDictionary

import mesa
import numpy as np

from simulation import exact_sums
from simulation.alignment.funding import with_own_envelopes
from simulation.alignment.reference import CX_ONLY, adjusted_world, centre_of, reference_world
from simulation.market.centre import Centre
from simulation.market.terms import Kind
from simulation.measures.measures import cash
from simulation.mesa_model.agents import Customer, Firm, Touchpoint
from simulation.mesa_model.agentset import Customers
from simulation.mesa_model.engine import ENGINES
from simulation.mistake import Mistake, nearest
from simulation.parameters import is_whole
from simulation.strategy import Strategy, require_strategy
from simulation.world.market import Market
from simulation.world.weekly_record import SERIES
from simulation.world.world import World

FOCAL = 1
LARGEST_SEED = 2**63 - 1
"""Larger ones would have the luck of smaller ones."""


class Courtship(mesa.Model):  # type: ignore[misc, unused-ignore]
    """Customers courted by firms, week by week.

    Every argument may be left out, and all but `world`, `strategy` and `centre` are plain values that `mesa.batch_run`
    and `SolaraViz` can vary.

    Args:
        world: laws, terms, people and community; the reference world by default.
        strategy: of the focal firm; cx_only by default.
        rng: seed of the replicate, a whole number from 0 (negative ones are the pilots'); None takes one by chance.
        seed: the same under its other name.
        centre: the constants found by `centring`, with envelopes; found when not given, the constants once for each
            world, the envelopes once for each seed.
        engine: "columns" for all people at once, "agents" for one by one; the numbers are the same.
        population_size: number of people, where they do not come from a log [people].
        weeks: length of the run [week].
        kind: "contractual" or "non_contractual".
        levers: any lever of the strategy by name, such as `encounter_share=0.3`.

    Attributes:
        market: everything that changes.
        seed: the seed in use.
        customers: all people in the order of their rows; a `Customer` is made for those that are looked at.
        datacollector: collects the focal firm's weekly series, its `cash` of the week and its `profit` so far.

    Raises:
        Mistake: for a value that is out of range or a name that is not known.
    """

    customer_type: ClassVar[type[Customer]] = Customer

    def __init__(
        self,
        world: World | None = None,
        strategy: Strategy | None = None,
        *,
        rng: int | str | None = None,
        seed: int | str | None = None,
        centre: Centre | None = None,
        engine: str = "columns",
        population_size: int | None = None,
        weeks: int | None = None,
        kind: Kind | None = None,
        **levers: float,
    ) -> None:
        number = _whole_number(rng, seed)
        world = adjusted_world(reference_world() if world is None else world, population_size, weeks, kind)
        strategy = CX_ONLY if strategy is None else strategy
        require_strategy(strategy)
        if levers:
            strategy = Strategy(strategy.name, {**strategy.levers, **levers})
        strategy.check(world.mechanisms)
        _refuse_unknown(engine)
        if centre is not None and not isinstance(centre, Centre):
            raise Mistake("centre", centre, "must be a Centre", "Leave it out, and it is found.")
        centre = centre or with_own_envelopes(world, number, centre_of(world))
        self._show(Market(world, strategy, number, centre), engine)

    @classmethod
    def over(cls, market: Market, engine: str = "columns") -> Self:
        """The model of a market that is open already; what the model does happens to that market.

        Args:
            market: in any week.
            engine: see the class.
        """
        _refuse_unknown(engine)
        model = cls.__new__(cls)
        model._show(market, engine)
        return model

    def _show(self, market: Market, engine: str) -> None:
        """Become the model of a market: its firms and touchpoints are agents, its rows can be seen as customers."""
        super().__init__(rng=abs(market.draws.seed))  # Mesa takes no negative one; it orders activations only
        self.seed, self.engine, self.market = market.draws.seed, engine, market
        self.running = market.week < market.world.weeks
        self.customers = Customers(self, np.arange(len(market.population)))
        self._next_id = len(market.population)
        for index in range(FOCAL, FOCAL + market.world.terms.firms):
            Firm(self, index)
        for firm in self.firms:
            for index, design in enumerate(market.world.terms.touchpoints):
                Touchpoint(self, firm, index, design)
        # Partials of a named function, because reporters are pickled with the model.
        series = {name: partial(focal_firm_series, name) for name in SERIES}
        self.datacollector = mesa.DataCollector(
            model_reporters={**series, "cash": latest_cash, "profit": profit_so_far}
        )

    @property
    def week(self) -> int:
        """Weeks that have passed."""
        return self.market.week

    def step(self) -> None:
        """Let a week pass.

        Raises:
            Mistake: when the run is over.
        """
        weeks = self.market.world.weeks
        if self.week >= weeks:
            raise Mistake("week", self.week + 1, f"must be at most {weeks}, the length of the run", "Raise weeks.")
        ENGINES[self.engine](self)
        self.datacollector.collect(self)
        if self.week == weeks:
            self.running = False
            self.market.ledger.verify()

    def person(self, row: int) -> Customer:
        """The view of a row: the same object as long as anybody holds it."""
        if "_views" not in vars(self):  # at first, and in a copy: views are not copied
            self._views: WeakValueDictionary[int, Customer] = WeakValueDictionary()
        views = self._views
        customer = views.get(row)
        if customer is None:
            customer = views[row] = self.customer_type(self, row)
        return customer

    def firm(self, index: int) -> Firm:
        """The firm of that index, 1 for the focal one.

        Raises:
            Mistake: when there is none.
        """
        found: Firm | None = next((firm for firm in self.firms if firm.index == index), None)
        if found is not None:
            return found
        raise Mistake("firm", index, f"must be a number from {FOCAL} to {self.market.world.terms.firms}")

    @property
    def firms(self) -> Any:
        """AgentSet of the firms, the focal one first."""
        return super().agents_by_type[Firm]

    @property
    def touchpoints(self) -> Any:
        """AgentSet of the touchpoints, firm by firm."""
        return super().agents_by_type[Touchpoint]

    @property
    def agents(self) -> Customers:
        """The people, whom Mesa's reporters and aggregates are about; firms and touchpoints have sets of their own."""
        return self.customers

    @property
    def agents_by_type(self) -> dict[type[mesa.Agent], Any]:
        """The set of each kind of agent."""
        return {self.customer_type: self.customers, **super().agents_by_type}

    @property
    def agent_types(self) -> list[type[mesa.Agent]]:
        """All kinds of agents."""
        return list(self.agents_by_type)

    @property
    def graph(self) -> Any:
        """The community as a networkx graph whose nodes are rows, made anew each time it is asked for.

        Raises:
            Mistake: more than 100,000 people.
        """
        return self.market.community.to_networkx()

    def register_agent(self, agent: mesa.Agent) -> None:
        """Take in a firm, a touchpoint or an agent of your own; people are rows and need no registration."""
        super().register_agent(agent)
        # A table of Mesa up to 3.4 whose keys are models: none would ever be freed.
        vars(mesa.Agent).get("_ids", {}).pop(self, None)
        agent.unique_id, self._next_id = self._next_id, self._next_id + 1  # after the ids of people

    def deregister_agent(self, agent: mesa.Agent) -> None:
        """Let an agent go; a person who is removed leaves the market for good.

        Raises:
            KeyError: the agent is gone already.
            Mistake: it is a firm or a touchpoint; who competes belongs to the terms of the market.
        """
        if isinstance(agent, Firm | Touchpoint):
            raise Mistake("remove", agent, "must be a person", "The world's terms say how many firms there are.")
        if not isinstance(agent, Customer):
            super().deregister_agent(agent)
        elif agent not in self.customers:
            raise KeyError(agent)
        else:
            self.market.retire(np.array([agent.row]))

    def remove_all_agents(self) -> None:
        """Let all people go."""
        self.market.retire(self.customers.rows)

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "_views"}


def focal_firm_series(series: str, model: Courtship) -> float:
    """What the focal firm's series says about the last week."""
    return float(model.market.record.series[series][model.week - 1, FOCAL])


def latest_cash(model: Courtship) -> float:
    """The focal firm's discounted cash flow of the last week, per customer of week 0 [money]."""
    return float(cash(model.market)[model.week - 1])


def profit_so_far(model: Courtship) -> float:
    """The same of all weeks until now; at the end of the run it is the measure `profit` [money]."""
    return exact_sums.total(cash(model.market)[: model.week])


def _refuse_unknown(engine: str) -> None:
    if engine not in ENGINES:
        raise Mistake("engine", engine, f"must be one of {', '.join(ENGINES)}", nearest(engine, ENGINES))


def _whole_number(rng: int | str | None, seed: int | str | None) -> int:
    """The seed that is meant; a form in the browser gives it as text."""
    if rng is not None and seed is not None:
        raise Mistake("rng and seed", (rng, seed), "must not both be given")
    given = seed if rng is None else rng
    if given is None:
        chance: int = mesa.Model().random.getrandbits(31)
        return chance
    number = int(given) if _is_whole(given) else -1
    if not 0 <= number <= LARGEST_SEED:
        raise Mistake("rng", given, f"must be a whole number from 0 to {LARGEST_SEED}")
    return number


def _is_whole(given: Any) -> bool:
    if isinstance(given, str):
        return given.strip().isascii() and given.strip().isdecimal()
    return is_whole(given)
