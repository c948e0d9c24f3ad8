"""A run folder appears whole or not at all, and says what it was made from."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import yaml

from experiments.config.roles import values_hash
from experiments.config.setting import Setting
from experiments.config.versions import versions
from experiments.inputs.hashes import file_hash
from experiments.inputs.table_hash import content_hash
from experiments.results.reservation import reserved
from experiments.results.run_folder import CONFIG, MANIFEST, Contents, keep, manifest, put, read_manifest
from simulation.mistake import Mistake
from tests.commands import setting

TABLE = pd.DataFrame({"week": [0, 1], "profit": [0.5, float("nan")]})


@pytest.fixture(scope="module")
def asked() -> Setting:
    return setting("strategy=hybrid")


def contents(asked: Setting) -> Contents:
    return Contents("run", asked, {"weekly": TABLE}, {"summary.json": {"mean": 1.5}}, {"more.yaml": "é: 日\n"})


def kept(asked: Setting, place: Path) -> Path:
    with reserved(place) as taken:
        return keep(taken, contents(asked))


def test_a_folder_holds_tables_answers_texts_configuration_and_manifest(asked: Setting, tmp_path: Path) -> None:
    place = tmp_path / "deep" / "run"
    assert kept(asked, place) == place
    files = {"weekly.parquet", "summary.json", "more.yaml", CONFIG, MANIFEST}
    assert {path.name for path in place.iterdir()} == files
    assert [path.name for path in place.parent.iterdir()] == ["run"]
    pd.testing.assert_frame_equal(pd.read_parquet(place / "weekly.parquet"), TABLE)
    assert (place / "more.yaml").read_bytes() == "é: 日\n".encode()
    found, values = read_manifest(place)
    assert values == asked.values == yaml.safe_load((place / CONFIG).read_text(encoding="utf-8"))
    assert found["content"] == {"weekly": content_hash(TABLE)}
    assert found["config_hash"] == values_hash(values, found["verb"])
    assert found["levers"]["hybrid"] == dict(asked.strategy.levers)
    assert found["versions"] == versions()


def test_a_disk_that_fills_leaves_nothing(asked: Setting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: str) -> None:
        raise OSError("disk")

    monkeypatch.setattr("experiments.results.run_folder.put", full)
    with pytest.raises(OSError, match="disk"):
        kept(asked, tmp_path / "run")
    assert not list(tmp_path.iterdir())


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    put(tmp_path / "a" / "text", "old")
    with pytest.raises(UnicodeEncodeError):
        put(tmp_path / "a" / "text", "\ud800")
    assert [path.read_text(encoding="utf-8") for path in (tmp_path / "a").iterdir()] == ["old"]


def test_a_log_is_named_and_hashed(asked: Setting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("log.csv").write_text("customer_id,date\n", encoding="utf-8")
    values = {**asked.values, "population": {**asked.values["population"], "file": "log.csv"}}
    found = manifest(Contents("run", replace(asked, values=values), {}))
    assert found["population_file"] == str((tmp_path / "log.csv").resolve())
    assert found["population_file_hash"] == file_hash(tmp_path / "log.csv")
    json.dumps(found)


def test_a_configuration_that_was_changed_is_refused(asked: Setting, tmp_path: Path) -> None:
    config = kept(asked, tmp_path / "run") / CONFIG
    config.write_text(config.read_text(encoding="utf-8").replace("seed: 0", "seed: 1"), encoding="utf-8")
    with pytest.raises(Mistake, match="must be unchanged since the run"):
        read_manifest(tmp_path / "run")


@pytest.mark.parametrize("name", [MANIFEST, CONFIG])
@pytest.mark.parametrize(
    "content", ["", "[]", "null", "3", "{}", '{"verb": 3}', "{" * 5000, "\x00", "a: [", "!!python/x"]
)
def test_whatever_stands_in_a_manifest_or_configuration_is_one_mistake(
    asked: Setting, tmp_path: Path, name: str, content: str
) -> None:
    place = kept(asked, tmp_path / "run")
    (place / name).write_text(content, encoding="utf-8")
    with pytest.raises(Mistake, match=r"cannot be read|unchanged since the run") as mistake:
        read_manifest(place)
    assert "\n" not in str(mistake.value)


def test_whatever_stands_in_a_part_of_a_manifest_is_one_mistake(asked: Setting, tmp_path: Path) -> None:
    place = kept(asked, tmp_path / "run")
    whole = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
    for name, part in whole.items():
        for other in (True, 7.5, "text", ["list"], {"a": "mapping"}):
            if isinstance(other, type(part)) or (part is None and isinstance(other, (str, dict, list))):
                continue
            (place / MANIFEST).write_text(json.dumps({**whole, name: other}), encoding="utf-8")
            with pytest.raises(Mistake, match=f"manifest.json has no {name}"):
                read_manifest(place)


def test_a_key_that_no_run_writes_is_not_answered_with_our_own_files(asked: Setting, tmp_path: Path) -> None:
    place = kept(asked, tmp_path / "run")
    text = (place / CONFIG).read_text(encoding="utf-8")
    for changed in (text.replace("weeks:", "wekks:"), text + "weeks: 3\n"):
        (place / CONFIG).write_text(changed, encoding="utf-8")
        with pytest.raises(Mistake, match=r"config\.yaml(: wekks| contains keys)") as mistake:
            read_manifest(place)
        assert ".py" not in str(mistake.value)
        assert ".." not in str(mistake.value).replace(str(tmp_path), "")
