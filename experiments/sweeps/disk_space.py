"""What a sweep will need on disk, told before it begins."""

from __future__ import annotations

import shutil
from pathlib import Path

from experiments.config.options import Options
from simulation.mistake import Mistake
from simulation.world.weekly_record import SERIES

BYTES_PER_RUN = 1100
"""Measured: row, identities and indices in the store, its log, and its share of the Parquet export."""
BYTES_PER_NUMBER = 6.0
"""Measured: one number of a weekly series in a compressed part."""
SPARE = 20_000_000


def bytes_needed(runs: int, options: Options, firms: int) -> int:
    """Bytes that so many more runs in markets of so many firms will need."""
    size = runs * BYTES_PER_RUN
    if options.output.weekly:
        numbers = options.weeks * firms * (len(SERIES) + 12)
        size += int(runs * numbers * BYTES_PER_NUMBER)
    return size


def refuse_too_large(folder: Path, size: int) -> int:
    """Refuse a sweep that will not fit.

    Returns:
        The bytes that are free.

    Raises:
        Mistake: showing both sizes.
    """
    free = shutil.disk_usage(folder).free
    if size + SPARE > free:
        wanting = f"has {in_units(free)} free, and the sweep needs about {in_units(size + SPARE)}"
        raise Mistake(
            "hydra.run.dir", str(folder), wanting, "Choose a folder on another disk, or leave out output.weekly.",
        )  # fmt: skip
    return free


def in_units(size: float) -> str:
    """A size in the largest unit that fits."""
    for unit in ("B", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.3g} {unit}"
        size /= 1000
    return f"{size:.3g} TB"
