"""Raise one number of a law, a lever or a design, and what it acts on directly moves the known way; nobody has to win.

Each row of `direction_rows` compares two runs with the same luck. What is asserted is a sign, never a size, and never a
verdict. Every number that is graded, every lever and every field of a design has a row: what is missing is listed.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from simulation.market.channel import ChannelDesign
from simulation.market.terms import Terms
from simulation.market.touchpoint import TOUCHPOINTS, TouchpointDesign
from simulation.mechanisms import registered
from simulation.parameters import declarations
from tests.direction_rows import DESIGNS, HIDDEN, LEVERS, PARAMETERS
from tests.directions import DOWN, SIZE, Row, busy, column, mean

ROWS = [*PARAMETERS, *LEVERS, *DESIGNS]
NO_DIRECTION = {
    "market.firms": "a number of firms, not a strength",
    "market.budget_share": "moves the envelope of the pilot: see `test_more_money_buys_more_quality`",
    "market.equal": "is a choice and no number: see "
    "`test_who_doubles_revenue_has_twice_the_envelope_in_the_second_year_and_not_before`",
    "market.deals": "a word: see `test_a_deal_that_is_taken_off_the_margin_leaves_the_envelope_alone`",
    "market.recommendation_score": "a score of the pilot: see `test_the_status_quo_has_the_score_that_is_observed`",
    "market.recommendation_noise": "moves promoters and detractors alike: see `test_noise_blurs_what_parts_two_firms`",
    "market.usual_weeks": "counts what customers cost in the pilot: see "
    "`test_a_firm_believes_its_own_weeks_the_sooner_the_fewer_it_counts_of_the_status_quo`",
}


@pytest.mark.parametrize(
    "row",
    [pytest.param(row, marks=pytest.mark.luck(HIDDEN[str(row)])) if str(row) in HIDDEN else row for row in ROWS],
    ids=map(str, ROWS),
)
def test_raising_a_number_moves_what_it_acts_on(row: Row) -> None:
    low, high = row.moved()
    assert (high > low) if row.rises else (high < low), f"{low:g} → {high:g}"


def test_every_parameter_lever_and_design_has_a_direction() -> None:
    wanted = {f"{law}.{name}" for law, kind in registered().items() for name, declared in declarations(kind).items()
              if declared.unit != "-"}  # fmt: skip
    wanted |= {lever.name for kind in registered().values() for lever in kind.levers}
    wanted |= {f"touchpoint.{name}" for name in declarations(TouchpointDesign)}
    wanted |= {f"channel.{name}" for name in declarations(ChannelDesign)}
    wanted |= {f"market.{name}" for name in declarations(Terms)}
    assert set(HIDDEN) <= set(map(str, ROWS))
    tested = {row.key for row in ROWS}
    tested |= {f"{kind}.{name}" for kind, _, name in (key.split(".") for key in tested if key.count(".") == 2)}
    assert sorted(wanted - tested - set(NO_DIRECTION)) == []
    assert sorted(tested - wanted - {key for key in tested if key.count(".") == 2}) == []


# --- Where it turns round ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("touchpoint", "ideal"), [("email", 0.31), ("letter", 0.77), ("call", 0.23)])
def test_commitment_is_an_inverted_u_in_the_frequency_of_contact(touchpoint: str, ideal: float) -> None:
    """Highest at the ideal of the touchpoint, as low at twice the ideal as at none, and falling from there."""
    k = [one.name for one in TOUCHPOINTS].index(touchpoint)
    still = {f"{cause}_sensitivity": 0.0 for cause in ("satisfaction", "trust", "gratitude", "stage", "irritation",
                                                       "investment", "imbalance", "alternative", "damage")}  # fmt: skip
    wishes = []
    for frequency in (0.0, ideal / 2, ideal, 2.0 * ideal, 4.0 * ideal):
        recent = np.zeros((SIZE, len(TOUCHPOINTS)))
        recent[:, k] = min(frequency, 2.0)
        silence = dict.fromkeys(("cadence", "letters", "calls", "co_creation", "contract_offer"), 0.0)
        some = busy(
            Row("reserve", 1.0, "", mean("commitment"), weeks=1, levers=silence,
                start={"recent_contact": recent, "contract": 0.0},
                laws={"commitment": still, "contact": {"memory": 1e6}, "usage": {"enabled": False}})
        )  # fmt: skip
        wishes.append(round(column("commitment", 0)(some), 4))
    none, half, best, twice, too_much = wishes
    assert none < half < best
    assert best > twice == none > too_much


def test_an_ask_helps_those_who_are_ready_and_harms_those_who_are_not() -> None:
    ready = Row("ask", 0.6, "stage of the ready", mean("stage"), levers={"ask": 0.0},
                start={"stage": 0.0, "damage": 0.0},
                laws={"commitment": {"satisfaction_sensitivity": 9.0}, "progression": {"up_rate": 0.1}})  # fmt: skip
    not_yet = replace(ready, quantity="trust of the others", of=mean("trust"), rises=DOWN,
                      laws={"commitment": {"satisfaction_sensitivity": 0.0, "trust_sensitivity": 0.0}})  # fmt: skip
    low, high = ready.moved()
    assert high > low
    low, high = not_yet.moved()
    assert high < low


def test_gifts_bring_gratitude_and_points_bring_none() -> None:
    """What an unasked gift earns falls with the part of it that must be earned, to nothing."""
    earned = [
        mean("gratitude")(busy(Row("gift_rate", 0.0, "", mean("gratitude"), levers={"gift_conditional": conditional,
                               "encounter_share": 0.0})))
        for conditional in (0.0, 0.5, 1.0)
    ]  # fmt: skip
    assert all(less < more for more, less in pairwise(earned))
    assert earned[-1] == 0.0


# --- What needs a market of its own ------------------------------------------------------------------------------


def test_selling_outright_moves_more_goods_per_mail_than_being_sincere() -> None:
    """Without reciprocity's other effects: the lift of a mail is 2·c_m·(1 - sincerity)."""
    blunt, sincere = (
        column("buy_factor", 0)(busy(Row("sincerity", 0.0, "", mean("purchases"), laws={"trust": {"enabled": False}},
                                levers={"sincerity": sincerity, "encounter_share": 0.0, "cadence": 1.0}, weeks=1)))
        for sincerity in (0.0, 1.0)
    )  # fmt: skip
    assert blunt > sincere


def test_more_money_buys_more_quality() -> None:
    idle = dict.fromkeys(("encounter_share", "hosting", "co_creation", "calls", "deal_rate", "lessons"), 0.0)
    qualities = [
        busy(Row("reserve", 1.0, "", mean("quality"), levers=idle, money=money)).record.series["quality"][-1, 1]
        for money in (0.12, 0.2, 0.4)
    ]
    assert qualities[0] < qualities[1] < qualities[2]
    assert np.all(np.isfinite(qualities))
