"""What each verb does, from words to a run folder and a table on the terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from experiments.command import VERBS, Words
from experiments.config.building import built
from experiments.config.composition import as_yaml, composed, known_keys, shipped, values_by_key
from experiments.folder import refuse_unwritable
from experiments.progress import Progress
from simulation.mistake import Mistake, nearest

if TYPE_CHECKING:
    import pandas as pd

GROUPS = ("population", "community", "market", "scenario", "design", "executor")


def run(words: Words) -> int:
    """One strategy."""
    from experiments.single import ran
    from experiments.terminal import run_table
    from experiments.writing import write_run

    composition = composed(words.overrides, "run")
    setting = built(composition.config)
    refuse_unwritable(composition.folder)
    result = ran(setting, Progress(words.quiet))
    written = write_run(result, composition.folder)
    return _shown(words, result.as_json(), lambda: run_table(result), written)


def compare(words: Words) -> int:
    """Several strategies."""
    from experiments.comparing import compared
    from experiments.terminal import verdict_table
    from experiments.writing import write_comparison

    folders = [Path(word) for word in words.overrides if "=" not in word and Path(word).is_dir()]
    if folders:
        from experiments.reading import compared_folders

        composition = composed([word for word in words.overrides if "=" in word], "compare")
        refuse_unwritable(composition.folder)
        result = compared_folders(folders)
    else:
        composition = composed(words.overrides, "compare")
        setting = built(composition.config)
        refuse_unwritable(composition.folder)
        result = compared(setting, Progress(words.quiet))
    written = write_comparison(result, composition.folder)
    return _shown(words, result.as_json(), lambda: verdict_table(result), written)


def explain(words: Words) -> int:
    """Two strategies, and what their difference is made of."""
    from experiments.explaining.asking import answered
    from experiments.terminal import explained_table
    from experiments.writing import write_explained

    composition = composed(words.overrides, "explain")
    setting = built(composition.config)
    refuse_unwritable(composition.folder)
    result = answered(setting, Progress(words.quiet))
    written = write_explained(result, composition.folder)
    return _shown(words, result.as_json(), lambda: explained_table(result), written)


def graph(words: Words) -> int:
    """The community, described and drawn."""
    from experiments.networks.looked_at import looked_at, write_graph
    from experiments.terminal import plain_table

    composition = composed(words.overrides, "graph")
    setting = built(composition.config, to_run=False)
    refuse_unwritable(composition.folder)
    result = looked_at(setting)
    written = write_graph(result, composition.folder)
    return _shown(words, result.as_json(), lambda: plain_table(result.report.table), written)


def init(words: Words) -> int:
    """A project of the user's own."""
    from experiments.starting import started

    if len(words.overrides) != 1:
        raise Mistake("init", " ".join(words.overrides) or "nothing", "must be one new folder")
    files = started(Path(words.overrides[0]))
    if "--json" in words.flags:
        print(json.dumps({"files": [str(file) for file in files]}))
    elif not words.quiet:
        print("\n".join(str(file) for file in files))
        print(f"now: cd {words.overrides[0]} && courtship compare project.yaml")
    return 0


def doctor(words: Words) -> int:
    """The state of this machine."""
    from experiments.doctor import examined, spoken

    found = examined()
    print(json.dumps(found) if "--json" in words.flags else spoken(found))
    return 0


def completion(words: Words) -> int:
    """A script for the shell."""
    from experiments.completion import script

    if len(words.overrides) != 1:
        raise Mistake("completion", " ".join(words.overrides) or "nothing", "must be one shell: bash, zsh or fish")
    print(script(words.overrides[0]), end="")
    return 0


def plan(words: Words) -> int:
    """The order of a week."""
    from experiments.catalogue import plan_table

    table = plan_table(built(composed(words.overrides).config).world.mechanisms)
    return _tabled(words, table)


def schema(words: Words) -> int:
    """What the keys mean."""
    from experiments.catalogue import TABLES

    asked = words.overrides or ("parameters", "levers")
    for name in asked:
        if name not in TABLES:
            raise Mistake("schema", name, f"must be one of {', '.join(TABLES)}", nearest(name, TABLES))
    if "--json" in words.flags:
        print(json.dumps({name: _records(TABLES[name]()) for name in asked}, allow_nan=False))
        return 0
    for name in asked:
        _tabled(words, TABLES[name]())
    return 0


def cite(words: Words) -> int:
    """The literature behind the mechanisms in use."""
    from experiments.catalogue import bibliography

    entries = bibliography(built(composed(words.overrides).config).world.mechanisms)
    print(json.dumps({"bibtex": entries}) if "--json" in words.flags else entries)
    return 0


def replay(words: Words) -> int:
    """Compute again; status 1 when something came out differently."""
    from experiments.replaying import replayed

    if len(words.overrides) != 1:
        raise Mistake("replay", " ".join(words.overrides) or "nothing", "must be one run folder")
    result = replayed(Path(words.overrides[0]), Progress(words.quiet))
    if "--json" in words.flags:
        print(json.dumps({"confirmed": result.confirmed, "same": result.same}))
    elif not words.quiet:
        for name, same in result.same.items():
            print(f"{name}: {'the same' if same else 'DIFFERENT'}")
        for name, (then, now) in result.changed_versions.items():
            print(f"{name} was {then}, is {now}")
        print("confirmed" if result.confirmed else "NOT confirmed")
    return 0 if result.confirmed else 1


def export(words: Words) -> int:
    """A run folder as one workbook."""
    from experiments.exporting.workbook import exported

    if "--xlsx" not in words.flags:
        raise Mistake("export", " ".join(words.overrides) or "nothing", "must say into what", "Add --xlsx.")
    if not 1 <= len(words.overrides) <= 2:
        raise Mistake("export", " ".join(words.overrides) or "nothing", "must be one run folder, and perhaps a file")
    folder = Path(words.overrides[0])
    written = exported(folder, Path(words.overrides[1]) if len(words.overrides) == 2 else None)
    if "--json" in words.flags:
        print(json.dumps({"file": str(written)}))
    elif not words.quiet:
        print(f"written to {written}")
    return 0


def validate(words: Words) -> int:
    """The limit cases and patterns; status 1 when one fails that was not declared to."""
    from experiments.validation.families import apart, selected
    from experiments.validation.page import terminal_table
    from experiments.validation.validating import validated
    from experiments.writing import write_validation

    asked, rest = apart(words.overrides)
    names = selected(asked)
    composition = composed(rest, "validate")
    setting = built(composition.config)
    refuse_unwritable(composition.folder)
    result = validated(setting, names, Progress(words.quiet))
    written = write_validation(result, composition.folder)
    _shown(words, result.as_json(), lambda: terminal_table(result), written)
    return 1 if result.fails else 0


def sweep(words: Words) -> int:
    """Many points of a space."""
    from experiments.sweeps import verbs

    return verbs.sweep(words)


def sensitivity(words: Words) -> int:
    """Which parameters matter."""
    from experiments.sweeps import verbs

    return verbs.sensitivity(words)


def boundary(words: Words) -> int:
    """Where the winner flips."""
    from experiments.boundaries import verb

    return verb.boundary(words)


def classroom(words: Words) -> int:
    """A page in the browser."""
    from experiments.classroom.opening import opened

    return opened(words)


def resume(words: Words) -> int:
    """Whatever is missing in the folder of a sweep."""
    from experiments.sweeps import verbs

    return verbs.resume(words)


def ls(words: Words) -> int:
    """What there is below a folder."""
    from experiments.sweeps import verbs

    return verbs.ls(words)


def calibrate(words: Words) -> int:
    """Fitted laws, and how far to trust them."""
    from experiments.calibration import asking

    return asking.calibrate(words)


DO: dict[str, Callable[[Words], int]] = {
    "run": run,
    "compare": compare,
    "explain": explain,
    "graph": graph,
    "sweep": sweep,
    "sensitivity": sensitivity,
    "boundary": boundary,
    "calibrate": calibrate,
    "classroom": classroom,
    "resume": resume,
    "ls": ls,
    "init": init,
    "doctor": doctor,
    "completion": completion,
    "plan": plan,
    "schema": schema,
    "cite": cite,
    "export": export,
    "replay": replay,
    "validate": validate,
}


FOLDERS = {
    "export": "courtship export FOLDER [FILE.xlsx] --xlsx",
    "replay": "courtship replay FOLDER",
    "resume": "courtship resume FOLDER [executor=... executor.workers=...] [--retry-failed]",
    "ls": "courtship ls [FOLDER]",
}
"""How verbs are called that take a folder and no configuration."""


def show_configuration(words: Words) -> int:
    """The resolved configuration as YAML, and nothing is run."""
    print(as_yaml(composed(words.overrides, words.verb).config), end="")
    return 0


def show_help(words: Words) -> int:
    """Groups and keys, with defaults, units and ranges."""
    from experiments.catalogue import parameter_table

    print(f"courtship {words.verb}: {VERBS[words.verb]}\n")
    if words.verb in FOLDERS:
        print(FOLDERS[words.verb])
        return 0
    if words.verb == "validate":
        from experiments.validation.families import overview

        print(overview())
        return 0
    if words.verb == "schema":
        print("courtship schema [parameters|levers|columns|measures|series ...]")
        return 0
    print("groups (GROUP=OPTION)")
    for group in GROUPS:
        print(f"  {group:<12}{', '.join(shipped(group))}")
    print(f"  {'strategies':<12}[{', '.join(shipped('levers'))}] or paths of YAML files\n\nkeys (KEY=VALUE)")
    rows = _records(parameter_table())
    described = {row["key"] for row in rows}
    plain = [key for key in known_keys() if key not in described and not key.startswith("levers.")]
    defaults = values_by_key(composed(()).config)
    for key in plain:
        print(f"  {key:<32}{_as_text(defaults[key])}")
    print("  levers.STRATEGY.LEVER           overrides one lever of a shipped strategy; see courtship schema levers")
    for row in rows:
        span = "" if row["low"] is None else f"{row['low']:g} to {row['high']:g}, "
        grade = f" ({span}grade {row['grade']})" if row["grade"] else ""
        print(f"  {row['key']:<44}{_as_text(row['default']):<10}{row['meaning']} [{row['unit']}]{grade}")
    return 0


def _as_text(value: Any) -> str:
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as JSON knows them: what is not finite is null."""
    rows: list[dict[str, Any]] = json.loads(table.to_json(orient="records"))
    return rows


def _tabled(words: Words, table: Any) -> int:
    if "--json" in words.flags:
        print(json.dumps(_records(table), allow_nan=False))
        return 0
    from experiments.terminal import plain_table

    _printed(Console(width=None if sys.stdout.isatty() else 200), plain_table(table))
    return 0


def _printed(console: Console, what: Any) -> None:
    """Rich ends the process when the reader of a pipe has gone; `print` leaves that to the command line."""
    with console.capture() as text:
        console.print(what)
    print(text.get(), end="")


def _shown(words: Words, content: dict[str, Any], table: Callable[[], Any], folder: Path) -> int:
    if "--json" in words.flags:
        print(json.dumps({"folder": str(folder), **content}, allow_nan=False))
    elif not words.quiet:
        _printed(Console(), table())
        print(f"written to {folder}")
    return 0
