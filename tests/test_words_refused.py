"""Bad words over every kind of key: one message in our own words for all of them, and never a word of Hydra's."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from experiments.config.axes import taken
from experiments.config.checks import refuse_impossible
from experiments.config.composition import composed, refuse_words
from experiments.config.leaves import leaves, sections
from experiments.config.nested import merged
from experiments.config.overrides import expanded
from experiments.config.roles import LOOKING, ROLES
from experiments.config.setting import meant
from experiments.config.shipped import groups
from simulation.mistake import Mistake
from tests.commands import TINY, said

LEAKED = re.compile(
    r"Traceback|Exception|\w+Error\b|(?i:omegaconf)|DictConfig|ListConfig|of type|Lexer|subclass|Optional|Union"
    r"|NoneType|Ambiguous|hydra\.cc|Sweep\b|mismatched|viable|extraneous|ConfigStore|config group|full_key|object_type"
)
BAD = (
    "", "null", "abc", "3.5", "true", "[a]", "[1,2]", "{a:1}", "[", "]", "{", "a,b", "1,2", "range(1,3)", "'", "'a",
    '"', "interval(1,2)", "tag(log,interval(1,2))", "tag(x,choice(1,2))", "shuffle(1,2)", "shuffle([1,2])", "sort(2,1)",
    "glob(*)", "int(x)", "float([a])", "foo(1)", "choice()", "choice(choice(1,2))", "range(1,5,0)", "range(1,inf)",
    "${nothing}", "${weeks", "${oc.env:NO_SUCH}", "${population}", "???", "a'b", "\\", "[{a:1},2]", "[choice(1,2)]",
    "é", "日本", "~", "1e999", "nan", "-inf", "0x10", "1:30", "[[[[", "{a:{b:[}}", "a: b", "interval(2,1)",
    "json_str(1)", "extend_list(1)", "\x00", "9" * 5000, f"[{'9' * 5000}]",
)  # fmt: skip
"""Some are right for some kinds of keys; none may be answered with anything but a value or a sentence of ours."""
COMPOSED = ("${nothing}", "${weeks", "${oc.env:NO_SUCH}", "${population}", "???", "\\", "null", "{a:1}")
"""Those that only a composition can tell."""
KINDS = {(leaf.kind, leaf.optional): key for key, leaf in leaves().items()}
"""One key of each kind that the schema knows."""


def message(words: list[str], ask: Callable[[list[str]], Any]) -> str:
    """What is said about words; the empty string where they are right."""
    try:
        ask(words)
    except Mistake as mistake:
        return str(mistake)
    return ""


@pytest.mark.parametrize("key", [*KINDS.values(), *groups(), "market", "mechanism.trust", "hydra", "wether", "a.b"])
def test_whatever_is_given_is_taken_or_refused_in_our_own_words(key: str) -> None:
    for value in BAD:
        for ask in (composed if value in COMPOSED else lambda words: refuse_words(expanded(words)), taken):
            said_so = message([f"{key}={value}"], ask)
            assert not LEAKED.search(said_so.replace(value, "")), said_so
            assert "cannot be combined" not in said_so or "${" in value, said_so
            if said_so and "=" not in key and "population.amount" not in said_so and "interval" not in said_so:
                assert said_so.startswith((f"{key}", "override")), said_so


def test_every_kind_of_key_says_what_it_takes() -> None:
    for key in KINDS.values():
        assert leaves()[key].allowed.startswith("must be")
    assert "mechanism.trust" in sections()


@pytest.mark.parametrize(
    ("word", "spoken"),
    [
        ("hydra.sweeper=optuna", "has no effect here"),
        ("hydra/sweeper=optuna", "has no effect here"),
        ("hydra/launcher=joblib", "has no effect here"),
        ("hydra.job.name=x", "has no effect here"),
        ("hydra.sweep.dir=x", "must be hydra.run.dir"),
        ("+hydra.verbose=true", "cannot be added or removed"),
        ("~hydra", "cannot be added or removed"),
        ("market@population=contractual", "there is no such key"),
        ("levers=cx_only", "holds further keys"),
        ("market.shares=[0.1,a]", "must be a list of numbers"),
        ("strategies=[1,2]", "must be a list of names"),
        ("output.figures=7", "must be true or false"),
        ("weeks=true", "must be a whole number"),
        ("seed=${population.source}", "must be a whole number"),
        ("population.churn={alpha:x}", "population.churn.alpha: given x, must be a number"),
        ("population.churn={alfa:1}", "there is no such key"),
    ],
)
def test_words_that_were_accepted_or_answered_by_hydra(word: str, spoken: str) -> None:
    assert spoken in message([word], composed)


def test_no_number_of_a_configuration_is_infinite_or_none_at_all() -> None:
    settled = composed([]).values
    for key, leaf in leaves().items():
        section = key.partition(".")[0]
        if leaf.kind in (bool, int, str, list[str]) or section == "hydra":
            continue
        for value in (math.nan, math.inf, -math.inf):
            deep = [value] if leaf.kind == list[float] else [{"week": 2, "set": {"cadence": value}}]
            given = value if leaf.kind is float else deep
            with pytest.raises(Mistake, match=rf"{key}\S*: given -?(nan|inf), must be a finite number"):
                refuse_impossible(merged(settled, {key: given}))
    for words in ("market.shares=[nan,0.1]", "mechanism.purchase.mail_lift=inf", "touchpoint.email.capacity=inf"):
        with pytest.raises(Mistake, match="must be a finite number"):
            meant(composed([words]).values)


@pytest.mark.parametrize(
    ("word", "spoken"),
    [
        ("hydra.sweeper=optuna", "has no effect here"),
        ("weeks=shuffle(5,6)", "must have a fixed order"),
        ("strategies=shuffle([cx_only,hybrid]),[cx_only]", "must have a fixed order"),
        ("weeks=tag(log,choice(5,6))", "must not have a tag"),
        ("weeks=tag(log,extra,interval(5,6))", "must not have a tag"),
        ("market.margin=tag(log,interval(0,1))", "must start above 0"),
        ("market.margin=int(interval(0,3))", "is not an interval of whole numbers"),
        ("strategy=interval(0,1)", "is not a number"),
        ("population.customer=1.0,2.0", "must be text"),
        ("market.margin=a,0.2", "must be a number"),
        ("scenario=base,saaas", "must be one of"),
        ("weeks=range(1,99999999999)", "must be at most"),
        ("weeks=range(5,6,0)", "has impossible steps"),
    ],
)
def test_what_a_sweep_cannot_obey_is_refused(word: str, spoken: str) -> None:
    assert spoken in message([word], taken)


def test_all_words_that_are_wrong_come_in_one_message() -> None:
    line = message(["weks=3", "seed=a", "scenario=war", "weeks=3", "market.margin=x"], composed)
    for part in ("weks: given 3", "seed: given a", "scenario: given war", "market.margin: given x"):
        assert part in line
    assert "weeks: given" not in line


@pytest.mark.parametrize("verb", sorted({*ROLES["seed"].verbs, *LOOKING}))
def test_every_verb_reads_project_files(verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text("seed: eleven\n", encoding="utf-8")
    words = ["population=cdnow"] if verb == "calibrate" else []
    answer = said(verb, *words, "mine.yaml")
    assert answer.status == 2
    assert answer.err.startswith("courtship: seed: given eleven, must be a whole number"), answer.err


def test_a_project_file_may_say_what_varies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text("weeks: 5,6\nmarket:\n  margin: interval(0.3, 0.4)\n", encoding="utf-8")
    apart = taken(["mine.yaml"])
    assert [axis.key for axis in apart.axes] == ["weeks", "market.margin"]
    answer = said("run", "-m", *TINY, "mine.yaml", "-q")
    assert "market.margin" in answer.err
    assert "lists no values" in answer.err


def test_expanding_twice_changes_nothing() -> None:
    words = expanded(["population.file=é (1).csv", "weeks=3", "hydra.run.dir=a=b", "population.customer=1.0"])
    assert expanded(words) == words
