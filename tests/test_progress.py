"""Progress: lines for a log file, a bar on a terminal, nothing when asked to be quiet; never on standard output."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable

import pytest
from rich.console import Console

from experiments.execution.progress import Progress
from experiments.execution.work_plan import Stage


def every_six_seconds() -> Callable[[], float]:
    """A clock that every look at it finds six seconds later."""
    ticks = itertools.count(0.0, 6.0)
    return lambda: next(ticks)


def worked(shown: Progress, steps: int, what: str = "replicates") -> None:
    with shown.task(what, steps) as done:
        for _ in range(steps):
            done()


def test_a_log_file_gets_a_line_every_ten_seconds_with_the_time_left(capsys: pytest.CaptureFixture[str]) -> None:
    time = [0.0]
    shown = Progress(clock=lambda: time[0])
    with shown.task("replicates", 4) as done:
        for _ in range(4):
            time[0] += 6.0
            done()
    printed = capsys.readouterr()
    assert printed.err.splitlines() == [
        "replicates: 2/4; 50\N{NO-BREAK SPACE}% done, 12 s left",
        "replicates: 4/4; 100\N{NO-BREAK SPACE}% done, 0 s left",
    ]
    assert not printed.out


def test_the_time_left_is_that_of_the_whole_and_not_of_the_stage(capsys: pytest.CaptureFixture[str]) -> None:
    time = [0.0]
    shown = Progress(clock=lambda: time[0])
    with shown.whole([Stage("centring", 2), Stage("replicates", 2, 3.0)]):
        with shown.task("centring", 2) as done:
            for _ in range(2):
                time[0] += 10.0
                done()
        with shown.task("replicates", 2) as done:
            time[0] += 30.0
            done()
    assert capsys.readouterr().err.splitlines() == [
        "centring: 1/2; 12\N{NO-BREAK SPACE}% done, 70 s left",
        "centring: 2/2; 25\N{NO-BREAK SPACE}% done, 60 s left",
        "replicates: 1/2; 62\N{NO-BREAK SPACE}% done, 30 s left",
    ]


def test_what_is_done_at_once_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    worked(Progress(clock=lambda: 0.0), 100)
    assert capsys.readouterr() == ("", "")


def test_quiet_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    worked(Progress(quiet=True, clock=every_six_seconds()), 4)
    assert capsys.readouterr() == ("", "")


def test_a_terminal_gets_one_bar_for_all_stages_that_goes_away(capsys: pytest.CaptureFixture[str]) -> None:
    shown = Progress()
    screen = io.StringIO()
    shown.console = Console(file=screen, force_terminal=True, width=100)
    with shown.whole([Stage("centring", 1), Stage("replicates", 3)]):
        worked(shown, 1, "centring")
        worked(shown, 3)
    assert "replicates: 3/3" in screen.getvalue()
    assert "100\N{NO-BREAK SPACE}% done" in screen.getvalue()
    assert screen.getvalue().count("\x1b[?25l") == 1, "one bar is begun"
    assert "\x1b[2K" in screen.getvalue(), "the line is cleared at the end"
    assert capsys.readouterr() == ("", "")


def test_a_remark_stands_behind_the_time_left_until_the_next_stage(capsys: pytest.CaptureFixture[str]) -> None:
    time = [0.0]
    shown = Progress(clock=lambda: time[0])
    with shown.whole([Stage("runs", 2), Stage("more", 2)]):
        with shown.task("runs", 2) as done:
            done.remark("1 failed")
            time[0] += 20.0
            done()
            done()
        with shown.task("more", 2) as done:
            time[0] += 20.0
            done()
    said = capsys.readouterr().err.splitlines()
    assert [line.endswith("left, 1 failed") for line in said] == [True, False]
