"""Whoever reads a run folder says one sentence of anything else, with exit status 2, and leaves it as it was."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from experiments.results.run_folder import MANIFEST
from tests.commands import said

READERS: dict[str, tuple[str, ...]] = {
    "report": ("report", "{}"),
    "replay": ("replay", "{}"),
    "export": ("export", "{}", "--xlsx"),
    "resume": ("resume", "{}"),
    "compare": ("compare", "{}", "{}"),
}


def of_bytes(content: bytes) -> Callable[[Path], None]:
    def made(path: Path) -> None:
        path.write_bytes(content)

    return made


def of_manifest(content: bytes) -> Callable[[Path], None]:
    def made(path: Path) -> None:
        path.mkdir()
        (path / MANIFEST).write_bytes(content)

    return made


THINGS: dict[str, Callable[[Path], None]] = {
    "nothing": lambda path: None,
    "an empty folder": lambda path: path.mkdir(),
    "a log": of_bytes(b"customer,date,amount\n1,2024-01-01,5\n"),
    "bytes": of_bytes(bytes(range(256))),
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
    "a link in a circle": lambda path: path.symlink_to(path.name),
    "a pipe": os.mkfifo,
    "a manifest without text": of_manifest(b""),
    "a manifest of bytes": of_manifest(bytes(range(256))),
    "a manifest that is a list": of_manifest(b"[]"),
    "a manifest that is empty": of_manifest(b"{}"),
    "a manifest that is half": of_manifest(b'{"verb": "run", '),
    "a manifest of another verb": of_manifest(b'{"verb": "dance"}'),
    "a manifest alone": of_manifest(b'{"verb": "run", "manifest_version": 1}'),
}


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("reader", READERS)
def test_what_is_no_run_folder_is_one_sentence(
    reader: str, thing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    THINGS[thing](Path("my thing"))
    before = sorted(str(path) for path in tmp_path.rglob("*"))
    answer = said(*(word.format("my thing") for word in READERS[reader]))
    assert answer.status == 2, answer.err
    assert answer.err.count("\n") == 1, answer.err
    assert "my thing" in answer.err
    assert "Traceback" not in answer.err
    assert sorted(str(path) for path in tmp_path.rglob("*")) == before


@pytest.mark.parametrize("reader", READERS)
def test_a_name_that_can_be_no_path_is_one_sentence(
    reader: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("x" * 300, "nul\0nul", "half \ud800"):
        answer = said(*(word.format(name) for word in READERS[reader]))
        assert answer.status == 2, answer.err
        assert "Traceback" not in answer.err
    assert not list(tmp_path.iterdir())
