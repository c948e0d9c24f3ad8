"""Records hold numbers; the sentences of an answer file are made of them by the writer."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

from experiments.analyses.answers import SENTENCES, answer_content
from experiments.cli.registry import VERBS
from tests.commands import said

ROOT = Path(__file__).parents[1]
ROOMS = ("results", "validation", "analyses")


def makes_json(tree: ast.Module) -> bool:
    """Whether a file has a record with `as_json`."""
    return any(isinstance(node, ast.FunctionDef) and node.name == "as_json" for node in ast.walk(tree))


def imported(tree: ast.Module) -> set[str]:
    """The modules that a file takes something from."""
    return {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def test_no_file_of_a_record_knows_the_sentences() -> None:
    files = [path for room in ROOMS for path in (ROOT / "experiments" / room).rglob("*.py")]
    trees = {path.relative_to(ROOT): ast.parse(path.read_text(encoding="utf-8")) for path in files}
    records = {path: imported(tree) for path, tree in trees.items() if makes_json(tree)}
    assert len(records) >= 10
    knowing = {path for path, modules in records.items() if any("sentences" in module for module in modules)}
    assert not knowing


class Record:
    """A record of a verb that says nothing in words."""

    verb = "run"

    def as_json(self) -> dict[str, Any]:
        return {"profit": 1.0}


def test_a_verb_without_sentences_writes_its_numbers() -> None:
    assert answer_content(Record()) == {"profit": 1.0}


def test_sentences_are_those_of_verbs_that_there_are() -> None:
    assert set(SENTENCES) <= {verb.name for verb in VERBS.values()}


def test_the_file_and_the_terminal_have_the_sentences(tmp_path: Path) -> None:
    words = ("case=opinion_only", "executor=inline", "output.figures=false", f"hydra.run.dir={tmp_path / 'run'}")
    done = said("validate", *words, "--json")
    assert done.status == 0, done.err
    kept = json.loads((tmp_path / "run" / "validation.json").read_text(encoding="utf-8"))["footer"]
    assert kept == json.loads(done.out)["footer"]
    assert kept
    assert all(sentence.endswith(".") for sentence in kept)
