"""Every Python door takes a table of purchases, keeps it by its content, and a run of it can be computed again."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from experiments import api
from experiments.analyses.replay import replay_folder
from experiments.api import inspect, run
from experiments.config.overrides import spelled
from experiments.config.roles import ROLES
from experiments.execution.progress import Progress
from experiments.inputs.transactions.frames import KEPT
from simulation.mistake import Mistake
from tests.commands import log_of
from tests.inputs.logs import TABLES, drawn, frame

SMALL = {"weeks": 3, "executor": "inline", "output": {"figures": False}}
ROWS = drawn(1, customers=40, rows=150)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_run_of_a_table_is_replayed_from_its_folder_alone(folder: Path) -> None:
    table = pd.read_csv(io.StringIO(log_of(150)))
    answer = run(population=table, folder="r", quiet=True, **SMALL)
    assert len(answer.setting.world.people.frequency) == table["customer_id"].nunique()  # type: ignore[attr-defined]
    shutil.rmtree(folder / KEPT)
    shutil.move(folder / "r", folder / "elsewhere")
    assert replay_folder(folder / "elsewhere", Progress(True)).confirmed


def test_a_table_and_its_copies_are_kept_once(folder: Path) -> None:
    words = [list(spelled({"population": table})) for table in (frame(ROWS), frame(ROWS).copy(), frame(ROWS))]
    assert words[0] == words[1] == words[2]
    assert words[0][0] == "population=from_transactions"
    assert len(list((folder / KEPT).iterdir())) == 1


@pytest.mark.parametrize("spoilt", ["another", "half"])
def test_a_table_that_was_kept_is_believed_by_its_content_and_not_by_its_name(folder: Path, spoilt: str) -> None:
    expected = inspect(frame(ROWS)).sum
    (kept,) = (folder / KEPT).iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-40])
    if spoilt == "another":
        frame([(who, day, 10 * paid) for who, day, paid in ROWS]).to_parquet(kept)
    assert inspect(frame(ROWS)).sum == expected
    assert kept.read_bytes() == whole


@pytest.mark.parametrize("door", sorted({*api.__all__} & {*ROLES["population"].verbs} - {"inspect"}))
@pytest.mark.parametrize("how", ["population", "file"])
def test_every_verb_takes_a_table(door: str, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Reached(Exception):
        pass

    def reached(values: dict[str, Any]) -> None:
        raise Reached(values["file"])

    monkeypatch.setattr("experiments.config.setting.people_of", reached)
    given = frame(ROWS) if how == "population" else {"file": frame(ROWS), "prospects": 0.3}
    words = ("seed=1,2",) if door == "sweep" else ()
    with pytest.raises(Reached, match="outputs/inputs/[0-9a-f]{32}.parquet"):
        getattr(api, door)(*words, population=given, quiet=True, executor="inline")


@pytest.mark.parametrize("kind", TABLES)
def test_inspect_takes_a_table_of_any_library(kind: str) -> None:
    understood = inspect(TABLES[kind](ROWS), returns="net")
    assert understood.rows == len(ROWS)
    assert understood.sum == sum(paid for _, _, paid in ROWS)


@pytest.mark.parametrize(
    ("words", "values", "said"),
    [
        ((frame(ROWS),), {}, "words: given a table of 150 rows and 3 columns"),
        ((), {"log": frame(ROWS)}, "log: given a table of 150 rows"),
        ((), {"strategy": frame(ROWS)}, "Purchases are given as population=table"),
        ((), {"market": {"kind": frame(ROWS)}}, "market.kind: given a table"),
        ((), {"population": [1, 2]}, "population: given a list, must be a name"),
        ((), {"population": "x/" * 2500}, "File name too long"),
        ((), {"population": "x" * 5000 + ".yaml"}, "File name too long"),
        ((), {"population": {"source": "log", "file": "x" * 5000}}, "File name too long"),
        ((), {"population": Path("log.csv")}, "population"),
        ((5,), {}, "words: given a int, must be text"),
    ],
)
def test_a_table_or_a_path_in_a_wrong_place_is_named(words: Any, values: Any, said: str) -> None:
    with pytest.raises(Mistake, match=said):
        run(*words, quiet=True, weeks=3, executor="inline", **values)


def test_a_name_that_two_columns_have_matters_where_it_is_used_only() -> None:
    table = frame(ROWS)
    with pytest.raises(Mistake, match="column 'date': given it twice"):
        inspect(pd.concat([table, table[["date"]]], axis=1))
    with pytest.raises(Mistake, match="column 'date': given it twice"):
        inspect(table.set_index("date", drop=False))
    beside = table.assign(x=1)
    twice = pd.concat([beside, beside[["x"]]], axis=1)
    for given in (twice, pa.table(beside).append_column("x", pa.array(twice.index))):
        assert inspect(given).sum == sum(paid for _, _, paid in ROWS)
