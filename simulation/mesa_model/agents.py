"""Who acts in the market, as Mesa agents: people, firms and touchpoints.

A `Customer` is a view of one row of the columns, made when somebody asks for it and gone when nobody holds it any more;
what it knows stands in the columns, so nothing is lost. Firms and touchpoints are few and are ordinary agents. What an
agent does in a phase is the market's hook for its row, its firm or its touchpoint: the laws stay in the mechanisms.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np
import numpy.typing as npt

from simulation.column import Column
from simulation.market.touchpoint import TouchpointDesign
from simulation.mechanism import Phase
from simulation.mistake import Mistake, nearest
from simulation.parameters import interval_in_words
from simulation.strategy import Strategy, require_strategy

if TYPE_CHECKING:
    from simulation.mesa_model.agentset import Customers
    from simulation.mesa_model.model import Courtship
    from simulation.world.market import Market

BOUND = ("id", "luck", "provider", "is_customer")
"""Columns that nobody sets on a person: who one is, and what follows from `next_provider` when people move."""


class Customer(mesa.Agent):  # type: ignore[misc, unused-ignore]
    """One person, with a firm or with nobody; every column of the population is an attribute.

    Ask the model for it (`model.customers[3]`). A number per firm or touchpoint (`customer.trust`) is read as an array
    of its own and set as a whole. To teach people something else, subclass it and name the subclass in
    `Courtship.customer_type`; a view has no memory, so what a person is to remember needs a column.

    Args:
        model: whose row it is.
        row: number of the row.
    """

    model: Courtship
    row: int
    pos = None

    def __init__(self, model: Courtship, row: int) -> None:
        # Mesa's own would register an object for every person; a row is registered by being there.
        self.__dict__.update(model=model, row=row)

    @property
    def unique_id(self) -> int:
        """The person's stable id."""
        return int(self.model.market.population["id"][self.row])

    @property
    def firm(self) -> Firm | None:
        """The firm the person is with."""
        provider = int(self.provider)
        return self.model.firm(provider) if provider else None

    @property
    def neighbours(self) -> Customers:
        """Those whom the person knows."""
        alone = np.zeros(len(self.model.market.population), dtype=np.bool_)
        alone[self.row] = True
        return self.model.customers.of(self.model.market.community.pairs_from(alone)[1])

    def decide(self, phase: Phase) -> None:
        """What the person intends in a phase."""
        self.model.market.decide(phase, self.row)

    def apply(self, phase: Phase) -> None:
        """What the person makes of what happened in a phase."""
        self.model.market.apply(phase, self.row)

    def __getattr__(self, name: str) -> Any:
        columns = _columns(self)
        if name not in columns:
            raise AttributeError(f"a customer has no column {name!r}. {nearest(name, columns)}".rstrip())
        value = columns[name][self.row]
        return value.item() if value.ndim == 0 else _frozen(value)

    def __setattr__(self, name: str, value: Any) -> None:
        columns = _columns(self)
        if name not in columns:
            known = nearest(name, columns) or "What a person is to remember needs a column of a mechanism."
            raise AttributeError(f"a customer has no column {name!r}. {known}")
        refuse_value(self.model.market.population.columns[name], value)
        columns[name][self.row] = value

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *_columns(self)]

    def __reduce__(self) -> tuple[Any, ...]:
        return view, (self.model, self.row)  # the copy is the view of the copied model, so that there is one only

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.unique_id} of firm {self.provider}>"


class Firm(mesa.Agent):  # type: ignore[misc, unused-ignore]
    """A firm, with its column of the table of firms as attributes (`firm.quality`).

    Args:
        model: the market it is in.
        index: 1 for the focal firm.
    """

    model: Courtship

    def __init__(self, model: Courtship, index: int) -> None:
        super().__init__(model)
        self.index = index

    @property
    def strategy(self) -> Strategy:
        """What it does this week, with events and what it has copied; what it is set to holds from the next step on."""
        market = self.model.market
        return market.world.strategies(market.strategy, market.week)[self.index - 1]

    @strategy.setter
    def strategy(self, strategy: Strategy) -> None:
        require_strategy(strategy)
        self.model.market.follow(self.index, strategy)

    @property
    def customers(self) -> Customers:
        """The people who are with it."""
        return self.model.customers.of(np.flatnonzero(self.model.market.population["provider"] == self.index))

    def settle(self, phase: Phase) -> None:
        """What the firm does with its money in a phase, and what it learns."""
        self.model.market.settle(phase, self.index)

    def __getattr__(self, name: str) -> Any:
        if name not in (columns := _columns(self)):
            raise AttributeError(f"a firm has no column {name!r}. {nearest(name, columns)}".rstrip())
        return columns[name][self.index].item()

    def __setattr__(self, name: str, value: Any) -> None:
        if name in (columns := _columns(self)):
            columns[name][self.index] = value
        else:
            super().__setattr__(name, value)

    def __repr__(self) -> str:
        return f"<Firm {self.index}: {self.strategy.name}>"


class Touchpoint(mesa.Agent):  # type: ignore[misc, unused-ignore]
    """One touchpoint of one firm.

    Args:
        model: the market it is in.
        firm: whose it is.
        index: place of its design among the market's touchpoints.
        design: what it is like.
    """

    model: Courtship

    def __init__(self, model: Courtship, firm: Firm, index: int, design: TouchpointDesign) -> None:
        super().__init__(model)
        self.firm, self.index, self.design = firm, index, design

    def serve(self, phase: Phase) -> None:
        """What the touchpoint does in a phase for those who came."""
        self.model.market.serve(phase, self.firm.index, self.index)

    def __repr__(self) -> str:
        return f"<Touchpoint {self.design.name} of firm {self.firm.index}>"


def view(model: Courtship, row: int) -> Customer:
    """The one view of a row; how a customer is copied and pickled."""
    return model.person(row)


def refuse_value(column: Column, value: Any) -> None:
    """Refuse to set what follows from something else, or what a column cannot hold.

    Raises:
        AttributeError: naming what to set instead.
        Mistake: for what is no number, or beyond the bounds of the column.
    """
    if (name := column.name) in BOUND:
        raise AttributeError(f"{name!r} cannot be set. Set next_provider, and the person moves at the end of the week.")
    try:
        numbers = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        numbers = np.array(np.nan)
    if not ((numbers >= column.low) & (numbers <= column.high)).all():
        raise Mistake(name, value, f"must be {interval_in_words(column.low, column.high)} [{column.unit}]")


def _columns(agent: Customer | Firm) -> Mapping[str, npt.NDArray[Any]]:
    """The table an agent looks at; empty while the agent or its model is still being made or copied."""
    market: Market | None = vars(vars(agent).get("model", agent)).get("market")
    if market is None:
        return {}
    return market.firms if isinstance(agent, Firm) else market.population.values


def _frozen(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """A copy that keeps what it shows, and refuses to be written where the column was meant."""
    copy = values.copy()
    copy.flags.writeable = False
    return copy
