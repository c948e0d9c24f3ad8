"""A figure with the sentence that says what it shows, and its files."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from matplotlib.figure import Figure

from experiments.figures.style import house_style

FORMATS = ("svg", "png")


@dataclass(frozen=True, eq=False)
class Picture:
    """A figure in the house style.

    Args:
        figure: matplotlib's.
        caption: the finding, in words and numbers.
        alt: what is to be seen, for those who cannot see it.
        files: content by kind, as far as it was asked for; the report and the folder want the same.
    """

    figure: Figure
    caption: str
    alt: str
    files: dict[str, bytes] = field(default_factory=dict, repr=False)

    def file(self, kind: str) -> bytes:
        """The content of a file of that kind, "svg" or "png"; the same bytes each time."""
        if kind not in self.files:
            self.files[kind] = self._rendered(kind)
        return self.files[kind]

    def _rendered(self, kind: str) -> bytes:
        named = {"Title": self.alt, "Description": self.caption}
        silent = {"Date": None, "Creator": None} if kind == "svg" else {"Software": None}
        content = io.BytesIO()
        with house_style():
            self.figure.savefig(content, format=kind, metadata={**named, **silent})
        return content.getvalue()


def save(figures: Mapping[str, Picture], folder: Path) -> list[Path]:
    """Write each figure as NAME.svg and NAME.png.

    Args:
        figures: by name.
        folder: made where it is missing.

    Returns:
        The files written, in order.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, picture in figures.items():
        for kind in FORMATS:
            path = folder / f"{name}.{kind}"
            path.write_bytes(picture.file(kind))
            written.append(path)
    return written
