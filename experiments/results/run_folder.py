"""A run folder: tables, an answer, the resolved configuration and a manifest; it appears whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.config.roles import values_hash
from experiments.config.setting import Setting
from experiments.config.versions import SOURCE, versions
from experiments.inputs import yaml_file
from experiments.inputs.hashes import file_hash
from experiments.inputs.paths import is_file, user_path
from experiments.inputs.regular_file import readable_folder
from experiments.inputs.table_hash import content_hash
from experiments.inputs.transactions.provenance import keep_copy, provenance
from experiments.results.reservation import Reservation
from simulation.mistake import Mistake

MANIFEST, CONFIG = "manifest.json", "config.yaml"
DRAWN_FROM = "drawn_from.json"
"""What figures and pages are drawn from beside the tables."""
COMPARED = "compared"
"""Key of the manifest: folder, manifest and configuration of each run folder that was compared."""
NOT_DRAWN = "not_drawn"
"""Key of the manifest: files that could not be drawn, with the reason."""
EVERYTHING, STOPPED = "figures and pages", "the command was stopped before they were drawn"
"""What it says from the moment at which the results are whole to that at which all is drawn."""
FILES = "files"
"""Key of the manifest: the hash of each file of results as it was written."""
STATISTICS = "statistics_files"
"""Key of the manifest: files of statistics that a calibration was held against, by kind."""
ALWAYS = ("verb", "config_hash", "content", "versions")
"""What every manifest has, of whatever version."""
SHAPES: Mapping[str, tuple[type, ...]] = {
    "verb": (str,), "config_hash": (str,), "content": (dict,), "versions": (dict,), "seed": (int,), "levers": (dict,),
    "people": (int,), "population_file": (str, type(None)), "population_file_hash": (str, type(None)),
    "community_files": (dict,), STATISTICS: (dict,), "intake": (dict, type(None)), "presumed": (list, type(None)),
    "network": (dict, type(None)), "answers": (list,), NOT_DRAWN: (dict,), COMPARED: (list,), FILES: (dict,),
}  # fmt: skip
"""What each part of a manifest is; facts that a verb notes beside them are its own."""


@dataclass(frozen=True)
class Contents:
    """What goes into a run folder before anything is drawn.

    Args:
        verb: that asked.
        setting: what was asked.
        tables: by file name without ending; written as Parquet.
        answers: by file name; written as JSON.
        texts: further results by file name.
        origins: folder, manifest and configuration of each run folder that the results were made from.
    """

    verb: str
    setting: Setting
    tables: Mapping[str, pd.DataFrame]
    answers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    origins: Sequence[Mapping[str, Any]] = ()


def keep(place: Reservation, contents: Contents) -> Path:
    """Write all results and make the folder appear; returns where it is."""
    partial = place.partial
    partial.mkdir(parents=True, exist_ok=True)
    for name, table in contents.tables.items():
        table.to_parquet(partial / f"{name}.parquet", index=False)
    for name, answer in contents.answers.items():
        put(partial / name, as_text(answer))
    for name, text in contents.texts.items():
        put(partial / name, text)
    keep_copy(vars(contents.setting.options.population), partial)
    results = [*(f"{name}.parquet" for name in contents.tables), *contents.answers, *contents.texts]
    put(partial / CONFIG, yaml_file.written(contents.setting.values))
    put(partial / MANIFEST, as_text({**manifest(contents), FILES: file_hashes(partial, results)}))
    return place.settle()


def put(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all; a reader finds the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        partial.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def as_text(content: Mapping[str, Any]) -> str:
    """JSON as it stands in a run folder."""
    return json.dumps(content, indent=2, allow_nan=False)


def manifest(contents: Contents) -> dict[str, Any]:
    """What is needed to compute a run again, to tell whether it came out the same, and to draw it."""
    setting = contents.setting
    return {
        **question(contents.verb, setting),
        "intake": setting.intake,
        "presumed": setting.presumed,
        "network": None if setting.own is None else asdict(setting.own.intake),
        "content": {name: content_hash(table) for name, table in contents.tables.items()},
        "answers": sorted(contents.answers),
        NOT_DRAWN: {EVERYTHING: STOPPED},
        **({COMPARED: list(contents.origins)} if contents.origins else {}),
    }


def question(verb: str, setting: Setting) -> dict[str, Any]:
    """What a manifest says about what was asked: two that agree in it have the same results."""
    return {
        "verb": verb,
        "seed": setting.options.seed,
        "config_hash": values_hash(setting.values, verb),
        "levers": setting.levers,
        "people": setting.world.people.size,
        **provenance(vars(setting.options.population)),
        "community_files": files_of(setting, "community"),
        STATISTICS: files_of(setting, "calibrate"),
        "versions": versions(),
    }


def stopped_while_drawing(folder: Path, verb: str, setting: Setting) -> bool:
    """Whether a folder holds the results of the very same question, and the command was stopped before it had drawn."""
    try:
        found, values = read_answer(folder, MANIFEST), read_answer(folder, CONFIG)
    except Mistake:
        return False
    if ("output", vars(setting.options.output)) not in values.items():
        return False
    asked = json.loads(as_text(question(verb, setting)))
    return EVERYTHING in found.get(NOT_DRAWN, {}) and all(found.get(key) == value for key, value in asked.items())


def file_hashes(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """The hash of each file that was written, by name."""
    return {name: file_hash(folder / name) for name in names}


def require_as_written(folder: Path, manifest: Mapping[str, Any], name: str) -> None:
    """Refuse to tell anything from a file that somebody has changed since the run; old folders do not know theirs.

    Raises:
        Mistake: naming the file.
    """
    known = manifest.get(FILES, {}).get(name)
    if known is not None and is_file(folder / name) and file_hash(folder / name) != known:
        advice = "Restore it, or start a new run for other numbers."
        raise Mistake(str(folder / name), "another content", "must be unchanged since the run", advice)


def files_of(setting: Setting, section: str) -> dict[str, dict[str, str]]:
    """Where the files that a section names are, and the hash of what was read; by key of the section."""
    return {
        key: {"path": str(user_path(given).resolve()), "hash": setting.contents[f"{section}.{key}"]}
        for key, given in setting.values[section].items()
        if f"{section}.{key}" in setting.contents
    }


def note_in_manifest(folder: Path, **facts: Any) -> None:
    """Write further facts into the manifest of a folder that is there."""
    found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    put(folder / MANIFEST, as_text({**found, **facts}))


def read_manifest(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The manifest and the configuration of a run folder.

    Raises:
        Mistake: when the folder is not a whole run, or another version wrote what this one does not read.
    """
    readable_folder(folder, "a run folder", "folder")
    found, values = _read(folder, MANIFEST), _read(folder, CONFIG)
    for name, shape in SHAPES.items():
        if (name in found or name in ALWAYS) and not isinstance(found.get(name), shape):
            raise damaged_folder(folder, f"{MANIFEST} has no {name}, or another thing in its place")
    try:
        same = values_hash(values, found["verb"]) == found["config_hash"]
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        refuse_other_version(folder, found)
        raise damaged_folder(folder, f"{CONFIG}: {error}") from None
    if not same:
        refuse_other_version(folder, found)
        advice = "Restore it, or start a new run for other values."
        raise Mistake(str(folder / CONFIG), "other values", "must be unchanged since the run", advice)
    return {"levers": {}, "population_file": None, "population_file_hash": None, **found}, values


def refuse_other_version(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Where a folder cannot be read, and courtship is not what wrote it, say so: the user may have changed nothing.

    Raises:
        Mistake: naming both versions.
    """
    then, now = (_ours(known) for known in (manifest["versions"], versions()))
    if then != now:
        raise Mistake(
            "folder", str(folder), f"was written by {then}; this is {now}, which would read it differently",
            "Use that version, or run the same command in a new folder.",
        )  # fmt: skip


def _ours(known: Mapping[str, Any]) -> str:
    """Which courtship that is."""
    source = f" ({SOURCE} {known[SOURCE]})" if SOURCE in known else ""
    return f"courtship {known.get('courtship', 'of an unknown version')}{source}"


def read_answer(folder: Path, name: str) -> dict[str, Any]:
    """A JSON file of results.

    Raises:
        Mistake: when it is missing or damaged.
    """
    return _read(folder, name)


def _read(folder: Path, name: str) -> dict[str, Any]:
    """A JSON or YAML file that holds a mapping."""
    try:
        text = (folder / name).read_text(encoding="utf-8")
        found = json.loads(text) if name.endswith(".json") else yaml_file.document(text, name, "a text").content
    except FileNotFoundError:
        raise Mistake("folder", str(folder), f"must be a run folder, but it has no {name}") from None
    except OSError as error:
        raise damaged_folder(folder, f"{name}: {error.strerror or error}") from None
    except Mistake as mistake:
        raise damaged_folder(folder, f"{name} {mistake.allowed}") from None
    except (ValueError, RecursionError) as error:
        raise damaged_folder(folder, f"{name}: {' '.join(str(error).split())}") from None
    if not isinstance(found, dict):
        raise damaged_folder(folder, f"{name} is empty" if found is None else f"{name} holds no keys")
    return found


def damaged_folder(folder: Path, why: str) -> Mistake:
    """What is said of a folder that is not as it was written."""
    return Mistake("folder", str(folder), f"must be a complete run folder; it cannot be read: {why}")
