"""What a verb prints: a table or JSON, where it was written to, and what could not be drawn.

Whatever the terminal, pipe or file behind standard output can show, printing never fails the work: characters that it
does not know are replaced, see `experiments.execution.streams`.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from rich.console import Console

from experiments.cli.words import Words
from experiments.execution.streams import Unprinted, is_terminal

if TYPE_CHECKING:
    import pandas as pd

    from experiments.reports.run_folder import WrittenFolder


def show_answer(
    words: Words,
    content: Callable[[], dict[str, Any]],
    table: Callable[[], Any],
    written: WrittenFolder,
    hint: str = "",
) -> int:
    """Print what came out, as a table or as JSON, and the folder it was written to; returns the exit status.

    Args:
        words: of the command line.
        content: makes what `--json` prints.
        table: what rich prints; or a function that prints by itself, and returns nothing.
        written: where it is.
        hint: what to do with it, after a semicolon.
    """
    try:
        _said(words, content, table, written, hint)
    except BrokenPipeError:
        raise
    except Exception as error:
        if os.environ.get("COURTSHIP_TRACEBACK"):
            raise
        why = error.strerror if isinstance(error, OSError) else f"{type(error).__name__}: {error}"
        raise Unprinted(f"the results are in {written.folder}, but they could not be printed: {why}.") from None
    if written.warning:
        print(f"courtship: {written.warning}", file=sys.stderr)
    return 0


def _said(
    words: Words, content: Callable[[], dict[str, Any]], table: Callable[[], Any], written: WrittenFolder, hint: str
) -> None:
    if "--json" in words.flags:
        printed_json({"folder": str(written.folder), "not_drawn": dict(written.not_drawn), **content()})
    elif not words.quiet:
        what = table()
        if what is not None:
            print_to_terminal(Console(), what)
        print(f"written to {written.folder}{hint}")
    sys.stdout.flush()


def printed_json(content: Any) -> None:
    """One line of JSON in ASCII, which every stream can carry."""
    print(json.dumps(content, allow_nan=False))


def show_table(words: Words, table: Any) -> int:
    """Print a table, or its rows as JSON; returns the exit status."""
    if "--json" in words.flags:
        printed_json(records(table))
        return 0
    from experiments.reports.terminal import plain_table

    print_to_terminal(console_width(), plain_table(table))
    return 0


def console_width() -> Console:
    """As wide as the terminal; in a file or pipe, wide enough for a table."""
    return Console(width=None if is_terminal(sys.stdout) else 200)


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as JSON knows them: what is not finite is null."""
    rows: list[dict[str, Any]] = json.loads(table.to_json(orient="records"))
    return rows


def print_to_terminal(console: Console, what: Any) -> None:
    """Rich ends the process when the reader of a pipe has gone; `print` leaves that to the command line."""
    with console.capture() as text:
        console.print(what)
    print(text.get(), end="")
