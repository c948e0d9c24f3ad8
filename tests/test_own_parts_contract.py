"""What a mechanism of a user's own must not do to the model is refused, and never a number without a word."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from simulation.draws import Draws
from simulation.market.centre import Centre
from simulation.measure import Measure
from simulation.mechanisms import shipped
from simulation.mistake import Mistake
from simulation.population import IDENTITY, Population
from simulation.world.market import Market
from simulation.world.ranges import written_from_outside
from tests.commands import said
from tests.own_parts import HEAD, SMALL
from tests.worlds import world

MINE = (
    HEAD
    + """
@dataclass(frozen=True)
class Mine(Mechanism):
    phase = Phase.RELATE
    owns = (Column("noted", "whether there is a note this week", weekly=True),)
    writes = ("gratitude",)

    def apply(self, rows, now):
        {}
"""
)


@pytest.mark.parametrize(
    ("does", "parts"),
    [
        ("rows.gratitude[:] = float('nan')", ["own", "mine", "'gratitude' nan", "between 0 and 1"]),
        ("rows.gratitude[:] = -5.0", ["'gratitude' -5", "between 0 and 1"]),
        ("rows.gratitude[0] = float('inf')", ["'gratitude' inf"]),
        ("rows.gratitude = rows.gratitude + 0.1", ["in line 11", "rows.gratitude[:] = ..."]),
        ("rows.novel = rows.gratitude", ["in line 11", "rows.novel[:] = ..."]),
        ("now.levers['cadence'][:] = 9", ["in line 11", "read-only"]),
        ("raise SystemExit(3)", ["raised SystemExit: 3, in line 11"]),
    ],
)
def test_a_mechanism_that_breaks_its_contract_is_refused(
    does: str, parts: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.py").write_text(MINE.format(does), encoding="utf-8")
    found = said("run", "own=./mine.py", *SMALL)
    assert found.status == 2
    assert [part for part in parts if part not in found.err] == [], found.err
    assert not list(Path("outputs").rglob("*.parquet"))


def test_what_is_done_in_place_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.py").write_text(MINE.format("rows.gratitude *= 0.5; rows.noted[:] = 7.0"), encoding="utf-8")
    assert said("run", "own=./mine.py", *SMALL).status == 0


def test_mechanisms_of_the_package_are_not_looked_at_again() -> None:
    assert written_from_outside([law() for law in shipped().values()], {}) == {}


def test_windows_and_levers_cannot_be_replaced() -> None:
    rows = Population(IDENTITY, np.arange(3), {"firm": 3}, Draws(1)).rows((), ("tenure",))
    rows.tenure += 1.0
    with pytest.raises(AttributeError, match="in place"):
        rows.tenure = rows.tenure + 1.0
    lent = Market(world(size=3, weeks=1), world().as_is, 1, Centre(quarterly_envelope=(1.3,))).now.levers
    assert not any(values.flags.writeable for values in lent.values())


def test_a_measure_is_a_number_that_a_column_can_hold() -> None:
    for number in (10**400, -(10**400), float("inf")):
        with pytest.raises(Mistake, match="must be a finite number"):
            Measure("m", "", "x", "high", None, lambda _, number=number: number).value(None)
