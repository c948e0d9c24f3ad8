"""A folder is taken by one process only, before the work, and nothing is left of what failed."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from experiments.results.reservation import reserved
from experiments.sweeps.listing import list_folders
from experiments.sweeps.location import folder_for
from experiments.sweeps.lock import LOCK, sole_driver
from simulation.mistake import Mistake
from tests.commands import ROOT, TINY, process, said

HOLD = "from experiments.results.reservation import reserved\nfrom pathlib import Path\nimport sys\n"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_two_at_once_get_two_places_and_a_named_place_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "run"
    with reserved(place, named=False) as one, reserved(place, named=False) as two:
        assert [each.folder.name for each in (one, two)] == ["run", "run_2"]
        with pytest.raises(Mistake, match="is being written by another command"), reserved(place):
            pass
        for each in (one, two):
            (each.partial / "file").touch()
            each.settle()
    assert names(tmp_path) == ["run", "run_2"]
    with pytest.raises(Mistake, match="must be a new or empty folder"), reserved(place):
        pass
    assert names(tmp_path) == ["run", "run_2"]


def test_many_threads_never_share_a_place(tmp_path: Path) -> None:
    def taken(_: int) -> str:
        with reserved(tmp_path / "run", named=False) as place:
            (place.partial / "file").touch()
            return place.settle().name

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(taken, range(40)))
    assert len(set(found)) == 40
    assert names(tmp_path) == sorted(found)


@pytest.mark.parametrize("error", [OSError("disk"), KeyboardInterrupt(), ValueError("work")])
def test_what_fails_leaves_nothing(tmp_path: Path, error: BaseException) -> None:
    def work() -> None:
        with reserved(tmp_path / "run") as place:
            (place.partial / "half").touch()
            raise error

    with pytest.raises(type(error)):
        work()
    assert not names(tmp_path)


def test_an_empty_folder_and_a_link_to_one_are_taken(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "empty")
    with reserved(tmp_path / "link") as place:
        (place.partial / "file").touch()
        place.settle()
    assert names(tmp_path / "link") == ["file"]


def test_results_are_not_thrown_away_when_the_place_was_filled_meanwhile(tmp_path: Path) -> None:
    with reserved(tmp_path / "run") as place:
        (place.partial / "file").touch()
        (tmp_path / "run").mkdir()
        (tmp_path / "run" / "theirs").touch()
        assert place.settle().name == "run_2"
    assert names(tmp_path / "run") == ["theirs"]
    assert names(tmp_path / "run_2") == ["file"]


def test_what_is_refused_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Mistake) as caught, reserved(tmp_path):
        pass
    assert str(caught.value).count("Choose another folder") == 1
    assert "cannot be written" not in str(caught.value)


def test_what_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for taken in (tmp_path / "file", tmp_path):
        with pytest.raises(Mistake, match="must be a new or empty folder"), reserved(taken):
            pass
    with pytest.raises(Mistake, match="cannot be written"), reserved(tmp_path / "file" / "run"):
        pass
    assert names(tmp_path) == ["file"]


def test_a_killed_run_s_reservation_is_no_run_and_is_taken_over(tmp_path: Path) -> None:
    text = "import os; from pathlib import Path; from experiments.results.reservation import reserved\n"
    text += (
        "with reserved(Path('run')) as place:\n    (place.partial / 'manifest.json').touch(); os.kill(os.getpid(), 9)"
    )
    died = subprocess.run([sys.executable, "-c", text], cwd=tmp_path, env={"PYTHONPATH": str(ROOT)})
    assert died.returncode == -9
    assert names(tmp_path) == [".run.partial"]
    assert list_folders(tmp_path).empty
    with reserved(tmp_path / "run") as place:
        assert not names(place.partial)
        place.settle()
    assert names(tmp_path) == ["run"]


@pytest.mark.parametrize("verb", ["run", pytest.param("sweep", marks=pytest.mark.long)])
def test_commands_of_one_second_each_end_in_a_folder_of_their_own(verb: str, tmp_path: Path) -> None:
    more = ("seed=1,2",) if verb == "sweep" else ()
    started = [process(verb, *TINY, *more, f"weeks={weeks}", "-q", folder=tmp_path) for weeks in (4, 5)]
    said_last = [one.communicate(timeout=300) for one in started]
    assert [one.returncode for one in started] == [0] * 2, said_last
    assert len(names(tmp_path / "outputs" / verb)) == 2
    found = list_folders(tmp_path)
    assert (list(found["state"]), list(found["verb"])) == (["whole"] * 2, [verb] * 2)


def test_a_sweep_that_is_refused_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with folder_for(["seed=1,2"], "sweep") as one, folder_for(["seed=1,2"], "sweep") as two:
        assert one != two
        assert two.is_dir()
        with sole_driver(one):
            assert names(one) == [LOCK]
            with pytest.raises(Mistake, match="is already being run"), sole_driver(one):
                pass
            assert names(one) == [LOCK]
    assert not (tmp_path / "outputs").exists()


def test_the_report_of_no_folder_is_a_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert said("report").status == 2
    assert "there is no such folder" in said("report", "nowhere").err
