"""A file of one's own: what it declares counts where it is named and nowhere else, and what is wrong has its line."""

from __future__ import annotations

import runpy
import threading
from pathlib import Path

import pytest

from experiments.config.composition import default_values
from experiments.config.leaves import leaves
from experiments.config.own.in_use import in_use, using
from experiments.config.own.named import named
from experiments.config.own.script import loaded, read
from experiments.config.reference import TABLES
from experiments.execution.own_parts import done, sent
from simulation.mechanisms import registered, shipped
from simulation.mistake import Mistake
from tests.commands import said
from tests.own_parts import HEAD, MEASURE, MECHANISM, SMALL, WHOLE, declaring, measuring, written
from tests.waiting import HANGS


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_it_declares_is_in_every_table_and_gone_afterwards(tmp_path: Path) -> None:
    written(tmp_path)
    before = (registered(), dict(leaves()), default_values())
    with named(["own=mine.py"]):
        assert list(registered())[-1] == "gift"
        assert {"mechanism.gift.gain", "levers.cx_only.giving"} <= set(leaves())
        shown = {name: set(TABLES[name]().iloc[:, 0]) for name in ("levers", "columns", "measures", "series")}
        assert "giving" in shown["levers"]
        assert "given" in shown["columns"]
        assert "order" in shown["measures"]
        assert "gifts_given" in shown["series"]
        with using(None):
            assert registered() == shipped()
        assert "gift" in registered()
    assert in_use() is None
    assert (registered(), dict(leaves()), default_values()) == before


def test_two_threads_have_two_files(tmp_path: Path) -> None:
    written(tmp_path)
    written(tmp_path, "other.py", (HEAD + MECHANISM).replace("Gift", "Present"))
    seen: dict[str, set[str]] = {}
    both = threading.Barrier(2, timeout=HANGS)

    def look(file: str) -> None:
        with named([f"own={file}"]):
            both.wait()
            seen[file] = set(registered()) - set(shipped())
            both.wait()

    threads = [threading.Thread(target=look, args=(file,)) for file in ("mine.py", "other.py")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {"mine.py": {"gift"}, "other.py": {"present"}}


WRONG = {
    "a sign": (f"{HEAD}def f(:\n", "SyntaxError", 3),
    "a name": (f"{HEAD}\nx = unheard_of\n", "NameError", 4),
    "the end": (f"{HEAD}import sys\nsys.exit(3)\n", "SystemExit", 4),
    "a library": (f"{HEAD}import nosuchmodule\n", "ModuleNotFoundError", 3),
    "a thawed class": (f"{HEAD}@dataclass\nclass Mine(Mechanism):\n    phase = Phase.BUY\n", "non-frozen", 3),
    "a plain class": (f"{HEAD}class Mine(Mechanism):\n    phase = Phase.BUY\n", "frozen dataclass", 3),
    "no phase": (declaring().replace("    phase = Phase.BUY\n", ""), "must have a phase", 4),
    "a mechanism that there is": (declaring().replace("Mine", "Trust"), "name of a mechanism already", 4),
    "a lever that there is": (declaring("levers = (Lever('cadence', 'x', '1'),)"), "name of a lever already", 4),
    "a column that is not": (declaring("reads = ('trsut',)"), "Did you mean trust?", 4),
    "a default of no kind": (declaring("a: object = parameter(None, 'x', unit='1')"), "must be a number", 4),
    "a default out of range": (declaring("a: float = parameter(2.0, 'x', unit='share')"), "between 0 and 1", 4),
    "no default": (declaring("a: float"), "non-default argument", 3),
    "letters": (declaring("levers = (Lever('größe', 'x', '1'),)"), "plain letters", 4),
    "a measure that there is": (measuring("profit", "0.0"), "already the name of a measure or a column", 4),
    "a column of runs": (measuring("seed", "0.0"), "already the name of a measure or a column", 4),
    "two of one name": (measuring("a", "0.0") + "b = a\n" + measuring("a", "1.0"), "already", 4),
    "no definition": (measuring("mine", "0.0", "pass"), "docstring", 3),
    "no unit": (measuring("mine", "0.0").replace("@measure('share')", "@measure"), "must have one", 3),
    "bounds": (f"{HEAD}@pattern('x', source='y', low=2, high=1, unit='z')\ndef mine(market): return 1\n", "low", 3),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_with_its_line(case: str, tmp_path: Path) -> None:
    text, message, line = WRONG[case]
    written(tmp_path, text=text)
    with pytest.raises(Mistake, match="mine.py") as raised:
        loaded(read("mine.py"))
    assert message in str(raised.value)
    assert f"line {line}" in str(raised.value)
    assert in_use() is None


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("own=absent.py", "no such file"),
        ("own=.", "it is a directory"),
        ("own=giving.yaml", "ends in .py"),
        ("own=bytes.py", "text in UTF-8"),
        ("own=empty.py", "declares nothing"),
        ("own=", "given nothing"),
        ("own_hash=abc", "has no effect without own"),
        ("own=mine.py own_hash=abc", "has changed"),
        ("own=mine.py own=empty.py", "must be one file"),
        ("own=mine.py trust=mine.py", "has no effect together with own"),
        ("trust=mine.py", "nothing else here names this file"),
        ("own=breaks.py", "raised ZeroDivisionError: division by zero, in line 6"),
        ("own=nothing.py", "must be a finite number"),
        ("own=undeclared.py", "in line 7"),
    ],
)
def test_a_command_is_refused_in_one_line(given: str, message: str, tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "bytes.py").write_bytes(b"\xff")
    written(tmp_path, "empty.py", "x = 1\n")
    written(tmp_path, "breaks.py", measuring("mine", "1 / 0"))
    written(tmp_path, "nothing.py", measuring("mine", "None"))
    written(tmp_path, "undeclared.py", declaring("def apply(self, rows, now):", "    rows.trust[:] = 1.0"))
    answer = said("run", *given.split(), *SMALL)
    assert answer.status == 2, answer
    assert answer.err.count("\n") == 1
    assert message in answer.err
    assert not answer.out


@pytest.mark.parametrize("place", ["mine.py", "./a b/my file.py", "link.py", "a b/../mine.py"])
def test_any_path_will_do(place: str, tmp_path: Path) -> None:
    path = written(tmp_path)
    written(tmp_path / "a b", "my file.py")
    (tmp_path / "link.py").symlink_to(path)
    answer = said("run", f"own={place}", *SMALL, "strategy=giving.yaml", "--json")
    assert answer.status == 0, answer.err
    assert '"order"' in answer.out


def test_a_mechanism_cites_what_there_is_or_a_whole_entry(tmp_path: Path) -> None:
    entry = "@article{me2026, author={Me, I.}, title={On it}, year={2026}}"
    written(tmp_path, text=declaring(f"cites = ({entry!r}, 'bass1969')"))
    assert said("cite", "own=mine.py").out.splitlines()[-1] == entry
    written(tmp_path, text=declaring("cites = ('bas1969',)"))
    answer = said("cite", "own=mine.py")
    assert answer.status == 2
    assert "Did you mean bass1969?" in answer.err


def test_a_file_may_ask_its_own_question_when_it_is_the_script(tmp_path: Path) -> None:
    ask = "import courtship\ncourtship.schema('measures', own='mine.py')\n"
    guarded = f"{WHOLE}if __name__ == '__main__':\n    import courtship\n    courtship.schema(own='mine.py')\n"
    written(tmp_path, text=guarded)
    runpy.run_path("mine.py", run_name="__main__")
    written(tmp_path, text=WHOLE + ask)
    with pytest.raises(Mistake, match="asks a question of itself while it is read"):
        loaded(read("mine.py"))


def test_what_a_file_prints_is_no_answer(tmp_path: Path) -> None:
    written(tmp_path, text=WHOLE + "print('hello')\n")
    answer = said("run", "own=mine.py", *SMALL, "--quiet")
    assert (answer.status, answer.out, answer.err) == (0, "", "hello\n")


def test_work_goes_to_others_with_the_text_that_was_read(tmp_path: Path) -> None:
    path = written(tmp_path)
    with named(["own=mine.py"]):
        work = sent(_names, ())
        path.write_text(HEAD + MECHANISM + MEASURE.replace("order", "another"), encoding="utf-8")
    assert work[0] is done
    assert done(*work[1:]) == (["gift"], ["order"])
    assert in_use() is None


def _names() -> tuple[list[str], list[str]]:
    parts = in_use()
    assert parts is not None
    return [kind.name for kind in parts.mechanisms], [one.name for one in parts.measures]
