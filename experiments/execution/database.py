"""SQLite files in WAL mode, which a kill at any moment leaves whole: what every store here does with them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 30.0
"""Seconds to wait for another process that writes."""


def connect(path: Path, writing: bool) -> sqlite3.Connection:
    """A connection to a file that is there; each statement by itself is all or nothing, several in a `transaction`."""
    mode = "rw" if writing else "ro"
    address = f"{path.resolve().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=PATIENCE)


def logs_ahead(base: sqlite3.Connection) -> bool:
    """Use a write-ahead log; False on a disk that cannot hold one, as most network file systems."""
    if base.execute("PRAGMA journal_mode=WAL").fetchone()[0] != "wal":
        return False
    base.execute("PRAGMA synchronous=NORMAL")
    return True


@contextmanager
def transaction(base: sqlite3.Connection) -> Iterator[None]:
    """All or nothing."""
    base.execute("BEGIN IMMEDIATE")
    try:
        yield
        base.execute("COMMIT")
    except BaseException:
        if base.in_transaction:  # a full disk has rolled back already
            base.execute("ROLLBACK")
        raise


@contextmanager
def with_schema(path: Path, application: int, layout: int, tables: str) -> Iterator[sqlite3.Connection]:
    """Lay out a new file under another name; it gets its own when all is written, whole or not at all.

    Of several processes that do so at once, one lays out the file and the others find it there.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.unlink(missing_ok=True)
    try:
        base = sqlite3.connect(partial)
        try:
            base.executescript(f"PRAGMA application_id={application}; PRAGMA user_version={layout}; {tables}")
            yield base
            base.commit()
        finally:
            base.close()
        try:
            os.link(partial, path)
        except FileExistsError:
            pass
        except OSError:  # a disk without hard links
            partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
