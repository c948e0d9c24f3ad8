"""Any file of ties, by its ending; remembered while the file stays as it is, because a world may be built often."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from experiments.networks.edge_list import Columns, EdgeList, refuse_empty
from experiments.networks.graphml import read_graphml
from experiments.networks.text import WHAT, read_text
from simulation.mistake import Mistake, nearest

ENDINGS = (".csv", ".tsv", ".txt", ".parquet", ".graphml")


def read_edges(file: str, columns: Columns) -> EdgeList:
    """Read a file of ties.

    Raises:
        Mistake: no such file, a kind that is not known, or whatever is wrong inside.
    """
    path = Path(file).expanduser()
    if not path.exists():
        siblings = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
        raise Mistake("community.file", file, f"must be {WHAT}, and does not exist", nearest(path.name, siblings))
    if path.is_dir():
        raise Mistake("community.file", file, f"must be {WHAT}, not a directory", "Name a file inside it.")
    if path.suffix.lower() not in ENDINGS:
        raise Mistake("community.file", file, f"must end in one of {', '.join(ENDINGS)}")
    if path.suffix.lower() == ".tsv" and columns.delimiter == ",":
        columns = replace(columns, delimiter="\t")
    if path.stat().st_size == 0:
        raise Mistake("community.file", file, f"must be {WHAT}, and is empty")
    return _read(path, columns, path.stat().st_mtime_ns, path.stat().st_size)


@functools.lru_cache(maxsize=2)
def _read(path: Path, columns: Columns, changed: int, size: int) -> EdgeList:
    return refuse_empty(_reader(path.suffix.lower())(path, columns))


def _reader(ending: str) -> Callable[[Path, Columns], EdgeList]:
    if ending == ".parquet":
        from experiments.networks.parquet import read_parquet  # pyarrow's compute functions load slowly

        return read_parquet
    return read_graphml if ending == ".graphml" else read_text
