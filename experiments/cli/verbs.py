"""What each verb does, from words to a run folder and a table on the terminal."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from experiments.analyses.answers import answer_content
from experiments.cli.output import show_answer
from experiments.cli.registry import Verb, function_named
from experiments.cli.words import Words
from experiments.config.composition import Composition, composed, values_said
from experiments.config.overrides import key_of, typed
from experiments.config.setting import built
from experiments.execution.keeping import place as kept_in
from experiments.execution.progress import Progress
from experiments.inputs.paths import is_folder, user_path
from experiments.results.reservation import reserved
from simulation.mistake import Mistake

if TYPE_CHECKING:
    from experiments.config.setting import Setting
    from experiments.reports.run_folder import Record
    from experiments.validation.validation import Validation


def answer_verb(verb: Verb, words: Words) -> int:
    """A verb whose answer is computed from a setting alone."""
    composition = composed(words.overrides, verb.name)
    setting = built(composition.values, to_run=verb.simulates)
    work, going_on = partial(function_named(verb.compute), setting), setting if verb.simulates else None
    return write_and_show(words, composition, work, function_named(verb.table), going_on)


def compare(words: Words) -> int:
    """Several strategies, or several run folders."""
    from experiments.analyses.compare import compared
    from experiments.reports.terminal import verdict_table

    places = {word: user_path(word) for word in words.overrides if key_of(word) is None}
    folders = [places[word] for word in words.overrides if word in places and is_folder(places[word])]
    if folders:
        from experiments.analyses.compared_folders import compare_folders

        others = [word for word in words.overrides if places.get(word) not in folders]
        composition = composed(others, "compare")
        beside = values_said(composition.values, others)
        return write_and_show(words, composition, lambda *_: compare_folders(folders, beside), verdict_table)
    composition = composed(words.overrides, "compare")
    setting = built(composition.values)
    return write_and_show(words, composition, partial(compared, setting), verdict_table, setting)


def validate(words: Words) -> int:
    """The limit cases and patterns; status 1 when one fails that was not declared to."""
    from experiments.reports.validation import terminal_table
    from experiments.validation.registry import apart, selected
    from experiments.validation.validate import validated

    asked, rest = apart(words.overrides)
    names = selected(asked)
    composition = composed(rest, "validate")
    setting = built(composition.values)
    results: list[Validation] = []

    def work(progress: Progress, _: Path | None) -> Validation:
        results.append(validated(setting, names, progress))
        return results[0]

    write_and_show(words, composition, work, terminal_table)
    return 1 if results[0].fails else 0


Answer = TypeVar("Answer", bound="Record")
Work: TypeAlias = Callable[[Progress, Path | None], Answer]


def write_and_show(
    words: Words,
    composition: Composition,
    work: Callable[[Progress, Path | None], Answer],
    table: Callable[[Answer], Any],
    setting: Setting | None = None,
) -> int:
    """What all verbs have in common that leave a run folder: take it, work, write, print; returns the exit status.

    Args:
        words: of the command line.
        composition: says where the folder is to be.
        work: is told where to show its progress and where finished runs are kept; gives the record.
        table: what is shown of it on the terminal.
        setting: what was asked, for verbs that go on where they were stopped; None for the others.
    """
    from experiments.cli.redrawing import redraw_if_answered
    from experiments.reports.run_folder import write

    if setting is not None and (status := redraw_if_answered(words, composition.folder, setting)) is not None:
        return status
    with reserved(composition.folder, composition.named) as place:
        result = work(Progress(words.quiet), kept_in(place.folder))
        written = write(result, place)
    return show_answer(words, lambda: answer_content(result), lambda: table(result), written)


def report(words: Words) -> int:
    """Draw a finished folder again."""
    from experiments.reports.redrawing import redrawn

    if len(words.overrides) != 1:
        raise Mistake("report", " ".join(words.overrides) or "nothing", "must be one run folder", "See courtship ls.")
    written = redrawn(user_path(words.overrides[0]))
    return show_answer(words, lambda: {"drawn": list(written.drawn)}, lambda: print("\n".join(written.drawn)), written)


def init(words: Words) -> int:
    """A project of the user's own."""
    from experiments.cli.init import start_project

    if len(words.overrides) != 1:
        raise Mistake("init", " ".join(words.overrides) or "nothing", "must be one new folder")
    files = start_project(user_path(words.overrides[0]))
    if "--json" in words.flags:
        print(json.dumps({"files": [str(file) for file in files]}))
    elif not words.quiet:
        print("\n".join(str(file) for file in files))
        print(f"now: {typed('cd', words.overrides[0])} && courtship compare project.yaml")
    return 0


def replay(words: Words) -> int:
    """Compute again; status 1 when something is missing, cannot be read, or came out differently."""
    from experiments.analyses.replay import SAME, replay_folder

    if len(words.overrides) != 1:
        raise Mistake("replay", " ".join(words.overrides) or "nothing", "must be one run folder")
    result = replay_folder(user_path(words.overrides[0]), Progress(words.quiet))
    if "--json" in words.flags:
        print(json.dumps({"confirmed": result.confirmed, "same": result.same, "states": result.states}))
    else:
        for name, state in result.states.items():
            if state != SAME or not words.quiet:
                print(f"{name}: {state}")
    if not words.quiet:
        for name, (then, now) in result.changed_versions.items():
            print(f"{name} was {then}, is {now}")
        print("confirmed" if result.confirmed else "NOT confirmed")
    return 0 if result.confirmed else 1


def export(words: Words) -> int:
    """A run folder as one workbook."""
    from experiments.reports.excel.workbook import export_workbook

    if "--xlsx" not in words.flags:
        raise Mistake("export", " ".join(words.overrides) or "nothing", "must name the format", "Add --xlsx.")
    if not 1 <= len(words.overrides) <= 2:
        raise Mistake(
            "export", " ".join(words.overrides) or "nothing", "must be one run folder, optionally with a file"
        )
    folder = user_path(words.overrides[0])
    written = export_workbook(folder, user_path(words.overrides[1]) if len(words.overrides) == 2 else None)
    if "--json" in words.flags:
        print(json.dumps({"file": str(written)}))
    elif not words.quiet:
        print(f"written to {written}")
    return 0
