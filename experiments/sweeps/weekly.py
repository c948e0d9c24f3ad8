"""Weekly series of a sweep, in Parquet parts of many runs each.

A part is written before the runs in it are committed, and belongs to the store from that commit on. A file that no
commit knows is what a kill left behind, and goes.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.sweeps.store import Store

PARTS = "weekly"


def path_of(folder: Path, part: int) -> Path:
    """The file of a part."""
    return folder / PARTS / f"part-{part:06d}.parquet"


def write_part(folder: Path, part: int, tables: list[pd.DataFrame]) -> None:
    """Write a part; it is whole or not there."""
    path = path_of(folder, part)
    path.parent.mkdir(exist_ok=True)
    partial = path.with_suffix(".partial")
    try:
        pq.write_table(pa.Table.from_pandas(pd.concat(tables, ignore_index=True), preserve_index=False), partial)
    except pa.ArrowException as error:
        raise OSError(errno.EIO, str(error), str(partial)) from None
    os.replace(partial, path)


def remove_orphans(store: Store) -> None:
    """Remove what a kill left behind."""
    known = {path_of(store.folder, part) for (part,) in store.execute("SELECT part FROM parts")}
    for path in (store.folder / PARTS).glob("*"):
        if path not in known:
            path.unlink()


def read_parts(store: Store) -> list[Path]:
    """The parts that are whole, in order."""
    return [path_of(store.folder, part) for (part,) in store.execute("SELECT part FROM parts ORDER BY part")]
