"""`inspect` says what is understood of a log; the same stands in the manifest of a run and at the head of calibrate."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from tests.commands import log_of, said

USUAL = "customer_id,date,amount\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_was_understood_is_said_in_sentences_and_as_json(folder: Path) -> None:
    rows = [f"c{k % 7},2024-0{1 + k % 2}-{1 + k % 28:02d},{10 + k}.50\n" for k in range(60)]
    spoilt = [
        "\u200bc1,2024-01-20,7\n",
        "C1,2024-01-21,8\n",
        "nan,2024-01-22,9\n",
        "c2,2024-02-22,2500000\n",
        "c2,2025-02-22,1\n",
    ]
    (folder / "log.csv").write_text(USUAL + "".join(rows + spoilt), encoding="utf-8")
    answer = said("inspect", "log.csv", "population.missing=drop")
    assert answer.status == 0, answer.err
    for part in (
        "log.csv: text, fields separated by comma, UTF-8.",
        "customer 'customer_id', date 'date', amount 'amount'",
        "65 rows read, 64 kept", "1 left out (sum 9.00)",
        "Left out: row 64 (sum 9.00): no customer in column 'customer_id'.",
        "8 customers",
        "row 65: 2,500,000.00",
        "days between 2024-02-28 and 2025-02-22",
        "blanks or signs without width disregarded in 1 identifiers of row 62",
        "1 identifiers differ from another in case only and stay apart",
    ):  # fmt: skip
        assert part in answer.out, (part, answer.out)
    content = json.loads(said("inspect", "log.csv", "population.missing=drop", "--json").out)
    assert (content["rows"], content["kept"], content["customers"]) == (65, 64, 8)
    assert content["left_out"] == [
        {"reason": "no customer in column 'customer_id'", "rows": 1, "sum": "9.00", "first_rows": [64]}
    ]
    assert content["outliers"] == [[65, "2,500,000.00"]]


def test_no_customer_is_named_anywhere(folder: Path) -> None:
    rows = [f"anna{k % 9}@example.org,2024-01-{10 + k},{k}.50,secret{k}\n" for k in range(20)]
    (folder / "log.csv").write_text("customer_id,date,amount,note\n" + "".join(rows), encoding="utf-8")
    for words in ((), ("population.date=customer_id",), ("population.amount=note",), ("population.date_format=%d",)):
        answer = said("inspect", "log.csv", *words)
        assert answer.status == (2 if words else 0)
        assert "anna" not in answer.out + answer.err
        assert "secret" not in answer.out + answer.err


def test_calibrate_says_it_first_and_a_run_keeps_it(folder: Path) -> None:
    (folder / "log.csv").write_text(log_of(150), encoding="utf-8")
    words = ("population.file=log.csv", "executor=inline", "output.figures=false")
    fitted = said("calibrate", *words, "calibrate.replicates=0")
    assert fitted.status == 0, fitted.err
    assert fitted.out.startswith(said("inspect", "log.csv").out)
    ran = said("run", "population=from_transactions", *words, "weeks=2", "output.attribution=false", "--json")
    kept = json.loads((Path(json.loads(ran.out)["folder"]) / "manifest.json").read_text(encoding="utf-8"))
    assert kept["intake"] == json.loads(said("inspect", "log.csv", "--json").out)
    assert kept["population_file_hash"] == kept["intake"]["hash"]


def test_the_order_of_the_rows_changes_no_result(folder: Path) -> None:
    header, *rows = log_of(150).splitlines()
    contents = []
    for seed in (1, 2):
        text = "\n".join([header, *random.Random(seed).sample(rows, len(rows))])
        (folder / "log.csv").write_text(text, encoding="utf-8")
        words = ("population=from_transactions", "population.file=log.csv", "executor=inline", "weeks=4")
        ran = said("run", *words, "output.figures=false", "output.attribution=false", "--json")
        assert ran.status == 0, ran.err
        kept = json.loads((Path(json.loads(ran.out)["folder"]) / "manifest.json").read_text(encoding="utf-8"))
        contents.append(kept["content"])
    assert contents[0] == contents[1]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ((), "must be the path of a log"),
        (("a.csv", "b.csv"), "must be one log"),
        (("log.csv", "weeks=3"), "must be a key that says how to read a log"),
        (("lag.csv",), "no such file"),
        (("population=reference",), "has no log"),
    ],
)
def test_what_inspect_refuses(words: tuple[str, ...], part: str) -> None:
    answer = said("inspect", *words)
    assert answer.status == 2
    assert part in answer.err


def test_the_log_that_is_typed_is_read_whatever_a_project_file_names(folder: Path) -> None:
    (folder / "log.csv").write_text(log_of(150), encoding="utf-8")
    (folder / "other.csv").write_text(log_of(90), encoding="utf-8")
    project = "population: from_transactions\npopulation.file: log.csv\nweeks: 8\n"
    (folder / "p.yaml").write_text(project, encoding="utf-8")
    alone = said("inspect", "other.csv").out
    assert said("inspect", "p.yaml", "other.csv").out == said("inspect", "other.csv", "p.yaml").out == alone
    assert said("inspect", "p.yaml").out == said("inspect", "log.csv").out
    assert "must be one log" in said("inspect", "other.csv", "population.file=log.csv").err


def test_delimiters_can_be_typed(folder: Path) -> None:
    for mark, name in ((";", "semicolon"), ("|", "pipe"), ("\t", "tab"), (",", "comma")):
        (folder / "log.csv").write_text(
            (USUAL + "a,2024-01-20,7\na,2024-02-20,7\n").replace(",", mark), encoding="utf-8"
        )
        assert said("inspect", "log.csv", f"population.delimiter={name}").status == 0


def test_a_file_that_changes_while_it_is_fitted_ends_calibrate(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from experiments.analyses.calibrate import question

    (folder / "log.csv").write_text(log_of(150), encoding="utf-8")
    fit = question.calibrate_to_log

    def meddling(*arguments: object) -> object:
        answer = fit(*arguments)  # type: ignore[arg-type]
        (folder / "log.csv").write_text(log_of(200), encoding="utf-8")
        return answer

    monkeypatch.setattr(question, "calibrate_to_log", meddling)
    answer = said("calibrate", "population.file=log.csv", "executor=inline", "calibrate.replicates=0")
    assert answer.status == 2
    assert "log.csv: given other content than when it was read" in answer.err
