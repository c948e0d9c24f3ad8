"""The how-to about parts of one's own is walked: its files are written and its commands run as they stand there."""

from __future__ import annotations

import contextlib
import json
import os
import re
import runpy
import shlex
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from tests.commands import ROOT, Said, said
from tests.own_parts import PAGE, files

COMMANDS = re.compile(r"^```sh( refused)?\n(.*?)```", re.DOTALL | re.MULTILINE)


def commands() -> list[tuple[str, bool]]:
    """Each line to be typed, and whether the page says that it is refused."""
    blocks = COMMANDS.findall(PAGE.read_text(encoding="utf-8"))
    return [(line, bool(refused)) for refused, block in blocks for line in block.splitlines()]


def typed(line: str, folder: Path) -> Said:
    """Type a line in a shell, in a process of its own that knows `courtship` and `python`."""
    own = folder / "bin"
    own.mkdir(exist_ok=True)
    for name, words in (("courtship", "-m experiments"), ("python", "")):
        script = own / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" {words} "$@"\n', encoding="utf-8")
        script.chmod(0o755)
    path = f"{own}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["/bin/sh", "-c", line],
        cwd=folder,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


def here(line: str, folder: Path) -> Said:
    """The same in this process and in the folder, which takes less time."""
    program, *words = shlex.split(line)
    with contextlib.chdir(folder):
        if program == "courtship":
            return said(*words)
        runpy.run_path(words[0])
        return Said(0, "", "")


@pytest.fixture(scope="module", params=[here, pytest.param(typed, marks=pytest.mark.long)], ids=["here", "shell"])
def walked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which everything on the page was done."""
    folder = tmp_path_factory.mktemp("own parts")
    for name, text in files().items():
        (folder / name).write_text(text, encoding="utf-8")
    for line, refused in commands():
        done = request.param(line, folder)
        assert done.status == (2 if refused else 0), (line, done)
        assert "Traceback" not in done.err, line
        if refused:
            assert "trust=" in done.err, line
    return folder


def test_the_page_has_all_its_files_and_commands() -> None:
    assert set(files()) == {"thanks.py", "thankful.yaml", "ask.py", "small.yaml", "project.yaml"}
    verbs = {line.split()[1] for line, _ in commands()}
    assert verbs >= {
        "plan",
        "schema",
        "run",
        "compare",
        "sweep",
        "sensitivity",
        "validate",
        "replay",
        "report",
        "resume",
    }
    assert any(refused for _, refused in commands())


def test_what_the_page_promises_is_there(walked: Path) -> None:
    runs = pd.read_parquet(walked / "thanks" / "runs.parquet")
    assert (runs.loc[runs["strategy"] == "cx_only", "thanked"] == 0).all()
    assert (runs.loc[runs["strategy"] == "thankful", "thanked"] > 0).any()
    weekly = pd.read_parquet(walked / "thanks" / "weekly.parquet")
    assert {"notes", "ledger_thanks"} <= set(weekly)
    over = pd.read_parquet(walked / "over" / "runs.parquet")
    assert sorted(set(over["mechanism.thank_you.effect"])) == [0.05, 0.1]
    assert over["thanked"].notna().all()
    space = pd.read_parquet(walked / "thanks" / "space.parquet")
    assert {"mechanism.thank_you.effect", "thanked"} <= set(space)
    assert "mechanism.thank_you.cost" not in space, "its value was said"
    both = json.loads((walked / "both" / "verdict.json").read_text(encoding="utf-8"))
    assert both["measures"]["thanked"]["difference"] > 0
    report = (walked / "thanks" / "report.html").read_text(encoding="utf-8")
    assert "Notes of thanks that the firm wrote, per customer of week 0." in report
    answer = json.loads((walked / "matters" / "sensitivity.json").read_text(encoding="utf-8"))
    assert answer["unit"] == "notes per customer"
    assert set(answer["ranges"]) == {"mechanism.thank_you.effect", "mechanism.thank_you.cost"}
