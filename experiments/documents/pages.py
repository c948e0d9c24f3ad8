"""Where generated parts stand in a page: between a line that names the part and a line that ends it."""

from __future__ import annotations

import re
from pathlib import Path

from experiments.documents.blocks import BLOCKS
from experiments.documents.folder import FOLDER
from simulation.mistake import Mistake, nearest

MARKED = re.compile(r"<!-- generated: (\w+) -->\n.*?<!-- end -->", re.DOTALL)


def pages() -> list[Path]:
    """All pages that have a generated part."""
    return [path for path in sorted(FOLDER.rglob("*.md")) if MARKED.search(path.read_text(encoding="utf-8"))]


def page_up_to_date(text: str) -> str:
    """A page with its generated parts as the code gives them now.

    Raises:
        Mistake: for a part that there is not.
    """
    return MARKED.sub(_part, text)


def _part(found: re.Match[str]) -> str:
    name = found.group(1)
    if name not in BLOCKS:
        raise Mistake("generated", name, "there is no such part", nearest(name, BLOCKS))
    return f"<!-- generated: {name} -->\n\n{BLOCKS[name]()}\n\n<!-- end -->"
