"""What a firm asks of its customers: to come closer, to give their views, or to buy again.

    P(asked to come closer) = ask, each week, below the closest stage
    P(asked for views) = ask views                  P(reminded) = remind                                    each week
    too early = [asked to come closer]·[not ready, or hurt]          ready: see `progression`, as of last week
    V(t + dt) = ρ·V + v·[too early] + v_r·[reminded] + v_u·U·[asked for views],   ρ = 2^(-dt / h)      V: irritation
    U(t + dt) = ρ·U + [asked for views]·(1 - ρ·U),      ρ = 2^(-dt / h_U)             U: being asked for one's views

An explicit invitation brings a customer who is ready to the next stage sooner (see the equation of progression). A
customer who is not ready, or who carries the damage of an unrepaired failure, is reminded that there is something to
decide: irritation enters the equation of commitment, and the loss of trust that of trust. The effect of such an ask may
have either sign. Customers who are asked for their views buy more and stay longer for about a year (see the equations
of purchases and of commitment); those who still remember it are irritated by being asked again. A reminder sells in the
week in which it comes, and irritates. The firm does not see who is ready; its levers say how often it asks. Each ask
has a cost, and the programme has an overhead.

Source: turning points by explicit talk are common ground in the study of personal relationships, Baxter & Bullis
(1986), Human Communication Research 12; that the timing of a request matters, Cann, Sherman & Elkes (1975), Journal of
Personality and Social Psychology 32; views: Dholakia & Morwitz (2002), Bone et al. (2017); reminders, which brought
more donations and more people who unsubscribed: Damgaard & Gravert (2018); an extra mailing that irritates: van Diepen,
Donkers & Franses (2009); an unasked better plan that made more customers leave: Ascarza, Iyengar & Schleicher (2016).
Directions B, sizes are guesses. Grade C.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from simulation.column import Column
from simulation.fading import share_left
from simulation.market.weekly_budget import Purse
from simulation.mechanism import Lever, Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.row import Row, clip

CLOSEST = 4.0
DAMAGED = 0.5
CONTENTS = (("ask", "asked"), ("ask_views", "asked_views"), ("remind", "reminded"))
"""Each thing that can be asked: its lever, which names its draws, and the column of those who are asked."""


@dataclass(frozen=True)
class Asks(Mechanism):
    """Who is asked for what, who finds it too early, and how long it is remembered."""

    irritation_gain: float = parameter(
        0.05, "irritation caused by one ask that comes too early, v; negative if such asks make people stay", unit="1",
        low=-0.05,
        high=0.15, grade="C", source="guess; more left in Ascarza et al. 2016, either sign is possible",
        allowed=(-1.0, 1.0),
    )  # fmt: skip
    half_life: float = parameter(
        4.0, "weeks until half of the irritation is forgotten", unit="week", low=2, high=12, grade="C", source="guess"
    )
    cost: float = parameter(
        0.027, "cost of asking one customer", unit="weekly revenue", low=0.005, high=0.054, grade="C", source="guess"
    )
    overhead: float = parameter(
        0.001, "weekly cost of the programme of asks, per customer", unit="weekly revenue", low=0.0, high=0.003,
        grade="C", source="guess",
    )  # fmt: skip
    reminder_irritation: float = parameter(
        0.01, "irritation caused by one reminder to buy, v_r", unit="1", low=0.0, high=0.05, grade="C",
        source="guess; direction Damgaard & Gravert 2018", allowed=(0.0, 1.0),
    )  # fmt: skip
    views_half_life: float = parameter(
        26.0, "weeks until the effect of being asked for one's views has halved, h_U", unit="week", low=13, high=52,
        grade="C", source="guess; seen for a year, Dholakia & Morwitz 2002",
    )  # fmt: skip
    views_cost: float = parameter(
        0.07, "cost of asking one customer for views and of listening to the answer", unit="weekly revenue", low=0.011,
        high=0.435, grade="C",
        source="guess; between an e-mail and a contact with personal service, as in Dholakia & Morwitz 2002",
    )  # fmt: skip
    views_irritation: float = parameter(
        0.01, "irritation caused by asking for views again while the last time is remembered, v_u", unit="1", low=0.0,
        high=0.05, grade="C", source="guess, as a reminder; direction van Diepen et al. 2009", allowed=(0.0, 1.0),
    )  # fmt: skip
    message_cost: float = parameter(
        0.011, "cost of one reminder", unit="weekly revenue", low=0.003, high=0.03, grade="C",
        source="guess; what an e-mail costs",
    )  # fmt: skip

    phase = Phase.CONTACT
    after = ("contact", "gifts", "encounters")
    cites = ("baxter1986", "cann1975", "dholakia2002", "bone2017", "damgaard2018", "diepen2009", "ascarza2016")
    owns = (
        Column("asked", "whether the firm asks the customer to come closer this week", weekly=True),
        Column("too_early", "whether the firm asks before the customer is ready", weekly=True),
        Column("asked_views", "whether the firm asks the customer for views this week", weekly=True),
        Column("reminded", "whether the firm reminds the customer to buy this week", weekly=True),
        Column("irritation", "irritation caused by reminders and by asks that came too early", low=-100.0, high=100.0),
        Column("consulted", "how far the customer remembers having been asked for views"),
    )
    series = (
        Series("asks", "customers who were asked to come closer [people]", "asked"),
        Series("early_asks", "customers who were asked to come closer before they were ready [people]", "too_early"),
        Series("views_asked", "customers who were asked for their views [people]", "asked_views"),
        Series("reminders", "customers who were reminded to buy [people]", "reminded"),
        Series("irritation", "mean irritation of the firm's customers [1]", "irritation", "mean"),
    )
    reads = ("stage", "ready", "damage")
    levers = (
        Lever("ask", "chance a week that a customer is asked to come closer", "1/week"),
        Lever("ask_views", "chance a week that a customer is asked for views", "1/week"),
        Lever("remind", "chance a week that a customer is reminded to buy", "1/week"),
    )
    purposes = ("asks",)

    def decide(self, row: Row, now: Now) -> None:
        row.too_early = 0.0
        row.asked = row.is_customer and row.stage < CLOSEST and now.draw("ask", row) < now.lever("ask", row)
        row.asked_views = row.is_customer and now.draw("ask_views", row) < now.lever("ask_views", row)
        row.reminded = row.is_customer and now.draw("remind", row) < now.lever("remind", row)

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        if not any(now.levers[lever][purse.firm] > 0 for lever, _ in CONTENTS):
            return
        purse.spend_overhead("asks", self.overhead)
        prices = (self.cost, self.views_cost, self.message_cost)
        for (lever, column), price in zip(CONTENTS, prices, strict=True):
            asked = getattr(rows, column)
            wanted = (asked > 0) & purse.customers
            granted = purse.grant("asks", wanted, price, partial(now.draw, f"{lever}.order", rows))
            asked[wanted & ~granted] = 0.0

    def apply(self, row: Row, now: Now) -> None:
        if not row.is_customer:
            return
        row.too_early = row.asked > 0 and (row.ready == 0 or row.damage > DAMAGED)
        irritated = row.irritation * share_left(now.dt, self.half_life) + self.irritation_gain * row.too_early
        remembered = row.consulted * share_left(now.dt, self.views_half_life)
        irritated += self.reminder_irritation * row.reminded
        irritated += self.views_irritation * row.asked_views * remembered
        row.irritation = clip(irritated, -100.0, 100.0)
        row.consulted = remembered + row.asked_views * (1.0 - remembered)
