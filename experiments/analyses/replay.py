"""Compute a run folder again, and hold every table and every answer in it against what comes out.

Nothing in the folder is believed: a table has to be what its hash in the manifest says *and* what is computed now, read
from its file. No run that was kept earlier is used, wherever it was kept.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
from pyarrow import ArrowException

from experiments.analyses.answers import answer_content
from experiments.config.own.in_use import KEY
from experiments.config.setting import Setting, meant
from experiments.config.versions import changed
from experiments.execution.progress import Progress
from experiments.inputs.hashes import require_as_used
from experiments.inputs.paths import user_path
from experiments.inputs.table_hash import content_hash
from experiments.inputs.transactions.provenance import COPY, file_again
from experiments.results.plain_data import plain
from experiments.results.run_folder import (
    COMPARED,
    CONFIG,
    DRAWN_FROM,
    STATISTICS,
    damaged_folder,
    read_answer,
    read_manifest,
    refuse_other_version,
)
from simulation.mistake import Mistake

SAME, DIFFERENT, MISSING, UNREADABLE = "the same", "DIFFERENT", "MISSING", "UNREADABLE"
VOLATILE = ("seconds",)
"""Keys of answers that tell how long it took, which nobody can repeat."""


@dataclass(frozen=True)
class Replay:
    """What came of it.

    Args:
        states: of each table and answer, one of `SAME`, `DIFFERENT`, `MISSING` and `UNREADABLE`.
        changed_versions: packages whose version differs, as (then, now).
    """

    states: dict[str, str]
    changed_versions: dict[str, tuple[str, str]]

    @property
    def same(self) -> dict[str, bool]:
        """For each table and answer whether it is what is computed."""
        return {name: state == SAME for name, state in self.states.items()}

    @property
    def confirmed(self) -> bool:
        """Whether everything came out the same."""
        return all(self.same.values())


@dataclass(frozen=True)
class RecomputedFolder:
    """What a folder should hold.

    Args:
        tables: by file name without ending.
        answers: content of JSON files, by file name.
        texts: content of other files, by file name.
    """

    tables: Mapping[str, pd.DataFrame]
    answers: Mapping[str, Any]
    texts: Mapping[str, str]


def replay_folder(folder: Path, progress: Progress) -> Replay:
    """Compute a run folder again.

    Raises:
        Mistake: when the folder is not a whole run, or a log or network it used has changed or gone.
    """
    manifest, values = read_manifest(folder)
    verb = manifest["verb"]
    if verb not in AGAIN:
        raise Mistake("verb", verb, f"cannot be replayed; {', '.join(AGAIN)} can")
    with AGAIN[verb](folder, manifest, values, progress) as computed:
        states = _held_against(folder, manifest, computed)
    return Replay(states, changed(manifest["versions"]))


def _held_against(folder: Path, manifest: Mapping[str, Any], computed: RecomputedFolder) -> dict[str, str]:
    content, there = manifest["content"], {path.stem for path in folder.glob("*.parquet") if path.name != COPY}
    names = dict.fromkeys([*computed.tables, *content, *sorted(there)])
    states = {name: _table(folder, name, computed.tables.get(name), content.get(name)) for name in names}
    for name, answer in computed.answers.items():
        if name != DRAWN_FROM or "answers" in manifest:  # earlier versions did not keep it
            states[name] = _file(folder / name, _known(answer), lambda text: _known(json.loads(text)))
    for name, text in computed.texts.items():
        states[name] = _file(folder / name, text, str)
    return states


def _table(folder: Path, name: str, computed: pd.DataFrame | None, recorded: Any) -> str:
    try:
        found = pd.read_parquet(folder / f"{name}.parquet")
    except FileNotFoundError:
        return MISSING
    except (OSError, ArrowException, ValueError, LookupError, TypeError):
        return UNREADABLE
    if computed is None or content_hash(computed) != recorded:
        return DIFFERENT
    try:
        return SAME if content_hash(found) == content_hash(_as_read(computed)) else DIFFERENT
    except TypeError:  # columns that hold no longer what can be put in order
        return DIFFERENT


def _as_read(table: pd.DataFrame) -> pd.DataFrame:
    """The table as it comes back from a file."""
    stream = io.BytesIO()
    table.to_parquet(stream, index=False)
    return pd.read_parquet(stream)


def _file(path: Path, computed: Any, read: Callable[[str], Any]) -> str:
    try:
        return SAME if read(path.read_text(encoding="utf-8")) == computed else DIFFERENT
    except FileNotFoundError:
        return MISSING
    except (OSError, ValueError, RecursionError):
        return UNREADABLE


def _known(answer: Any) -> Any:
    """An answer without what nobody can repeat."""
    if isinstance(answer, dict):
        inner = answer.get("mapping")
        kept = {key: value for key, value in answer.items() if key not in VOLATILE}
        return {**kept, "mapping": _known(inner)} if isinstance(inner, dict) else kept
    return answer


Again = Callable[[Path, dict[str, Any], dict[str, Any], Progress], Any]


@contextmanager
def _run_folder(
    folder: Path, manifest: dict[str, Any], values: dict[str, Any], progress: Progress
) -> Iterator[RecomputedFolder]:  # fmt: skip
    """The results of a verb that has one record."""
    setting, given = _setting(folder, manifest, values)
    record = _record(manifest, setting, folder, progress)
    texts = {name: _spelled(text, given) for name, text in getattr(record, "texts", {}).items()}
    answers = {record.answer_file: answer_content(record), DRAWN_FROM: plain(record.drawn_from)}
    yield RecomputedFolder(record.tables, json.loads(_spelled(json.dumps(answers), given)), texts)


def _setting(folder: Path, manifest: Mapping[str, Any], values: dict[str, Any]) -> tuple[Setting, dict[str, str]]:
    """What was asked, and how the files were named: they are found wherever replay is called from."""
    there, given = {**values, "community": dict(values["community"]), "population": dict(values["population"])}, {}
    if values["population"]["file"]:
        there["population"]["file"] = file_again(manifest, folder)
        given[there["population"]["file"]] = str(user_path(values["population"]["file"]))
    for key, file in manifest.get("community_files", {}).items():
        require_as_used(f"community.{key}", file["path"], file["hash"])
        there["community"][key] = file["path"]
        given[there["community"][key]] = str(user_path(values["community"][key]))
    try:
        setting = meant(there, manifest["levers"], to_run=manifest["verb"] != "graph")
    except Mistake:
        refuse_other_version(folder, manifest)
        raise
    except (LookupError, TypeError, AttributeError) as error:
        refuse_other_version(folder, manifest)
        raise damaged_folder(folder, f"{CONFIG}: {type(error).__name__}: {error}") from None
    kept = {name: {**setting.values[name], **{key: values[name][key] for key in keys}}
            for name, keys in (("population", ("file",)), ("community", ("file", "degrees_file")))}  # fmt: skip
    kept |= {KEY: values[KEY]} if KEY in values else {}
    return replace(setting, values={**setting.values, **kept}), given


def _spelled(text: str, given: Mapping[str, str]) -> str:
    """A text in which files are named as they were when the run was made."""
    for found, written in given.items():
        text = text.replace(json.dumps(found)[1:-1], json.dumps(written)[1:-1])
        text = text.replace(found, written)
    return text


def _of_folders(manifest: Mapping[str, Any], setting: Setting, folder: Path, progress: Progress) -> Any:
    """The comparison of run folders: each of them computed again from what the comparison keeps of it."""
    from experiments.analyses.compared_folders import compared_folders_of, comparison_of, without_other_runs
    from experiments.results.read_outcomes import outcomes_in

    made, outcomes = compared_folders_of(manifest), []
    with progress.parts(len(made)):
        for one in made:
            own, _ = _setting(folder, one.manifest, without_other_runs(one.values))
            record = _record(one.manifest, own, folder, progress)
            outcomes += outcomes_in({name: _as_read(table) for name, table in record.tables.items()})
    return comparison_of(made, outcomes, setting)


def _record(manifest: Mapping[str, Any], setting: Setting, folder: Path, progress: Progress) -> Any:
    verb = manifest["verb"]
    if verb == "run":
        from experiments.analyses.run import ran

        return ran(setting, progress)
    if verb == "compare" and manifest.get(COMPARED):
        return _of_folders(manifest, setting, folder, progress)
    if verb == "compare":
        from experiments.analyses.compare import compared

        return compared(setting, progress)
    if verb == "explain":
        from experiments.analyses.explain.explain import answered

        return answered(setting, progress)
    if verb == "graph":
        from experiments.analyses.network.network import describe_community

        return describe_community(setting)
    if verb == "validate":
        from experiments.validation.registry import known_cases
        from experiments.validation.validate import validated

        known = known_cases(setting.parts)
        asked = read_answer(folder, "validation.json").get("cases")
        rows = asked if isinstance(asked, list) else []
        names = tuple(row["case"] for row in rows if isinstance(row, dict) and row.get("case") in known)
        return validated(setting, names, progress)
    return _calibration(manifest, setting, folder, progress)


def _calibration(manifest: Mapping[str, Any], setting: Setting, folder: Path, progress: Progress) -> Any:
    """A calibration reads its files while it computes: it is told where they are, and tells how they were named."""
    from experiments.analyses.calibrate.calibrate import calibrate_to_log

    values, statistics = setting.values, {}
    for kind, file in manifest.get(STATISTICS, {}).items():
        require_as_used(f"calibrate.{kind}", file["path"], file["hash"])
        statistics[kind] = file["path"]
    there = {**values, "calibrate": {**values["calibrate"], **statistics}}
    if not values["population"]["file"]:
        return replace(calibrate_to_log(replace(setting, values=there), progress), setting=setting)
    there["population"] = {**values["population"], "file": file_again(manifest, folder)}
    found, name = (
        calibrate_to_log(replace(setting, values=there), progress),
        str(user_path(values["population"]["file"])),
    )
    intake = None if found.log.intake is None else replace(found.log.intake, source=name)
    return replace(found, setting=setting, log=replace(found.log, source=name, intake=intake))


@contextmanager
def _sweep(
    folder: Path, manifest: dict[str, Any], values: dict[str, Any], progress: Progress
) -> Iterator[RecomputedFolder]:
    """The results of a sweep, and of what is made of one, computed in a folder of their own."""
    from experiments.analyses.replay_sweep import rerun_sweep

    with rerun_sweep(folder, manifest, progress) as (tables, answer):
        answers = (
            {} if answer is None else {answer.answer_file: answer_content(answer), DRAWN_FROM: plain(answer.drawn_from)}
        )
        yield RecomputedFolder(tables, json.loads(json.dumps(answers)), {})


AGAIN: dict[str, Again] = {
    **dict.fromkeys(("run", "compare", "explain", "graph", "validate", "calibrate"), _run_folder),
    **dict.fromkeys(("sweep", "sensitivity", "boundary"), _sweep),
}
"""How each verb is computed again."""
