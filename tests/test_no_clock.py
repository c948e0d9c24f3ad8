"""No test looks at a clock: how long something takes depends on who else is at work on the machine."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.waiting import MOST, calls_of, until

TESTS = Path(__file__).parent
CLOCKS = {"time", "timeit"}
READINGS = {"perf_counter", "monotonic", "process_time", "thread_time", "perf_counter_ns", "monotonic_ns", "time_ns",
            "now", "today", "utcnow", "get_event_loop_time"}  # fmt: skip
LEAST = 120
"""A time limit below this is about speed; above it, about what hangs [s]."""
WAITS = {"waiting.py"}
"""Where naps are taken."""


def clocks(source: str) -> Iterator[str]:
    """What looks at a clock, or takes for a fault that something takes its time."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import) and CLOCKS & {name.name for name in node.names}:
            yield f"line {node.lineno}: imports a clock"
        if isinstance(node, ast.ImportFrom) and node.module in CLOCKS:
            yield f"line {node.lineno}: imports a clock"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READINGS:
            yield f"line {node.lineno}: reads a clock, {node.func.attr}"
        if isinstance(node, ast.Call):
            for word in node.keywords:
                if word.arg == "timeout" and isinstance(word.value, ast.Constant) and word.value.value < LEAST:
                    yield f"line {word.value.lineno}: a time limit of {word.value.value} s"
                if word.arg == "deadline" and not (isinstance(word.value, ast.Constant) and word.value.value is None):
                    yield f"line {word.value.lineno}: a deadline for an example"
            plain = [one.value for one in node.args if isinstance(one, ast.Constant)]
            limits = isinstance(node.func, ast.Attribute) and node.func.attr in {"wait", "settimeout"}
            if limits and plain and isinstance(plain[0], int | float) and plain[0] < LEAST:
                yield f"line {node.lineno}: a time limit of {plain[0]} s"
        if isinstance(node, ast.FunctionDef) and "benchmark" in {one.arg for one in node.args.args}:
            yield f"line {node.lineno}: a benchmark"


def test_no_test_looks_at_a_clock() -> None:
    found = {
        str(path.relative_to(TESTS)): seen
        for path in TESTS.rglob("*.py")
        if path.name not in WAITS and (seen := list(clocks(path.read_text(encoding="utf-8"))))
    }
    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        "import time",
        "from time import perf_counter",
        "import os, timeit",
        "assert datetime.now() < end",
        "begin = clock.perf_counter()",
        "process.communicate(timeout=20)",
        "process.wait(30)",
        "line.settimeout(5)",
        "@settings(deadline=200)\ndef test_slow(): pass",
        "def test_fast(benchmark): benchmark(f)",
    ],
)
def test_a_clock_is_found(source: str) -> None:
    assert list(clocks(source))


@pytest.mark.parametrize(
    "source",
    ["process.communicate(timeout=HANGS)", "process.wait(600)", "until(done, 'it')", "from tests.waiting import nap"],
)
def test_waiting_without_a_clock_is_no_clock(source: str) -> None:
    assert not list(clocks(source))


def test_no_property_fails_for_slowness() -> None:
    assert settings().deadline is None
    assert HealthCheck.too_slow in settings().suppress_health_check


def test_waiting_counts_naps_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.waiting.NAP", 0.0)
    answers = iter([False, False, True])
    assert until(lambda: next(answers), "the third answer") == 2
    asked: list[int] = []
    with pytest.raises(AssertionError, match="in vain for godot"):
        until(lambda: asked.append(1), "godot")
    assert len(asked) == MOST


def test_work_is_counted_in_calls() -> None:
    def once() -> None:
        pass

    assert calls_of(lambda: [once() for _ in range(100)]) - calls_of(lambda: [once() for _ in range(50)]) == 50
