"""The same setting is the same: command line, project file, Python, a row of a sweep, a resumed sweep, replay.

First nothing is run: 300 settings drawn from the schema must resolve to equal configurations with equal identities.
Then a few that can be run go through real processes on all six ways, and the outcomes must be equal to the last bit.
"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from experiments.config.composition import composed
from experiments.config.nested import merged
from experiments.config.overrides import expanded, in_python, spelled, typed
from experiments.config.roles import may_vary
from experiments.config.variation import Variation
from experiments.inputs import yaml_file
from experiments.inputs.table_hash import content_hash
from experiments.sweeps.identity import point_key
from experiments.sweeps.plan import PlanWriter
from experiments.sweeps.point_table import table_points
from experiments.sweeps.store import STORE, Store
from simulation.measures.measures import MEASURES
from tests.commands import log_of
from tests.drawn import Values, files, nested, settings, worlds
from tests.scripts import scripted
from tests.texts import typed_in_a_shell

SEED = 20261129
DRAWN = 300
FEW, MANY = 12, 150
SMALL = ("executor=inline", "output.figures=false", "output.report=false")
ALONE = (*SMALL, "output.attribution=false")
"""What a single run is told besides: a sweep never attributes."""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files(tmp_path, log_of(250))


def text(values: Mapping[str, Any]) -> str:
    """A configuration as text in which 1, 1.0 and true differ; how a sweep lays out its points is left out."""
    return json.dumps({key: value for key, value in values.items() if key != "design"}, sort_keys=True)


def written_table(rows: Sequence[Values], file: str = "points.csv") -> list[str]:
    """Write a table of points, as words of the command line; the words that ask for it."""
    with Path(file).open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(rows[0])
        for row in rows:
            out.writerow([word.partition("=")[2] for word in spelled(row)])
    return ["design=table", f"design.file={file}"]


def test_drawn_settings_resolve_alike_on_every_way(tmp_path: Path) -> None:
    drawn = list(settings(DRAWN, SEED))
    assert len(drawn) == DRAWN
    seen: set[str] = set()
    for first in range(0, DRAWN, 10):
        rows = drawn[first : first + 10]
        fixed = {key: value for key, value in rows[0].items() if not may_vary(key)}
        rows = [{**row, **fixed} for row in rows]
        varying = [{key: value for key, value in row.items() if key not in fixed} for row in rows]
        variation = Variation([*spelled(fixed), *written_table(varying)] if varying[0] else list(spelled(fixed)))
        places = table_points("points.csv") if varying[0] else [{} for _ in rows]
        folder = tmp_path / f"store_{first}"
        folder.mkdir()
        with Store.made(folder, variation.at(places[0]), "sweep") as store:
            for row, place in zip(rows, places, strict=True):
                python = in_python((), nested(row))
                Path("project é.yaml").write_text(yaml_file.written(nested(row)), encoding="utf-8")
                assert expanded(["project é.yaml"]) == python
                assert sorted(python) == sorted(spelled(row))
                values: Values = composed(python).values
                swept = variation.at(place)
                assert text(swept) == text(values), row
                assert point_key(swept) == point_key(values)
                with store.transaction():
                    point = PlanWriter(store)._point(place, swept)
                changes = store.value("SELECT changes FROM points WHERE point = ?", (point,))
                stored = merged(store.meta("base"), json.loads(changes))
                assert point_key(stored) == point_key(values)
                if row is rows[0]:  # as a run folder keeps it, which replay reads
                    kept = yaml_file.document(yaml_file.written(values), "config.yaml", "given").content
                    assert text(kept) == text(values)
                seen |= set(row)
        line = typed("courtship", *(word for row in rows[:1] for word in spelled(row)))
        assert typed_in_a_shell(line) == list(spelled(rows[0]))
    assert len(seen) > 90
    assert {"events", "strategies", "population.file", "market"} <= seen


def outcome(folder: Path) -> str:
    """Hash of what a run folder says happened: measures, budget and spending."""
    return hashed(pd.read_parquet(folder / "runs.parquet"))


def hashed(table: pd.DataFrame) -> str:
    shared = table[["budget", "spent", *(measure.name for measure in MEASURES)]]
    assert len(shared) == 1
    return content_hash(shared.astype({"budget": "int64", "spent": "int64"}).astype(float))


def all_ways(number: int, seed: int) -> None:
    """Run settings on all ways through processes of their own, and compare what came out."""
    drawn = list(worlds(number, seed))
    lines = []
    for k, values in enumerate(drawn):
        project = f"project {k}.yaml"
        Path(project).write_text(yaml_file.written(nested(values)), encoding="utf-8")
        lines.append(["run", *spelled(values), *ALONE, f"hydra.run.dir=words/{k}", "--quiet"])
        lines.append(["run", project, *ALONE, f"hydra.run.dir=project/{k}", "--quiet"])
        lines.append(["replay", f"words/{k}", "--json"])
    answers = scripted(COMMANDS, lines)
    assert [status for status, _ in answers] == [0] * len(lines), answers
    assert all(json.loads(out)["confirmed"] for _, out in answers[2::3])
    python = [[nested(values), {word.partition("=")[0]: word.partition("=")[2] for word in ALONE}] for values in drawn]
    scripted(PYTHON, python)
    sweeps = [["sweep", *written_table([v], f"points {k}.csv"), *SMALL, f"hydra.run.dir=sweep/{k}", "--quiet"]
              for k, v in enumerate(drawn)]  # fmt: skip
    assert [status for status, _ in scripted(COMMANDS, sweeps)] == [0] * number
    before = [hashed(pd.read_parquet(f"sweep/{k}/runs.parquet")) for k in range(number)]
    for k in range(number):  # as if it had been killed when everything was laid out and nothing was run
        with sqlite3.connect(f"sweep/{k}/{STORE}") as store:
            store.execute("UPDATE runs SET state = 'wanted'")
            store.execute("UPDATE worlds SET centre = NULL")
        store.close()
    resumes = [["resume", f"sweep/{k}", "--quiet"] for k in range(number)]
    assert [status for status, _ in scripted(COMMANDS, resumes)] == [0] * number
    for k, values in enumerate(drawn):
        found = {
            "words": outcome(Path(f"words/{k}")),
            "project": outcome(Path(f"project/{k}")),
            "python": outcome(Path(f"python/{k}")),
            "sweep": before[k],
            "resumed": hashed(pd.read_parquet(f"sweep/{k}/runs.parquet")),
        }
        assert len(set(found.values())) == 1, (values, found)
    assert len({outcome(Path(f"words/{k}")) for k in range(number)}) == number


COMMANDS = """
import contextlib, io, json, sys
from experiments.cli.main import main
answers = []
for words in json.load(sys.stdin):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(words)
    answers.append([status, out.getvalue() or err.getvalue()])
print(json.dumps(answers))
"""
PYTHON = """
import json, sys
from experiments.api import run
for k, (values, more) in enumerate(json.load(sys.stdin)):
    run(folder=f"python/{k}", quiet=True, **values, **more)
print("[]")
"""


def test_a_few_settings_come_out_alike_on_every_way() -> None:
    all_ways(FEW, SEED)


@pytest.mark.long
def test_many_settings_come_out_alike_on_every_way() -> None:
    all_ways(MANY, SEED + 1)
