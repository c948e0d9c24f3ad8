"""Nothing is opened that is no file: what would wait for ever is refused in one sentence, wherever a file is named."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from experiments.analyses.calibrate import targets
from experiments.inputs.delimited import records
from experiments.inputs.networks.edge_list import Columns
from experiments.inputs.networks.read import READERS, read_edges
from experiments.inputs.paths import user_path
from experiments.inputs.regular_file import regular_file
from experiments.inputs.yaml_file import mapping
from experiments.sweeps.point_table import table_points
from simulation.mistake import Mistake

OPENERS: dict[str, tuple[str, Callable[[Path], object]]] = {
    **{f"ties {ending}": (ending, lambda path: read_edges(str(path), Columns())) for ending in READERS},
    "log": (".csv", lambda path: list(records(path))),
    "YAML": (".yaml", lambda path: mapping(path, "strategy", str(path), "levers to numbers")),
    "points": (".csv", lambda path: table_points(str(path))),
    "targets": (".yaml", lambda path: targets._of_file(str(path), "referrals")),
}


@pytest.mark.parametrize("reader", OPENERS)
def test_no_reader_waits_for_a_pipe(tmp_path: Path, reader: str) -> None:
    ending, opened = OPENERS[reader]
    os.mkfifo(tmp_path / f"pipe{ending}")
    with pytest.raises(Mistake, match="a named pipe"):
        opened(tmp_path / f"pipe{ending}")


def test_what_is_no_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the address of a socket is short
    with socket.socket(socket.AF_UNIX) as other:
        other.bind("log.sock")
    (tmp_path / "log.csv").write_text("a\n")
    (tmp_path / "link.csv").symlink_to("log.csv")
    for path, said in (
        ("log.sock", "a socket"),
        ("/dev/null", "a device"),
        (".", "a directory"),
        ("lok.csv", "no such file"),
        ("a\0b", "not readable"),
        ("x" * 300, "not readable"),
        ("/proc/self/mem", "not readable"),
    ):
        with pytest.raises(Mistake) as bare:
            regular_file(path, "a log")
        assert str(bare.value).startswith(f"{path}: given {said}"), bare.value
        with pytest.raises(Mistake) as keyed:
            regular_file(path, "a log", "population.file")
        assert str(keyed.value).startswith(f"population.file: given {path}, must be a log, and ")
        assert said in str(keyed.value)
    assert regular_file("link.csv", "a log") == Path("link.csv")


def test_a_file_called_like_a_home_is_not_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("~", "~/log.csv", "~root"):
        file = user_path(f"./{name}")
        assert file == tmp_path / name
        assert user_path(str(file)) == user_path(file) == file  # whoever asks once more finds the same
    assert user_path("~/log.csv") == tmp_path / "home" / "log.csv"
