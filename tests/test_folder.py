"""A run folder appears whole or not at all, and says what it was made from."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
import yaml

from experiments.config.building import Setting
from experiments.folder import Written, manifest, read_manifest, refuse_unwritable, versions, write
from experiments.inputs.hashes import file_hash
from experiments.tables import content_hash, values_hash
from simulation.mistake import Mistake
from tests.commands import setting

TABLE = pd.DataFrame({"week": [0, 1], "profit": [0.5, float("nan")]})


@pytest.fixture(scope="module")
def asked() -> Setting:
    return setting("strategy=hybrid")


def written(asked: Setting, more: Callable[[Path], None] = lambda folder: None) -> Written:
    return Written("run", asked, {"weekly": TABLE}, {"summary.json": "{}"}, more)


def test_a_folder_holds_tables_texts_configuration_and_manifest(asked: Setting, tmp_path: Path) -> None:
    place = tmp_path / "deep" / "run"
    seen: list[str] = []
    assert write(place, written(asked, lambda to: seen.extend(path.name for path in to.iterdir()))) == place
    assert {path.name for path in place.iterdir()} == {"weekly.parquet", "summary.json", "config.yaml", "manifest.json"}
    assert "manifest.json" not in seen, "the manifest is the last thing that is written"
    assert [path.name for path in place.parent.iterdir()] == ["run"]
    pd.testing.assert_frame_equal(pd.read_parquet(place / "weekly.parquet"), TABLE)
    found, values = read_manifest(place)
    assert values == asked.values == yaml.safe_load((place / "config.yaml").read_text(encoding="utf-8"))
    assert found["content"] == {"weekly": content_hash(TABLE)}
    assert found["config_hash"] == values_hash(values, found["verb"])
    assert found["levers"]["hybrid"] == dict(asked.strategy.levers)
    assert found["versions"] == versions()


def test_an_empty_folder_is_taken(asked: Setting, tmp_path: Path) -> None:
    refuse_unwritable(tmp_path)
    place = tmp_path / "run"
    place.mkdir()
    refuse_unwritable(place)
    assert write(place, written(asked)) == place


def test_results_are_not_thrown_away_when_another_run_took_the_place(asked: Setting, tmp_path: Path) -> None:
    places = [write(tmp_path / "run", written(asked)) for _ in range(3)]
    assert [place.name for place in places] == ["run", "run_2", "run_3"]


@pytest.mark.parametrize("error", [OSError("disk"), KeyboardInterrupt(), ValueError("figure")])
def test_what_fails_half_way_leaves_nothing(asked: Setting, tmp_path: Path, error: BaseException) -> None:
    def fail(folder: Path) -> None:
        assert (folder / "weekly.parquet").exists()
        raise error

    with pytest.raises(type(error)):
        write(tmp_path / "run", written(asked, fail))
    assert not list(tmp_path.iterdir())


def test_what_is_there_already_is_refused_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for taken in (tmp_path, tmp_path / "file"):
        with pytest.raises(Mistake, match="must be a new or empty folder"):
            refuse_unwritable(taken)
    with pytest.raises(Mistake, match="cannot be written"):
        refuse_unwritable(tmp_path / "file" / "run")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_log_is_named_and_hashed(asked: Setting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("log.csv").write_text("customer_id,date\n", encoding="utf-8")
    values = {**asked.values, "population": {**asked.values["population"], "file": "log.csv"}}
    found = manifest(Written("run", Setting(**{**vars(asked), "values": values}), {}, {}))
    assert found["population_file"] == str((tmp_path / "log.csv").resolve())
    assert found["population_file_hash"] == file_hash(tmp_path / "log.csv")
    json.dumps(found)


def test_a_configuration_that_was_changed_is_refused(asked: Setting, tmp_path: Path) -> None:
    place = write(tmp_path / "run", written(asked))
    config = place / "config.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("seed: 0", "seed: 1"), encoding="utf-8")
    with pytest.raises(Mistake, match="must be as the run wrote it"):
        read_manifest(place)
