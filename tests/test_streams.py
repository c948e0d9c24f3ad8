"""Whatever stands behind standard output, printing never costs the work."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import ROOT, TINY

NAMED = ("run", *TINY, "strategy='./Nähe.yaml'", "hydra.run.dir='Läufe'")


def spoken(folder: Path, *words: str, redirect: str = "", **more: str) -> subprocess.CompletedProcess[bytes]:
    """A command in a shell, with streams as they are asked for."""
    (folder / "Nähe.yaml").write_text("cadence: 0.5\n", encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0",
           "COURTSHIP_TRACEBACK": "", **more}  # fmt: skip
    text = f'"{sys.executable}" -m experiments "$@" {redirect}'
    return subprocess.run(["sh", "-c", text, "sh", *words], cwd=folder, env=env, capture_output=True)


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_what_an_encoding_cannot_show_is_replaced(tmp_path: Path, encoding: str) -> None:
    done = spoken(tmp_path, *NAMED, PYTHONIOENCODING=encoding, PYTHONUTF8="1")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"written to" in done.stdout
    assert (tmp_path / "Läufe" / "summary.json").is_file()
    assert json.loads((tmp_path / "Läufe" / "summary.json").read_bytes())["strategy"] == "Nähe"


def test_json_is_ascii(tmp_path: Path) -> None:
    done = spoken(tmp_path, *NAMED, "--json", PYTHONIOENCODING="ascii", PYTHONUTF8="1")
    assert json.loads(done.stdout.decode("ascii"))["strategy"] == "Nähe"


def test_closed_streams_swallow_what_is_said(tmp_path: Path) -> None:
    done = spoken(tmp_path, "run", *TINY, "hydra.run.dir=run", redirect=">&- 2>&-")
    assert done.returncode == 0
    assert (tmp_path / "run" / "manifest.json").is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_results_are_kept_and_named_where_they_cannot_be_printed(tmp_path: Path) -> None:
    done = spoken(tmp_path, "run", *TINY, "hydra.run.dir=run", redirect=">/dev/full")
    assert done.returncode == 1
    assert b"the results are in run, but they could not be printed: No space left on device" in done.stderr
    assert done.stderr.count(b"\n") == 1
    assert (tmp_path / "run" / "manifest.json").is_file()
