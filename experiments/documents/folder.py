"""Where the pages of the documentation and what they are made of lie."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parents[2] / "docs"
