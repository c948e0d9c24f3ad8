"""Any text comes back as it was: given in Python, in a project file or in a table, or printed and typed again."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from omegaconf import OmegaConf

from experiments.config.axes import level
from experiments.config.composition import composed
from experiments.config.grammar import parsed
from experiments.config.overrides import expanded, in_python, key_of, readable, spelled, typed
from experiments.inputs import yaml_file
from experiments.inputs.spelling import written
from experiments.results.command_line import command
from simulation.mistake import Mistake
from tests.commands import said
from tests.texts import TEXTS, WHOLE, typed_in_a_shell

EVENTS = [{"week": 104, "shock": {"trust": 0.4}, "who": "all"}, {"week": 3, "until": 117, "set": {"cadence": 1e-05}}]


def meaning(word: str) -> Any:
    """What a word holds once Hydra has read it and OmegaConf has resolved it."""
    held = OmegaConf.create({"value": parsed(word).value()})
    return OmegaConf.to_container(held, resolve=True)["value"]


def resolved(words: list[str]) -> Any:
    return composed(words).values


@settings(max_examples=300)
@given(TEXTS)
def test_text_is_spelled_so_that_hydra_reads_it_as_it_was(text: str) -> None:
    word = next(spelled({"population.file": text}))
    assert readable(word) == word
    assert meaning(word) == text
    assert meaning(next(spelled({"strategies": [text, "b"]}))) == [text, "b"]
    assert meaning(f"events={written([{'who': text}])}") == [{"who": text}]


@settings(max_examples=60)
@given(TEXTS)
def test_text_in_yaml_is_read_as_it_was_written(text: str) -> None:
    content = {"population": {"file": text}, "strategies": [text]}
    assert yaml_file.document(yaml_file.written(content), "file", "given").content == content


def test_texts_come_back_from_python_project_file_table_and_a_command_typed_in_a_shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    texts = list(WHOLE)
    asked = {"strategies": texts, "events": EVENTS, "weeks": 120}
    values = resolved(in_python((), asked))
    assert {key: values[key] for key in asked} == asked
    Path("é b=c.yaml").write_text(yaml_file.written(asked), encoding="utf-8")
    assert resolved(["é b=c.yaml"]) == values
    words = typed_in_a_shell(command(values))
    assert words[0] == "compare"
    assert resolved(words[1:]) == values
    for text in texts:
        word = next(spelled({"population.file": text}))
        assert level("population.file", word.partition("=")[2]).value == parsed(word).value()


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("population.file=käufer (2).csv", "käufer (2).csv"),
        ("population.file=a=b.csv", "a=b.csv"),
        ("population.file=~/log.csv", "~/log.csv"),
        ("population.file=日本.csv", "日本.csv"),
        ("population.file=C:\\data\\log.csv", "C:\\data\\log.csv"),
        ("population.customer=010", "010"),
        ("population.customer=1.0", "1.0"),
        ("population.customer=1e3", "1e3"),
        ("population.customer=true", "true"),
        ("population.delimiter=;", ";"),
        ("population.delimiter=,", ","),
        ("strategies=[cx_only,./mé.yaml]", ["cx_only", "./mé.yaml"]),
        ("weeks=010", "010"),  # a whole number: ten
        ("output.figures=off", "off"),  # true or false
        ("population.file=", ""),
        ("population.file=null", None),
        ("population.file='null'", "null"),
    ],
)
def test_what_can_mean_one_thing_only_needs_no_quotes(word: str, value: Any) -> None:
    assert meaning(readable(word)) == value


def test_numbers_of_numpy_dates_and_paths_are_spelled_as_what_they_are() -> None:
    values: dict[str, Any] = {
        "weeks": np.int64(7),
        "market.margin": np.float64(0.25),
        "market.shares": np.array([0.3, 0.2]),
    }
    values |= {
        "population.until": datetime.date(2024, 6, 30),
        "population.file": Path("a b"),
        "output.figures": np.True_,
    }
    assert list(spelled(values)) == [
        "weeks=7", "market.margin=0.25", "market.shares=[0.3,0.2]", "population.until='2024-06-30'",
        "population.file='a b'", "output.figures=true",
    ]  # fmt: skip


def test_text_for_a_key_that_takes_none_is_read_as_on_the_command_line() -> None:
    assert list(spelled({"weeks": "26,52", "seed": "range(0,3)", "scenario": "base,saas"})) == [
        "weeks=26,52", "seed=range(0,3)", "scenario=base,saas",
    ]  # fmt: skip
    assert list(spelled({"population": "käufer/calibrated.yaml"})) == ["population='käufer/calibrated.yaml'"]


def test_a_project_file_means_what_it_looks_like(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "weeks: 010\nseed: 1_000\nmarket.margin: 1e-1\noutput.figures: off\npopulation:\n  customer: 0020\n"
        "  until: 2024-06-30\n  amount: ~\nstrategies: [yes, no]\n",
        encoding="utf-8",
    )
    values = resolved([str(file)])
    assert (values["weeks"], values["seed"], values["market"]["margin"]) == (10, 1000, 0.1)
    assert values["output"]["figures"] is False
    assert values["population"]["customer"] == "0020"
    assert values["population"]["until"] == "2024-06-30"
    assert values["population"]["amount"] is None
    assert values["strategies"] == ["yes", "no"]


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("weeks: 52\nmarket.margin: 0.3\nweeks: 26\nmarket:\n  margin: 0.2\n", ["weeks (lines 1 and 3)"]),
        ("market.margin: 0.3\nmarket:\n  margin: 0.2\n", ["market.margin (lines 1 and 3)"]),
        ("a: {b: 1,\n b: 2}\nc: 1\nc: 2\n", ["a.b (lines 1 and 2)", "c (lines 3 and 4)"]),
    ],
)
def test_a_key_that_stands_twice_is_refused_with_both_lines(tmp_path: Path, text: str, spoken: list[str]) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Mistake) as mistake:
        expanded([str(file)])
    assert all(part in str(mistake.value) for part in spoken)


def test_a_lever_that_stands_twice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("cadence: 0.3\nencounter_share: 0.2\ncadence: 0.6\n", encoding="utf-8")
    answer = said("run", f"strategy={file}", "population.size=60", "weeks=6", "executor=inline")
    assert answer.status == 2
    assert "cadence (lines 1 and 3)" in answer.err


def test_aliases_that_stand_for_more_than_memory_are_refused() -> None:
    lines = ["a0: &a0 [x,x,x,x,x,x,x,x,x,x]", *(f"a{k}: &a{k} [{','.join([f'*a{k - 1}'] * 10)}]" for k in range(1, 12))]
    with pytest.raises(Mistake, match="must contain at most"):
        yaml_file.document("\n".join(lines), "file", "given")


def test_folders_may_have_any_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for place in ("a=b,c/é (1)", "it's", "x\\", "${y}"):
        assert composed(in_python((), {}, place)).folder == Path(place)
        assert composed(typed_in_a_shell(typed("courtship", *spelled({"hydra.run.dir": place})))).folder == Path(place)
    assert composed(["hydra.run.dir=a=b,c"]).folder == Path("a=b,c")
    assert composed(["hydra.run.dir=~/run"]).folder == tmp_path / "home/run"
    Path("a=b").mkdir()
    assert key_of("a=b") is None
    assert key_of("/x=y/z") is None
    assert key_of("weeks=3") == "weeks"
