"""The CDNOW sample: 2,357 customers who first bought in January to March 1997, followed until June 1998.

The file ships with the package `lifetimes`, which is looked up but not imported: it is archived, and its imports are
none of ours.

Source: Fader & Hardie (2001), Forecasting repeat sales at CDNOW, Interfaces 31(3).
"""

from __future__ import annotations

import datetime
import functools
import importlib.util
from pathlib import Path

import numpy as np

from experiments.inputs.hashes import Content, content
from experiments.inputs.paths import is_file
from experiments.inputs.transactions.log import Log
from experiments.inputs.transactions.read_log import log_of_table
from experiments.inputs.transactions.reading import Reading
from experiments.inputs.transactions.table import Table, of_texts
from simulation.mistake import Mistake

COLUMNS = ("old id", "customer", "date", "units", "dollars")


def cdnow_log(until: str | datetime.date | None = None) -> Log:
    """Read the sample.

    Args:
        until: the last day to keep, for a hold-out; None for all.

    Raises:
        Mistake: the package or its file is absent, or `until` is none of its days.
    """
    package = importlib.util.find_spec("lifetimes")
    for folder in (package.submodule_search_locations or ()) if package else ():
        path = Path(folder) / "datasets" / "CDNOW_sample.txt"
        if is_file(path):
            return _read(content(path), until)
    raise Mistake("CDNOW_sample.txt", "nothing", "must be installed", "Run: pip install courtship[data]")


@functools.lru_cache(maxsize=4)
def _read(found: Content, until: str | datetime.date | None) -> Log:
    rows = [line.split() for line in found.data.decode("utf-8").splitlines()]
    columns = tuple(of_texts(name, [row[k] for row in rows]) for k, name in enumerate(COLUMNS))
    table = Table("text, fields separated by blanks", columns, np.arange(1, len(rows) + 1, dtype=np.int64))
    reading = Reading(customer="customer", date="date", amount="dollars", until=until)
    return log_of_table(table, str(found.path), found.hash, reading)
