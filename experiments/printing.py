"""What a verb prints: a table or JSON, and where it was written to."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from experiments.command import Words

if TYPE_CHECKING:
    import pandas as pd


def shown(words: Words, content: dict[str, Any], table: Callable[[], Any], folder: Path) -> int:
    """Print what came out, as a table or as JSON, and the folder it was written to; returns the exit status."""
    if "--json" in words.flags:
        print(json.dumps({"folder": str(folder), **content}, allow_nan=False))
    elif not words.quiet:
        printed(Console(), table())
        print(f"written to {folder}")
    return 0


def tabled(words: Words, table: Any) -> int:
    """Print a table, or its rows as JSON; returns the exit status."""
    if "--json" in words.flags:
        print(json.dumps(records(table), allow_nan=False))
        return 0
    from experiments.terminal import plain_table

    printed(Console(width=None if sys.stdout.isatty() else 200), plain_table(table))
    return 0


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as JSON knows them: what is not finite is null."""
    rows: list[dict[str, Any]] = json.loads(table.to_json(orient="records"))
    return rows


def printed(console: Console, what: Any) -> None:
    """Rich ends the process when the reader of a pipe has gone; `print` leaves that to the command line."""
    with console.capture() as text:
        console.print(what)
    print(text.get(), end="")
