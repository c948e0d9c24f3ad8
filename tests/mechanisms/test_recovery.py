"""After a failure: the stay table, complaints, amends, damage."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.market.centre import Centre
from simulation.mechanisms.recovery import FAST, RESOLVED, SILENT, STAYS, UNRESOLVED, stays
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.luck import of_share
from tests.worlds import LENT, Alike, errors_off, market, world

N = 20_000
HALF_FAIL = Centre(failure=30.0, quarterly_envelope=(0.0,))


def after_failures(levers: dict[str, float] | None = None, stage: float = 0.0, **recovery: Any) -> Market:
    """A week of one mail each in which half of all contacts fail; churn is off, so that all can be looked at."""
    plan = Strategy("mails", {"cadence": 1.0, **(levers or {})})
    here = world(["contact", "failure", "recovery", "satisfaction"], people=Alike(N, leaves=0.0164), weeks=1,
                 as_is=plan, contact={"inbound_rate": 0.0}, recovery=recovery)  # fmt: skip
    some = market(here, centre=HALF_FAIL)
    some.population["stage"][:] = stage
    some.step()
    return some


def test_the_table_is_the_published_one() -> None:
    values = after_failures({"recovery": 0.5, "fast_recovery": 0.5}).population
    answer = values["complaint"] + values["resolved"] + values["fast"]
    for severity, row in ((0.5, 0), (1.0, 1)):
        for made in (SILENT, UNRESOLVED, RESOLVED, FAST):
            at = values["staying"][(values["severity"] == severity) & (answer == made) & (values["failed"] > 0)]
            assert len(at) > 0
            assert (at == STAYS[row, made]).all()


def test_sixty_one_per_cent_stop_after_a_failure_and_sixty_per_cent_of_the_fairly_handled_return() -> None:
    """With half complaining, 40 % resolved, half of them at once, and a minor share of 0.61; TARP, reported."""
    minor, complain, resolve, fast = 0.61, 0.5, 0.4, 0.5
    amends = complain * resolve
    weights = np.array([1 - complain, complain - amends, amends * (1 - fast), amends * fast])
    stay = minor * (STAYS[0] @ weights) + (1 - minor) * (STAYS[1] @ weights)
    assert 1 - stay == pytest.approx(0.61, abs=0.02)
    assert STAYS[1, RESOLVED] < 0.60 < STAYS[0, RESOLVED]
    assert 1 - STAYS[1, SILENT] == pytest.approx(0.91)


@pytest.mark.luck(of_share(0.5, 9_000) + of_share(0.7, 4_500) + of_share(0.2, 3_000))
def test_complaints_and_amends_come_at_their_rates() -> None:
    values = after_failures({"recovery": 0.7, "fast_recovery": 0.2}).population
    failed = values["failed"] > 0
    assert errors_off(values["complaint"][failed], 0.5) < 4
    assert errors_off(values["resolved"][values["complaint"] > 0], 0.7) < 4
    assert errors_off(values["fast"][values["resolved"] > 0], 0.2) < 4
    assert not values["complaint"][~failed].any()


def test_the_close_complain_more_take_it_worse_and_accept_amends_more_readily() -> None:
    near = np.array([0.0, 1.0])
    for answer, sign in ((SILENT, -1), (UNRESOLVED, -1), (RESOLVED, 1), (FAST, 1)):
        far, close = stays(STAYS[1, answer], answer >= RESOLVED, near, 0.5)
        assert np.sign(close - far) == sign
    strangers, friends = after_failures(stage=0.0).population, after_failures(stage=4.0).population
    assert friends["complaint"].sum() > strangers["complaint"].sum()


def test_betrayal_hurts_only_the_close() -> None:
    for stage, moves in ((0.0, False), (4.0, True)):
        mild, harsh = (after_failures(stage=stage, betrayal=b).population["staying"] for b in (0.0, 1.0))
        silent = after_failures(stage=stage).population
        left_alone = (silent["failed"] > 0) & (silent["complaint"] == 0)
        assert (harsh[left_alone] < mild[left_alone]).all() is np.bool_(moves)


def test_only_an_unrepaired_failure_damages_and_only_a_relationship_that_there_is() -> None:
    assert not after_failures(stage=0.0).population["damage"].any()
    values = after_failures(stage=2.0).population
    hit = (values["failed"] > 0) & (values["resolved"] == 0)
    assert (values["damage"] > 0).sum() == hit.sum()


def test_damage_halves_in_its_half_life() -> None:
    here = world(["contact", "recovery"], people=Alike(5), weeks=26, as_is=Strategy("silent"))
    some = market(here)
    some.population["damage"][:] = 1.0
    some.run()
    assert np.allclose(some.population["damage"], 0.5, rtol=1e-12)


def test_the_paradox_touches_satisfaction_and_nothing_else() -> None:
    """Amends at once leave customers a little more satisfied than no failure at all would; who stays is the same."""
    levers = {"recovery": 1.0, "fast_recovery": 1.0}
    none, some = (after_failures(levers, complaint=0.75, paradox=size).population for size in (0.0, 0.1))
    fast = some["fast"] > 0
    assert fast.any()
    assert (some["satisfaction"][fast] > none["satisfaction"][fast]).all()
    for column in ("staying", "trust", "damage", "commitment", "stops"):
        assert np.array_equal(none[column], some[column]), column


@pytest.mark.parametrize(
    ("parameter", "low", "high", "column", "rises"),
    [
        ("complaint", 0.25, 0.75, "complaint", True),
        ("complaint_of_close", 0.0, 0.4, "complaint", True),
        ("annoyance", 0.1, 0.4, "setback", True),
        ("soothing", 0.4, 1.0, "setback", False),
        ("paradox", 0.0, 0.1, "setback", False),
        ("betrayal", 0.0, 1.0, "staying", False),
    ],
)
def test_raising_a_parameter_moves_what_it_acts_on(
    parameter: str, low: float, high: float, column: str, rises: bool
) -> None:
    levers = {"recovery": 0.4, "fast_recovery": 0.5}
    little, much = (
        after_failures(levers, stage=3.0, **{parameter: value}).population[column].mean() for value in (low, high)
    )
    assert (much > little) is np.bool_(rises)


@pytest.mark.parametrize(("lever", "low", "high"), [("recovery", 0.2, 0.8), ("fast_recovery", 0.0, 1.0)])
def test_pulling_a_lever_keeps_more_customers_and_costs_more(lever: str, low: float, high: float) -> None:
    little, much = (after_failures({lever: value}) for value in (low, high))
    assert much.population["staying"].mean() > little.population["staying"].mean()
    owed = [sum(int(amounts.sum()) for _, _, amounts in some.accounts[1].owed) for some in (little, much)]
    assert owed[1] > owed[0] > 0, "there is no money in this world, so that all of it is owed"


def test_amends_are_paid_for_when_they_are_made() -> None:
    """Each complaint costs its handling, each one that is resolved its amends, and some of these come at once."""
    plan = Strategy("mails", {"cadence": 1.0})
    here = world(["contact", "failure", "recovery", "quality"], people=Alike(500, leaves=0.0164), weeks=2, as_is=plan,
                 terms=LENT, contact={"inbound_rate": 0.0})  # fmt: skip
    some = market(here, centre=Centre(failure=30.0, quarterly_envelope=(2000.0,))).run()
    paid = some.ledger.weekly[:, 1, some.ledger.purposes.index("recovery")]
    complaints, amends = some.record.series["complaints"][:, 1], some.record.series["recovered"][:, 1]
    assert complaints[0] > amends[0] > 0
    least, most = 0.5435 * complaints + 1.36 * amends, 0.5435 * complaints + (1.36 + 2.174) * amends
    assert (paid > least * some.scale).all()
    assert (paid < most * some.scale).all()
