"""The tables of a store.

meta       what the sweep is: the configuration that points are told from, that of the first point, the commands, and
           the versions that wrote it
points     every point, as what differs from that configuration in all that a run depends on: of a sweep, in the
           order in which they are asked for now; of an analysis, all that were ever asked for
worlds     what a point's runs share, the content of its files, and the constants of its centring once they are known
arms       strategies with their levers
plan       which run stands for which point, strategy and replicate: of a sweep, those that are asked for now; of an
           analysis, which asks in several rounds, all of them
runs       each run once, whatever the number of points it stands for; its identity is the primary key
parts      files of weekly series that are whole
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from simulation.measures.measures import MEASURES

APPLICATION = 0x436F7572  # "Cour", so that another program's database is not taken for a store
LAYOUT = 2
"""Number of this layout; a store of another number is refused."""
UNASKED = 0
"""The point of a world that is kept for who asks for it again; no point has this number."""

WANTED, DONE, FAILED = "wanted", "done", "failed"
BOOKED = ("budget", "spent", "minor_units")
MEASURED = tuple(measure.name for measure in MEASURES)

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE worlds (world INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, point INTEGER NOT NULL,
                     levers TEXT NOT NULL, contents TEXT NOT NULL, centre TEXT);
CREATE TABLE points (point INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, chosen TEXT NOT NULL, changes TEXT NOT NULL);
CREATE TABLE arms (arm INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, levers TEXT NOT NULL);
CREATE TABLE plan (point INTEGER NOT NULL, strategy TEXT NOT NULL, replicate INTEGER NOT NULL, identity TEXT NOT NULL,
                   PRIMARY KEY (point, strategy, replicate)) WITHOUT ROWID;
CREATE INDEX planned ON plan (identity);
CREATE TABLE runs (identity TEXT PRIMARY KEY, world INTEGER NOT NULL, arm INTEGER NOT NULL, seed INTEGER NOT NULL,
                   state TEXT NOT NULL, error TEXT, seconds REAL, part INTEGER,
                   budget INTEGER, spent INTEGER, minor_units REAL{measures});
CREATE INDEX states ON runs (state, world);
CREATE TABLE parts (part INTEGER PRIMARY KEY);
"""


def tables(measures: Sequence[str]) -> str:
    """The statements that lay out a store.

    Args:
        measures: names of those that its runs have.
    """
    return TABLES.format(measures="".join(f", {name} REAL" for name in quoted(measures)))


def quoted(names: Iterable[str]) -> list[str]:
    """Names of columns as SQL reads them: one of a user's own may be a word of SQL."""
    return [f'"{name}"' for name in names]


ASKED = "identity IN (SELECT identity FROM plan)"
"""Of all runs that a store keeps, those that a point stands for; others are kept for who asks for them again."""
