"""Words of the command line: Python values spelled in Hydra's grammar, and project files that stand for many words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from experiments.config.own_file import ENDINGS, mapping
from experiments.inputs.transactions.given import without_tables


def expanded(words: Sequence[str]) -> list[str]:
    """The words, with each project file replaced by the words it stands for; later words win.

    A project file is a YAML mapping of keys to values, dotted or nested, given as a plain word: `compare mine.yaml`.

    Raises:
        Mistake: for a plain word that is no such file.
    """
    found: list[str] = []
    for word in words:
        if "=" in word or not word.lower().endswith(ENDINGS):
            found.append(word)
            continue
        content = mapping(Path(word), "project file", word, "keys to values, such as weeks: 104")
        found += spelled(content)
    return found


def spelled(values: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """Words in Hydra's grammar for nested Python values."""
    for key, value in (values if prefix else without_tables(values)).items():
        if isinstance(value, Mapping):
            yield from spelled(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}={_spelled(value)}"


def _spelled(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(_spelled(one) for one in value) + "]"
    if isinstance(value, (int, float)):
        return repr(float(value)) if isinstance(value, float) else str(value)
    text = str(value)
    plain = all(letter.isalnum() or letter in "_./-:" for letter in text)
    return text if plain and text else "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
