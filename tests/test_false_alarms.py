"""How often luck alone would fail the suite: each statistical test has a mark that says it, and the sum is bounded."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from tests.conftest import sentence
from tests.luck import FOUR, of_share
from tests.worlds import errors_off

ROOT = Path(__file__).parents[1]
MOST = 0.2
"""What those tests may add up to that luck fails in at most 1 % of seeds each."""
OTHERS, FAILED = 60, 11.0
"""How many may be failed more often than that, and how many of these new seeds may fail on average."""

WORDS = re.compile(
    r"standard errors?\b|\bSE\b|by luck|luck alone|by chance|new seeds|of \d[\d,]* seeds|false alarm|errors_off\("
)
EXACT = {
    "test_curvature_of_an_exponential_law_is_its_count": "a standard error by hand",
    "test_luck_is_added_up_over_points_and_never_too_low": "a sum of probabilities by hand",
}


def unmarked(source: str) -> Iterator[str]:
    """Test functions that speak of luck or use `errors_off`, and have no mark, neither themselves nor in a case."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            marks = (inner for decorator in node.decorator_list for inner in ast.walk(decorator))
            marked = any(isinstance(mark, ast.Attribute) and mark.attr == "luck" for mark in marks)
            if WORDS.search(ast.get_source_segment(source, node) or "") and not marked:
                yield node.name


def test_every_test_that_speaks_of_luck_says_how_often_it_fails() -> None:
    found = {
        name: path.name
        for path in (ROOT / "tests").rglob("test_*.py")
        if path != Path(__file__)
        for name in unmarked(path.read_text(encoding="utf-8"))
    }
    assert {name: file for name, file in found.items() if name not in EXACT} == {}
    assert set(EXACT) <= set(found), "an exception that is none"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('def test_a():\n    """Within 4 standard errors."""', ["test_a"]),
        ("def test_a():\n    # fails by chance in 1 of 8,000 seeds\n    assert x < 4", ["test_a"]),
        ("def test_a():\n    assert errors_off(x, 0.3) < 4", ["test_a"]),
        ("@pytest.mark.long\ndef test_a():\n    assert errors_off(x, 0.3) < 4", ["test_a"]),
        ("@pytest.mark.luck(FOUR)\ndef test_a():\n    assert errors_off(x, 0.3) < 4", []),
        (
            "@pytest.mark.parametrize('x', [1, pytest.param(2, marks=pytest.mark.luck(0.1))])\n"
            "def test_a(x):\n    assert errors_off(x, 0.3) < 4",
            [],
        ),
        ("def test_a():\n    assert x == 3", []),
        ("def helper():\n    assert errors_off(x, 0.3) < 4", []),
    ],
)
def test_a_statistical_test_without_the_mark_is_found(text: str, found: list[str]) -> None:
    assert list(unmarked(text)) == found


def test_a_share_of_few_is_further_off_than_a_normal_law_says() -> None:
    """Counted through the function that the tests use."""
    for expected, people in ((0.3, 400), (0.02, 400)):
        samples = (np.arange(people) < seen for seen in range(people + 1))
        failed = [errors_off(sample, expected) >= 4 for sample in samples]  # fmt: skip
        chance = stats.binom.pmf(np.arange(people + 1), people, expected)[failed].sum()
        assert of_share(expected, people) == pytest.approx(chance, rel=1e-9)
    assert of_share(0.02, 400) > 10 * FOUR


def test_what_is_often_failed_is_counted_apart_and_all_is_rounded_up() -> None:
    assert sentence([0.001, 0.0001]).endswith("with at most 0.2 % (2 statistical tests)")
    assert sentence([0.01, 0.25, 0.011]).endswith(
        "at most 1 % (1 statistical tests), not counting 2 with more than 1 % each, of which it would fail 0.3"
    )


def test_the_suite_stays_below_the_bound_that_is_written_down() -> None:
    """All that is run by default, as one collects it."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n0", "-p", "no:cacheprovider"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    found = re.findall(r"^with new seeds .* at most ([\d.]+) % \((\d+) .* counting (\d+) .* fail ([\d.]+)$", said, re.M)
    assert len(found) == 1, "the line is there once"
    most, tests, often, failed = (float(number) for number in found[0])
    assert tests > 200
    assert most <= 100 * MOST
    assert often <= OTHERS
    assert failed <= FAILED
    page = " ".join((ROOT / "docs/evidence.md").read_text(encoding="utf-8").split())
    assert f"below {100 * MOST:g} %" in page
    assert f"at most {OTHERS} others" in page
    assert f"fails at most {FAILED:g} of them" in page
