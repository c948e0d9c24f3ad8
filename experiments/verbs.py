"""What each verb does, from words to a run folder and a table on the terminal."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from pathlib import Path

from experiments import lookups
from experiments.command import Words
from experiments.config.building import built
from experiments.config.composition import composed
from experiments.execution.keeping import place
from experiments.folder import refuse_unwritable
from experiments.printing import shown
from experiments.progress import Progress
from simulation.mistake import Mistake


def run(words: Words) -> int:
    """One strategy."""
    from experiments.single import ran
    from experiments.terminal import run_table
    from experiments.writing import write_run

    composition = composed(words.overrides, "run")
    setting = built(composition.config)
    refuse_unwritable(composition.folder)
    result = ran(setting, Progress(words.quiet), place(composition.folder))
    written = write_run(result, composition.folder)
    return shown(words, result.as_json(), lambda: run_table(result), written)


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
        result = compared(setting, Progress(words.quiet), place(composition.folder))
    written = write_comparison(result, composition.folder)
    return shown(words, result.as_json(), lambda: verdict_table(result), written)


def explain(words: Words) -> int:
    """Two strategies, and what their difference is made of."""
    from experiments.explaining.asking import answered
    from experiments.terminal import explained_table
    from experiments.writing import write_explained

    composition = composed(words.overrides, "explain")
    setting = built(composition.config)
    refuse_unwritable(composition.folder)
    result = answered(setting, Progress(words.quiet), place(composition.folder))
    written = write_explained(result, composition.folder)
    return shown(words, result.as_json(), lambda: explained_table(result), written)


def graph(words: Words) -> int:
    """The community, described and drawn."""
    from experiments.networks.looked_at import looked_at, write_graph
    from experiments.terminal import plain_table

    composition = composed(words.overrides, "graph")
    setting = built(composition.config, to_run=False)
    refuse_unwritable(composition.folder)
    result = looked_at(setting)
    written = write_graph(result, composition.folder)
    return shown(words, result.as_json(), lambda: plain_table(result.report.table), written)


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
    shown(words, result.as_json(), lambda: terminal_table(result), written)
    return 1 if result.fails else 0


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


def of(module: str, name: str) -> Callable[[Words], int]:
    """A verb that lives in a package of its own, which is imported when the verb is asked for."""

    def verb(words: Words) -> int:
        status: int = getattr(importlib.import_module(module), name)(words)
        return status

    return verb


DO: dict[str, Callable[[Words], int]] = {
    "run": run,
    "compare": compare,
    "explain": explain,
    "graph": graph,
    "sweep": of("experiments.sweeps.verbs", "sweep"),
    "sensitivity": of("experiments.sweeps.verbs", "sensitivity"),
    "boundary": of("experiments.boundaries.verb", "boundary"),
    "calibrate": of("experiments.calibration.asking", "calibrate"),
    "inspect": of("experiments.inputs.transactions.inspecting", "inspect"),
    "classroom": of("experiments.classroom.opening", "opened"),
    "resume": of("experiments.sweeps.verbs", "resume"),
    "ls": of("experiments.sweeps.verbs", "ls"),
    "init": init,
    "doctor": lookups.doctor,
    "completion": lookups.completion,
    "plan": lookups.plan,
    "schema": lookups.schema,
    "cite": lookups.cite,
    "export": export,
    "replay": replay,
    "validate": validate,
}
