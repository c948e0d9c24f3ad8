"""Replay computes again: it believes neither tables nor files that have changed."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest

from experiments.analyses.replay import AGAIN, DIFFERENT, MISSING, UNREADABLE, RecomputedFolder, replay_folder
from experiments.results.run_folder import MANIFEST, read_manifest
from simulation.mistake import Mistake
from tests.commands import FEW, QUIET, TINY, log_of, said

OF_LOG = (
    "population=from_transactions",
    "population.file=log.csv",
    "weeks=6",
    "executor=inline",
    "output.figures=false",
)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def made(*words: str) -> Path:
    answer = said(*words, "-q", "hydra.run.dir=folder")
    assert answer.status == 0, answer.err
    return Path("folder")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run folder that nobody changes."""
    place = tmp_path_factory.mktemp("whole") / "folder"
    answer = said("run", *TINY, "strategy=relationship", "output.customers=true", "-q", f"hydra.run.dir={place}")
    assert answer.status == 0, answer.err
    return place


@pytest.fixture(scope="module")
def computed(whole: Path) -> RecomputedFolder:
    """What the run gives when it is computed again; once for all that is done to its folder."""
    manifest, values = read_manifest(whole)
    with AGAIN["run"](whole, manifest, values, QUIET) as found:
        results: RecomputedFolder = found
    return results


@pytest.fixture
def folder(whole: Path, computed: RecomputedFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the run folder, whose replay does not compute again what has been computed."""

    @contextmanager
    def known(*_: object) -> Iterator[RecomputedFolder]:
        yield computed

    monkeypatch.setitem(AGAIN, "run", known)
    return Path(shutil.copytree(whole, tmp_path / "folder"))


def tables_in(folder: Path) -> list[str]:
    """Names of the tables that a run left."""
    names = sorted(path.stem for path in folder.glob("*.parquet"))
    assert {"runs", "weekly", "customers"} <= set(names)
    return names


def test_every_table_and_answer_is_held_against_what_is_computed(whole: Path) -> None:
    found = replay_folder(whole, QUIET)
    assert found.confirmed
    answers = {path.name for path in whole.glob("*.json")} - {MANIFEST}
    assert found.same == dict.fromkeys((*tables_in(whole), *answers), True)
    assert not found.changed_versions


def changed(path: Path) -> None:
    table = pd.read_parquet(path)
    name = next(
        name for name in reversed(table.columns) if table[name].dtype.kind in "if" and pd.notna(table[name].iloc[-1])
    )
    table.loc[table.index[-1], name] += 1
    table.to_parquet(path, index=False)


def shortened(path: Path) -> None:
    pd.read_parquet(path).iloc[1:].to_parquet(path, index=False)


def widened(path: Path) -> None:
    pd.read_parquet(path).assign(more=1).to_parquet(path, index=False)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


DONE = {changed: DIFFERENT, shortened: DIFFERENT, widened: DIFFERENT, emptied: UNREADABLE, truncated: UNREADABLE,
        Path.unlink: MISSING}  # fmt: skip


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.long)], ids=["one", "every"])
@pytest.mark.parametrize("done", DONE, ids=lambda done: done.__name__)
def test_whatever_is_done_to_a_table_is_named(folder: Path, done: Callable[[Path], None], every: bool) -> None:
    tables = tables_in(folder)
    for name in tables if every else [tables[list(DONE).index(done)]]:
        file = folder / f"{name}.parquet"
        content = file.read_bytes()
        done(file)
        states = replay_folder(folder, QUIET).states
        assert {key: state for key, state in states.items() if state != "the same"} == {name: DONE[done]}
        file.write_bytes(content)


def test_a_table_that_was_added_is_named(folder: Path) -> None:
    shutil.copy(folder / "runs.parquet", folder / "more.parquet")
    assert replay_folder(folder, QUIET).states["more"] == DIFFERENT


@pytest.mark.parametrize("name", ["summary.json", "drawn_from.json"])
def test_whatever_is_done_to_an_answer_is_named(folder: Path, name: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    for content, state in ((text.replace("1", "2", 1), DIFFERENT), ("", UNREADABLE), (text[:-2], UNREADABLE),
                           ("[" * 5000, UNREADABLE), ("null", DIFFERENT)):  # fmt: skip
        (folder / name).write_text(content, encoding="utf-8")
        assert replay_folder(folder, QUIET).states[name] == state
    (folder / name).unlink()
    assert replay_folder(folder, QUIET).states[name] == MISSING


def test_a_table_in_another_order_of_rows_is_the_same(folder: Path) -> None:
    pd.read_parquet(folder / "weekly.parquet").iloc[::-1].to_parquet(folder / "weekly.parquet", index=False)
    assert replay_folder(folder, QUIET).confirmed


LATER = (b"half", b"\x00\xff", b"[]", b"null", b'{"verb": "run"}')


@pytest.mark.parametrize("content", [b"", *(pytest.param(text, marks=pytest.mark.long) for text in LATER)])
def test_each_file_of_a_folder_spoiled_is_one_sentence_to_whoever_reads_it(folder: Path, content: bytes) -> None:
    for path in sorted(folder.iterdir()):
        before = path.read_bytes()
        path.write_bytes(before[: len(before) // 2] if content == b"half" else content)
        for verb in (("replay", str(folder)), ("report", str(folder)), ("export", str(folder), "--xlsx")):
            if verb[0] == "report" and path.name in ("summary.json", "customers.parquet", "figures"):
                continue  # nothing is drawn from them
            answer = said(*verb, "-q")
            assert answer.status in (0, 1, 2)
            assert answer.err.count("\n") == (1 if answer.status == 2 else 0), (path.name, verb, answer)
            if verb[0] == "replay":
                assert answer.status, path.name
        (folder / "folder.xlsx").unlink(missing_ok=True)
        path.write_bytes(before)


def test_a_comparison_of_a_strategy_s_file_that_is_gone_is_confirmed(elsewhere: Path) -> None:
    Path("mine.yaml").write_text("cadence: 0.5\n", encoding="utf-8")
    folder = made("compare", *TINY, *FEW, "strategies=[cx_only,./mine.yaml]", "levers.cx_only.cadence=0.2")
    Path("mine.yaml").unlink()
    assert replay_folder(folder, QUIET).confirmed
    answer = said("replay", "folder", "--json")
    assert json.loads(answer.out)["confirmed"] is True


def test_tampering_with_levers_or_hashes_is_found_out(elsewhere: Path) -> None:
    folder = made("run", *TINY)
    manifest = folder / "manifest.json"
    whole = json.loads(manifest.read_text(encoding="utf-8"))
    for changed in (
        {"levers": {**whole["levers"], "cx_only": {"cadence": 0.9}}},
        {"content": {**whole["content"], "runs": "0" * 64}},
        {"content": {"runs": whole["content"]["runs"]}},
        {"content": {**whole["content"], "other": "0" * 64}},
    ):
        manifest.write_text(json.dumps({**whole, **changed}), encoding="utf-8")
        assert not replay_folder(folder, QUIET).confirmed
    answer = said("replay", "folder")
    assert answer.status == 1
    assert answer.out.endswith("NOT confirmed\n")
    assert "other: MISSING" in answer.out


def test_versions_that_have_changed_are_named(elsewhere: Path) -> None:
    folder = made("run", *TINY)
    manifest = folder / "manifest.json"
    whole = json.loads(manifest.read_text(encoding="utf-8"))
    whole["versions"]["numpy"] = "1.0"
    manifest.write_text(json.dumps(whole), encoding="utf-8")
    found = replay_folder(folder, QUIET)
    assert found.confirmed
    assert found.changed_versions["numpy"][0] == "1.0"
    assert "numpy was 1.0, is " in said("replay", "folder").out


def test_a_run_of_a_log_is_confirmed_from_any_folder_while_the_log_is_the_same(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("log.csv").write_text(log_of(150), encoding="utf-8")
    folder = made("run", *OF_LOG).resolve()
    (elsewhere / "other").mkdir()
    monkeypatch.chdir(elsewhere / "other")
    assert replay_folder(folder, QUIET).confirmed
    (elsewhere / "log.csv").write_text(log_of(150) + "1,2020-12-01,5\n", encoding="utf-8")
    with pytest.raises(Mistake, match="has changed since the run"):
        replay_folder(folder, QUIET)
    (elsewhere / "log.csv").unlink()
    with pytest.raises(Mistake, match="was used by the run and is missing"):
        replay_folder(folder, QUIET)


def test_what_is_no_run_or_comparison_cannot_be_replayed(elsewhere: Path) -> None:
    folder = made("run", *TINY)
    manifest = folder / "manifest.json"
    whole = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({**whole, "verb": "dance"}), encoding="utf-8")
    with pytest.raises(Mistake, match="cannot be read: .* no verb 'dance'"):
        replay_folder(folder, QUIET)


@pytest.mark.parametrize(
    "words",
    [
        ("sweep", *TINY, "seed=1,2"),
        pytest.param(("sensitivity", *TINY, "sensitivity.parameters=[market.margin,mechanism.trust.half_life]",
                      "sensitivity.n=4"), marks=pytest.mark.long),
        pytest.param(("boundary", *TINY, "boundary.parameters=[market.margin,mechanism.trust.half_life]",
                      "boundary.space=0", "boundary.points=2", "boundary.flips=0", "replicates=2"),
                     marks=pytest.mark.long),
        pytest.param(("validate", "case=idle_trust", "executor=inline"), marks=pytest.mark.long),
    ],
    ids=lambda words: words[0],
)  # fmt: skip
def test_what_is_made_of_many_runs_can_be_replayed_too(elsewhere: Path, words: tuple[str, ...]) -> None:
    folder = made(*words)
    found = replay_folder(folder, QUIET)
    assert found.confirmed, found.states
    name = "validation" if words[0] == "validate" else "runs"
    changed(folder / f"{name}.parquet")
    states = replay_folder(folder, QUIET).states
    assert {key: state for key, state in states.items() if state != "the same"} == {name: DIFFERENT}


def confirmed_while_it_is_the_same(folder: Path, key: str, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From another place the folder is confirmed, and refused once the file has other bytes or is gone."""
    (other := file.parent / "other").mkdir()
    monkeypatch.chdir(other)
    assert replay_folder(folder, QUIET).confirmed
    assert Path.cwd() == other
    file.write_text(file.read_text(encoding="utf-8") + "5,1,100\n", encoding="utf-8")
    named = rf"{re.escape(key)}: given .*{re.escape(file.name)}"
    with pytest.raises(Mistake, match=f"{named}, has changed since the run"):
        replay_folder(folder, QUIET)
    file.unlink()
    with pytest.raises(Mistake, match=f"{named}, was used by the run and is missing"):
        replay_folder(folder, QUIET)


def test_runs_of_a_file_are_confirmed_from_any_folder_while_it_is_the_same(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ties = elsewhere / "ties.csv"
    ties.write_text("source,target\n" + "".join(f"{k},{(k + 1) % 60}\n" for k in range(60)), encoding="utf-8")
    ties_of = ("community=from_file", "community.file=ties.csv", "community.strong_ties=1")
    few = ("sensitivity.parameters=[market.margin]", "sensitivity.n=4")
    folder = made("sensitivity", *TINY, *ties_of, *few).resolve()
    confirmed_while_it_is_the_same(folder, "community.file", ties, monkeypatch)


def test_a_file_below_the_home_is_named_as_it_was(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(elsewhere))
    Path("ties.csv").write_text("source,target\na,b\nb,c\n", encoding="utf-8")
    folder = made("graph", "community=from_file", "community.file=~/ties.csv", "output.figures=false")
    assert replay_folder(folder, QUIET).confirmed


@pytest.mark.long
def test_a_calibration_is_confirmed_from_any_folder_while_its_statistics_are_the_same(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("experiments.analyses.calibrate.calibrate._matched", lambda *_: None)  # a search takes minutes
    statistics = elsewhere / "retention.csv"
    statistics.write_text("week,value,n\n4,0.9,100\n", encoding="utf-8")
    Path("log.csv").write_text(log_of(60), encoding="utf-8")
    few = ("calibrate.replicates=0", "calibrate.members=2", "executor=inline", "output.figures=false")
    folder = made("calibrate", "population.file=log.csv", "calibrate.retention=retention.csv", *few).resolve()
    confirmed_while_it_is_the_same(folder, "calibrate.retention", statistics, monkeypatch)


def test_only_runs_that_could_be_computed_again_are_compared(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("no luck")

    done = said("sweep", *TINY, "seed=1", "-q", "hydra.run.dir=1")
    with monkeypatch.context() as patched:
        patched.setattr("experiments.sweeps.job.simulate_markets", fail)
        failed = said("sweep", *TINY, "seed=3", "-q", "hydra.run.dir=3")
        assert (done.status, failed.status) == (0, 1), failed.err
        assert replay_folder(Path("3"), QUIET).confirmed, "what failed then and fails alike now is what it was"
        with pytest.raises(Mistake, match=r"2 runs failed now and not then. The first: ZeroDivisionError: no luck"):
            replay_folder(Path("1"), QUIET)
    assert replay_folder(Path("3"), QUIET).states["runs"] == DIFFERENT
