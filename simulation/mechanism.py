"""A mechanism is one idea in one file: parameters, the columns it owns, and what it does in a week.

Every phase of the week is *decide → settle → apply* with a barrier between. Decide and apply look at single rows only,
so the same code serves one customer or a million; settle is the work of touchpoints, firms and ties.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal, overload

import numpy as np
import numpy.typing as npt

from simulation.column import Column
from simulation.draws import Draws, Floats, luck
from simulation.market.centre import Centre
from simulation.market.terms import Terms
from simulation.parameters import check, parameter
from simulation.row import Row

if TYPE_CHECKING:
    from simulation.community import Community
    from simulation.market.touchpoint import TouchpointDesign
    from simulation.market.weekly_budget import Purse
    from simulation.population import Rows


Places = npt.NDArray[np.intp]


class Phase(enum.IntEnum):
    """The phases of a week, in order."""

    MARKET = 1
    CONTACT = 2
    EXPERIENCE = 3
    RELATE = 4
    BUY = 5
    SPREAD = 6
    MOVE = 7
    ACCOUNT = 8


@dataclass(frozen=True)
class Lever:
    """Something a strategy may set; a lever of a mechanism that is off stands at `idle` and costs nothing.

    Args:
        name: as written in a strategy's YAML.
        doc: meaning, in one line.
        unit: unit of the value.
        idle: the value that does nothing.
        low: smallest value allowed.
        high: largest value allowed.
        copied: whether rivals take it over when they copy the focal firm's way of treating customers.
    """

    name: str
    doc: str
    unit: str
    idle: float = 0.0
    low: float = 0.0
    high: float = 1.0
    copied: bool = True


@dataclass(frozen=True)
class Series:
    """A weekly series of every firm that a mechanism puts on record, so that its idea shows in a table.

    Args:
        name: key in `weekly.parquet`.
        doc: meaning, with its unit in brackets at the end.
        column: of people, from which it is made; one with a number per firm with "mean" and "brand" only.
        how: "sum" adds up what customers did this week, before anybody moves; "brand" what all people did with each
            firm; "mean" is the mean over the customers that are there at its end.
    """

    name: str
    doc: str
    column: str
    how: Literal["sum", "brand", "mean"] = "sum"


@dataclass(frozen=True)
class Now:
    """The week as a mechanism sees it.

    Args:
        week: counted from 0.
        draws: the luck of this replicate.
        levers: for each lever its value by firm, shape (firms + 1,); index 0 is nobody.
        firms: the columns of the table of firms, shape (firms + 1,), read-only.
        terms: the terms of the market.
        centre: the constants that make the status quo reproduce what was observed.
        touchpoints: the parameters of all touchpoints by name, each of shape (touchpoints,).
        dt: length of the step [week].
    """

    week: int
    draws: Draws
    levers: Mapping[str, Floats]
    firms: Rows
    terms: Terms
    centre: Centre
    touchpoints: Mapping[str, Floats]
    dt: float = field(default=1.0)

    @overload
    def draw(self, stream: str, rows: Rows, some: Places | None = None) -> Floats: ...
    @overload
    def draw(self, stream: str, rows: Row) -> float: ...
    def draw(self, stream: str, rows: Rows | Row, some: Places | None = None) -> Floats | float:
        """A uniform in (0, 1) for each row: a pure function of seed, stream, week and customer.

        Args:
            stream: name of the decision.
            rows: the window that was lent, or one row of it.
            some: only these rows, shape (K,); the others' luck is untouched, there is nothing to advance.
        """
        if isinstance(rows, Row):
            return float(self.draws.of(stream, self.week, np.array([rows.luck]))[0])
        return self.draws.of(stream, self.week, rows.luck if some is None else rows.luck[some])

    def draw_once(self, stream: str, row: Row, number: int) -> float:
        """A uniform in (0, 1) that is the same in all weeks, for a person and a whole number.

        Args:
            stream: name of the decision.
            row: of the person.
            number: how often it was decided before.
        """
        return float(self.draws.of_ties(stream, 0, np.array([row.luck]), luck(np.array([number])))[0])

    def keys(self, streams: Sequence[str]) -> npt.NDArray[np.uint64]:
        """The keys of several streams in this week; see `Draws.key`."""
        return np.array([self.draws.key(stream, self.week) for stream in streams])

    def in_use(self, name: str) -> bool:
        """Whether any firm uses a lever."""
        return bool(self.levers[name].any())

    @overload
    def lever(self, name: str, rows: Rows) -> Floats: ...
    @overload
    def lever(self, name: str, rows: Row) -> float: ...
    def lever(self, name: str, rows: Rows | Row) -> Floats | float:
        """The lever of each row's own firm; 0 for those without one."""
        values: Floats | float = self.levers[name][rows.provider]
        return values


class ContractBroken(Exception):
    """A mechanism did what it must not do; whoever wrote it has to mend it, and no setting makes up for it."""


@dataclass(frozen=True)
class Mechanism:
    """Base of all mechanisms; override what the idea needs, leave the rest.

    Class attributes:
        name: the name of its file and of its key in the configuration; WordOfMouth is word_of_mouth.
        phase: when in the week it acts.
        after: names of mechanisms of the same phase that act before it.
        last: whether all others of the same phase act before it, because it takes what they leave.
        owns: columns it declares; it may write them.
        reads: columns of others that it is lent read-only.
        writes: columns of others that it may write.
        levers: what a strategy may set about it.
        purposes: what it spends money on.
        series: what it puts on record each week.
        cites: keys of the literature it stands on, see `courtship cite`.
    """

    enabled: bool = parameter(
        True, "whether the mechanism acts; if not, its columns keep their initial values", unit="-"
    )

    name: ClassVar[str]
    phase: ClassVar[Phase]
    after: ClassVar[tuple[str, ...]] = ()
    last: ClassVar[bool] = False
    owns: ClassVar[tuple[Column, ...]] = ()
    reads: ClassVar[tuple[str, ...]] = ()
    writes: ClassVar[tuple[str, ...]] = ()
    levers: ClassVar[tuple[Lever, ...]] = ()
    purposes: ClassVar[tuple[str, ...]] = ()
    series: ClassVar[tuple[Series, ...]] = ()
    cites: ClassVar[tuple[str, ...]] = ()

    def __post_init__(self) -> None:
        check(self, f"mechanism.{self.name}")

    def __init_subclass__(cls) -> None:
        cls.name = mechanism_name(cls.__name__)

    def calm(self) -> Mechanism:
        """The same law without luck that befalls everybody at once; pilots have few years of it to average over."""
        return self

    @classmethod
    def writable(cls) -> tuple[str, ...]:
        """Names of the columns of people that it may write."""
        return (*(column.name for column in cls.owns if column.of == "person"), *cls.writes)

    def decide(self, row: Any, now: Now) -> None:
        """What a person intends; see `compiled`. With `rows` instead of `row` it is given all rows as arrays."""

    def serve(self, touchpoint: TouchpointDesign, index: int, purse: Purse, rows: Rows, now: Now) -> None:
        """What one touchpoint of one firm does for all who came."""

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        """What one firm does with its money and what it learns about its customers; all rows are shown."""

    def connect(self, community: Community, rows: Rows, firms: Rows, now: Now) -> None:
        """What happens along the ties of the community and between firms; all rows are shown."""

    def apply(self, row: Any, now: Now) -> None:
        """What a person makes of it; as for `decide`."""


def mechanism_name(of_class: str) -> str:
    """The name of a mechanism, from that of its class: WordOfMouth is word_of_mouth."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", of_class).lower()


HOOKS = ("decide", "serve", "settle", "connect", "apply")
"""What a mechanism can do in its phase, in this order."""


def acts(mechanism: Mechanism, hook: str) -> bool:
    """Whether a mechanism does anything in a hook."""
    return getattr(type(mechanism), hook) is not getattr(Mechanism, hook)


def takes_one_row(mechanism: Mechanism, hook: str) -> bool:
    """Whether a hook is written for one person: its first argument is a `row`, where others take all `rows`."""
    code = getattr(type(mechanism), hook).__code__
    return bool(code.co_varnames[1] == "row")
