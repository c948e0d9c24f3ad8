"""A YAML file of the user's: data, never code, and whatever is wrong with it is said in one sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from experiments.inputs.regular_file import regular_file
from simulation.mistake import Mistake

ENDINGS = (".yaml", ".yml")


def mapping(path: Path, thing: str, given: str, expected: str) -> dict[str, Any]:
    """The content of a YAML file that must be a mapping; an empty file is an empty one.

    Args:
        path: of the file.
        thing: what the user calls it, for messages.
        given: as the user wrote it.
        expected: what the mapping is to hold, with an example.

    Raises:
        Mistake: when there is no such file, or it is no mapping.
    """
    regular_file(path, f"a YAML mapping of {expected}", thing)
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise Mistake(thing, given, f"cannot be read: {error}") from None
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = f" (line {where.line + 1})" if where else ""
        raise Mistake(thing, given, f"is not valid YAML{line}") from None
    if not isinstance(content, dict | None):
        raise Mistake(thing, given, f"must be a YAML mapping of {expected}")
    return {str(key): value for key, value in (content or {}).items()}
