"""An option of a group is obeyed whatever the scenario, or refused: nothing that was chosen is lost without a word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from experiments.config.composition import composed
from experiments.config.nested import flat
from experiments.config.shipped import folder, groups, shipped
from experiments.inputs.yaml_file import mapping
from simulation.mistake import Mistake
from tests.commands import TINY, said


def content(group: str, option: str) -> dict[str, Any]:
    """What a shipped option says, by dotted key of the whole configuration."""
    found = flat(dict(mapping(folder() / group / f"{option}.yaml", group, option, "keys to values")))
    return found if group == "scenario" else {f"{group}.{key}": value for key, value in found.items()}


def shared() -> list[tuple[str, str, str]]:
    """Scenarios and options that set one key at least both; all others cannot contradict each other."""
    options = [(group, option) for group in groups() if group != "scenario" for option in shipped(group)]
    pairs = [(scenario, *option) for scenario in shipped("scenario") for option in options]
    return [one for one in pairs if content("scenario", one[0]).keys() & content(*one[1:]).keys()]


@pytest.mark.parametrize(("scenario", "group", "option"), shared())
def test_an_option_beside_a_scenario_is_of_its_kind_or_refused(scenario: str, group: str, option: str) -> None:
    wanted, words = content(group, option), [f"scenario={scenario}", f"{group}={option}"]
    kind = next(iter(wanted))
    assert kind in ("market.kind", "population.source")
    if content("scenario", scenario).get(kind, wanted[kind]) == wanted[kind]:
        assert flat(composed(words).values)[kind] == wanted[kind]
    else:
        with pytest.raises(Mistake, match=f"{group}: given {option}, is contradicted by scenario={scenario}, which"):
            composed(words)


def test_there_are_options_of_both_kinds() -> None:
    assert len(shared()) > 8
    assert {option for _, _, option in shared()} == set(shipped("market"))


def test_the_last_choice_of_a_group_counts() -> None:
    words = ["scenario=saas", "market=repertoire", "market=contractual"]
    assert composed(words).values["market"]["firms"] == 3
    with pytest.raises(Mistake, match="market: given repertoire, is contradicted by scenario=saas, which says"):
        composed(["market=contractual", "market='repertoire'", "scenario=base", "scenario=saas"])


def test_a_sweep_says_so_before_it_runs_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    answer = said("sweep", *TINY, "scenario=saas", "market=contractual,non_contractual")
    assert answer.status == 2
    assert "market: given non_contractual, is contradicted by scenario=saas" in answer.err
    assert not list(tmp_path.iterdir())


def test_what_the_advice_says_can_be_typed() -> None:
    with pytest.raises(Mistake) as caught:
        composed(["scenario=saas", "market=non_contractual"])
    keys = caught.value.advice.partition("want: ")[2].removesuffix(".").split(" ")
    assert composed(["scenario=saas", *keys]).values["market"]["kind"] == "non_contractual"
