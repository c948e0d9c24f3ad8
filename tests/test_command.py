"""The command line: verbs, flags, help, JSON, and what becomes of everything that goes wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from experiments.cli.main import main
from experiments.cli.output import records
from experiments.cli.registry import VERBS
from experiments.cli.words import parse_words
from experiments.config.leaves import known_keys
from experiments.config.reference import parameter_table
from experiments.config.shipped import shipped
from experiments.execution.guarding import errors_in_a_sentence
from simulation.mistake import Mistake
from tests.commands import FEW, ROOT, TINY, process, said, spawned
from tests.waiting import HANGS


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("words", [(), ("--help",), ("-h",), ("help",)])
def test_without_a_verb_all_verbs_are_explained(words: tuple[str, ...]) -> None:
    answer = said(*words)
    assert answer.status == 0
    assert all(f"  {verb} " in answer.out for verb in VERBS)
    assert not answer.err


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_in_80_columns_of_keys(verb: str) -> None:
    answer = said(verb, "--help")
    assert answer.status == 0
    assert VERBS[verb].sentence in " ".join(answer.out.split())
    assert not answer.err
    lines = answer.out.splitlines()
    assert len(lines) <= 60, "a screen"
    assert max(map(len, lines)) <= 80 or verb in ("validate", "schema"), "cases and tables are listed in full"


def test_the_help_of_a_verb_names_what_it_reads_and_nothing_else() -> None:
    comparing, looking = said("compare", "--help").out, said("inspect", "--help").out
    assert all(option in comparing for option in shipped("population"))
    for name in ("replicates", "points", "confidence", "budget_share"):
        assert name in comparing
        assert name not in looking
    assert "date_format" in looking


def test_the_full_help_names_every_group_option_and_key() -> None:
    shown = said("compare", "--help=full").out
    assert "must be full" in said("compare", "--help=all").err
    for group in ("population", "community", "market", "scenario", "executor"):
        assert all(option in shown for option in shipped(group))
    assert all(key in shown for key in known_keys() if not key.startswith("levers."))


def test_help_waits_for_nothing_heavy() -> None:
    heavy = "{'numpy', 'pandas', 'hydra', 'omegaconf', 'rich', 'mesa', 'scipy', 'yaml'}"
    code = f"import sys, experiments.cli.main as c; c.main(['--help']); sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True).returncode == 0


def test_help_loads_few_modules() -> None:
    """Start-up is imports: as few as a bare Python with argparse and json loads, and a few dozen of our own."""
    code = "import sys, experiments.cli.main as c; c.main(['--help']); print(len(sys.modules), file=sys.stderr)"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)
    assert int(answer.stderr) < 220


def test_a_run_without_figures_waits_for_no_library_that_it_does_not_use(tmp_path: Path) -> None:
    """Each of these takes half a second or more to load, and some hundred commands are started in a day's work."""
    heavy = "{'scipy.stats', 'scipy.optimize', 'matplotlib', 'networkx', 'mesa', 'optuna', 'dask', 'bokeh', 'sklearn'}"
    words = ["run", *TINY, f"hydra.run.dir={tmp_path / 'run'}", "--quiet"]
    code = f"import sys, experiments.cli.main as c; s = c.main({words!r}); print(s, sorted({heavy} & set(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)
    assert answer.stdout.splitlines()[-1] == "0 []"


def test_words_are_taken_apart() -> None:
    words = parse_words(["run", "weeks=3", "--cfg", "job", "-q", "seed=1"])
    assert (words.verb, words.overrides, words.quiet) == ("run", ("weeks=3", "seed=1"), True)
    assert words.flags == {"--cfg", "-q"}
    assert not parse_words(["run"]).quiet
    assert parse_words(["run", "--json"]).quiet


def test_cfg_job_prints_the_resolved_configuration_and_runs_nothing(tmp_path: Path) -> None:
    answer = said("compare", "weeks=3", "mechanism.fatigue.half_life=2", "--cfg", "job")
    values = yaml.safe_load(answer.out)
    assert answer.status == 0
    assert values["weeks"] == 3
    assert values["mechanism"]["fatigue"]["half_life"] == 2.0
    assert "hydra" not in values
    assert not list(tmp_path.iterdir())


def test_run_writes_its_tables_and_says_where(tmp_path: Path) -> None:
    answer = said("run", *TINY, "output.customers=true", "hydra.run.dir=here")
    assert answer.status == 0
    assert "written to here" in answer.out
    written = {path.name for path in (tmp_path / "here").iterdir()}
    assert written == {
        "attribution.parquet", "config.yaml", "customers.parquet", "drawn_from.json", "lifecycle.parquet",
        "manifest.json", "runs.parquet",
        "segments.parquet", "summary.json", "typology.parquet", "weekly.parquet",
    }  # fmt: skip


def test_without_a_folder_the_run_goes_to_outputs_by_verb_and_time(tmp_path: Path) -> None:
    assert said("run", *TINY, "-q").status == said("run", *TINY, "-q").status == 0
    assert len(list((tmp_path / "outputs" / "run").iterdir())) == 2, "also when both begin in one second"


def test_json_is_all_that_is_printed() -> None:
    answer = said("compare", *TINY, *FEW, "--json")
    content = json.loads(answer.out)
    assert answer.status == 0
    assert content["strategies"] == ["cx_only", "relationship"]
    assert Path(content["folder"]).is_dir()
    assert not answer.err


def test_quiet_prints_nothing() -> None:
    answer = said("compare", *TINY, *FEW, "--quiet")
    assert (answer.status, answer.out, answer.err) == (0, "", "")


@pytest.mark.parametrize("words", [("schema",), ("schema", "levers", "columns", "measures", "series"), ("plan",)])
def test_tables_on_request_as_text_or_json(words: tuple[str, ...]) -> None:
    text, data = said(*words), said(*words, "--json")
    assert text.status == data.status == 0
    assert text.out.strip()
    content = json.loads(data.out)
    assert (
        content
        if words == ("plan",)
        else set(content) == set(words[1:] or ("parameters", "channels", "touchpoints", "levers"))
    )


def test_plan_shows_what_is_switched_off() -> None:
    assert "fatigue (off)" in said("plan", "mechanism.fatigue.enabled=false").out
    assert "fatigue (off)" not in said("plan").out


def test_cite_names_the_literature_of_the_mechanisms_in_use() -> None:
    full, less = said("cite").out, said("cite", "mechanism.fatigue.enabled=false").out
    assert full.startswith("@")
    assert "courtship" in full
    assert len(less) <= len(full)
    assert json.loads(said("cite", "--json").out)["bibtex"] == full.rstrip("\n")


def _raising(error: BaseException) -> Callable[[], int]:
    def work() -> int:
        raise error

    return work


@pytest.mark.parametrize(
    ("error", "status", "spoken"),
    [
        (Mistake("weeks", 0, "must be more"), 2, "weeks: given 0, must be more."),
        (OSError(28, "No space left on device", "weekly.parquet"), 1, "No space left on device (weekly.parquet)"),
        (MemoryError(), 1, "memory"),
        (KeyboardInterrupt(), 130, "stopped"),
        (ZeroDivisionError("by\nzero"), 1, "ZeroDivisionError: by zero"),
    ],
)
def test_whatever_goes_wrong_is_one_sentence_and_a_status(
    error: BaseException, status: int, spoken: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert errors_in_a_sentence(_raising(error)) == status
    printed = capsys.readouterr()
    assert spoken in printed.err
    assert printed.err.count("\n") == 1
    assert not printed.out


def test_a_fault_of_the_program_shows_its_traceback_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURTSHIP_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        errors_in_a_sentence(_raising(ZeroDivisionError()))


def test_a_reader_who_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    started = process("schema", folder=tmp_path)
    assert started.stdout is not None
    started.stdout.close()
    assert started.wait(timeout=HANGS) == 0
    assert started.stderr is not None
    assert started.stderr.read() == ""
    started.stderr.close()


@pytest.mark.long
def test_a_comparison_by_a_stranger_is_confirmed_by_its_replay(tmp_path: Path) -> None:
    """As real processes, with workers, report and figures, from one folder; replayed from another one."""
    words = ("population.size=60", "weeks=6", "replicates=3", "centring=quick", "space.points=2",
             "explain.replicates=2", "boundary.points=2", "hydra.run.dir=answer")  # fmt: skip
    answer = spawned("compare", *words, folder=tmp_path)
    assert answer.status == 0, answer.err
    assert "relationship" in answer.out
    folder = tmp_path / "answer"
    tables = {
        "runs", "weekly", "segments", "typology", "lifecycle", "attribution", "space", "effects", "ablations", "map",
        "switched",
    }  # fmt: skip
    assert {path.stem for path in folder.glob("*.parquet")} == tables
    names = {path.name for path in folder.iterdir()}
    assert names >= {"verdict.json", "report.html", "config.yaml", "manifest.json", "figures"}
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    again = spawned("replay", str(folder), folder=elsewhere)
    assert again.status == 0, again.err
    assert again.out.splitlines()[-1] == "confirmed"
    assert not list(elsewhere.iterdir())


def test_main_takes_the_words_of_the_process_when_given_none(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["courtship", "help"])
    assert main() == 0
    assert capsys.readouterr().out.startswith("courtship: ")


def test_no_two_columns_of_the_help_run_together() -> None:
    text = said("run", "--help=full").out
    for row in records(parameter_table()):
        assert f"  {row['key']} " in text
    for key in known_keys():
        assert key.startswith("levers.") or f"  {key} " in text or key.split(".")[0] in ("channel", "touchpoint"), key
