"""Every command that is written down or printed can be typed in a POSIX shell and is understood."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from experiments.cli.registry import VERBS
from experiments.cli.words import HELP, parse_words
from experiments.config.axes import taken
from experiments.config.overrides import expanded, key_of
from experiments.config.own.named import named
from tests.commands import ROOT
from tests.own_parts import files
from tests.texts import typed_in_a_shell
from tests.waiting import HANGS

PAGES = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "experiments/**/*.md", "notebooks/*.py", "experiments/cli/starter/**/*")
    for path in ROOT.glob(pattern)
    if path.is_file() and path.name != "CHANGELOG.md"
)
PLACEHOLDERS = re.compile(r"\.\.\.|…|\bFOLDER\b|\bKEY\b|VALUE|\bRUN_|GROUP|\bVERB\b|\[[A-Z]")
"""What a reader is to put something of their own in place of."""


def commands(text: str) -> list[str]:
    """The command lines of a page, in blocks of a shell and between backquotes; a backslash at the end joins two."""
    blocks = re.findall(r"```(?:sh|bash|console)\n(.*?)```", text, re.DOTALL)
    lines = [line for block in blocks for line in re.sub(r"\\\n\s*", " ", block).splitlines()]
    lines += re.findall(r"`(courtship [^`\n]+)`", text)
    return [line.strip() for line in lines if line.strip().startswith("courtship ")]


DOCUMENTED = sorted({line for page in PAGES for line in commands(page.read_text(encoding="utf-8"))})
SHOWN = [re.sub(r" {3,}\(.*\)$", "", line).strip() for line in HELP.splitlines() if line.startswith("  courtship ")]


def test_there_are_commands_to_check() -> None:
    assert len(DOCUMENTED) > 40
    assert len(SHOWN) > 10


def test_what_is_written_down_can_be_typed_and_is_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("docs").mkdir()
    for name in ("project.yaml", "mine.yaml", "courtship_scene.yaml", "scene.yaml", "docs/laws.yaml"):
        Path(name).write_text("{}\n", encoding="utf-8")
    for name in ("thanks.py", "thankful.yaml", "small.yaml"):
        Path(name).write_text(files()[name], encoding="utf-8")
    lines = [line for line in (*DOCUMENTED, *SHOWN) if not PLACEHOLDERS.search(line)]
    subprocess.run(["sh", "-n", "-c", "\n".join(lines)], check=True, capture_output=True, timeout=HANGS)
    for line in lines:
        words = parse_words(typed_in_a_shell(line))
        with named(words.overrides) as (left, _):
            keys = [word for word in expanded(left) if key_of(word) is not None]
            taken([word for word in keys if not word.startswith(("case=", "population=outputs/"))])


def printed_commands(source: str) -> list[str]:
    """Formatted texts of a file in which a value stands in a command line without passing through `typed`."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
            text = "".join(map(str, parts))
            if re.search(r"courtship (?:" + "|".join(VERBS) + r")\b[^.;]*\{\}", text):
                found.append(text)
    return found


def test_no_command_is_printed_by_hand() -> None:
    own = {"help.py", "families.py"}  # names of verbs and tables, never text of a user's
    files = [path for path in (ROOT / "experiments").rglob("*.py") if path.name not in own]
    found = {path.name: printed_commands(path.read_text(encoding="utf-8")) for path in files}
    assert not {name: texts for name, texts in found.items() if texts}


def test_a_command_printed_by_hand_would_be_found() -> None:
    assert printed_commands('print(f"Go on with: courtship resume {folder}")')
    assert not printed_commands('print(f"Go on with: {typed(folder)}")')
    assert shlex.split(shlex.join(["courtship", "a b"])) == ["courtship", "a b"]
