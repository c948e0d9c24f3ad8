"""The snippets of the README are executed, the two make targets aside."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from experiments.cli.init import sample_log
from experiments.config.roles import role
from tests.commands import said
from tests.comparisons import draw_few

README = Path(__file__).parent.parent / "README.md"
BLOCKS = re.findall(r"```(sh|python)\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
COMMANDS = [
    line
    for kind, block in BLOCKS
    if kind == "sh"
    for line in block.splitlines()
    if line and not line.startswith("make")
]
SMALL = ["population.size=150", "weeks=12", "replicates=2", "space.points=1", "executor=inline", "centring=quick"]
SMALL += ["explain.replicates=0", "boundary.points=0"]
PLAIN = ["output.figures=false", "output.report=false"]
DRAWN = next(line for line in COMMANDS if line.startswith("courtship compare"))
"""One of the comparisons is drawn; the others differ from it in what is computed."""


def small(verb: str) -> list[str]:
    """Words that make a question small, as far as the verb reads them."""
    return [word for word in SMALL if verb in role(word.partition("=")[0]).verbs]


def test_the_readme_shows_both_make_targets_and_some_commands() -> None:
    text = README.read_text(encoding="utf-8")
    assert "make compare" in text
    assert "make test" in text
    assert COMMANDS
    assert any(kind == "python" for kind, _ in BLOCKS)


@pytest.mark.parametrize("line", COMMANDS)
def test_each_command_works(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    draw_few(monkeypatch)
    program, verb, *rest = shlex.split(line, comments=True)
    assert program == "courtship"
    folder = tmp_path / "run"
    if verb in ("run", "compare", "explain"):
        rest = [word for word in rest if not word.startswith(("population", "replicates", "weeks"))]
        rest += [*small(verb), *([] if line == DRAWN else PLAIN[: 1 + (verb == "compare")]), f"hydra.run.dir={folder}"]
    if verb == "inspect":
        (tmp_path / "log.csv").write_text(sample_log(), encoding="utf-8")
    if verb == "calibrate":
        (tmp_path / "log.csv").write_text(sample_log(), encoding="utf-8")
        rest += [
            "calibrate.replicates=2",
            "calibrate.members=3",
            "centring=quick",
            "executor=inline",
            f"hydra.run.dir={folder}",
        ]
    if verb in ("replay", "report"):
        assert said("run", *small("run"), f"hydra.run.dir={folder}", "--quiet").status == 0
        rest = [str(folder)]
    (tmp_path / "mine.yaml").write_text("cadence: 0.3\nacquisition_share: 0.1\n", encoding="utf-8")
    done = said(verb, *rest)
    assert done.status == 0, done.err
    assert done.out


def test_the_python_snippet_works() -> None:
    snippet = next(block for kind, block in BLOCKS if kind == "python")
    question = snippet.replace('"population=cdnow"', ", ".join(f'"{word}"' for word in SMALL)).replace(
        "weeks=156, ", ""
    )
    question = re.sub(r", replicates=\d+", "", question)
    namespace: dict[str, object] = {}
    exec(compile(question, "README.md", "exec"), namespace)
    assert "verdict" in namespace
