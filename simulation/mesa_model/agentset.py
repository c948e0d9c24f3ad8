"""A set of people that is an array of row numbers.

Mesa's AgentSet holds an object for each agent; this one makes a `Customer` only for what must see one (a function, a
loop) and works on columns for the rest, so that `agg("satisfaction", np.mean)` costs what NumPy costs. It overrides
every method that reads Mesa's own storage, and touches nothing that is private to Mesa; a test goes through the list.
People who were removed from the model are in no set.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt
from mesa.agent import AgentSet

from simulation.mesa_model.agents import Customer, refuse_value

try:
    from mesa.agentset import GroupBy
except ImportError:  # Mesa before 3.5 has one file for agents and their sets
    from mesa.agent import GroupBy

if TYPE_CHECKING:
    from simulation.mesa_model.model import Courtship

Places = npt.NDArray[np.intp]
Method = str | Callable[..., Any]


class Customers(AgentSet):  # type: ignore[misc, unused-ignore]
    """People in a certain order.

    Args:
        model: whose people they are.
        rows: their row numbers in that order, each once, shape (K,).
    """

    def __init__(self, model: Courtship, rows: Places) -> None:
        self.model = model
        self._rows = rows

    def of(self, rows: Places) -> Customers:
        """Other people of the same model."""
        return Customers(self.model, np.asarray(rows, dtype=np.intp))

    @property
    def rows(self) -> Places:
        """Row numbers of those who have not been removed, shape (K,)."""
        gone = self.model.market.gone
        return self._rows[~gone[self._rows]] if gone.any() else self._rows

    @property
    def random(self) -> Any:
        """The model's generator, which orders activations and nothing else."""
        return self.model.random

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Customer]:
        return self._alive(self.rows.tolist())

    def __contains__(self, agent: object) -> bool:
        return isinstance(agent, Customer) and agent.model is self.model and bool(np.any(self.rows == agent.row))

    def __getitem__(self, item: Any) -> Any:
        chosen = self.rows[item]
        return [self.model.person(row) for row in chosen.tolist()] if chosen.ndim else self.model.person(int(chosen))

    def to_list(self) -> list[Customer]:
        """A view of each, all at once."""
        return list(self)

    def copy(self) -> Customers:
        """The same people in a set of its own."""
        return self.of(self.rows.copy())

    __copy__ = copy

    def select(
        self,
        filter_func: Callable[[Customer], bool] | None = None,
        at_most: int | float = float("inf"),
        inplace: bool = False,
        agent_type: type | None = None,
    ) -> Customers:
        """Those for whom a function is true, the first `at_most` (a share if a float up to 1) of them."""
        rows = self.rows
        if isinstance(at_most, float):
            at_most = len(rows) if at_most > 1.0 else int(len(rows) * at_most)
        if agent_type is not None and not issubclass(self.model.customer_type, agent_type):
            rows = rows[:0]
        if filter_func is not None:
            chosen: list[int] = []
            for agent in self.of(rows):
                if len(chosen) >= at_most:
                    break
                if filter_func(agent):
                    chosen.append(agent.row)
            rows = np.array(chosen, dtype=np.intp)
        return self._in_order(rows[: int(at_most)], inplace)

    def shuffle(self, inplace: bool = False) -> Customers:
        """The same people in an order drawn from the model's generator."""
        return self._in_order(np.array(self._shuffled(), dtype=np.intp), inplace)

    def sort(self, key: str | Callable[[Customer], Any], ascending: bool = False, inplace: bool = False) -> Customers:
        """The same people by a column or a function, the highest first unless `ascending`; ties keep their order."""
        values = self.get(key) if isinstance(key, str) else [key(agent) for agent in self]
        order = sorted(range(len(values)), key=values.__getitem__, reverse=not ascending)
        return self._in_order(self.rows[order], inplace)

    def do(self, method: Method, *args: Any, **kwargs: Any) -> Customers:
        """Activate each in order."""
        for agent in self:
            _call(agent, method, args, kwargs)
        return self

    def shuffle_do(self, method: Method, *args: Any, **kwargs: Any) -> Customers:
        """Activate each in an order drawn from the model's generator."""
        for agent in self._alive(self._shuffled()):
            _call(agent, method, args, kwargs)
        return self

    def map(self, method: Method, *args: Any, **kwargs: Any) -> list[Any]:
        """What a method or function returns for each."""
        return [_call(agent, method, args, kwargs) for agent in self]

    def agg(self, attribute: str, func: Callable[..., Any] | Iterable[Callable[..., Any]]) -> Any:
        """A function, or each of several, of a column's values as an array; of a list for other attributes."""
        column = self._column(attribute)
        values = self.get(attribute) if column is None else column[self.rows]
        return func(values) if callable(func) else [each(values) for each in func]

    def get(
        self,
        attr_names: str | list[str],
        handle_missing: Literal["error", "default"] = "error",
        default_value: Any = None,
    ) -> list[Any]:
        """The values of an attribute, or for each person a list of the values of several."""
        if handle_missing not in ("error", "default"):
            raise ValueError(f"Unknown handle_missing option: {handle_missing}, should be one of 'error' or 'default'")
        if not isinstance(attr_names, str):
            each = [self.get(name, handle_missing, default_value) for name in attr_names]
            return [list(values) for values in zip(*each, strict=True)]
        column = self._column(attr_names)
        if column is not None:
            values = column[self.rows]
            return values.tolist() if values.ndim == 1 else list(values)
        if handle_missing == "error":
            return [getattr(agent, attr_names) for agent in self]
        return [getattr(agent, attr_names, default_value) for agent in self]

    def set(self, attr_name: str, value: Any) -> Customers:
        """Write a column for all of them: one value, or one for each."""
        column = self._column(attr_name)
        if column is None:
            for agent in self:
                setattr(agent, attr_name, value)
        else:
            refuse_value(self.model.market.population.columns[attr_name], value)
            column[self.rows] = value
        return self

    def groupby(self, by: str | Callable[[Customer], Any], result_type: str = "agentset") -> GroupBy:
        """Groups by a column or a function, in the order in which they first appear."""
        keys = self.get(by) if isinstance(by, str) else [by(agent) for agent in self]
        rows: dict[Hashable, list[int]] = {}
        for key, row in zip(keys, self.rows.tolist(), strict=True):
            rows.setdefault(key, []).append(row)
        groups = {key: self.of(np.array(members)) for key, members in rows.items()}
        return Groups(groups if result_type == "agentset" else {key: list(group) for key, group in groups.items()})

    def add(self, agent: Customer) -> None:
        """Put a person at the end of this set."""
        if agent.model is not self.model:
            raise ValueError(f"{agent!r} belongs to another model")
        if agent not in self:
            self._rows = np.append(self.rows, agent.row)

    def discard(self, agent: Customer) -> None:
        """Take a person out of this set, not out of the model; nothing happens when absent."""
        if agent in self:
            self._rows = self.rows[self.rows != agent.row]

    def remove(self, agent: Customer) -> None:
        """Take a person out of this set, not out of the model."""
        if agent not in self:
            raise KeyError(agent)
        self.discard(agent)

    def __getstate__(self) -> dict[str, Any]:
        return vars(self).copy()

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)

    def _from_iterable(self, agents: Iterable[Customer]) -> Customers:
        """What `&`, `|`, `-` and `^` of two sets make of their members; a hook of collections.abc."""
        return self.of(np.array(list(dict.fromkeys(agent.row for agent in agents)), dtype=np.intp))

    def _alive(self, rows: list[int]) -> Iterator[Customer]:
        """The view of each row, made when its turn comes; those removed in the meantime have no turn."""
        gone, person = self.model.market.gone, self.model.person
        return (person(row) for row in rows if not gone[row])

    def _shuffled(self) -> list[int]:
        rows: list[int] = self.rows.tolist()
        self.random.shuffle(rows)
        return rows

    def _in_order(self, rows: Places, inplace: bool) -> Customers:
        if not inplace:
            return self.of(rows)
        self._rows = rows
        return self

    def _column(self, name: str) -> npt.NDArray[Any] | None:
        """The column an attribute means; what the class of the people defines itself comes first, as for an object."""
        if hasattr(self.model.customer_type, name):
            return None
        return self.model.market.population.values.get(name)


class Groups(GroupBy):  # type: ignore[misc, unused-ignore]
    """Groups of people, aggregated over columns."""

    def agg(self, attr_name: str, func: Callable[..., Any]) -> dict[Hashable, Any]:
        """A function of an attribute's values in each group."""
        if all(isinstance(group, Customers) for group in self.groups.values()):
            return {name: group.agg(attr_name, func) for name, group in self.groups.items()}
        return dict(super().agg(attr_name, func))


def _call(agent: Customer, method: Method, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    return getattr(agent, method)(*args, **kwargs) if isinstance(method, str) else method(agent, *args, **kwargs)
