"""Raise one number of a law and the quantity it acts on directly moves the known way; nobody has to win.

Each row compares two runs with the same luck. What is asserted is a sign, never a size, and never a verdict.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from simulation.centre import Centre
from simulation.market import Market
from simulation.strategy import Strategy
from tests.worlds import RELATIONSHIP, market, world

SIZE, WEEKS = 600, 30
CENTRE = Centre(leave=-0.95, buy=0.78, commitment=1.1, weekly_revenue=1.8, quarterly_envelope=(0.04 * SIZE,))
BASE = Strategy(
    "base",
    {**RELATIONSHIP.levers, "encounter_share": 0.5, "gift_rate": 0.1, "gift_conditional": 0.2},
)
COMMUNITY = world(size=SIZE).community(3)


def run(levers: dict[str, float] | None = None, **parameters: Any) -> Market:
    here = world(size=SIZE, weeks=WEEKS, as_is=BASE, **parameters)
    changed = Strategy("changed", {**BASE.levers, **(levers or {})})
    return market(here, changed, 3, CENTRE, community=COMMUNITY).run()


def mean(name: str) -> Callable[[Market], float]:
    return lambda m: float(np.nanmean(m.record.series[name][:, 1]))


def column(name: str) -> Callable[[Market], float]:
    """Mean over the focal firm's customers at the end."""

    def of(m: Market) -> float:
        values = m.population[name][m.population["provider"] == 1]
        return float(values[:, 1].mean() if values.ndim == 2 else values.mean())

    return of


def paid_for(purpose: str) -> Callable[[Market], float]:
    return lambda m: float(m.ledger.weekly[:, 1, m.ledger.purposes.index(purpose)].sum())


def lost(m: Market) -> float:
    return float(m.record.series["left"][:, 1].sum())


def advertised(m: Market) -> float:
    return float(m.record.series["by_advertising"][:, 1].sum())


def joined(m: Market) -> float:
    return float(m.record.series["joined"][:, 1].sum())


def referred(m: Market) -> float:
    return float(m.record.series["by_referral"][:, 1].sum())


def spread(name: str) -> Callable[[Market], float]:
    return lambda m: float(m.population[name][m.population["provider"] == 1].std())


@dataclass(frozen=True)
class Direction:
    law: str
    parameter: str
    low: float
    high: float
    quantity: str
    of: Callable[[Market], float]
    rises: bool = True


UP, DOWN = True, False
DIRECTIONS = [
    Direction("acquisition", "strong", 0.01, 0.07, "brought by friends", referred, UP),
    Direction("acquisition", "weak", 0.002, 0.015, "who join", joined, UP),
    Direction("acquisition", "conversion", 0.01, 0.04, "brought by advertising", advertised, UP),
    Direction("channels", "most", 0.13, 0.33, "brought by advertising", advertised, UP),
    Direction("channels", "scale", 0.005, 0.018, "brought by advertising", advertised, DOWN),
    Direction("commitment", "satisfaction_sensitivity", 0.5, 2.5, "commitment", mean("commitment"), UP),
    Direction("commitment", "trust_sensitivity", 0.2, 1.0, "commitment", mean("commitment"), UP),
    Direction("commitment", "investment_sensitivity", 0.2, 1.4, "commitment", mean("commitment"), UP),
    Direction("commitment", "gratitude_sensitivity", 0.0, 0.4, "commitment", mean("commitment"), UP),
    Direction("commitment", "stage_sensitivity", 0.0, 0.16, "commitment", mean("commitment"), UP),
    Direction("commitment", "alternative_sensitivity", 0.2, 0.8, "commitment", mean("commitment"), DOWN),
    Direction("commitment", "switching_cost", 0.0, 1.0, "who leave", lost, DOWN),
    Direction("contact", "inbound_rate", 0.03, 0.15, "cost of service", paid_for("personal"), UP),
    Direction("contagion", "ratio", 1.0, 1.8, "who leave", lost, UP),
    Direction("contagion", "half_life", 2.0, 8.0, "memory of defections", column("defections"), UP),
    Direction("encounters", "participation", 0.2, 0.7, "encounters", mean("encounters"), UP),
    Direction("encounters", "cost", 0.054, 0.435, "quality", mean("quality"), DOWN),
    Direction("encounters", "overhead", 0.0, 0.014, "quality", mean("quality"), DOWN),
    Direction("encounters", "invitation_cost", 0.0, 0.054, "quality", mean("quality"), DOWN),
    Direction("encounters", "listening_cost", 0.0, 0.163, "quality", mean("quality"), DOWN),
    Direction("fatigue", "kappa", 0.02, 0.10, "freshness", mean("freshness"), DOWN),
    Direction("fatigue", "half_life", 2.0, 26.0, "freshness", mean("freshness"), DOWN),
    Direction("fatigue", "similarity", 0.7, 1.0, "freshness", mean("freshness"), DOWN),
    Direction("gifts", "overhead", 0.0, 0.003, "cost of gifts", paid_for("gifts"), UP),
    Direction("investment", "gain", 0.2, 1.9, "investment", mean("investment"), UP),
    Direction("investment", "half_life", 26.0, 104.0, "investment", mean("investment"), UP),
    Direction("needs", "half_life", 52.0, 208.0, "fit", column("fit"), UP),
    Direction("needs", "width", 1.5, 3.0, "fit", column("fit"), UP),
    Direction("progression", "up_rate", 0.005, 0.03, "stage", mean("stage"), UP),
    Direction("progression", "down_rate", 0.002, 0.02, "stage", mean("stage"), DOWN),
    Direction("progression", "encounter_factor", 1.0, 5.0, "stage", mean("stage"), UP),
    Direction("progression", "plain_factor", 0.1, 1.0, "stage", mean("stage"), UP),
    Direction("progression", "similarity", 0.0, 1.0, "novelty", column("novelty"), DOWN),
    Direction("progression", "development", 0.0, 1.0, "novelty", column("novelty"), UP),
    Direction("progression", "reset", 0.3, 0.7, "freshness", mean("freshness"), UP),
    Direction("purchase", "satisfaction_sensitivity", 0.2, 1.4, "purchases", mean("purchases"), UP),
    Direction("purchase", "commitment_sensitivity", 0.0, 0.3, "purchases", mean("purchases"), UP),
    Direction("purchase", "mail_lift", 0.0, 0.5, "purchases", mean("purchases"), UP),
    Direction("quality", "scale", 0.008, 0.027, "quality", mean("quality"), DOWN),
    Direction("reciprocity", "gift_effect", 0.1, 0.75, "gratitude", mean("gratitude"), UP),
    Direction("reciprocity", "encounter_effect", 0.0, 0.1, "gratitude", mean("gratitude"), UP),
    Direction("reciprocity", "gratitude_half_life", 2.0, 12.0, "gratitude", mean("gratitude"), UP),
    Direction("reciprocity", "learning", 0.02, 0.10, "authenticity", column("authenticity"), UP),
    Direction("reciprocity", "noticed", 0.1, 0.5, "authenticity", column("authenticity"), UP),
    Direction("reciprocity", "received", 0.0, 0.109, "balance", column("reciprocity_balance"), UP),
    Direction("contribution", "encounter", 0.0, 0.109, "balance", column("reciprocity_balance"), DOWN),
    Direction("satisfaction", "polish", 0.0, 0.2, "satisfaction", mean("satisfaction"), DOWN),
    Direction("satisfaction", "variability", 0.05, 0.15, "spread of satisfaction", spread("satisfaction"), UP),
    Direction("spend", "shape", 3.0, 12.0, "revenue", mean("revenue"), UP),
    Direction("surplus", "worth", 1.05, 1.6, "surplus", mean("surplus"), UP),
    Direction("trust", "gain", 0.03, 0.08, "trust", mean("trust"), UP),
    Direction("trust", "loss", 0.10, 0.25, "trust", mean("trust"), DOWN),
    Direction("trust", "anchor", 0.3, 0.7, "trust", mean("trust"), UP),
    Direction("trust", "passive", 0.1, 1.0, "trust", mean("trust"), UP),
    Direction("trust", "betrayal", 0.0, 1.0, "trust", mean("trust"), DOWN),
    Direction("trust", "breach", 0.3, 0.7, "trust", mean("trust"), DOWN),
    Direction("word_of_mouth", "rate", 0.005, 0.05, "brought by friends", referred, UP),
]


@pytest.mark.parametrize(
    "row", DIRECTIONS, ids=[f"{row.law}.{row.parameter} moves {row.quantity}" for row in DIRECTIONS]
)
def test_raising_a_parameter_moves_what_it_acts_on(row: Direction) -> None:
    low, high = (row.of(run(**{row.law: {row.parameter: value}})) for value in (row.low, row.high))
    assert (high > low) if row.rises else (high < low), f"{low:g} → {high:g}"


LEVERS: list[tuple[str, float, float, str, Callable[[Market], float], bool]] = [
    ("acquisition_share", 0.0, 0.3, "brought by advertising", advertised, UP),
    ("acquisition_share", 0.0, 0.3, "quality", mean("quality"), DOWN),
    ("cadence", 0.1, 0.6, "cost of mail", paid_for("email"), UP),
    ("cadence", 0.1, 0.6, "freshness", mean("freshness"), DOWN),
    ("encounter_share", 0.1, 0.6, "encounters", mean("encounters"), UP),
    ("encounter_share", 0.1, 0.6, "quality", mean("quality"), DOWN),
    ("encounter_share", 0.1, 0.6, "investment", mean("investment"), UP),
    ("gift_rate", 0.02, 0.2, "gratitude", mean("gratitude"), UP),
    ("gift_rate", 0.02, 0.2, "quality", mean("quality"), DOWN),
    ("gift_size", 0.02, 0.1, "gratitude", mean("gratitude"), UP),
    ("gift_conditional", 0.0, 1.0, "gratitude", mean("gratitude"), DOWN),
    ("gift_conditional", 0.0, 1.0, "authenticity", column("authenticity"), DOWN),
    ("listening", 0.0, 1.0, "fit", column("fit"), UP),
    ("listening", 0.0, 1.0, "novelty", column("novelty"), UP),
    ("listening", 0.0, 1.0, "cost of encounters", paid_for("encounters"), UP),
    ("sincerity", 0.2, 0.9, "authenticity", column("authenticity"), UP),
    ("sincerity", 0.2, 0.9, "trust", mean("trust"), UP),
]


@pytest.mark.parametrize(
    ("lever", "low", "high", "quantity", "of", "rises"), LEVERS, ids=[f"{row[0]} moves {row[3]}" for row in LEVERS]
)
def test_pulling_a_lever_moves_what_it_acts_on(
    lever: str, low: float, high: float, quantity: str, of: Callable[[Market], float], rises: bool
) -> None:
    little, much = of(run({lever: low})), of(run({lever: high}))
    assert (much > little) if rises else (much < little), f"{quantity}: {little:g} → {much:g}"


@pytest.mark.parametrize(("effect", "low", "high", "sign"), [("complaint", 0.0, 0.2, 1), ("praise", 0.0, 0.05, -1)])
def test_what_is_heard_moves_the_hazard_the_right_way(effect: str, low: float, high: float, sign: int) -> None:
    """With leaving itself off, so that the same people say the same things in both runs."""
    little, much = (
        column("rumour")(run(word_of_mouth={"rate": 0.05, f"{effect}_effect": value}, churn={"enabled": False}))
        for value in (low, high)
    )
    assert np.sign(much - little) == sign


def test_selling_outright_moves_more_goods_per_mail_than_being_sincere() -> None:
    """Without reciprocity's other effects: the lift of a mail is 2·c_m·(1 - sincerity)."""
    blunt, sincere = (mean("purchases")(run({"sincerity": s, "encounter_share": 0.0}, trust={"enabled": False}))
                      for s in (0.0, 1.0))  # fmt: skip
    assert blunt > sincere


def test_more_money_buys_more_quality() -> None:
    here = world(size=SIZE, weeks=20)
    qualities = [
        market(here, BASE, 3, Centre(weekly_revenue=1.8, quarterly_envelope=(share * SIZE,)))
        .run()
        .record.series["quality"]
        for share in (0.03, 0.04, 0.06)
    ]
    assert qualities[0][-1, 1] < qualities[1][-1, 1] < qualities[2][-1, 1]
