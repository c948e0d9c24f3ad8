"""Moving to the next level needs clarity: the firm asks, and asking too early hurts.

    P(asked) = ask, each week, below the closest stage
    too early = [asked]·[not ready, or hurt]          ready: see `progression`, as of last week
    V(t + dt) = ρ·V + v·[too early],   ρ = 2^(-dt / h)                          V: irritation

An explicit invitation to the next stage takes the customer who is ready there sooner; that is in the equation of
progression. Who is not ready, or carries the damage of an unrepaired failure, is put off: irritation is in the equation
of commitment, and the loss of trust in that of trust. The firm does not see who is ready; its lever says how often it
asks. Each ask costs something, and asking as a programme has an overhead.

Source: turning points by explicit talk are common ground in the study of personal relationships, Baxter & Bullis
(1986), Human Communication Research 12; that the timing of a request matters, Cann, Sherman & Elkes (1975), Journal of
Personality and Social Psychology 32. Directions B, sizes are guesses. Grade C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.draws import Floats
from simulation.mechanism import Lever, Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.purse import Purse

CLOSEST = 4.0
DAMAGED = 0.5


def faded(irritation: Floats, dt: float, half_life: float) -> Floats:
    """Irritation after dt weeks in which nobody asked, any shape."""
    left: Floats = irritation * np.exp2(-dt / half_life)
    return left


@dataclass(frozen=True)
class Asks(Mechanism):
    """Who is asked to come closer, and who finds it too early."""

    irritation_gain: float = parameter(
        0.05, "irritation by one ask that comes too early, v", unit="1", low=0.0, high=0.15, grade="C", source="guess",
        allowed=(0.0, 1.0),
    )  # fmt: skip
    half_life: float = parameter(
        4.0, "weeks until half of the irritation is forgotten", unit="week", low=2, high=12, grade="C", source="guess"
    )
    cost: float = parameter(
        0.027, "cost of asking one customer", unit="weekly revenue", low=0.005, high=0.054, grade="C", source="guess"
    )
    overhead: float = parameter(
        0.001, "weekly cost of asking as a programme, per customer", unit="weekly revenue", low=0.0, high=0.003,
        grade="C", source="guess",
    )  # fmt: skip

    phase = Phase.CONTACT
    after = ("contact", "gifts", "encounters")
    cites = ("baxter1986", "cann1975")
    owns = (
        Column("asked", "whether the firm asks the customer to come closer this week", weekly=True),
        Column("too_early", "whether it asks before the customer is ready", weekly=True),
        Column("irritation", "irritation by asks that came too early", high=100.0),
    )
    series = (
        Series("asks", "customers who were asked to come closer [people]", "asked"),
        Series("early_asks", "of these, before they were ready [people]", "too_early"),
        Series("irritation", "mean irritation of the firm's customers [1]", "irritation", "mean"),
    )
    reads = ("stage", "ready", "damage")
    levers = (Lever("ask", "chance a week that a customer is asked to come closer", "1/week"),)
    purposes = ("asks",)

    def decide(self, rows: Rows, now: Now) -> None:
        rows.asked[:] = rows.too_early[:] = 0.0
        if now.in_use("ask"):
            asked = now.draw("ask", rows) < now.lever("ask", rows)
            rows.asked[:] = asked & (rows.stage < CLOSEST) & rows.is_customer

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        if now.levers["ask"][purse.firm] == 0:
            return
        purse.spend_overhead("asks", self.overhead)
        wanted = (rows.asked > 0) & purse.customers
        granted = purse.grant("asks", wanted, self.cost, lambda: now.draw("ask.order", rows))
        rows.asked[wanted & ~granted] = 0.0

    def apply(self, rows: Rows, now: Now) -> None:
        if not (now.in_use("ask") or rows.irritation.any()):
            return
        rows.too_early[:] = (rows.asked > 0) & ((rows.ready == 0) | (rows.damage > DAMAGED))
        irritated = faded(rows.irritation, now.dt, self.half_life) + self.irritation_gain * rows.too_early
        rows.irritation[:] = np.where(rows.is_customer, np.minimum(irritated, 100.0), rows.irritation)
