"""A run folder: tables, the resolved configuration and a manifest; it appears whole or not at all."""

from __future__ import annotations

import json
import os
import platform
import shutil
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from experiments.config.building import Setting
from experiments.inputs.hashes import file_hash
from experiments.inputs.transactions.provenance import keep_copy, provenance
from experiments.networks.graph import is_hash
from experiments.tables import content_hash, values_hash
from simulation.mistake import Mistake

MANIFEST, CONFIG = "manifest.json", "config.yaml"
PACKAGES = ("courtship", "numpy", "scipy", "mesa", "networkx", "pandas", "hydra-core")


@dataclass(frozen=True)
class Written:
    """What goes into a run folder.

    Args:
        verb: "run", "compare" or "explain".
        setting: what was asked.
        tables: by file name without ending; written as Parquet.
        texts: by file name.
        more: called with the folder to write what is neither, such as figures.
    """

    verb: str
    setting: Setting
    tables: Mapping[str, pd.DataFrame]
    texts: Mapping[str, str]
    more: Callable[[Path], None] = lambda folder: None


def refuse_unwritable(folder: Path) -> None:
    """Find out before the work whether the folder can be written.

    Raises:
        Mistake: when it holds a run already or cannot be made.
    """
    try:
        if _taken(folder):
            raise Mistake("hydra.run.dir", str(folder), "must be a new or empty folder", "Choose another folder.")
        partial = _partial(folder)
        partial.mkdir(parents=True, exist_ok=True)
        partial.rmdir()
    except OSError as error:
        advice = "Choose another folder with hydra.run.dir=FOLDER."
        raise Mistake("hydra.run.dir", str(folder), f"cannot be written: {error.strerror or error}", advice) from None


def _taken(folder: Path) -> bool:
    return folder.exists() and (not folder.is_dir() or any(folder.iterdir()))


def write(folder: Path, written: Written) -> Path:
    """Write a run folder under a temporary name and rename it at the end.

    Returns:
        Where it is: another run may have taken the place in the meantime, and results are not thrown away for that.
    """
    number, wanted = 1, folder
    while _taken(folder):
        number += 1
        folder = wanted.with_name(f"{wanted.name}_{number}")
    partial = _partial(folder)
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        for name, table in written.tables.items():
            table.to_parquet(partial / f"{name}.parquet", index=False)
        for name, text in written.texts.items():
            (partial / name).write_text(text, encoding="utf-8")
        (partial / CONFIG).write_text(yaml.safe_dump(written.setting.values, sort_keys=False), encoding="utf-8")
        keep_copy(written.setting.values["population"], partial)
        written.more(partial)
        (partial / MANIFEST).write_text(json.dumps(manifest(written), indent=2), encoding="utf-8")
        if folder.exists():
            folder.rmdir()
        partial.rename(folder)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return folder


def manifest(written: Written) -> dict[str, Any]:
    """What is needed to compute a run again and to tell whether it came out the same."""
    return {
        "verb": written.verb,
        "seed": written.setting.values["seed"],
        "config_hash": values_hash(written.setting.values, written.verb),
        "levers": written.setting.levers,
        **provenance(written.setting.values["population"]),
        "community_files": community_files(written.setting.values["community"]),
        "network": None if written.setting.own is None else asdict(written.setting.own.intake),
        "content": {name: content_hash(table) for name, table in written.tables.items()},
        "versions": versions(),
    }


def community_files(community: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Where the files that ties or degrees came from are, and the hash of each; by key of the section `community`."""
    named = {key: Path(community[key]).expanduser() for key in ("file", "degrees_file") if community[key] is not None}
    return {k: {"path": str(p.resolve()), "hash": file_hash(p)} for k, p in named.items() if not is_hash(str(p))}


def versions() -> dict[str, str]:
    """Versions of Python, the machine and the packages that numbers can depend on."""
    found = {"python": platform.python_version(), "machine": platform.machine()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def read_manifest(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The manifest and the configuration of a run folder.

    Raises:
        Mistake: when the folder is not a whole run.
    """
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        values = yaml.safe_load((folder / CONFIG).read_text(encoding="utf-8"))
        same = values_hash(values, found["verb"]) == found["config_hash"]
        for name in ("verb", "levers", "content", "versions", "population_file", "population_file_hash"):
            found[name]
    except FileNotFoundError as error:
        missing = Path(error.filename).name
        raise Mistake("folder", str(folder), f"must be a run folder, but it has no {missing}") from None
    except (OSError, ValueError, LookupError, TypeError, AttributeError, yaml.YAMLError) as error:
        raise Mistake("folder", str(folder), f"must be a whole run folder; it cannot be read: {error}") from None
    if not same:
        advice = "Restore it; for other values start a new run."
        raise Mistake(str(folder / CONFIG), "other values", "must be as the run wrote it", advice)
    return found, values


def _partial(folder: Path) -> Path:
    folder = folder.resolve()
    return folder.with_name(f".{folder.name}.{os.getpid()}.partial")
