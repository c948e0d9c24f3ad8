"""Any file of ties, by its ending; remembered while the file stays as it is, because a world may be built often."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from experiments.inputs.hashes import file_hash, require_unchanged
from experiments.inputs.networks.crawl import is_crawl, read_crawl
from experiments.inputs.networks.csv_edges import WHAT, read_text
from experiments.inputs.networks.edge_list import Columns, EdgeList, refuse_empty
from experiments.inputs.networks.graphml import read_graphml
from experiments.inputs.networks.pajek import read_pajek
from experiments.inputs.regular_file import regular_file
from simulation.mistake import Mistake


def read_edges(file: str, columns: Columns) -> EdgeList:
    """Read a file of ties.

    Raises:
        Mistake: no such file, a kind that is not known, or whatever is wrong inside.
    """
    columns.refuse_shared()
    path = regular_file(file, WHAT, "community.file")
    ending = path.suffix.lower()
    if ending not in READERS:
        kinds = ", ".join(READERS)
        raise Mistake("community.file", file, f"must end in one of {kinds}", ELSEWHERE.get(ending, ""))
    reads, what = TABLE if ending == ".txt" and not is_crawl(path) else READS[ending]
    columns.refuse_unread(reads, what)
    if ending == ".tsv" and columns.delimiter == ",":
        columns = replace(columns, delimiter="\t")
    if path.stat().st_size == 0:
        raise Mistake("community.file", file, f"must be {WHAT}, but it is empty")
    return _read(path, columns, file_hash(path))


@functools.lru_cache(maxsize=2)
def _read(path: Path, columns: Columns, content: str) -> EdgeList:
    """What a file of this content holds; never kept under another content than what was read."""
    edges = refuse_empty(READERS[path.suffix.lower()](path, columns))
    require_unchanged(path, content)
    return edges


def _parquet(path: Path, columns: Columns) -> EdgeList:
    from experiments.inputs.networks.parquet import read_parquet  # pyarrow's compute functions load slowly

    return read_parquet(path, columns)


def _text(path: Path, columns: Columns) -> EdgeList:
    return read_crawl(path, columns) if is_crawl(path) else read_text(path, columns)


READERS: dict[str, Callable[[Path, Columns], EdgeList]] = {
    ".csv": read_text,
    ".tsv": read_text,
    ".txt": _text,
    ".edges": read_crawl,
    ".parquet": _parquet,
    ".graphml": read_graphml,
    ".net": read_pajek,
}
"""Who reads a file of ties, by its ending."""
OF_COLUMNS = ("source", "target", "weight", "strength")
TABLE = (*OF_COLUMNS, "delimiter"), "a table of ties"
CRAWL = ("weight",), "a list of ties without names of columns"
READS: dict[str, tuple[tuple[str, ...], str]] = {
    ".csv": TABLE,
    ".tsv": TABLE,
    ".txt": CRAWL,
    ".edges": CRAWL,
    ".parquet": (OF_COLUMNS, "Parquet"),
    ".graphml": (("weight", "strength", "name"), "GraphML"),
    ".net": (("weight",), "a Pajek network"),
}
"""What each of them asks of `Columns`, and what it reads."""
UNPACK = "Unpack it first, and name what comes out."
THROUGH = "Write it as GraphML, with Gephi or in Python: networkx.write_graphml(networkx.{}(...), 'ties.graphml')."
ELSEWHERE = {
    ".gz": UNPACK, ".zip": UNPACK, ".bz2": UNPACK, ".gml": THROUGH.format("read_gml"),
    ".gexf": THROUGH.format("read_gexf"), ".xlsx": "Save the sheet as 'CSV UTF-8'.",
}  # fmt: skip
"""What to do with kinds of files that are not read."""
