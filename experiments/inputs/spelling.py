"""Values as they are spelled in Hydra's grammar, so that they are read back as they were."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence, Set
from typing import Any

from hydra.core.override_parser.types import Quote, QuotedString

from simulation.mistake import Mistake

PLAIN = re.compile(r"(?:\.{0,2}/)?[A-Za-z_][\w./-]*", re.ASCII)
"""Text that means the same with and without quotes."""
RESERVED = ("null", "true", "false", "nan", "inf")


def quoted(text: str) -> str:
    """Text between single quotes, with whatever escapes the grammar needs."""
    return QuotedString(text, Quote.single).with_quotes()


def written(value: Any) -> str:
    """A value in Hydra's grammar, which reads it back as it was.

    Raises:
        Mistake: for a set: the order of strategies, firms and shares says which is which, and a set has none.
    """
    if hasattr(value, "tolist"):  # of NumPy and pandas
        value = value.tolist()
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return repr(float(value)) if isinstance(value, float) else str(int(value))
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{_name(name)}:{written(one)}" for name, one in value.items()) + "}"
    if isinstance(value, Set):
        raise Mistake("value", value, "is a set, which has no order", "Give a list.")
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        return "[" + ",".join(map(written, value)) + "]"
    text = value.isoformat() if isinstance(value, datetime.date) else str(value)
    if PLAIN.fullmatch(text) and text.lower() not in RESERVED:
        return text
    return quoted(_literal(text))


def _name(name: Any) -> str:
    """The name in a mapping inside a list, which the grammar takes without quotes only."""
    if not isinstance(name, (str, int)) or not re.fullmatch(r"-?[\w.-]+", str(name), re.ASCII):
        raise Mistake("name", name, "must be a name of letters, digits, _ and -", "Write the name before the colon.")
    return str(name)


def _literal(text: str) -> str:
    """Text in which ${...} refers to nothing.

    Raises:
        Mistake: for the one text that Hydra keeps for a value that is missing.
    """
    if text == "???":
        raise Mistake("text", text, "means a missing value", "Give it another name, such as ./???.")
    return re.sub(r"(\\*)\$\{", r"\1\1\\${", text) if "${" in text else text
