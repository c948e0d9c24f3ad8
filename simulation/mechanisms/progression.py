"""Encounters that develop with the customer: stages of closeness, and encounters that differ from the last one.

    driven:  P(up) = u·(encounter ? f : f₀)·(ready ? 1.5 : 0.3)·(asked in time ? a : 1)
             P(down) = d·(ready ? 0.5 : 1.5)                                                       g = 0 ... 4
    markov:  P(up) = u,  P(down) = d
    novelty = 1 - σ·(1 - π·listening·g/4)                        renewal = share of the stock that an encounter resets
    o += z·listening·(x - o)                                     what listening teaches the firm about the need

Stages move by an ordered Markov chain driven by encounters; a customer is ready when commitment is above that of the
status quo by more than -0.4 + 0.25·g; newcomers are assumed to be as committed as under the status quo, which suffices
for the first step. A relationship with fresh damage does not progress; a well-timed ask helps. Under the markov law
stages change at constant rates, whatever happens: the null model, whose stationary law is known. The closer the
relationship and the better the firm listens, the less an encounter repeats the one before.

Source: Netzer, Lattin & Srinivasan (2008), Marketing Science 27 (form A, rates C); Galak, Redden & Kruger (2009),
Journal of Consumer Research 36 (variety resets satiation, 0.3-0.7).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simulation.column import Column
from simulation.draws import Floats
from simulation.mechanism import Lever, Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.row import Row

TOP = 4.0
DAMAGED = 0.5
LAWS = ("driven", "markov")


def ready(commitment: Floats, stage: Floats) -> npt.NDArray[np.bool_]:
    """Whether commitment (relative to the status quo) suffices for the next stage, any shape."""
    return commitment > -0.4 + 0.25 * stage


@dataclass(frozen=True)
class Progression(Mechanism):
    """Relationship stage, and how much an encounter differs from what went before."""

    law: str = parameter(
        "driven", "whether events drive the stages or they change at constant rates", unit="-",
        source="Netzer et al. 2008; markov: the same chain without covariates", choices=LAWS,
    )  # fmt: skip
    up_rate: float = parameter(
        0.015, "weekly chance of the next stage", unit="1/week", low=0.005, high=0.03, grade="C",
        source="Netzer et al. 2008", allowed=(0.0, 1.0),
    )  # fmt: skip
    down_rate: float = parameter(
        0.01, "weekly chance of falling back a stage", unit="1/week", low=0.002, high=0.02, grade="C",
        source="Netzer et al. 2008", allowed=(0.0, 1.0),
    )  # fmt: skip
    encounter_factor: float = parameter(
        3.0, "how much an encounter speeds the way up", unit="factor", low=1.0, high=5.0, grade="C", source="guess"
    )
    plain_factor: float = parameter(
        0.3, "how much a week without an encounter slows the way up", unit="factor", low=0.1, high=1.0, grade="C",
        source="guess",
    )  # fmt: skip
    readiness: float = parameter(
        1.0, "how far readiness matters; 0: not at all", unit="share", low=0.5, high=1.0, grade="C", source="guess"
    )
    ask_boost: float = parameter(
        3.0, "how much a well-timed ask speeds the way up, a", unit="factor", low=1.0, high=5.0, grade="C",
        source="guess",
    )  # fmt: skip
    similarity: float = parameter(
        0.5, "similarity of an encounter to what went before, at stage 0, σ", unit="share", low=0.0, high=1.0,
        grade="C", source="1 would make encounters as wearing as anything; 0.5 nearly assumes the conclusion",
    )  # fmt: skip
    development: float = parameter(
        0.5, "share of that similarity which listening and closeness remove, π", unit="share", low=0.0, high=1.0,
        grade="C", source="guess",
    )  # fmt: skip
    reset: float = parameter(
        0.5, "share of the exposure stock that an encounter resets", unit="share", low=0.3, high=0.7, grade="C",
        source="Galak et al. 2009, laboratory",
    )  # fmt: skip

    phase = Phase.RELATE
    after = ("commitment",)
    cites = ("netzer2008", "galak2009")
    owns = (
        Column("stage", "stage of closeness", high=TOP),
        Column("ready", "whether commitment suffices for the next stage", initial=1.0),
        Column("novelty", "how far the next encounter differs from what went before"),
        Column("renewal", "share of the exposure stock that the next encounter resets"),
    )
    series = (Series("stage", "mean stage of the firm's customers [0-4]", "stage", "mean"),)
    reads = ("commitment", "encounter", "need", "damage", "asked", "too_early")
    writes = ("known_need",)
    levers = (Lever("listening", "how far the firm listens in encounters", "share"),)

    def apply(self, row: Row, now: Now) -> None:
        if not row.is_customer:
            return
        row.ready = ready(row.commitment - now.centre.commitment, row.stage)
        up, down = self._rates(row, now)
        u = now.draw("stage", row)
        rises = u < up and row.stage < TOP
        falls = u > 1.0 - down and row.stage > 0
        row.stage += int(rises) - int(falls)

        listening = now.lever("listening", row)
        row.novelty = 1.0 - self.similarity * (1.0 - self.development * listening * row.stage / TOP)
        row.renewal = self.reset
        row.known_need += row.encounter * listening * (row.need - row.known_need)

    def _rates(self, row: Row, now: Now) -> tuple[float, float]:
        """Weekly chances of the next stage and of the last one."""
        if self.law == "markov":
            return self.up_rate, self.down_rate
        up = self.up_rate * (self.encounter_factor if row.encounter > 0 else self.plain_factor)
        up *= 1.0 + self.readiness * ((1.5 if row.ready > 0 else 0.3) - 1.0)
        if now.in_use("ask") and row.asked > 0 and row.too_early == 0:
            up *= self.ask_boost
        if row.damage > DAMAGED:
            up = 0.0
        down = self.down_rate * (1.0 + self.readiness * ((0.5 if row.ready > 0 else 1.5) - 1.0))
        return up, down
