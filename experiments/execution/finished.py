"""Answers of finished jobs in one SQLite file, each under the address of its job; several processes may use it at once.

It is a cache: whatever is missing or damaged is computed again. What is kept is bounded; the oldest answers go first.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from pathlib import Path
from typing import Any

from experiments.execution.codec import decode, encode
from experiments.execution.database import connect, logs_ahead, with_schema
from experiments.inputs.paths import is_file, is_there

STORE = "finished-jobs.sqlite"
APPLICATION = 0x436F7573  # so that another program's database is not taken for ours
LAYOUT = 1
TABLES = """
CREATE TABLE finished (number INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, checksum BLOB NOT NULL,
                       answer BLOB NOT NULL);
"""
AT_ONCE = 16
"""Answers that are let go together when room is needed."""


class Unusable(OSError):
    """A store that cannot be used; its text says why."""


class FinishedJobStore:
    """The store of a folder, made where it is missing.

    Args:
        folder: that holds it.
        most: bytes that it may hold; less where the disk is nearly full.

    Raises:
        Unusable: for a file that is not such a store, or a disk that cannot hold one.
        OSError: where the folder cannot be written.
        sqlite3.Error: for a damaged store.
    """

    def __init__(self, folder: Path, most: float) -> None:
        self.path = folder / STORE
        folder.mkdir(parents=True, exist_ok=True)
        if not is_there(self.path):
            with with_schema(self.path, APPLICATION, LAYOUT, TABLES) as base:
                if not logs_ahead(base):
                    raise Unusable("its disk cannot hold a live store, as most network file systems")
        self._base = connect(self.path, writing=True)
        try:
            written = tuple(self._value(f"PRAGMA {name}") for name in ("application_id", "user_version"))
            if written != (APPLICATION, LAYOUT):
                raise Unusable("it was written by another program or by another version of courtship")
            if not logs_ahead(self._base):
                raise Unusable("its disk cannot hold a live store, as most network file systems")
            self.most = min(most, self.size + shutil.disk_usage(folder).free / 2)
        except BaseException:
            self.close()
            raise

    def _value(self, sql: str) -> Any:
        return self._base.execute(sql).fetchone()[0]

    @property
    def size(self) -> int:
        """Bytes that its answers take."""
        pages: int = self._value("PRAGMA page_count") - self._value("PRAGMA freelist_count")
        return pages * int(self._value("PRAGMA page_size"))

    @property
    def count(self) -> int:
        """Number of its answers."""
        return int(self._value("SELECT COUNT(*) FROM finished"))

    def get(self, address: str) -> tuple[Any] | None:
        """The answer of one job, alone in a tuple; None where it is missing or damaged."""
        sql = "SELECT checksum, answer FROM finished WHERE address = ?"
        row = self._base.execute(sql, (address,)).fetchone()
        if row is None:
            return None
        checksum, answer = row
        try:
            if hashlib.sha256(answer).digest() == checksum:
                return (decode(answer),)
        except (ValueError, TypeError):
            pass
        self._base.execute("DELETE FROM finished WHERE address = ?", (address,))
        return None

    def keep(self, address: str, answer: Any) -> bool:
        """Keep an answer, and let the oldest go where there is no more room; False for one that cannot be kept.

        What is kept is there after a kill of this process at any later moment.
        """
        try:
            content = encode(answer)
        except TypeError:
            return False
        row = (address, hashlib.sha256(content).digest(), content)
        self._base.execute("INSERT OR IGNORE INTO finished (address, checksum, answer) VALUES (?, ?, ?)", row)
        while self.size > self.most and self.count:
            oldest = f"SELECT number FROM finished ORDER BY number LIMIT {AT_ONCE}"
            self._base.execute(f"DELETE FROM finished WHERE number IN ({oldest})")
        return True

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()


def store_files(path: Path) -> list[Path]:
    """The files of a store that are there."""
    return [each for ending in ("", "-wal", "-shm") if is_file(each := path.with_name(path.name + ending))]


def remove_store(path: Path) -> None:
    """Delete a store of ours that is damaged; a file that was never ours is left alone."""
    with path.open("rb") as file:
        head = file.read(100)
    if head[:16] == b"SQLite format 3\0" and int.from_bytes(head[68:72], "big") == APPLICATION:
        for each in store_files(path):
            each.unlink(missing_ok=True)


def is_damage(error: BaseException) -> bool:
    """Whether an error says that the file is not what SQLite wrote."""
    return isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
