"""Every mistake, made on purpose: one line with what is wrong, what was given and what is allowed; no run folder."""

from __future__ import annotations

import errno
import os
import re
import signal
from pathlib import Path

import pandas as pd
import pytest

from tests.commands import TINY, process, said
from tests.waiting import HANGS, nap, until

LOG = "population=from_transactions"
HEADER = "customer_id,date,amount\n"
FUTURE = "2200-01-01"
INTERNAL = re.compile(
    r"Traceback|Exception|\w+Error\b|omegaconf|DictConfig|ListConfig|type[ :=]|Lexer|subclass|Optional"
)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused(*words: str) -> str:
    """The one line on standard error of a command that is the user's mistake and leaves nothing behind."""
    before = set(Path().rglob("*"))
    answer = said(*words)
    assert answer.status == 2, answer
    assert answer.err.count("\n") == 1
    assert answer.err.startswith("courtship: ")
    assert not INTERNAL.search(answer.err), answer.err
    assert not answer.out
    left = {path for path in set(Path().rglob("*")) - before if path.name not in ("outputs", "run", "compare")}
    assert not left
    return answer.err


WORDS = {
    "unknown verb": ("rum", "verb", "rum", "run, compare", "Did you mean run?"),
    "no verb": ("weeks=3", "verb", "weeks=3", "must be one of run"),
    "unknown flag": ("run --quite", "flag", "--quite", "--quiet", "Did you mean --quiet?"),
    "unknown configuration": ("run --cfg all", "--cfg", "all", "must be job"),
    "no value": ("run weeks", "override", "weeks", "must be KEY=VALUE"),
    "no key": ("run =3", "override", "=3", "must be KEY=VALUE"),
    "empty value": ("run weeks=", "weeks", "nothing", "must be a whole number"),
    "unbalanced": ("run weeks=[3", "weeks", "[3", "cannot be read as a value"),
    "null": ("run weeks=null", "weeks", "null", "must be a whole number"),
    "text for a whole number": ("run weeks=abc", "weeks", "abc", "must be a whole number"),
    "fraction for a whole number": ("run weeks=3.5", "weeks", "3.5", "must be a whole number"),
    "mapping for a whole number": ("run weeks={a:1}", "weeks", "{a:1}", "must be a whole number"),
    "text for a number": ("run mechanism.trust.half_life=abc", "mechanism.trust.half_life", "abc", "must be a number"),
    "text for a switch": ("run mechanism.trust.enabled=maybe", "mechanism.trust.enabled", "maybe", "true or false"),
    "list for text": ("run strategy=[cx_only]", "strategy", "[cx_only]", "must be text"),
    "text for a list": ("run strategies=cx_only", "strategies", "cx_only", "must be a list"),
    "value for a section": ("run mechanism.fatigue=3", "mechanism.fatigue", "3", "holds further keys"),
    "several values": ("run weeks=3,4", "weeks", "3,4", "must be one value", "--multirun"),
    "range of values": ("run weeks=range(1,3)", "weeks", "range(1,3)", "must be one value", "--multirun"),
    "reference to nothing": ("run weeks=${nothing}", "weeks", "${nothing}", "refers to a value that does not exist"),
    "unknown key": ("run weks=3", "weks", "3", "there is no such key", "Did you mean weeks?"),
    "key without its section": (
        "run fatigue.half_life=3",
        "fatigue.half_life",
        "3",
        "mean mechanism.fatigue.half_life?",
    ),
    "typo in a mechanism": ("run mechanism.fatique.half_life=3", "fatique", "3", "mean mechanism.fatigue.half_life?"),
    "typo in a parameter": ("run mechanism.fatigue.halflife=3", "halflife", "3", "mean mechanism.fatigue.half_life?"),
    "typo in a lever": ("run levers.cx_only.cadens=1", "levers.cx_only.cadens", "1", "mean levers.cx_only.cadence?"),
    "unlike any key": ("run foo.bar=3", "foo.bar", "3", "there is no such key", "courtship schema"),
    "added key": ("run +weeks=3", "+weeks=3", "+", "keys cannot be added"),
    "forced key": ("run ++weeks=3", "++weeks=3", "+", "keys cannot be added"),
    "removed key": ("run ~mechanism.fatigue", "~mechanism.fatigue", "~", "keys cannot be added or removed"),
    "unknown strategy": ("run strategy=cx_onli", "strategy", "cx_onli", "relationship", "Did you mean cx_only?"),
    "unknown status quo": ("run market.as_is=foo", "strategy", "foo", "must be one of acquisition_led, as_is", "YAML"),
    "missing strategy file": ("run strategy=mine.yaml", "strategy", "mine.yaml", "no such file", "Looked for"),
    "unknown population": ("run population=cdnov", "population", "cdnov", "reference", "Did you mean cdnow?"),
    "unknown market": ("run market=contractul", "market", "contractul", "non_contractual", "mean contractual?"),
    "unknown community": ("run community=smal_world", "community", "smal_world", "blocks", "mean small_world?"),
    "unknown executor": ("run executor=proceses", "executor", "proceses", "inline", "mean processes?"),
    "unknown scenario": ("run scenario=war", "scenario", "war", "must be one of base"),
    "unknown group": ("run wether=rain", "wether", "rain", "there is no such key"),
    "unknown graph": ("run community.graph=star", "community.graph", "star", "small_world"),
    "unknown engine": ("run engine=colums", "engine", "colums", "agents", "Did you mean columns?"),
    "parameter out of range": ("run mechanism.trust.half_life=-1", "mechanism.trust.half_life", "-1", "[week]"),
    "not a number": ("run mechanism.trust.half_life=nan", "mechanism.trust.half_life", "nan", "a finite number"),
    "share above 1": ("run market.margin=2", "market.margin", "2", "between 0 and 1"),
    "shares above 1": (
        "run market.focal_share=0.9",
        "market.focal_share + market.rival_share",
        "0.9 + 0.4",
        "exceed 1",
    ),
    "shares of nobody knows what": (
        "run market.shares=[0.5,0.2]",
        "market.shares",
        "[0.5, 0.2], with a sum of 0.7",
        "must add up to 1, or to 0.8",
        "market.focal_share=0.5 market.rival_share=0.2",
    ),
    "lever out of range": ("run levers.cx_only.cadence=-3", "cx_only: cadence", "-3", "between 0 and 1 [1/week]"),
    "no week": ("run weeks=0", "weeks", "0", "between 1 and 5200"),
    "too many weeks": ("run weeks=100000", "weeks", "100000", "between 1 and 5200"),
    "no replicate": ("run replicates=0", "replicates", "0", "at least 1|between 1"),
    "a pilot's seed": ("run seed=-1", "seed", "-1", "between 0 and"),
    "endless seed": ("run seed=1000000000000000000000000", "seed", "1000000000000000000000000", "between 0 and"),
    "one person": ("run population.size=1", "population.size", "1", "at least 2 people"),
    "fewer people than friends": ("run population.size=5", "community.degree", "12", "below the 5 people"),
    "no worker": ("run executor.workers=0", "executor.workers", "0", "between 1 and 1024"),
    "log without its population": (
        "run population.file=a.csv",
        "population.file",
        "a.csv",
        "population=from_transactions",
    ),
    "log not named": (f"run {LOG}", "population.file", "nothing", "must be the path of a log"),
    "unpayable": (
        "run market.budget_share=0.001",
        "market.budget_share",
        "0.001",
        "mandatory service and for complaints, which need 0.0",
    ),
    "explosive": (
        "run mechanism.contagion.enabled=true mechanism.contagion.ratio=90",
        "mechanism.contagion.ratio",
        "90",
        "bound 1/e",
        "allow_explosive",
    ),
    "one strategy": ("compare strategies=[cx_only]", "strategies", "cx_only", "must be at least two"),
    "no strategy": ("compare strategies=[]", "strategies", "none", "must be at least two"),
    "twice the same": ("compare strategies=[cx_only,cx_only]", "strategies", "cx_only, cx_only", "different names"),
    "one pair": ("compare replicates=1", "replicates", "1", "at least 2"),
    "small blocks": ("compare precision.block=3", "precision.block", "3", "at least 30 pairs"),
    "no blocks": ("compare precision.block=0", "precision.block", "0", "at least 30 pairs"),
    "broken blocks": ("compare precision.maximum=31", "precision.maximum", "31", "whole blocks of 30", "Use 30 or 60"),
    "no width": ("compare precision.width=0", "precision.width", "0", "must be above 0"),
    "margin below 0": ("compare precision.margin=-1", "precision.margin", "-1", "between 0 and 1"),
    "margin of nothing": ("compare precision.margin=0", "precision.margin", "0", "width", "Give precision.width"),
    "certainty": ("compare precision.confidence=1", "precision.confidence", "1", "between 0 and 1"),
    "space of less than nothing": ("compare space.points=-1", "space.points", "-1", "between 0 and"),
    "points without runs": ("compare space.replicates=0", "space.replicates", "0", "between 1 and"),
    "multirun of what writes nothing": ("plan -m weeks=1,2", "--multirun", "plan", "run and compare"),
    "unknown table": ("schema lever", "schema", "lever", "must be one of parameters", "Did you mean levers?"),
    "nothing to replay": ("replay", "replay", "nothing", "must be one run folder"),
    "two to replay": ("replay a b", "replay", "a b", "must be one run folder"),
    "no folder to replay": ("replay nowhere", "folder", "nowhere", "there is no such folder"),
}


@pytest.mark.parametrize("case", WORDS)
def test_words(case: str) -> None:
    command, *spoken = WORDS[case]
    verb, *words = command.split(" ")
    given = {word.partition("=")[0] for word in words}
    sections = {key.partition(".")[0] for key in given}
    small = [word for word in TINY if word.partition("=")[0] not in given and word.partition("=")[0] not in sections]
    line = refused(verb, *(small if verb in ("run", "compare") else ()), *words)
    for part in spoken:
        assert any(one in line for one in part.split("|")), line


STRATEGIES = {
    "unknown lever": ("cadens: 0.3", "strategy mine: cadens", "0.3", "no such lever", "Did you mean cadence?"),
    "lever out of range": ("cadence: 7", "strategy mine: cadence", "7.0", "between 0 and 1 [1/week]"),
    "text for a number": ("cadence: often", "strategy ./mine.yaml: cadence", "often", "must be a number"),
    "switch for a number": ("cadence: true", "strategy ./mine.yaml: cadence", "True", "must be a number"),
    "not a number": ("cadence: .nan", "strategy mine: cadence", "nan", "between 0 and 1"),
    "a list": ("- cadence", "strategy", "./mine.yaml", "must be a YAML mapping"),
    "no YAML": ("a: [1", "strategy", "./mine.yaml", "is not valid YAML (line "),
}


@pytest.mark.parametrize("case", STRATEGIES)
def test_strategies_of_one_s_own(case: str) -> None:
    content, *spoken = STRATEGIES[case]
    Path("mine.yaml").write_text(content, encoding="utf-8")
    line = refused("run", *TINY, "strategy=./mine.yaml")
    assert all(part in line for part in spoken), line


ROWS = "1,1997-01-01,5\n1,1997-02-01,5\n2,1997-01-03,7\n"
LOGS = {
    "empty": ("", "log.csv", "an empty file", "names the columns"),
    "header only": (HEADER, "log.csv", "a header and no rows", "must hold transactions"),
    "column missing": ("who,date,amount\n1,1997-01-01,5\n", "'who', 'date', 'amount'", "population.customer=COLUMN"),
    "no delimiter": (HEADER.replace(",", ":"), "customer_id:date:amount", "population.customer=COLUMN"),
    "wrong encoding": (
        (HEADER + "Zoë,1997-01-01,5\n").encode("latin-1"),
        "row 2",
        "0xeb",
        "population.encoding=cp1252",
    ),
    "UTF-16 that breaks off": ((HEADER + ROWS).encode("utf-16")[:-1], "row 4", "must be text in UTF-16"),
    "bytes of no text": (HEADER + "1\0,1997-01-01,5\n", "log.csv", "0x00", "must be text"),
    "short row": (HEADER + "1,1997-01-01\n", "row 2", "2 fields", "must have 3"),
    "stray quote": (HEADER + '1,"1997-01-01,5\n', "row 2", "end of data", "paired quotes"),
    "no date": (HEADER + "1,soon,5\n", "row 2, column 'date'", "a text", "must be a date such as"),
    "ambiguous date": (
        HEADER + "1,03/04/1997,5\n",
        "column 'date'",
        "03/04/1997",
        "1997-04-03 (population.date_format=day_first)",
        "1997-03-04 (population.date_format=month_first)",
    ),
    "impossible date": (HEADER + "1,1997-02-30,5\n", "row 2, column 'date'", "1997-02-30", "must be a date"),
    "future date": (HEADER + f"1,{FUTURE},5\n", "row 2, column 'date'", FUTURE, "must not be in the future"),
    "negative amount": (HEADER + "1,1997-01-01,-5\n", "row 2, column 'amount'", "-5", "returns=net", "returns=drop"),
    "no amount": (HEADER + "1,1997-01-01,five\n", "row 2, column 'amount'", "a text", "must be an amount such as"),
    "no customer": (
        HEADER + ",1997-01-01,5\n",
        "row 2, column 'customer_id'",
        "no customer",
        "population.missing=drop",
    ),
    "one customer": (HEADER + "1,1997-01-01,5\n1,1997-02-01,5\n", "log.csv", "1 customer", "at least two"),
    "one-time buyers": (HEADER + "1,1997-01-01,5\n2,1997-02-01,5\n", "log.csv", "one-time", "bought again"),
}


@pytest.mark.parametrize("case", LOGS)
def test_logs(case: str) -> None:
    content, *spoken = LOGS[case]
    Path("log.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    line = refused("run", LOG, "population.file=log.csv", "weeks=4", "executor=inline")
    assert all(part in line for part in spoken), line


@pytest.mark.parametrize(
    ("words", "spoken"),
    [
        (("population.file=lok.csv",), ("lok.csv", "no such file", "Did you mean log.csv?")),
        (("population.file=.",), ("a directory", "must be a log of transactions")),
        (("population.file=log.csv", "population.delimiter=':'"), ("delimiter", ":", "must be auto, comma")),
        (("population.file=log.csv", "population.delimiter=semicolon"), ("separated by", "population.delimiter=comma")),
        (("population.file=log.csv", "population.until=1990-01-01"), ("until", "1990-01-01", "1997-01-01")),
        (("population.file=log.csv", "population.until=soon"), ("until", "soon", "must be a date")),
        (("population.file=log.csv", "population.returns=keep"), ("returns", "keep", "refuse, drop or net")),
        (("population.file=log.csv", "population.date_format=%d"), ("date_format", "%d", "year, month and day")),
        (("population.file=log.csv", "population.prospects=-1"), ("population.prospects", "-1", "between 0 and 100")),
    ],
)
def test_what_is_said_about_a_log(words: tuple[str, ...], spoken: tuple[str, ...]) -> None:
    Path("log.csv").write_text(HEADER + ROWS, encoding="utf-8")
    line = refused("run", LOG, *words)
    assert all(part in line for part in spoken), line


def test_a_run_folder_that_exists() -> None:
    Path("taken").mkdir()
    Path("taken", "notes.txt").touch()
    line = refused("run", *TINY, "hydra.run.dir=taken")
    assert "taken" in line
    assert "must be a new or empty folder" in line


def test_a_file_in_the_way_of_the_run_folder() -> None:
    Path("file").touch()
    for folder in ("file", "file/below"):
        assert folder in refused("run", *TINY, f"hydra.run.dir={folder}")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_write_permission() -> None:
    Path("mine").mkdir(mode=0o500)
    line = refused("run", *TINY, "hydra.run.dir=mine/run")
    assert "cannot be written: Permission denied" in line


def test_a_run_folder_that_is_not_whole() -> None:
    assert said("run", *TINY, "-q", "hydra.run.dir=run").status == 0
    whole = Path("run/config.yaml").read_text(encoding="utf-8")
    for text, spoken in (
        ("", "cannot be read"),
        ("- 3", "cannot be read"),
        ("a: [", "cannot be read"),
        (whole.replace("weeks: 6", "weeks: 7"), "given other values, must be unchanged since the run"),
    ):
        Path("run/config.yaml").write_text(text, encoding="utf-8")
        assert spoken in refused("replay", "run")
    Path("run/config.yaml").unlink()
    assert "it has no config.yaml" in refused("replay", "run")
    Path("run/manifest.json").write_text("{}", encoding="utf-8")
    Path("run/config.yaml").write_text(whole, encoding="utf-8")
    assert "cannot be read" in refused("replay", "run")


def test_a_full_disk_is_the_machine_s_fault_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(pd.DataFrame, "to_parquet", full)
    answer = said("run", *TINY, "hydra.run.dir=run")
    assert answer.status == 1
    assert answer.err.count("\n") == 1
    assert "No space left on device" in answer.err
    assert not list(Path().iterdir())


def _session(leader: int) -> list[int]:
    """Processes of a session that are not dead, its leader left out."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader and int(stat.parent.name) != leader and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes through /proc")
@pytest.mark.parametrize("to_all", [True, False], ids=["as a terminal does", "to the driver alone"])
def test_ctrl_c_stops_hours_of_work_at_once_and_leaves_nothing(elsewhere: Path, to_all: bool) -> None:
    """Each run alone would take longer than `HANGS`, so nothing is waited for."""
    words = ("population.size=2000", "weeks=4000", "replicates=30", "executor.workers=2", "hydra.run.dir=run", "-q")
    started = process("compare", *words, folder=elsewhere)
    until(lambda: len(_session(started.pid)) >= 3 or started.poll() is not None, "tracker, fork server and a worker")
    nap(20)
    assert started.poll() is None
    (os.killpg if to_all else os.kill)(started.pid, signal.SIGINT)
    out, err = started.communicate(timeout=HANGS)
    assert started.returncode == 130
    assert err == "courtship: stopped; nothing was written. Run the same command again to start over.\n"
    assert not out
    until(lambda: not _session(started.pid), "its processes to be gone")
    assert not list(elsewhere.iterdir())


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes through /proc")
def test_a_driver_that_is_killed_leaves_no_workers(elsewhere: Path) -> None:
    words = ("population.size=500", "weeks=4000", "replicates=30", "executor.workers=2", "hydra.run.dir=run", "-q")
    started = process("compare", *words, folder=elsewhere)
    until(lambda: len(_session(started.pid)) >= 3 or started.poll() is not None, "tracker, fork server and a worker")
    nap(20)
    started.kill()
    started.communicate(timeout=HANGS)
    until(lambda: not _session(started.pid), "its processes to be gone")
    assert [path.name for path in elsewhere.iterdir()] == [".run.partial"], "nothing that looks like a run"
