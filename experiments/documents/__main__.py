"""Writes the generated parts of the documentation: `python -m experiments.documents`."""

from __future__ import annotations

import sys

from experiments.documents.pages import FOLDER, pages, written


def main() -> int:
    """Bring every page up to date; returns the exit status."""
    for path in pages():
        before = path.read_text(encoding="utf-8")
        after = written(before)
        if after != before:
            path.write_text(after, encoding="utf-8")
        print(f"{path.relative_to(FOLDER.parent)}: {'written' if after != before else 'unchanged'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
