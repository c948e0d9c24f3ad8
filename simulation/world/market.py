"""One run: people, firms, ties, books and the week.

The market knows when things happen and to whom; what happens is in the mechanisms. Each hook can be called for all rows
at once (engine "columns") or for one row, one firm, one touchpoint at a time (engine "agents"); the numbers are the
same bit for bit, because decide and apply look at single rows only and settle always sees all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from simulation.column import Column
from simulation.community import Community
from simulation.compiled.law import Known, act
from simulation.draws import Draws, Floats
from simulation.market.account import Account, Costs
from simulation.market.centre import Centre
from simulation.market.envelopes import GRAIN, envelopes_by_week, own_shares
from simulation.market.ledger import Ledger, Money
from simulation.market.terms import SHARE
from simulation.market.weekly_budget import Purse
from simulation.mechanism import HOOKS, Mechanism, Now, Phase, acts, takes_one_row
from simulation.people.market_entry import entry_week
from simulation.people.people import Traits, disposition
from simulation.population import FOREVER, IDENTITY, Population, Rows, read_only
from simulation.quantiles import normal, rank
from simulation.strategy import Strategy, table
from simulation.world.order_of_a_week import order_of_a_week
from simulation.world.ranges import refuse_outside, written_from_outside
from simulation.world.weekly_record import WeeklyRecord
from simulation.world.world import World

LENT = ("levers", "now", "_windows", "_firm_windows", "_firms_read_only", "_touchpoints", "_known")
"""What a market makes anew rather than copies."""
FIRMS: tuple[Column, ...] = (
    Column("customers", "number of customers", of="firm", dtype="int64", high=1e9),
    Column("initial_customers", "number of customers in week 0", of="firm", dtype="int64", high=1e9),
    Column("funds", "what the firm can still spend this week", of="firm", unit="weekly revenue", low=-1e12, high=1e12),
)


class Market:
    """Everything that changes in a run.

    Args:
        world: what compared strategies share.
        strategy: of the focal firm.
        seed: of this replicate.
        centre: from `centring`.
        traits: the people of this replicate, when they were drawn already.
        community: the ties of this replicate, when they were built already.
    """

    def __init__(
        self,
        world: World,
        strategy: Strategy,
        seed: int,
        centre: Centre,
        traits: Traits | None = None,
        community: Community | None = None,
    ) -> None:
        self.world, self._strategy, self.centre = world, strategy, centre
        self.draws = Draws(seed)
        self._turning_weeks = world.turning_weeks()
        self.week = 0
        self.acting = {
            (phase, hook): tuple(m for m in ordered if m.enabled and acts(m, hook))
            for phase, ordered in order_of_a_week(world.mechanisms).items()
            for hook in HOOKS
        }
        self.community = community if community is not None else world.community(seed)
        owned = [column for m in world.mechanisms for column in m.owns]
        widths = {"firm": world.terms.firms + 1, "touchpoint": len(world.terms.touchpoints)}
        widths["channel"] = len(world.terms.channels)
        people = [*IDENTITY, *(column for column in owned if column.of == "person")]
        self.population = Population(people, np.arange(world.people.size), widths, self.draws)
        self._settle_in(traits if traits is not None else world.people.traits(self.draws, world.terms))
        self.firms = {c.name: _firm_column(c, widths["firm"]) for c in (*FIRMS, *owned) if c.of == "firm"}
        self.firms["initial_customers"][:] = self._count_customers()
        self.scale = GRAIN / centre.weekly_revenue
        served = [touchpoint.name for touchpoint in world.terms.touchpoints]
        purposes = tuple(dict.fromkeys([*served, *(purpose for m in world.mechanisms for purpose in m.purposes)]))
        self.ledger = Ledger(purposes, world.weeks, world.terms.firms, len(self.population), self.scale)
        self.record = WeeklyRecord(self)
        self._written = written_from_outside(world.mechanisms, self.population.columns)
        self.gone = np.zeros(len(self.population), dtype=np.bool_)
        self._retired = np.zeros(widths["firm"], dtype=np.int64)
        self.purses: dict[int, Purse] = {}
        heads = world.terms.customers / max(int(self.firms["initial_customers"][1]), 1)
        self.accounts = {
            firm: Account(world.terms, world.weeks, self._usual_costs(firm), heads=heads)
            for firm in range(1, world.terms.firms + 1)
        }
        self._plans = any(mechanism.enabled and mechanism.last for mechanism in world.mechanisms)
        self._funded: tuple[Centre, Money] | None = None
        self._lend()

    def _lend(self) -> None:
        """Make what is no state of its own: the table of levers, the windows on columns, and the week as it is seen."""
        mechanisms = self.world.mechanisms
        self.levers = self._levers()
        self._windows: dict[str, Rows] = {}
        self._firm_windows = {m.name: Rows(self.firms, [c.name for c in m.owns]) for m in mechanisms}
        self._firms_read_only = Rows(self.firms, ())
        self._touchpoints = self.world.terms.of_touchpoints()
        self._known: Known = {}  # what each law is called with for one person after the other, until firms act
        self.now = self._now()

    @property
    def strategy(self) -> Strategy:
        """What the focal firm follows; see `follow` for another one."""
        return self._strategy

    def follow(self, firm: int, strategy: Strategy) -> None:
        """Let a firm follow another strategy from the next week on; rivals also take over what they copy.

        Args:
            firm: 1 for the focal one.
            strategy: known levers within their ranges.

        Raises:
            Mistake: for a lever that there is not, or a value out of range.
        """
        strategy.check(self.world.mechanisms)
        if firm == 1:
            self._strategy = strategy
        else:
            own = list(self.world.rivals or (self.world.as_is,))
            own += own[-1:] * (self.world.terms.firms - 1 - len(own))
            own[firm - 2] = strategy
            self.world = replace(self.world, rivals=tuple(own))
        self.levers = self._levers()

    def _levers(self) -> MappingProxyType[str, Floats]:
        strategies = self.world.strategies(self.strategy, self.week)
        return MappingProxyType(table(strategies, self.world.mechanisms))

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name not in LENT}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._lend()  # a copied window would look at columns of its own

    def _settle_in(self, traits: Traits) -> None:
        values = self.population.values
        for name in ("provider", "leave_rate", "buy_rate", "spend_rate"):
            values[name][:] = getattr(traits, name)
        values["next_provider"][:] = traits.provider
        values["disposition"][:] = disposition(self.draws, values["luck"], traits, self.world.people.persistence)
        values["segment"][:] = 0 if traits.segment is None else traits.segment
        values["is_customer"][:] = traits.provider > 0
        values["tenure"][:] = 0.0 if traits.tenure is None else traits.tenure
        values["past_purchases"][:] = 0.0 if traits.past_purchases is None else traits.past_purchases
        back = self.draws.of("winback", 0, values["luck"]) < self.world.terms.winback
        values["closed"][:, 1] = traits.lost & ~back
        values["former_firm"][traits.lost] = 1
        values["entry"][:] = entry_week(self.draws, traits, self.world.terms.entry_rate, self.world.weeks)
        values["absent"][:] = values["entry"] > 0

    def _count_customers(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        count = np.bincount(self.population["provider"], minlength=self.world.terms.firms + 1)
        count[0] = 0
        self.firms["customers"][:] = count
        return count

    def _now(self) -> Now:
        terms, firms = self.world.terms, self._firms_read_only
        levers = MappingProxyType({name: read_only(values) for name, values in self.levers.items()})
        return Now(self.week, self.draws, levers, firms, terms, self.centre, self._touchpoints)

    def rows(self, mechanism: Mechanism, row: int | None = None) -> Rows:
        """The window of a mechanism on all rows, or on one."""
        if mechanism.name not in self._windows:
            self._windows[mechanism.name] = self.population.rows(mechanism.reads, mechanism.writable())
        window = self._windows[mechanism.name]
        if row is None:
            return window
        # Not kept: twenty windows for each of a million people would outweigh the columns. What the window lends
        # read-only stays read-only in a slice of it.
        return Rows(vars(window), vars(window), slice(row, row + 1))

    def open_week(self) -> None:
        """Let in who enters now, and give each firm its envelope and the interest on its account."""
        if self.week in self._turning_weeks:
            self.levers = self._levers()
        self.now = self._now()
        self._known.clear()
        if self.world.terms.entry_rate > 0:
            np.greater(self.population["entry"], self.week, out=self.population["absent"])
        provider = self.population["provider"]
        now = self._envelopes()
        for firm in range(1, self.world.terms.firms + 1):
            initial = int(self.firms["initial_customers"][firm])
            own = self.ledger.envelope[self.week, firm] = now[self.week, firm]
            account = self.accounts[firm]
            self.ledger.interest[self.week, firm] = account.open(self.week, int(self.firms["customers"][firm]))
            self.purses[firm] = Purse(
                firm, self.week, int(own), provider == firm, initial, GRAIN, self.population["id"], self.ledger,
                account, self._plans,
            )  # fmt: skip
            self.purses[firm].pay_debts()
            self.firms["funds"][firm] = self.purses[firm].left / GRAIN

    def _envelopes(self) -> Money:
        """What each firm is given in each week, those of a share known so far; anew where a pilot was steered."""
        if self._funded is None or self._funded[0] is not self.centre:
            envelopes = envelopes_by_week(self.centre, self.world.weeks, self.firms["initial_customers"])
            self._funded = self.centre, envelopes
        if self.world.terms.equal == SHARE:
            earned = self.record.net_revenue(self.centre.weekly_revenue) * self.scale
            return own_shares(self._funded[1], earned, self.world.terms)
        return self._funded[1]

    def _usual_costs(self, firm: int) -> Costs:
        """What the firm's customers cost in some weeks before the run."""
        if self.centre.usual_costs is None:
            return Costs()
        customer_weeks = self.world.terms.usual_weeks * float(self.firms["initial_customers"][firm])
        before, after = (int(cost * GRAIN * customer_weeks) for cost in self.centre.usual_costs)
        return Costs(before, after, customer_weeks)

    def decide(self, phase: Phase, row: int | None = None) -> None:
        """What people intend, all or one."""
        self._act(phase, "decide", row)

    def serve(self, phase: Phase, firm: int, touchpoint: int) -> None:
        """What one touchpoint of one firm does."""
        self._known.clear()
        design = self.world.terms.touchpoints[touchpoint]
        for mechanism in self.acting[phase, "serve"]:
            rows = self.rows(mechanism)
            mechanism.serve(design, touchpoint, self.purses[firm], rows, self.now)
            self._hold(mechanism, rows)

    def settle(self, phase: Phase, firm: int) -> None:
        """What one firm does."""
        self._known.clear()
        for mechanism in self.acting[phase, "settle"]:
            rows = self.rows(mechanism)
            mechanism.settle(self.purses[firm], rows, self._firm_windows[mechanism.name], self.now)
            self._hold(mechanism, rows)
        self.firms["funds"][firm] = self.purses[firm].left / GRAIN

    def connect(self, phase: Phase) -> None:
        """What happens along ties and between firms."""
        self._known.clear()
        for mechanism in self.acting[phase, "connect"]:
            rows = self.rows(mechanism)
            mechanism.connect(self.community, rows, self._firm_windows[mechanism.name], self.now)
            self._hold(mechanism, rows)

    def apply(self, phase: Phase, row: int | None = None) -> None:
        """What people make of it, all or one."""
        self._act(phase, "apply", row)

    def _act(self, phase: Phase, hook: str, row: int | None) -> None:
        for mechanism in self.acting[phase, hook]:
            if takes_one_row(mechanism, hook):
                first, last = (0, len(self.population)) if row is None else (row, row + 1)
                known = None if row is None else self._known
                act(mechanism, hook, self.rows(mechanism), self.now, first, last, known)
            else:
                getattr(mechanism, hook)(self.rows(mechanism, row), self.now)
            if mechanism.name in self._written:
                self._hold(mechanism, self.rows(mechanism, row))

    def _hold(self, mechanism: Mechanism, rows: Rows) -> None:
        """Hold a mechanism from outside of the package to the ranges of the columns that it wrote."""
        for column in self._written.get(mechanism.name, ()):
            refuse_outside(mechanism.name, column, getattr(rows, column.name))

    def move(self) -> None:
        """Let those who change firm do so: what belonged to the old match starts again."""
        values = self.population.values
        values["next_provider"][self.gone] = 0
        moved = np.flatnonzero(values["next_provider"] != values["provider"])
        values["tenure"] += 1.0
        self.record.moves(moved)
        self.record.series["left"][self.week] += self._retired
        self._retired[:] = 0
        if len(moved):
            self.population.start_again(moved)
            values["provider"][moved] = values["next_provider"][moved]
            values["is_customer"][moved] = values["provider"][moved] > 0
            joined = moved[values["is_customer"][moved]]
            values["leave_rate"][joined] = self._propensity(joined)
            values["joins"][joined] += 1
            for column in self.population.columns.values():
                if column.newcomer:
                    values[column.name][joined] = self.firms[column.newcomer][values["provider"][joined]]
        self._count_customers()

    def _propensity(self, joined: npt.NDArray[np.intp]) -> Floats:
        """Propensity to leave the firm that people join, shape (K,) [1/week]; see `Persistent`."""
        values, people = self.population.values, self.world.people
        match = normal(self.draws.of("leave_rate", self.week, values["luck"][joined]))
        own = values["disposition"][joined]
        u = rank(np.sqrt(people.persistence) * own + np.sqrt(1.0 - people.persistence) * match)
        return people.leave_rate(u, values["segment"][joined])

    def retire(self, rows: npt.NDArray[np.intp]) -> None:
        """Take people out of the market for good: they are with nobody, and no firm wins them again.

        Their rows stay, so that nobody else's row changes; firms count them among those who left this week.

        Args:
            rows: row numbers, shape (K,); those who are gone already are left alone.
        """
        rows = rows[~self.gone[rows]]
        values, record = self.population.values, self.record
        with_firm = values["provider"][rows]
        self._retired += np.bincount(with_firm[with_firm > 0], minlength=len(self._retired))
        lost = rows[record.cohort[rows] & (with_firm == 1) & (record.lost_week[rows] < 0)]
        record.lost_week[lost] = self.week
        self.gone[rows] = True
        self.population.start_again(rows)
        values["closed"][rows] = values["absent"][rows] = True
        values["entry"][rows] = FOREVER
        values["provider"][rows] = values["next_provider"][rows] = 0
        values["is_customer"][rows] = False
        for purse in self.purses.values():
            purse.customers[rows] = False
        self._count_customers()

    def close_week(self) -> None:
        """Write the week down and go on."""
        for purse in self.purses.values():
            purse.close()
        self.record.close()
        self.week += 1

    def step(self, watch: Callable[[Market], None] | None = None) -> None:
        """One week of all people at once; `watch` sees it before those who leave are gone."""
        self.open_week()
        for phase in Phase:
            self.decide(phase)
            for firm in range(1, self.world.terms.firms + 1) if self.acting[phase, "serve"] else ():
                for touchpoint in range(len(self.world.terms.touchpoints)):
                    self.serve(phase, firm, touchpoint)
            for firm in range(1, self.world.terms.firms + 1):
                self.settle(phase, firm)
            self.connect(phase)
            self.apply(phase)
        if watch is not None:
            watch(self)
        self.move()
        self.close_week()

    def run(self, watch: Callable[[Market], None] | None = None) -> Market:
        """All weeks of the world; see `step` for `watch`."""
        centre = self.centre
        while self.week < self.world.weeks:
            self.step(watch)
        if self.centre is centre:  # a pilot that was steered has been given other envelopes than it planned with
            self.ledger.verify()
        return self


def _firm_column(column: Column, width: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    if callable(column.initial):
        raise TypeError(f"firm column {column.name} must start from a number")
    return np.full(width, column.initial, dtype=column.dtype)
