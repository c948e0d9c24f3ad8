"""The workbook: every table, the meaning of its columns, and nothing in it that calculates."""

from __future__ import annotations

import builtins
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from experiments.reports.excel.sheets import sheets
from experiments.reports.excel.workbook import export_workbook
from simulation.measures.outcome import PER_SEGMENT
from simulation.mistake import Mistake
from simulation.world.weekly_record import SERIES
from tests.commands import TINY, said

pytest.importorskip("xlsxwriter", reason="the extra excel is not installed")
EVIL = "=1+1"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A comparison in which a strategy is called as a formula is written."""
    where = tmp_path_factory.mktemp("export")
    (where / f"{EVIL}.yaml").write_text("cadence: 0.3\nacquisition_share: 0.2\n", encoding="utf-8")
    few = ("replicates=2", "space.points=1", "explain.replicates=2", "boundary.points=2")
    named = f"strategies=[cx_only,'{where / EVIL}.yaml']"
    answer = said("compare", *TINY, *few, named, f"hydra.run.dir={where / 'run'}", "--quiet")
    assert answer.status == 0, answer.err
    return where / "run"


def parts(book: Path) -> dict[str, str]:
    with zipfile.ZipFile(book) as content:
        return {name: content.read(name).decode() for name in content.namelist()}


def names(book: Path) -> list[str]:
    return re.findall(r'<sheet name="([^"]+)"', parts(book)["xl/workbook.xml"])


def test_a_comparison_has_its_verdict_first_then_its_tables(folder: Path) -> None:
    book = export_workbook(folder)
    assert book == folder / "run.xlsx"
    assert names(book)[:4] == ["verdict", "runs", "weekly", "segments"]
    assert set(names(book)) >= {"space", "effects", "ablations", "map", "definitions", "settings"}


def test_no_cell_is_a_formula_whatever_a_strategy_is_called(folder: Path) -> None:
    content = parts(export_workbook(folder))
    assert EVIL in content["xl/sharedStrings.xml"]
    assert not any("<f>" in text or "<f " in text for text in content.values())
    assert 'quotePrefix="1"' in content["xl/styles.xml"], "not even after somebody has edited the cell"


def test_equal_folders_give_equal_files(folder: Path, tmp_path: Path) -> None:
    one, other = (export_workbook(folder, tmp_path / f"{k}.xlsx") for k in (1, 2))
    assert one.read_bytes() == other.read_bytes()


def test_numbers_are_numbers_and_what_is_undefined_is_empty(folder: Path) -> None:
    runs = sheets(folder)["runs"]
    book = parts(export_workbook(folder))
    sheet = book["xl/worksheets/sheet2.xml"]
    column = runs.columns.get_loc("profit")
    letter = chr(ord("A") + int(column))
    assert float(re.findall(rf'<c r="{letter}2"><v>([^<]+)</v>', sheet)[0]) == pytest.approx(runs["profit"][0])
    assert "nan" not in sheet.lower()


def test_every_measure_series_and_parameter_column_is_defined(folder: Path) -> None:
    found = sheets(folder)
    table = found["definitions"]
    for sheet in found.keys() - {"definitions", "settings"}:
        own = table[table["sheet"] == sheet]
        assert list(own["column"]) == list(map(str, found[sheet].columns))
        assert not own["meaning"].eq("").any(), own[own["meaning"] == ""]


def test_a_column_means_what_it_is_on_its_sheet(folder: Path) -> None:
    """Revenue of a week is money of all, not discounted; that of a run is discounted and per customer of week 0."""
    found = sheets(folder)
    meaning = found["definitions"].set_index(["sheet", "column"])["meaning"]
    assert meaning["weekly", "revenue"] == SERIES["revenue"] != meaning["runs", "revenue"]
    assert meaning["segments", "surplus"] == PER_SEGMENT["surplus"] != meaning["weekly", "surplus"]
    assert "[money]" in meaning["attribution", "spent"]
    assert "[minor units]" in meaning["runs", "spent"]
    weekly, spent = found["weekly"], found["attribution"].query("channel == 'advertising'")
    booked = weekly.groupby(["strategy", "seed"])["ledger_advertising"].sum()
    assert spent.set_index(["strategy", "seed"])["spent"].to_dict() == pytest.approx(booked.to_dict())


def test_the_settings_have_the_levers_and_the_versions(folder: Path) -> None:
    keys = set(sheets(folder)["settings"]["key"])
    assert {"verb", "weeks", "seed", "version of numpy", "mechanism.fatigue.kappa"} <= keys
    assert any(key.endswith("cadence") and "strategy" in key for key in keys)


def test_a_run_and_a_sweep_can_be_exported_too(tmp_path: Path) -> None:
    run, sweep = tmp_path / "one", tmp_path / "many"
    assert said("run", *TINY, f"hydra.run.dir={run}", "--quiet").status == 0
    words = (*TINY, "replicates=1", "market.margin=0.2,0.4", f"hydra.run.dir={sweep}", "--quiet")
    assert said("sweep", *words).status == 0
    assert names(export_workbook(run))[:2] == ["summary", "runs"]
    assert names(export_workbook(sweep)) == ["runs", "definitions", "settings"]
    answer = said("export", str(sweep), str(tmp_path / "mine.xlsx"), "--xlsx", "--json")
    assert json.loads(answer.out) == {"file": str(tmp_path / "mine.xlsx")}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nowhere", "--xlsx"), "must be a run folder, and there is no such folder"),
        (("nowhere",), "Add --xlsx."),
        (("--xlsx",), "must be one run folder"),
    ],
)
def test_mistakes_are_one_sentence(words: tuple[str, ...], sentence: str) -> None:
    answer = said("export", *words)
    assert answer.status == 2
    assert sentence in answer.err
    assert answer.err.count("\n") == 1


def test_another_ending_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="ends with .xlsx"):
        export_workbook(folder, tmp_path / "book.csv")


def test_without_the_extra_it_is_said_how_to_get_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def absent(name: str, *more: Any) -> Any:
        if name == "xlsxwriter":
            raise ImportError(name)
        return real(name, *more)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(Mistake, match="is not installed"):
        export_workbook(folder)


def test_more_rows_than_excel_holds_are_not_cut_off_in_silence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from experiments.reports.excel import workbook

    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    monkeypatch.setattr(workbook, "sheets", lambda folder: {"runs": pd.DataFrame({"x": [1, 2, 3]})})
    text = parts(export_workbook(tmp_path, tmp_path / "x.xlsx"))
    assert "3 rows are more than Excel holds: see runs.parquet." in text["xl/sharedStrings.xml"]
