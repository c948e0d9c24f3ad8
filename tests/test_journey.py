"""The way of a stranger, typed in a POSIX shell: inspect a log, calibrate, the very line that it prints, a memo.

Every form of one log takes it, in folders whose names shells, Hydra and YAML have uses of their own for. What is
refused comes as far with the words that its message offers.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.commands import ROOT, log_of
from tests.inputs.logs import FORMS, Row, csv

SHELL = f'courtship() {{ {shlex.quote(sys.executable)} -m experiments "$@"; }}\n'
QUICK = "centring=quick output.report=false"
TINY = "weeks=6 replicates=2 space.points=0 explain.replicates=0 boundary.points=0 executor=inline output.figures=false"
FOLDERS = ("a b", "käufer ü", "it's", "a=b", "x$y", 'q"q', "semi;colon", "br{a}[c]", "100%", "back\\slash", "~", "#1")
OFFERED = re.compile(r"'population\.[^']*'|population\.\w+=[^\s,;.)]+")


def purchases(customers: int = 150) -> list[Row]:
    lines = [line.split(",") for line in log_of(customers).splitlines()[1:]]
    return [(who, date.fromisoformat(day), Decimal(paid)) for who, day, paid in lines]


def spoilt(change: Callable[[int, list[str]], list[str]]) -> Callable[[list[Row]], bytes]:
    """A writer that changes the fields of some rows."""

    def write(rows: list[Row]) -> bytes:
        header, *lines = csv(rows).splitlines()
        changed = [",".join(change(k, line.split(","))) for k, line in enumerate(lines)]
        return "\n".join([header, *changed, ""]).encode()

    return write


REFUSED: dict[str, Callable[[list[Row]], bytes]] = {
    "without a customer": spoilt(lambda k, row: ["" if k % 40 == 3 else row[0], *row[1:]]),
    "nothing and returns": spoilt(
        lambda k, row: [*row[:2], "NULL" if k % 50 == 7 else f"-{row[2]}" * (k % 60 == 9) or row[2]]),
    "two currencies": spoilt(lambda k, row: [*row[:2], f"{'USD' if k % 30 == 1 else 'EUR'} {row[2]}"]),
    "written twice": lambda rows: csv([*rows, *rows]).encode(),
    "a total below": lambda rows: f"{csv(rows)}Total,,{sum(paid for _, _, paid in rows)}\n".encode(),
    "day or month": lambda rows: csv([(who, day.replace(day=1 + day.day % 12), paid) for who, day, paid in rows],
                                     day="%d/%m/%Y").encode(),
    "another encoding": lambda rows: csv([(f"Käufer {who}", day, paid) for who, day, paid in rows]).encode("cp1252"),
    "thousand or not": lambda rows: csv(rows, amount=lambda paid: f"{paid:.0f}.000").encode(),
    "days of a spreadsheet": spoilt(
        lambda _, row: [row[0], str((date.fromisoformat(row[1]) - date(1899, 12, 30)).days), row[2]]),
}  # fmt: skip


def typed(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What a line does that is typed in a shell in a folder."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run(
        ["sh", "-c", SHELL + line],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def journey(
    data: bytes, name: str, words: list[str], folder: Path, more: str = ""
) -> tuple[dict[str, object], str, bool]:
    """The intake, the memo, and whether the log was refused first."""
    (folder / name).mkdir()
    (folder / name / "my log").write_bytes(data)
    looked = typed(f"courtship inspect {shlex.quote(f'./{name}/my log')} {shlex.join(words)}", folder)
    refused = looked.returncode == 2
    while looked.returncode == 2:
        have = {word.partition("=")[0] for word in words}
        offered = [shlex.split(word)[0] for word in OFFERED.findall(looked.stderr)]
        others = {word.partition("=")[0]: word for word in reversed(offered) if word.partition("=")[0] not in have}
        assert others, looked.stderr
        words = [*words, *others.values()]
        looked = typed(f"courtship inspect {shlex.quote(f'./{name}/my log')} {shlex.join(words)}", folder)
    assert looked.returncode == 0, looked.stderr
    (folder / name / "project.yaml").write_text(
        "population: from_transactions\npopulation.file: " + json.dumps(f"./{name}/my log") + "\n", encoding="utf-8"
    )
    out = shlex.quote(f"hydra.run.dir={json.dumps(f'./{name}/fit', ensure_ascii=False)}")
    project = shlex.quote(f"./{name}/project.yaml")
    few = "calibrate.replicates=0 calibrate.members=2 executor=inline output.figures=false"
    fitted = typed(f"courtship calibrate {project} {shlex.join(words)} {few} {out}", folder)
    assert fitted.returncode == 0, fitted.stderr
    line = fitted.stdout.rsplit("use it: ", 1)[1].strip()
    compared = typed(f"{line} {TINY} {more}", folder)
    assert compared.returncode == 0, compared.stderr
    assert "could not be drawn" not in fitted.stderr + compared.stderr
    (memo,) = (folder / "outputs" / "compare").glob("*/memo.md")
    manifest = json.loads((memo.parent / "manifest.json").read_text(encoding="utf-8"))
    return manifest["intake"], memo.read_text(encoding="utf-8"), refused


@pytest.mark.parametrize("form", ["nothing and returns"])
def test_a_log_ends_in_a_memo(form: str, tmp_path: Path) -> None:
    ends_in_a_memo(form, 2 if form in FORMS else 3, tmp_path, QUICK)


@pytest.mark.long
@pytest.mark.parametrize(("place", "form"), list(enumerate([*FORMS, *REFUSED])))
def test_every_form_ends_in_a_memo(place: int, form: str, tmp_path: Path) -> None:
    ends_in_a_memo(form, place, tmp_path)


def ends_in_a_memo(form: str, place: int, folder: Path, more: str = "") -> None:
    rows = purchases()
    words = [f"population.{key}={value}" for key, value in FORMS[form].words.items()] if form in FORMS else []
    write = FORMS[form].write if form in FORMS else REFUSED[form]
    intake, memo, refused = journey(write(rows), FOLDERS[place % len(FOLDERS)], words, folder, more)
    assert refused == (form in REFUSED)
    assert intake["customers"] <= len({who for who, _, _ in rows})  # type: ignore[operator]
    if form in FORMS:
        assert Decimal(str(intake["sum"])) == Decimal(str(intake["sum_kept"])) == sum(paid for _, _, paid in rows)
        assert intake["purchases"] == len({(who, day) for who, day, _ in rows})
    (said,) = re.findall(r"Of [\d,]+ rows of the log .*? observed until [\d-]+\.", memo)
    kept = f"{intake['kept']:,} are used, worth {Decimal(str(intake['sum_kept'])):,f}"
    left = f"{intake['rows'] - intake['kept']:,} are left out (" if intake["left_out"] else "none is left out"  # type: ignore[operator]
    for part in (kept, left, f"{intake['customers']:,} customers", str(intake["first"]), str(intake["last"])):
        assert part in said, (part, said)
