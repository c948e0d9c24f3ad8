from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest

from experiments.cli.completion import SHELLS, choices, script, words
from experiments.cli.doctor import machine_report, machine_report_in_words
from experiments.config.composition import composed
from experiments.config.leaves import leaves
from experiments.config.setting import built
from experiments.config.shipped import groups, shipped
from simulation.mistake import Mistake
from tests.commands import TINY, said
from tests.waiting import HANGS


def test_it_says_what_is_there_in_80_columns() -> None:
    text = machine_report_in_words(machine_report())
    assert "Python" in text
    assert "cores" in text
    assert max(map(len, text.splitlines())) <= 80
    assert "mesa" in text


def test_it_is_json_when_asked() -> None:
    found = json.loads(said("doctor", "--json").out)
    assert found["million_customer_weeks_per_second"] > 0
    assert found["extras"]["dev"] is True


@pytest.mark.parametrize("shell", sorted(SHELLS))
def test_completion_knows_verbs_groups_and_keys(shell: str) -> None:
    text = script(shell)
    for word in (
        "compare",
        "population=cdnow",
        "mechanism.fatigue.half_life=",
        "strategy=relationship",
        "design=sobol",
    ):
        assert word in text


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
@pytest.mark.parametrize(("line", "answer"), [("courtship comp", "compare"), ("courtship run population=cd", "cdnow")])
def test_bash_completes(line: str, answer: str) -> None:
    ask = script("bash") + f'\nCOMP_LINE="{line}"; compopt() {{ :; }}; _courtship; echo "${{COMPREPLY[@]}}"'
    done = subprocess.run(["bash", "-c", ask], capture_output=True, text=True, check=True, timeout=HANGS)
    assert answer in done.stdout.split()


def test_an_unknown_shell_is_refused() -> None:
    answer = said("completion", "tcsh")
    assert answer.status == 2
    assert "bash" in answer.err


def test_completion_offers_every_group_and_every_value_that_has_a_name() -> None:
    offered = set(words())
    for group in groups():
        assert {f"{group}={option}" for option in shipped(group)} <= offered
    for key, leaf in leaves().items():
        assert f"{key}=" in offered
        assert leaf.kind is not bool or {f"{key}=true", f"{key}=false"} <= offered
    for key, leaf in leaves().items():
        if leaf.kind is not str or key.startswith("own"):  # runs only where it is named
            continue
        config = composed([f"{key}=noname", *([] if key == "population.source" else TINY)]).values
        try:
            built(config)
        except Mistake as mistake:
            names = re.match(r"must be one of (.*)", mistake.allowed)
            if names and mistake.thing == key:
                assert {f"{key}={name}" for name in names[1].split(", ")} <= offered, key
                assert key in choices()
