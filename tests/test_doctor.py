from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from experiments.completion import SHELLS, script
from experiments.doctor import examined, spoken
from tests.commands import said
from tests.waiting import HANGS


def test_it_says_what_is_there_in_80_columns() -> None:
    text = spoken(examined())
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
    words = script(shell)
    for word in ("compare", "population=cdnow", "mechanism.fatigue.half_life=", "strategy=relationship"):
        assert word in words


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
