"""Results before drawing: whatever cannot be drawn costs its own file, and can be drawn again from the folder alone."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from experiments import figures
from experiments.api import report
from experiments.reports.redrawing import redrawn
from experiments.reports.run_folder import write
from experiments.results.reservation import reserved
from experiments.results.run_folder import FILES, MANIFEST
from simulation.mistake import Mistake
from tests.commands import FEW, TINY, log_of, said
from tests.comparisons import EXPLAINED, draw_few, small

DRAWN = ("population.size=60", "weeks=8", "centring=quick", "executor=inline", "replicates=2")
ALL = ("space.points=2", *EXPLAINED)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    draw_few(monkeypatch)


def broken(monkeypatch: pytest.MonkeyPatch, name: str, error: BaseException) -> None:
    def fail(_: Any) -> Any:
        raise error

    monkeypatch.setitem(figures.FIGURES, name, fail)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.usefixtures("few")
def test_a_figure_that_fails_costs_itself_and_is_named_everywhere(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        broken(patched, "weekly", ZeroDivisionError("no weeks"))
        answer = said("compare", *DRAWN, *FEW[1:], "--json", "hydra.run.dir=run")
    assert answer.status == 0
    lost = {"figures/weekly.svg": "ZeroDivisionError: no weeks"}
    assert json.loads(answer.out)["not_drawn"] == lost
    assert json.loads(Path("run/manifest.json").read_text(encoding="utf-8"))["not_drawn"] == lost
    assert answer.err.count("\n") == 1
    assert "figures/weekly.svg (ZeroDivisionError: no weeks)" in answer.err
    assert "courtship report run" in answer.err
    there = {path.name for path in Path("run/figures").glob("*.svg")}
    assert "figure-weekly" not in Path("run/report.html").read_text(encoding="utf-8")
    assert said("replay", "run", "-q").status == 0, "the results are whole"
    again = said("report", "run")
    assert (again.status, again.err) == (0, "")
    assert {path.name for path in Path("run/figures").glob("*.svg")} - there == {"weekly.svg"}, "one failed, one came"
    assert "figure-weekly" in Path("run/report.html").read_text(encoding="utf-8")
    assert json.loads(Path("run/manifest.json").read_text(encoding="utf-8"))["not_drawn"] == {}


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("page", ["experiments.reports.memo.memo", "experiments.reports.html.report.report"])
def test_a_page_that_fails_costs_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise KeyError("words")

    monkeypatch.setattr(page, fail)
    with reserved(tmp_path / "run") as place:
        written = write(small("space.points=0", "replicates=2"), place)
    lost = "memo.md" if "memo" in page else "report.html"
    assert written.not_drawn == {lost: "KeyError: 'words'"}
    assert {"memo.md", "report.html"} - {path.name for path in written.folder.iterdir()} == {lost}


@pytest.mark.usefixtures("few")
def test_ctrl_c_while_drawing_keeps_the_results(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, "weekly", KeyboardInterrupt())
    answer = said("compare", *DRAWN, *FEW[1:], "-q", "hydra.run.dir=run")
    assert answer.status == 130
    assert "the results are in run; draw them with: courtship report run" in answer.err
    assert Path("run/verdict.json").is_file()


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("compare", *DRAWN, *ALL), marks=pytest.mark.long),
        ("run", *DRAWN, "strategy=relationship"),
        pytest.param(("explain", *DRAWN), marks=pytest.mark.long),  # a comparison explains itself too
        ("graph", "population.size=6", "community.degree=2"),  # fewer people than the default community needs
        pytest.param(("sensitivity", *DRAWN, "sensitivity.parameters=[market.margin,mechanism.trust.half_life]",
                      "sensitivity.n=4"), marks=pytest.mark.long),
        pytest.param(("boundary", *DRAWN, "boundary.parameters=[market.margin,mechanism.trust.half_life]",
                      "boundary.space=2", "boundary.points=2", "boundary.flips=1", "boundary.levels=2"),
                     marks=pytest.mark.long),
        ("validate", "case=idle_trust", "executor=inline"),
    ],
    ids=lambda words: words[0],
)  # fmt: skip
def test_a_folder_is_drawn_again_from_itself_byte_by_byte(elsewhere: Path, words: tuple[str, ...]) -> None:
    drawn_again(*words)


@pytest.mark.usefixtures("few")
def test_a_comparison_is_drawn_again_from_itself_byte_by_byte(elsewhere: Path) -> None:
    drawn_again("compare", *DRAWN, *FEW[1:])


def drawn_again(*words: str) -> None:
    first = said(*words, "-q", "hydra.run.dir=run")
    assert first.status == 0, first.err
    drawn = bytes_of(Path("run"))
    for name in drawn:
        if name.startswith("figures/") or name in ("memo.md", "report.html", "validation.md"):
            Path("run", name).unlink()
    answer = said("report", "run", "--json")
    assert answer.status == 0, answer.err
    assert not json.loads(answer.out)["not_drawn"]
    assert bytes_of(Path("run")) == drawn


@pytest.mark.usefixtures("few")
@pytest.mark.long
def test_neither_the_log_nor_what_was_asked_for_is_needed_to_draw(elsewhere: Path) -> None:
    Path("log.csv").write_text(log_of(150), encoding="utf-8")
    words = ("population=from_transactions", "population.file=log.csv", "weeks=6", "executor=inline")
    assert said("compare", *words, *FEW, "-q", "hydra.run.dir=run", "output.figures=false", "output.report=false")
    Path("log.csv").unlink()
    files = report("run")
    assert {"memo.md", "report.html", "figures/weekly.svg"} <= set(files)
    text = Path("run/report.html").read_text(encoding="utf-8")
    assert "the customers of your transaction log" in text


@pytest.mark.usefixtures("few")
def of_an_earlier_version(folder: Path) -> None:
    """Make a folder one that does not know the hashes of its files, so that they can be changed."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    del manifest[FILES]
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.long
def test_a_folder_of_an_earlier_version_is_drawn_or_says_what_it_lacks(elsewhere: Path) -> None:
    assert said("compare", *TINY, *FEW, "-q", "hydra.run.dir=run").status == 0
    of_an_earlier_version(Path("run"))
    runs = pd.read_parquet("run/runs.parquet")
    runs.drop(columns="net_promoter_score", errors="ignore").to_parquet("run/runs.parquet", index=False)
    kept = json.loads(Path("run/drawn_from.json").read_text(encoding="utf-8"))
    kept["mapping"]["centre"]["fields"]["a_field_that_is_gone"] = 1
    Path("run/drawn_from.json").write_text(json.dumps(kept), encoding="utf-8")
    assert not redrawn(Path("run")).not_drawn
    Path("run/drawn_from.json").unlink()
    with pytest.raises(Mistake, match=r"has no drawn_from.json, without which it cannot be drawn again"):
        redrawn(Path("run"))


def test_what_is_drawn_from_is_data_and_nothing_else(elsewhere: Path) -> None:
    assert said("run", *TINY, "-q", "hydra.run.dir=run").status == 0
    of_an_earlier_version(Path("run"))
    for evil in ({"record": "Popen", "fields": {"args": "touch x"}}, {"record": "os.system", "fields": {}}):
        Path("run/drawn_from.json").write_text(json.dumps({"mapping": {"centre": evil}}), encoding="utf-8")
        with pytest.raises(Mistake, match="no record that is known here"):
            redrawn(Path("run"))
    assert not os.path.exists("x")


@pytest.mark.usefixtures("few")
def test_a_folder_that_cannot_be_drawn_again_is_not_said_to_be(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Any) -> Any:
        raise TypeError("a Decimal has no plain form")

    monkeypatch.setattr("experiments.reports.run_folder.plain", fail)
    answer = said("run", *TINY, "-q", "hydra.run.dir=run")
    assert answer.status == 0
    assert "drawn_from.json (TypeError: a Decimal has no plain form)" in answer.err
    assert "cannot be drawn again" in answer.err
    assert "courtship report" not in answer.err


@pytest.mark.usefixtures("few")
@pytest.mark.long
def test_a_home_is_a_home_for_every_folder_that_is_read(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(elsewhere))
    assert said("run", *TINY, "-q", "hydra.run.dir=run").status == 0
    assert report("~/run")
    for words in (("report", "~/run"), ("replay", "~/run"), ("export", "~/run", "--xlsx")):
        assert said(*words, "-q").status == 0, words
    assert not Path("~").exists()
