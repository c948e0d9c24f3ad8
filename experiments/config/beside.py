"""Relative paths in a project file: from where the command is typed, else from the folder in which the file lies.

Where both are there and differ, one is as likely as the other, so that the user chooses.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from experiments.config.roles import STRATEGIES, is_file, role
from experiments.inputs.hashes import file_hash
from experiments.inputs.paths import is_file as is_file_there
from experiments.inputs.paths import user_path
from experiments.inputs.yaml_file import ENDINGS
from simulation.mistake import Mistake

OF_THE_WORLD = ("rivals", "market.as_is")
"""Keys of strategies that are part of the world."""


def names_files(key: str) -> bool:
    """Whether the values of a leaf are files, or strategies, which may be files."""
    return is_file(key) or key in OF_THE_WORLD or role(key).changes is STRATEGIES


def from_project(key: str, value: Any, project: Path) -> Any:
    """The value with each relative path as it is meant.

    Args:
        key: of a leaf that `names_files`.
        value: a text or a list of them; everything else stays.
        project: the project file.

    Raises:
        Mistake: for a path that may be one of two files.
    """
    if isinstance(value, list):
        return [from_project(key, one, project) for one in value]
    if not isinstance(value, str) or not value:
        return value
    here = user_path(value)
    if here.is_absolute() or not (is_file(key) or here.suffix.lower() in ENDINGS or len(here.parts) > 1):
        return value
    beside = project.parent / here
    if not is_file_there(beside):
        return value
    if not is_file_there(here):
        return str(beside)
    if here.resolve() != beside.resolve() and file_hash(here) != file_hash(beside):
        may = f"may be {here.absolute()} or {beside.absolute()}, which differ"
        raise Mistake(key, value, may, f"Write the whole path in {project}.")
    return value
