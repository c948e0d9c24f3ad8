"""Progress: lines for a log file, a bar on a terminal, nothing when asked to be quiet; never on standard output."""

from __future__ import annotations

import io
import itertools

import pytest
from rich.console import Console

from experiments.execution import progress
from experiments.execution.progress import Progress


def worked(shown: Progress, steps: int) -> None:
    with shown.task("replicates", steps) as done:
        for _ in range(steps):
            done()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every look at the clock finds it six seconds later."""
    ticks = itertools.count(0.0, 6.0)
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(ticks))


def test_a_log_file_gets_a_line_every_ten_seconds_with_the_time_left(
    clock: None, capsys: pytest.CaptureFixture[str]
) -> None:
    worked(Progress(), 4)
    printed = capsys.readouterr()
    assert printed.err.splitlines() == ["replicates: 2/4, 12 s left", "replicates: 4/4, 0 s left"]
    assert not printed.out


def test_what_is_done_at_once_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    worked(Progress(), 100)
    assert capsys.readouterr() == ("", "")


def test_quiet_says_nothing(clock: None, capsys: pytest.CaptureFixture[str]) -> None:
    worked(Progress(quiet=True), 4)
    assert capsys.readouterr() == ("", "")


def test_a_terminal_gets_a_bar_that_goes_away(capsys: pytest.CaptureFixture[str]) -> None:
    shown = Progress()
    screen = io.StringIO()
    shown.console = Console(file=screen, force_terminal=True, width=100)
    worked(shown, 3)
    assert "replicates" in screen.getvalue()
    assert "3/3" in screen.getvalue()
    assert "\x1b[2K" in screen.getvalue(), "the line is cleared at the end"
    assert capsys.readouterr() == ("", "")
