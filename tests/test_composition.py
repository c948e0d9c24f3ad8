"""From words to values: Hydra's grammar, our defaults and our sentences."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hydra import initialize_config_dir
from hydra.core.global_hydra import GlobalHydra
from omegaconf import OmegaConf
from omegaconf.errors import ValidationError

from experiments.config.composition import composed, configured
from experiments.config.leaves import known_keys
from experiments.config.nested import flat
from experiments.config.shipped import folder, shipped
from simulation.mistake import Mistake


def test_without_words_the_defaults_stand() -> None:
    values = composed(()).values
    assert [values[key] for key in ("weeks", "seed", "replicates", "engine")] == [260, 0, None, "columns"]
    assert values["population"]["source"] == "reference"
    assert values["market"]["kind"] == "contractual"
    assert values["strategies"] == ["cx_only", "relationship"]
    assert "hydra" not in values


def test_the_values_that_come_out_are_those_that_are_known() -> None:
    assert sorted(flat(composed(()).values)) == sorted(known_keys())


def test_words_are_typed() -> None:
    values = composed(["weeks=7", "mechanism.trust.half_life=9", "population.file=3", "replicates=null"]).values
    assert (values["weeks"], values["mechanism"]["trust"]["half_life"]) == (7, 9.0)
    assert isinstance(values["mechanism"]["trust"]["half_life"], float)
    assert values["population"]["file"] == "3"


def test_the_last_word_wins() -> None:
    assert composed(["weeks=7", "weeks=8"]).values["weeks"] == 8


def test_what_was_composed_belongs_to_whoever_composed_it() -> None:
    before, words = composed(()).values, ("weeks=9", "mechanism.trust.gain=0.2")
    values, one, other = composed(()).values, configured(words), configured(words)
    values["strategies"].append("a")
    values["market"]["kind"] = "none"
    one.weeks, one.mechanism.trust.half_life, one.strategies[0] = 7, 9.0, "a"
    OmegaConf.set_readonly(one, True)
    assert composed(()).values == before
    other.weeks, other.mechanism.trust.half_life = 8, 3.0
    assert (one.weeks, one.mechanism.trust.half_life) == (7, 9.0)
    with pytest.raises(ValidationError):
        other.mechanism.trust.half_life = "long"


def test_a_path_in_a_project_file_is_found_beside_it_and_never_guessed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    beside = Path("proj")
    beside.mkdir()
    (beside / "mine.yaml").write_text("cadence: 0.3\n", encoding="utf-8")
    (beside / "log.csv").write_text("customer_id,date\n", encoding="utf-8")
    text = "population: {file: log.csv}\nstrategies: [./mine.yaml, cx_only]\nrivals: [mine.yaml]\n"
    text += "market.as_is: ./mine.yaml\n"
    (beside / "project.yaml").write_text(text, encoding="utf-8")
    values = composed(["proj/project.yaml"]).values
    assert values["population"]["file"] == "proj/log.csv"
    assert values["strategies"] == ["proj/mine.yaml", "cx_only"]
    assert (values["rivals"], values["market"]["as_is"]) == (["proj/mine.yaml"], "proj/mine.yaml")
    (beside / "r.csv").write_text("week,value,n\n26,0.7,90\n", encoding="utf-8")
    (beside / "statistics.yaml").write_text(
        "calibrate: {retention: r.csv, nps: [[4,30,90],[8,31,90]]}\n", encoding="utf-8"
    )
    found = composed(["proj/statistics.yaml"]).values["calibrate"]
    assert (found["retention"], found["nps"]) == ("proj/r.csv", [[4, 30, 90], [8, 31, 90]])
    (beside / "twice.yaml").write_text("hydra.run.dir: a\nhydra: {run: {dir: b}}\n", encoding="utf-8")
    with pytest.raises(Mistake, match=r"keys twice: hydra\.run\.dir \(lines 1 and 2\)"):
        composed(["proj/twice.yaml"])
    Path("mine.yaml").write_text("cadence: 0.3\n", encoding="utf-8")
    assert composed(["proj/project.yaml"]).values["rivals"] == ["mine.yaml"], "the same content"
    Path("mine.yaml").write_text("cadence: 0.9\n", encoding="utf-8")
    with pytest.raises(Mistake, match=r"mine.yaml, may be .*/mine.yaml or .*/proj/mine.yaml, which differ"):
        composed(["proj/project.yaml"])
    monkeypatch.chdir(beside)
    assert composed(["project.yaml"]).values["rivals"] == ["mine.yaml"]


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        (["market.margin=0.4", "market={margin:0.2}"], ["market.margin=0.2"]),
        (["market={margin:0.2}", "market.margin=0.4"], ["market.margin=0.4"]),
        (["market={margin:0.2,kind:non_contractual}"], ["market.margin=0.2", "market.kind=non_contractual"]),
        (["population=cdnow", "market={margin:0.2}"], ["population=cdnow", "market.margin=0.2"]),
        (["population={size:${weeks}}", "weeks=90"], ["population.size=90", "weeks=90"]),
        (["market={budget_share:${market.margin}}"], ["market.budget_share=${market.margin}"]),
        (["population={churn:{alpha:2,beta:3}}"], ["population.churn.alpha=2", "population.churn.beta=3"]),
        (["mechanism={fatigue:{half_life:3}}"], ["mechanism.fatigue.half_life=3"]),
        (["weeks='8'", "seed='3'", "replicates='2'"], ["weeks=8", "seed=3", "replicates=2"]),
        (["weeks=008", "population.size='060'"], ["weeks=8", "population.size=60"]),
    ],
)  # fmt: skip
def test_a_section_said_as_a_mapping_is_a_word_for_each_of_its_keys(words: list[str], plain: list[str]) -> None:
    found, wanted = (composed(one, "run").values for one in (words, plain))
    assert json.dumps(found) == json.dumps(wanted)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["population=cdnow", "population={size:70}"], r"population.size: given 70, has no effect here"),
        (["community={blocks:5}"], r"community.blocks: given 5, has no effect here"),
        (["market={margn:3}"], r"market.margn: given 3, there is no such key"),
    ],
)
def test_what_a_mapping_holds_is_refused_like_any_word(words: list[str], said: str) -> None:
    with pytest.raises(Mistake, match=said):
        composed(words, "run")


def test_sections_that_nobody_speaks_of_are_those_of_the_whole_configuration() -> None:
    for words in (
        (), ("weeks=9",), ("market=non_contractual", "market.margin=0.2", "events=[{week: 3, shock: {trust: 0.2}}]"),
        ("scenario=trust_crisis", "strategies=[a,b]", "levers.cx_only.cadence=1", "levers={neglect: {calls: 2}}"),
        ("population=cdnow", "seed=${weeks}", "weeks=4"),
    ):  # fmt: skip
        assert composed(words).values == OmegaConf.to_container(configured(words), resolve=True), words


def test_values_may_refer_to_values() -> None:
    assert composed(["weeks=26", "seed=${weeks}"]).values["seed"] == 26


@pytest.mark.parametrize("group", ["population", "community", "market", "scenario", "executor"])
def test_every_shipped_option_composes(group: str) -> None:
    assert shipped(group)
    for option in shipped(group):
        more = ["population.file=log.csv"] if option == "from_transactions" else []
        assert composed([f"{group}={option}", *more]).values


@pytest.mark.parametrize("population", ["cdnow", "from_transactions"])
def test_a_log_has_no_contracts_unless_they_are_asked_for(population: str) -> None:
    words = [f"population={population}", "population.file=log.csv"]
    assert composed(words).values["market"]["kind"] == "non_contractual"
    assert composed([*words, "market=contractual"]).values["market"]["kind"] == "contractual"
    assert composed([*words, "market.margin=0.4"]).values["market"]["kind"] == "non_contractual"


def test_what_is_left_open_is_asked_for() -> None:
    with pytest.raises(Mistake, match="seed: given nothing, must be given. Add seed="):
        composed(["seed=???"])


def test_the_run_folder_is_as_named_or_by_verb_and_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert composed(["hydra.run.dir=here"]).folder == Path("here")
    found = composed((), "compare").folder
    assert re.fullmatch(r"outputs/compare/\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d(_\d+)?", found.as_posix())


def test_a_hydra_of_the_caller_s_own_is_not_in_the_way() -> None:
    GlobalHydra.instance().clear()
    with initialize_config_dir(str(folder()), version_base="1.3"):
        assert composed(["weeks=3"]).values["weeks"] == 3
    GlobalHydra.instance().clear()


@pytest.mark.parametrize(
    ("word", "suggested"),
    [
        ("weks=3", "weeks"),
        ("half_life=3", r"mechanism\.\w+\.half_life"),
        ("fatigue.half_life=3", "mechanism.fatigue.half_life"),
        ("mechanisms.fatigue.half_life=3", "mechanism.fatigue.half_life"),
        ("mechanism.fatigue.half_lif=3", "mechanism.fatigue.half_life"),
        ("population.sise=3", "population.size"),
        ("levers.cx_only.cadens=3", "levers.cx_only.cadence"),
        ("precision.blok=3", "precision.block"),
    ],
)
def test_a_typo_is_answered_with_the_closest_key(word: str, suggested: str) -> None:
    with pytest.raises(Mistake, match=rf"there is no such key. Did you mean {suggested}\?"):
        composed([word])
