"""Tables of purchases among the values of a question asked in Python: kept as files, so that words can name them.

`compare(population=frame)` and `population={"file": frame}` become `population=from_transactions
population.file=outputs/inputs/….parquet`. Every Python door goes through here, and nothing heavy is imported for it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any

from simulation.mistake import Mistake

DOORS = ("__arrow_c_stream__", "__dataframe__")


def is_table(value: Any) -> bool:
    """Whether a value is a table in memory: of pandas, Polars, Arrow, or whatever shares their interfaces."""
    if isinstance(value, (str, bytes, type)) or not any(hasattr(value, door) for door in DOORS):
        return False
    return hasattr(value, "columns") or hasattr(value, "column_names")


def without_tables(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same values with each table of purchases replaced by the words that name the file it is kept in.

    Raises:
        Mistake: a table stands where none can be meant.
    """
    found: dict[str, Any] = {}
    for key, value in values.items():
        if key == "population" and is_table(value):
            found |= {"population": "from_transactions", "population.file": _kept(value)}
        elif key == "population" and isinstance(value, Mapping) and is_table(value.get("file")):
            found |= {"population": "from_transactions"}
            found |= {f"population.{name}": one for name, one in value.items() if name != "file"}
            found["population.file"] = _kept(value["file"])
        elif key == "population.file" and is_table(value):
            found |= {"population": values.get("population", "from_transactions"), key: _kept(value)}
        else:
            _refuse_tables(key, value)
            if key == "population" and not isinstance(value, (str, Mapping, os.PathLike)):
                shown = value if value is None or isinstance(value, (int, float)) else f"a {type(value).__name__}"
                raise Mistake(key, shown, "must be a name, a calibrated.yaml, or a table of purchases")
            found[key] = value
    return found


def refuse_tables_as_words(words: Iterable[Any]) -> None:
    """Refuse values that stand where words do, such as `compare(table)`.

    Raises:
        Mistake: one of them is no text.
    """
    for word in words:
        _refuse_tables("words", word)
        if not isinstance(word, str):
            advice = "Values have names: weeks=52, population=table."
            raise Mistake("words", f"a {type(word).__name__}", "must be text such as 'weeks=52'", advice)


def _kept(table: Any) -> str:
    from experiments.inputs.transactions.frames import kept

    return str(kept(table))


def _refuse_tables(key: str, value: Any) -> None:
    if is_table(value):
        rows, columns = (*getattr(value, "shape", ("?", "?")), "?")[:2]
        given = f"a table of {rows} rows and {columns} columns"
        raise Mistake(key, given, "cannot be a table", "Purchases are given as population=table.")
    if isinstance(value, Mapping):
        for name, one in value.items():
            _refuse_tables(f"{key}.{name}", one)
