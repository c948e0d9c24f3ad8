"""The page of claims: each claim of practice stands there with a verdict, and with commands that can be typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from experiments.studies.study import names
from experiments.validation.registry import CASES

ROOT = Path(__file__).parents[1]
VERDICTS = ("reproduced", "contradicted", "not testable here", "not testable", "put in by hand", "an output")
CLAIMED = (
    "61 %", "60 %", "91 %", "5 times", "25 to 95 %", "9 times", "55 %", "65 %", "64 %", "81 %", "$200M", "10-cent",
    "6 months to 3 years",
)  # fmt: skip


def rows() -> list[list[str]]:
    """Cells of the table, its two lines of heading left out."""
    lines = [line for line in (ROOT / "docs/claims.md").read_text(encoding="utf-8").splitlines() if line[:1] == "|"]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def commands() -> Iterator[str]:
    """Everything that can be typed, in the order of the page."""
    for row in rows():
        yield from re.findall("`([^`]+)`", row[2])


@pytest.mark.parametrize("claim", CLAIMED)
def test_each_claim_stands_there_once(claim: str) -> None:
    assert sum(claim in row[0] for row in rows()) == 1


def test_each_has_a_verdict_and_something_that_came_out() -> None:
    for claim, verdict, _, found in rows():
        assert verdict.startswith(VERDICTS), claim
        assert found, claim


@pytest.mark.parametrize("command", sorted(set(commands())))
def test_each_command_can_be_typed(command: str) -> None:
    if case := re.fullmatch(r"courtship validate case=(\w+)", command):
        assert case[1] in CASES
    elif asked := re.fullmatch(r"python -m experiments\.studies (\w+)", command):
        assert asked[1] in names()
    else:
        chosen = re.fullmatch(r'make test ARGS="-k (\w+)"', command)
        assert chosen is not None, "a kind of command that this test does not know"
        tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
        assert re.search(rf"def test_\w*{chosen[1]}", tests)
