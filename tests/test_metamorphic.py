"""What a change that cannot matter changes: nothing, in worlds drawn over all that is doubtful.

A property that a law breaks is expected to fail, with the reason: whoever mends the law takes the mark away.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulation.measures.measures import MEASURES
from simulation.mechanisms import registered
from simulation.people.heterogeneity import Spending
from simulation.people.people import Reference
from simulation.strategy import Strategy
from simulation.world.weekly_record import SERIES
from tests.random_worlds import (
    DRAWN,
    STRATEGIES,
    WithHermits,
    alone,
    centre_of,
    drawn,
    gaps,
    in_another_unit,
    outcomes,
    outcomes_in,
    sized,
)
from tests.worlds import AS_IS, RELATIONSHIP

WORLDS = pytest.mark.parametrize("number", range(DRAWN))
ROUNDED = 1e-9
"""Relative: products and sums of amounts in another unit are rounded elsewhere."""
MILLION = 1_000_000
IN_MONEY = {m.name for m in MEASURES if m.unit.startswith("money")} | {
    name for name, doc in SERIES.items() if doc.endswith("[money]")
}
WITHOUT_A_LEVER = {"channels", "progression", "quality", "reciprocity", "recovery"}
"""Mechanisms with levers that act also where no lever is set; the others do nothing then."""
UNADVERTISED, SILENT = (
    Strategy("quiet", {name: value for name, value in s.levers.items() if name != "acquisition_share"})
    for s in (AS_IS, RELATIONSHIP)
)


@WORLDS
@pytest.mark.parametrize("times", [1e-4, 3.0, 1e7])
def test_amounts_in_another_unit_are_money_in_that_unit_and_change_nothing_else(number: int, times: float) -> None:
    here = in_another_unit(number, times)
    for one, other in zip(outcomes(number), outcomes_in(here), strict=True):
        assert np.array_equal(one.ledger, other.ledger), "the same minor units"
        assert other.scale == pytest.approx(one.scale / times, rel=ROUNDED)
        for name, value in {**one.measures, **one.series}.items():
            expected = (times if name in IN_MONEY else 1.0) * np.asarray(value)
            found = {**other.measures, **other.series}[name]
            assert np.allclose(found, expected, rtol=ROUNDED, atol=ROUNDED * np.abs(np.nan_to_num(expected)).max(),
                               equal_nan=True), name  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("times", [1e-4, 1e7])
def test_another_unit_changes_nothing_for_a_million_people_either(times: float) -> None:
    """Where sums are largest: three weeks of a million people, with constants of a small world."""
    centre = centre_of(0)
    spending = Spending(gamma=times * 15.4)
    books = []
    for people_here, constants in (
        (Reference(MILLION), centre),
        (Reference(MILLION, spending=spending), replace(centre, weekly_revenue=times * centre.weekly_revenue)),
    ):
        here = replace(drawn(0), people=people_here, weeks=3)
        enough = replace(constants, quarterly_envelope=(0.1 * 0.4 * MILLION,), rivals_envelopes=())
        books.append(outcomes_in(here, (RELATIONSHIP,), enough)[0])
    assert np.array_equal(books[0].ledger, books[1].ledger)
    assert books[1].measures["revenue"] == pytest.approx(times * books[0].measures["revenue"], rel=ROUNDED)
    assert 0 < books[0].measures["revenue"] < 3 * 40, "what three weeks can bring per customer"


@WORLDS
def test_a_strategy_under_another_name_is_the_same_strategy(number: int) -> None:
    renamed = [Strategy(f"other {s.name}", dict(reversed(list(s.levers.items())))) for s in STRATEGIES]
    for one, other in zip(outcomes(number), outcomes_in(drawn(number), renamed, centre_of(number)), strict=True):
        assert gaps(one, other) == {}


@pytest.mark.parametrize("number", [0, 3, 5])
def test_a_mechanism_none_of_whose_levers_is_set_may_as_well_be_off(number: int) -> None:
    here, centre = drawn(number), centre_of(number)
    as_it_is = outcomes_in(here, (AS_IS,), centre)[0]
    idle = {
        law.name for law in registered().values() if law.levers and not {x.name for x in law.levers} & {*AS_IS.levers}
    }
    without = {name: outcomes_in(here.switched(name, False), (AS_IS,), centre)[0] for name in idle - WITHOUT_A_LEVER}
    assert {name: gaps(as_it_is, other) for name, other in without.items()} == {name: {} for name in without}
    assert len(without) > 10


@pytest.mark.parametrize("number", [1, pytest.param(4, marks=pytest.mark.long)])
def test_a_lever_of_a_mechanism_that_is_off_does_nothing(number: int) -> None:
    """One mechanism at a time is off, and all its levers are set at once; its constants are the drawn world's."""
    here, centre = drawn(number), centre_of(number)
    for law in registered().values():
        if law.levers:
            off = here.switched(law.name, False)
            raised = AS_IS.changed({lever.name: min(lever.high, 1.0) for lever in law.levers})
            without = AS_IS.changed({lever.name: lever.idle for lever in law.levers})
            assert gaps(*outcomes_in(off, (without, raised), centre)) == {}, law.name


@pytest.mark.parametrize(("as_is", "strategy"), [(UNADVERTISED, SILENT), (AS_IS, RELATIONSHIP)])
def test_people_whom_nobody_can_reach_change_nothing(as_is: Strategy, strategy: Strategy) -> None:
    for number in (0, 1, 2, 3, 5):  # the fourth cannot serve its customers where there is no rival
        here = replace(alone(drawn(number)), as_is=as_is)
        more = replace(here, people=WithHermits(here.people, 40))
        assert gaps(*outcomes_in(here, (strategy,)), *outcomes_in(more, (strategy,))) == {}


@pytest.mark.parametrize("number", [0, 3])
def test_one_firm_more_without_customers_changes_nothing(number: int) -> None:
    here, nothing = drawn(number), 1e-12
    two = replace(here, terms=replace(here.terms, shares=(0.5, 0.5)))
    three = replace(here, terms=replace(here.terms, firms=3, shares=(0.5, 0.5, nothing)))
    for one, other in zip(outcomes_in(two), outcomes_in(three), strict=True):
        assert one.measures == pytest.approx(other.measures, nan_ok=True)


@pytest.mark.parametrize("kind", ["contractual", "non_contractual"])
@pytest.mark.xfail(
    strict=True, reason="row 50: a plan follows the costs of few customers, which differ more from quarter to quarter"
)
def test_twice_the_people_make_a_firm_no_steadier(kind: str) -> None:
    """The week-to-week spread of quality in one run, in which luck averages over many weeks."""
    spreads = []
    for size in (300, 600, 1200):
        here = sized(kind, size)
        quality = outcomes_in(here, (RELATIONSHIP,))[0].series["quality"][:, 1]
        spreads.append(float(np.std(quality)))
    assert max(spreads) < 1.25 * min(spreads)
