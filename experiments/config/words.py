"""Words of the command line: Python values spelled in Hydra's grammar, and project files that stand for many words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from simulation.mistake import Mistake

ENDINGS = (".yaml", ".yml")


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
        try:
            content = yaml.safe_load(Path(word).read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise Mistake("project file", word, "there is no such file", f"Looked in {Path.cwd()}.") from None
        except (OSError, UnicodeDecodeError) as error:
            raise Mistake("project file", word, f"cannot be read: {error}") from None
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = f" (line {mark.line + 1})" if mark else ""
            raise Mistake("project file", word, f"is not valid YAML{line}") from None
        if not isinstance(content, dict):
            raise Mistake("project file", word, "must be a YAML mapping of keys to values, such as weeks: 104")
        found += spelled({str(key): value for key, value in content.items()})
    return found


def spelled(values: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """Words in Hydra's grammar for nested Python values."""
    for key, value in values.items():
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
