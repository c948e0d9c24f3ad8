"""The verbs sweep, sensitivity, resume and ls, from words to a store and a table on the terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from experiments.analyses.sensitivity import Sensitivity, answered
from experiments.cli.output import console_width, print_to_terminal, printed_json
from experiments.cli.resumable import answer_from_sweep
from experiments.cli.words import Words
from experiments.config.options import options_of
from experiments.config.overrides import key_of, spelled
from experiments.config.unread import refuse_unread
from experiments.config.variation import Variation
from experiments.execution.keeping import store_description
from experiments.execution.progress import Progress
from experiments.inputs.paths import is_file, is_folder, user_path
from experiments.reports.terminal import plain_table
from experiments.results.sentences.sensitivity import sensitivity_sentence
from experiments.statistics.formatting import counted
from experiments.sweeps.again import as_then
from experiments.sweeps.commands import Command, commands
from experiments.sweeps.interruption import keep_what_is_done, told_failures
from experiments.sweeps.listing import list_folders
from experiments.sweeps.location import folder_for
from experiments.sweeps.plan import question
from experiments.sweeps.run import resume_sweep, swept
from experiments.sweeps.store import STORE, Store
from experiments.sweeps.sweep import Sweep, open_store
from experiments.sweeps.tables import DONE, FAILED
from simulation.mistake import Mistake

TOLD = 20
"""Rows on the terminal: the others matter less, and lie in the folder."""


def sweep(words: Words) -> int:
    """Many points of a space."""
    asked = question(words.overrides)
    retry = "--retry-failed" in words.flags
    with folder_for(words.overrides, "sweep") as folder:
        status = keep_what_is_done(folder, lambda: swept(asked, folder, Progress(words.quiet), retry_failed=retry))
    return status or show_sweep(words, open_store(folder))


def sensitivity(words: Words) -> int:
    """Which parameters matter."""
    return answer_from_sweep(words, "sensitivity", answered, _told)


def _told(answer: Sensitivity) -> None:
    own = ["parameter", *(f"{answer.index}{end}" for end in ("", "_low", "_high", "_half")), answer.beside]
    print_to_terminal(console_width(), plain_table(answer.table[own].head(TOLD)))
    if (more := len(answer.table) - TOLD) > 0:
        print(f"{counted(more, 'more parameter')} in sensitivity.parquet")
    print(sensitivity_sentence(answer))


def resume(words: Words) -> int:
    """Whatever is missing in the folder of a sweep."""
    if not words.overrides or key_of(words.overrides[0]) is not None:
        raise Mistake("resume", " ".join(words.overrides) or "nothing", "must begin with the folder of a sweep")
    folder, *more = words.overrides
    for word in more:
        if not word.startswith("executor"):
            raise Mistake(
                "resume", word, "must be a key of the executor", "Everything else stays as in the first command."
            )
    if (begun := _analysis(user_path(folder))) is not None:
        verb, command = begun
        here = [word for word in command.words if not word.startswith(("hydra.", "executor"))]
        place = next(spelled({"hydra.run.dir": str(user_path(folder).resolve())}))
        with as_then(user_path(folder), command):
            return ANALYSES[verb](replace(words, overrides=(*here, *(more or _executor(command.words)), place)))
    settings = Variation(more).at({})
    refuse_unread(more, "sweep", [settings])
    executor = options_of(settings).executor if more else None
    retry = "--retry-failed" in words.flags
    status = keep_what_is_done(
        user_path(folder), lambda: resume_sweep(user_path(folder), Progress(words.quiet), retry, executor)
    )
    return status or show_sweep(words, open_store(folder))


def ls(words: Words) -> int:
    """What there is below a folder."""
    if len(words.overrides) > 1:
        raise Mistake("ls", " ".join(words.overrides), "must be one folder")
    given = words.overrides[0] if words.overrides else "outputs"
    if words.overrides and not is_folder(user_path(given)):
        raise Mistake("ls", given, "must be an existing folder")
    found = list_folders(user_path(given))
    if "--json" in words.flags:
        print(found.to_json(orient="records"))
    elif found.empty:
        print("nothing yet")
    else:
        print_to_terminal(console_width(), plain_table(found))
    if "--json" not in words.flags:
        print("".join(f"{line}\n" for line in store_description()), end="")
    return 0


def show_sweep(words: Words, result: Sweep) -> int:
    """Print what came out; status 1 when a run failed."""
    counts = result.counts
    if "--json" in words.flags:
        printed_json({"folder": str(result.folder), **counts})
    elif not words.quiet:
        print_to_terminal(console_width(), plain_table(result.overview()))
        print(f"{counted(counts[DONE], 'run')} done, {counts[FAILED]:,} failed, written to {result.folder}")
    return told_failures(result)


def _boundary(words: Words) -> int:
    from experiments.cli.boundary import boundary

    return boundary(words)


ANALYSES: dict[str, Callable[[Words], int]] = {"sensitivity": sensitivity, "boundary": _boundary}
"""Verbs that make something of their runs, so that going on means asking again."""


def _analysis(folder: Path) -> tuple[str, Command] | None:
    """The verb and the last command of an analysis; None where a plain sweep was asked."""
    if not is_file(folder / STORE):
        return None
    with Store(folder) as store:
        asked, verb = commands(store), str(store.meta("verb"))
        return (verb, asked[-1]) if verb in ANALYSES and asked else None


def _executor(command: list[str]) -> list[str]:
    return [word for word in command if word.startswith("executor")]
