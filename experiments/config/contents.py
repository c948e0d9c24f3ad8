"""The content of the files that a world is made of, and proof that the world is made of that content.

A world is read between two looks at its files; where they differ, somebody wrote meanwhile, and nobody could say of
what the world is made.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from experiments.config.nested import flat
from experiments.config.own.in_use import KEY, in_use
from experiments.config.roles import WORLD, is_file, part
from experiments.inputs.hashes import file_hash
from experiments.inputs.networks.from_networkx import is_hash
from experiments.inputs.paths import user_path
from simulation.mistake import Mistake


def files(values: Mapping[str, Any]) -> dict[str, str]:
    """The files that a configuration names, by key: a log of purchases, ties, degrees."""
    return {key: str(value) for key, value in flat(part(values, WORLD)).items() if is_file(key) and value}


def contents(values: Mapping[str, Any]) -> dict[str, str]:
    """Hash of each file by key; whoever reads a file that is not there or is none says what is wrong with it."""
    found: dict[str, str] = {}
    parts = in_use()
    for key, file in files(values).items():
        if key == KEY and parts is not None:
            found[key] = parts.source.hash  # of what was read and run, wherever it lies by now
        elif not is_hash(file) and os.path.isfile(path := user_path(file)):
            with suppress(OSError):
                found[key] = file_hash(path)
    return found


def refuse_changed(values: Mapping[str, Any], before: Mapping[str, str]) -> None:
    """Refuse a world whose files were written while they were read.

    Args:
        values: of which the world was made.
        before: hash of each file before it was read, by key.

    Raises:
        Mistake: naming the file.
    """
    now, named = contents(values), files(values)
    for key in before:
        if now.get(key) != before[key]:
            advice = "Wait until it is complete, and repeat the command."
            raise Mistake(key, named[key], "was changed while it was read", advice)
