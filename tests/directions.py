"""A market in which everything happens at once, and the rows that say which way a number moves what it acts on.

Everything is on, each lever is in use, money does not run out, and people begin in all states of a relationship: so
every parameter has something to act upon within a few weeks. A row raises or lowers one number and leaves the luck.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import numpy as np

from simulation.community import Community
from simulation.market.centre import Centre
from simulation.market.channel import CHANNELS
from simulation.market.terms import Terms
from simulation.market.touchpoint import TOUCHPOINTS
from simulation.mechanisms import registered
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.luck import shift
from tests.worlds import EVERY_LEVER, market, world

SIZE, WEEKS, SEED = 400, 12, 3
CENTRE = Centre((0.4,), (0.78,), commitment=1.1, weekly_revenue=1.8, quality=0.5, failure=4.0, failure_share=0.33)
BUSY = Strategy("busy", {**EVERY_LEVER.levers, "letters": 0.1, "calls": 0.05, "recovery": 0.5, "fast_recovery": 0.4})
OFF = tuple(name for name, law in registered().items() if not law().enabled)
UP, DOWN = True, False

Quantity = Callable[[Market], float]
Changes = Mapping[str, Any]


@dataclass(frozen=True)
class Row:
    """One number, what it is changed to, and which way the quantity moves when the number *rises*.

    Args:
        key: "mechanism.parameter", "lever", "touchpoint.name.field", "channel.name.field" or "market.field".
        to: the value it is changed to, from the one that the busy market has.
        quantity: what moves, in words.
        of: how that is measured on a finished market.
        rises: whether it rises with the number.
        start: columns of customers ("outside NAME": of all others; or of firms) and what they begin at.
        levers: levers of the strategy in both runs.
        laws: parameters of mechanisms in both runs.
        terms: terms of the market in both runs.
        weeks: length of both runs.
        money: envelope of a week, in both runs [weekly revenue per person].
    """

    key: str
    to: float
    quantity: str
    of: Quantity
    rises: bool = UP
    start: Changes = field(default_factory=dict)
    levers: Changes = field(default_factory=dict)
    laws: Changes = field(default_factory=dict)
    terms: Changes = field(default_factory=dict)
    weeks: int = WEEKS
    money: float = 3.0

    def __str__(self) -> str:
        return f"{self.key} {'lifts' if self.rises else 'lowers'} {self.quantity}"

    def moved(self) -> tuple[float, float]:
        """The quantity at the lower and at the higher value of the number."""
        before, after = float(self.of(busy(self))), float(self.of(busy(self, changed=True)))
        return (before, after) if self.to > self.begins_at() else (after, before)

    def begins_at(self) -> float:
        """The value of the number before it is changed."""
        owner, _, name = self.key.rpartition(".")
        if not owner:
            return float({**BUSY.levers, **self.levers}.get(name, 0.0))
        if owner in registered():
            return float(self.laws.get(owner, {}).get(name, getattr(registered()[owner](), name)))
        if owner == "market":
            return float(self.terms.get(name, getattr(Terms(), name)))
        return float(getattr(_design(owner), name))


def _design(owner: str) -> Any:
    kind, _, name = owner.partition(".")
    return next(one for one in {"touchpoint": TOUCHPOINTS, "channel": CHANNELS}[kind] if one.name == name)


@cache
def _ties(luck: int) -> Community:
    return world(size=SIZE).community(SEED)


_unchanged: dict[str, Market] = {}


def busy(row: Row, *, changed: bool = False) -> Market:
    """The busy market as a row wants it, at its end; the one before the change is run once for all alike rows."""
    # Arrays in full: their own repr leaves out the middle.
    started = {name: v if callable(v) else np.asarray(v).tolist() for name, v in row.start.items()}
    key = repr((shift(), started, row.levers, row.laws, row.terms, row.weeks, row.money))
    if not changed and key in _unchanged:
        return _unchanged[key]
    laws: dict[str, dict[str, Any]] = {name: {"enabled": True} for name in OFF}
    for name, values in row.laws.items():
        laws[name] = {**laws.get(name, {}), **values}
    levers, terms = {**BUSY.levers, **row.levers}, dict(row.terms)
    if changed:
        owner, _, name = row.key.rpartition(".")
        if not owner:
            levers[name] = row.to
        elif owner in registered():
            laws[owner] = {**laws.get(owner, {}), name: row.to}
        elif owner == "market":
            terms[name] = row.to
        else:
            group, all_of = ("touchpoints", TOUCHPOINTS) if owner.startswith("touchpoint") else ("channels", CHANNELS)
            mine = _design(owner)
            terms[group] = tuple(replace(one, **{name: row.to}) if one == mine else one for one in all_of)
    here = world(size=SIZE, weeks=row.weeks, terms=Terms(**terms), as_is=BUSY, **laws)
    centre = replace(CENTRE, quarterly_envelope=(row.money * SIZE,))
    some = market(here, Strategy("busy", levers), SEED, centre, community=_ties(shift()))
    _begin(some, row.start)
    done = some.run()
    if not changed:
        _unchanged[key] = done
    return done


def _begin(some: Market, start: Changes) -> None:
    """People in all stages, some hurt, some bound, some referred; those with nobody were customers once."""
    values = some.population.values
    mine, number = values["provider"] > 0, np.arange(SIZE)
    values["stage"][mine] = (number % 5)[mine]
    values["contract"][mine] = ((number % 5 == 4) & (number % 2 == 0))[mine]
    values["damage"][mine] = np.where(number % 7 == 0, 0.9, 0.0)[mine]
    values["former_firm"][~mine] = 1
    values["parting_damage"][~mine] = 0.8
    for key, given in start.items():
        value = np.asarray(given(some) if callable(given) else given).T
        _, outside_, name = key.rpartition(" ")
        where = ~mine if outside_ else mine
        if name in values:
            of_each = values[name].ndim == 2 and value.ndim < 2  # the first place is nobody's
            target = values[name][:, 1:] if of_each else values[name]
            target[where] = np.broadcast_to(value, target.shape[::-1]).T[where]
        else:
            some.firms[name][1:] = value


# --- What is measured --------------------------------------------------------------------------------------------


def mean(name: str) -> Quantity:
    """Mean of a weekly series of the focal firm."""
    return lambda m: float(np.nanmean(m.record.series[name][:, 1]))


def rivals(name: str) -> Quantity:
    """The same of its first rival."""
    return lambda m: float(np.nanmean(m.record.series[name][:, 2]))


def column(name: str, k: int = 1) -> Quantity:
    """Mean over the focal firm's customers at the end."""

    def of(m: Market) -> float:
        values = m.population[name][m.population["provider"] == 1]
        return float(values[:, k].mean() if values.ndim == 2 else values.mean())

    return of


def spread(name: str) -> Quantity:
    """Standard deviation over the focal firm's customers at the end."""
    return lambda m: float(m.population[name][m.population["provider"] == 1].std())


def at(touchpoint: str, name: str = "recent_contact") -> Quantity:
    """The same of a column with a number for each touchpoint."""
    return column(name, [one.name for one in TOUCHPOINTS].index(touchpoint))


def outside(name: str) -> Quantity:
    """Mean over those who are with nobody."""

    def of(m: Market) -> float:
        values = m.population[name][m.population["provider"] == 0]
        return float(values[:, 1].mean() if values.ndim == 2 else values.mean())

    return of


def among(name: str, whom: str) -> Quantity:
    """Mean of one column weighted by another one, over the focal firm's customers."""

    def of(m: Market) -> float:
        own = m.population["provider"] == 1
        weight = np.maximum(m.population[whom][own], 0.0)
        return float((m.population[name][own] * weight).sum() / weight.sum())

    return of


def touched(channel: str) -> Quantity:
    """Touches of those who are not with the focal firm, by one channel."""
    number = [one.name for one in CHANNELS].index(channel)
    return lambda m: float(m.population["touches"][:, number].sum())


def firm(name: str) -> Quantity:
    """A column of the table of firms."""
    return lambda m: float(m.firms[name][1])


def paid_for(*purposes: str) -> Quantity:
    """What the focal firm has spent on them [minor units]."""
    return lambda m: float(sum(m.ledger.weekly[:, 1, m.ledger.purposes.index(one)].sum() for one in purposes))


def kept_level(some: Market) -> float:
    """The longest span in which the focal firm's quality does not change, of all weeks but the first 13 [week]."""
    changes = np.flatnonzero(np.diff(some.record.series["quality"][13:, 1], prepend=-1.0, append=-1.0))
    return float(np.diff(changes).max())


def lowest_balance(some: Market) -> float:
    """The least that the focal firm's account held, in weekly envelopes."""
    return float((some.ledger.held()[:, 1] / some.ledger.envelope[:, 1]).min())
