"""Mechanisms that are given to `run` and `compare` and are in no file of the package."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.api import compare
from experiments.execution.fingerprints import of
from simulation.column import Column
from simulation.market.ledger import BOOKED
from simulation.market.touchpoint import TOUCHPOINTS
from simulation.market.weekly_budget import Purse
from simulation.mechanism import Lever, Mechanism, Now, Phase, Series
from simulation.mechanisms import registered
from simulation.mechanisms.trust import Trust
from simulation.mistake import Mistake
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.world.weekly_record import SERIES
from simulation.world.wiring import IN_A_WEEK, refuse_unwired

SMALL: dict[str, Any] = {
    "population": {"size": 60}, "weeks": 8, "replicates": 2, "space": {"points": 0, "contagion": False},
    "explain": {"replicates": 0}, "boundary": {"points": 0}, "centring": "quick", "executor": "inline", "quiet": True,
}  # fmt: skip


@dataclass(frozen=True)
class ThankYou(Mechanism):
    effect: float = parameter(0.1, "gratitude for a note", unit="factor", low=0.0, high=0.2, grade="C", source="guess")

    phase = Phase.CONTACT
    owns = (Column("noted", "whether there is a note this week", weekly=True),)
    writes = ("gratitude",)
    levers = (Lever("thanks", "chance of a note in a week", "probability"),)
    purposes = ("thanks",)
    series = (Series("notes", "notes [notes]", "noted"),)

    def decide(self, rows: Rows, now: Now) -> None:
        rows.noted[:] = 0.0

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        wanted = purse.customers & (now.draw("thanks", rows) < now.levers["thanks"][purse.firm])
        rows.noted[purse.grant("thanks", wanted, 0.01, lambda: now.draw("thanks.order", rows))] = 1.0

    def apply(self, rows: Rows, now: Now) -> None:
        rows.gratitude[:] = np.minimum(rows.gratitude + self.effect * rows.noted, 1.0)


@pytest.fixture
def thankful(tmp_path: Path) -> str:
    path = tmp_path / "thankful.yaml"
    path.write_text("acquisition_share: 0.163\ncadence: 0.3\nthanks: 0.5\n", encoding="utf-8")
    return str(path)


def test_it_acts_pays_and_is_on_record(thankful: str) -> None:
    weekly = compare(**SMALL, strategies=["cx_only", thankful], mechanisms=[ThankYou()]).weekly
    focal = weekly[weekly["firm"] == "focal"].groupby("strategy")[["notes", "ledger_thanks", "gratitude"]].sum()
    assert focal.loc["cx_only", "notes"] == focal.loc["cx_only", "ledger_thanks"] == 0
    assert (focal.loc["thankful"] > focal.loc["cx_only"]).all()


def test_where_nobody_uses_it_nothing_changes() -> None:
    with_it, without = compare(**SMALL, mechanisms=[ThankYou()]), compare(**SMALL)
    assert (with_it.runs["profit"] == without.runs["profit"]).all()


def test_its_guesses_belong_to_the_doubtful_space(thankful: str) -> None:
    asked = {**SMALL, "space": {"points": 1, "contagion": False}, "strategies": ["cx_only", thankful]}
    space = compare(**asked, mechanisms=[ThankYou()]).space
    assert space is not None
    assert space.ranges["mechanism.thank_you.effect"] == (0.0, 0.2)


def test_without_it_its_lever_is_unknown(thankful: str) -> None:
    with pytest.raises(Mistake, match="no such lever"):
        compare(**SMALL, strategies=["cx_only", thankful])


def declaring(**what: Any) -> Mechanism:
    """A mechanism of its own that declares these things and does nothing."""
    kind = type("Mine", (Mechanism,), {"phase": Phase.CONTACT, **what})
    made: Mechanism = dataclass(frozen=True)(kind)()
    return made


NOTED = Column("noted", "whether there is a note this week", weekly=True)
TAKEN: dict[str, list[dict[str, Any]]] = {
    "a column already": [{"owns": (Column(name, "x"),)} for name in ("trust", "provider", "luck")]
    + [{"owns": (Column(name, "x", of="firm"),)} for name in ("quality", "initial_customers")]
    + [{"owns": (NOTED, NOTED)}],
    "a series already": [
        {"owns": (NOTED,), "series": (Series(name, "x", "noted"),)}
        for name in ("revenue", "satisfaction", "week", "ledger_gifts")
    ],
    "a lever already": [{"levers": (Lever("cadence", "x", "1"),)}, {"levers": (Lever("x", "x", "1"),) * 2}],
    "a purpose of money already": [
        {"purposes": (name,)} for name in ("gifts", "margin", "unspent", "personal", "reserve")
    ],
    "no such column": [{"reads": ("trsut",)}, {"writes": ("nobody",)}, {"series": (Series("notes", "x", "noted"),)}],
    "no such mechanism. Did you mean contact": [{"after": ("contct",)}],
    "must have a phase: Phase.MARKET": [{"phase": None}],
}
CANNOT_BE = [(declaring(**what), message) for message, cases in TAKEN.items() for what in cases]


@pytest.mark.parametrize(
    ("laws", "message"),
    [
        (ThankYou, "instances"),
        (5, "instances"),
        ("trust", "instances"),
        ([Trust()], "a mechanism already"),
        ([ThankYou(), ThankYou()], "a mechanism already"),
        *(([law], message) for law, message in CANNOT_BE),
    ],
)
def test_what_cannot_be_is_refused(laws: Any, message: str) -> None:
    with pytest.raises(Mistake, match=message):
        compare(**SMALL, mechanisms=laws)


def test_a_series_may_have_no_name_that_the_weekly_table_uses_itself() -> None:
    columns = compare(**SMALL).weekly.columns
    assert {name for name in columns if name not in SERIES and not name.startswith(BOOKED)} == set(IN_A_WEEK)


def test_those_of_the_package_fit_together() -> None:
    kinds = list(registered().values())
    for number, kind in enumerate(kinds):
        refuse_unwired([*kinds[:number], *kinds[number + 1 :]], [kind], [one.name for one in TOUCHPOINTS])


@pytest.mark.parametrize("effect", ["a", True, float("nan"), float("inf"), None, [0.1], 1j])
def test_a_parameter_is_a_finite_number(effect: Any) -> None:
    with pytest.raises(Mistake, match="thank_you.effect"):
        ThankYou(effect=effect)
    assert ThankYou(effect=np.float32(0.25)).effect == 0.25


def test_a_folder_cannot_hold_it(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="defined only in this session"):
        compare(**SMALL, mechanisms=[ThankYou()], folder=str(tmp_path / "run"))


SHARED = """
from dataclasses import dataclass
from simulation.mechanism import Mechanism, Phase

GAIN = 0.0

def gain(): return GAIN

@dataclass(frozen=True)
class Gift(Mechanism):
    phase = Phase.RELATE
    writes = ("satisfaction",)

    def apply(self, rows, now):
        rows.satisfaction[:] = (rows.satisfaction + gain()).clip(0, 1)
"""


def test_workers_compute_the_law_that_the_session_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    file = tmp_path / "a_law_of_mine.py"
    file.write_text(SHARED, encoding="utf-8")
    module = importlib.import_module("a_law_of_mine")
    asked = {**SMALL, "executor": {"kind": "processes", "workers": 1}, "mechanisms": [module.Gift()]}
    compare(**asked)
    before = of(module.Gift)
    monkeypatch.setattr(module, "GAIN", 0.5)
    assert of(module.Gift) != before
    with pytest.raises(Mistake, match="finds another Gift than this session"):
        compare(**asked)
    monkeypatch.setattr(module, "GAIN", 0.0)
    file.write_text(SHARED.replace("clip(0, 1)", "clip(0, 2)"), encoding="utf-8")
    with pytest.raises(Mistake, match="finds another Gift than this session"):
        compare(**asked)


def test_other_processes_cannot_reach_a_class_of_a_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ThankYou, "__module__", "__main__")
    with pytest.raises(Mistake, match="executor=inline"):
        compare(**{**SMALL, "executor": "processes"}, mechanisms=[ThankYou()])
