"""The store of a sweep: one SQLite file in WAL mode, which a kill at any moment leaves whole.

What is committed is there after a kill -9; the driver commits each job as it comes in, so that a kill loses what is in
flight and nothing else. The driver is the only writer, anyone may read meanwhile.
"""

from __future__ import annotations

import errno
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from experiments.config.overrides import PLACES
from experiments.config.versions import AT_THE_START, SOURCE, sources, versions
from experiments.execution.database import connect, logs_ahead, transaction, with_schema
from experiments.inputs.paths import is_file
from experiments.sweeps.own_measures import OWN_MEASURES, described, own_measures
from experiments.sweeps.tables import APPLICATION, ASKED, DONE, FAILED, LAYOUT, MEASURED, WANTED, tables
from simulation.measure import Measure
from simulation.measures.measures import MEASURES
from simulation.mistake import Mistake

STORE = "sweep.sqlite"
AGAIN = "Move the folder away and repeat the command: every run is computed again and comes out the same."


class Store:
    """A store that is open.

    Args:
        folder: that holds it.
        writing: as its driver; otherwise for reading only.

    Raises:
        Mistake: when there is none, it is damaged, or it is of another version.
    """

    def __init__(self, folder: Path, writing: bool = False) -> None:
        self.folder, self.path = folder, folder / STORE
        if not is_file(self.path):
            raise Mistake("sweep", str(folder), f"must be the folder of a sweep, but it has no {STORE}")
        with self.spoken():
            self._base = connect(self.path, writing)
            self._refuse_strange()
            if writing:
                self._refuse_other_program()
                self._refuse_no_wal()

    def _refuse_strange(self) -> None:
        if self.path.stat().st_size == 0 or self.value("PRAGMA quick_check(1)") != "ok":
            raise sqlite3.DatabaseError("truncated")
        if self.value("PRAGMA application_id") != APPLICATION:
            raise Mistake("sweep", str(self.path), "is a database of another program", "Choose another folder.")
        written = {"layout": self.value("PRAGMA user_version")}
        now: dict[str, Any] = {"layout": LAYOUT}
        if written == now:
            written |= {"courtship": self.meta("versions")["courtship"], "measures": self.measured[: len(MEASURED)]}
            now |= {"courtship": version("courtship"), "measures": list(MEASURED)}
        for name, value in written.items():
            if value != now[name]:
                strange = f"was written by another version of courtship ({name} {value}, not {now[name]})"
                raise Mistake(
                    "sweep", str(self.folder), strange,
                    "Continue with that version, or move the folder away and repeat the command.",
                )  # fmt: skip

    def _refuse_other_program(self) -> None:
        """Refuse to add runs that another program computes than those that are there: no table may mix two laws."""
        if sources() != AT_THE_START:
            strange = f"the {SOURCE} of courtship has changed since this process began"
            raise Mistake("sweep", str(self.folder), strange, "Start it again.")
        then, now = self.meta("versions"), versions()
        for name, here in now.items():
            if then.get(name) != here:
                given = f"{name} {then.get(name, 'unknown')}"
                strange = f"began with {given}, and here it is {here}: one table would mix what two programs compute"
                advice = f"Continue as it was started, or compute everything in another folder: {PLACES[0]}=FOLDER."
                raise Mistake("sweep", str(self.folder), strange, advice)

    def _refuse_no_wal(self) -> None:
        if not logs_ahead(self._base):
            advice = "Network file systems often do not; set hydra.run.dir to a folder on a local disk."
            raise Mistake("hydra.run.dir", str(self.folder), "must be on a disk that supports a live store", advice)

    @classmethod
    def made(cls, folder: Path, base: Mapping[str, Any], verb: str) -> Store:
        """A new store, open for its driver.

        Args:
            folder: that is to hold it, there already.
            base: resolved configuration of the first point.
            verb: that asks.
        """
        try:
            names = [*MEASURED, *(one["name"] for one in own_measures())]
            with with_schema(folder / STORE, APPLICATION, LAYOUT, tables(names)) as made:
                content: dict[str, Any] = {
                    "base": base,
                    "verb": verb,
                    "versions": versions(),
                    "measures": names,
                    "commands": [],
                }
                content |= {OWN_MEASURES: own_measures()}
                rows = [(name, json.dumps(value)) for name, value in content.items()]
                made.executemany("INSERT INTO meta VALUES (?, ?)", rows)
        except sqlite3.OperationalError as error:
            raise OSError(errno.EIO, str(error), str(folder)) from None
        return cls(folder, writing=True)

    @contextmanager
    def spoken(self) -> Iterator[None]:
        """Turn what SQLite says into one sentence: a damaged store is a Mistake, a full disk an OSError."""
        try:
            yield
        except sqlite3.OperationalError as error:
            number = errno.ENOSPC if "full" in str(error) else errno.EIO
            raise OSError(number, f"the store cannot be written ({error})", str(self.path)) from None
        except sqlite3.DatabaseError as error:
            raise Mistake("sweep", str(self.path), f"is damaged ({error})", AGAIN) from None

    def execute(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Do one statement."""
        return self._base.execute(sql, values)

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The first value of the first row, None without one."""
        row = self.execute(sql, values).fetchone()
        return None if row is None else row[0]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing."""
        with self.spoken(), transaction(self._base):
            yield

    def meta(self, name: str) -> Any:
        """What is known about the sweep as a whole; None where nothing is noted."""
        text = self.value("SELECT value FROM meta WHERE name = ?", (name,))
        return None if text is None else json.loads(text)

    def note(self, name: str, value: Any) -> None:
        """Write down something about the sweep as a whole."""
        self.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, json.dumps(value)))

    @property
    def measured(self) -> list[str]:
        """Names of the measures of its runs: those of the package, then those of the user's own file."""
        return list(self.meta("measures"))

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures of its runs; their definitions, whoever has the functions."""
        return (*MEASURES, *map(described, self.meta(OWN_MEASURES) or ()))

    def refuse_other_measures(self) -> None:
        """Refuse runs whose measures would not fit into the table of those that are there.

        Raises:
            Mistake: the user's own file declares others than when the store began.
        """
        then, now = self.meta(OWN_MEASURES) or [], own_measures()
        if then != now:
            names = ", ".join(one["name"] for one in then) or "none"
            strange = f"began with other measures of a file of your own ({names})"
            raise Mistake("sweep", str(self.folder), strange, f"Choose another folder: {PLACES[0]}=FOLDER.")

    def counts(self) -> dict[str, int]:
        """How many of the planned runs are done, failed, and still wanted."""
        sql = f"SELECT state, COUNT(*) FROM runs WHERE {ASKED} GROUP BY state"
        with self.spoken():
            return {DONE: 0, FAILED: 0, WANTED: 0} | dict(self.execute(sql).fetchall())

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
