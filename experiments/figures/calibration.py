"""The figures of a calibration: the forecast of what was kept back, week by week and added up, and what is known."""

from __future__ import annotations

from experiments.calibration.calibration import Calibration
from experiments.figures.house import house
from experiments.figures.identifiability import identifiability
from experiments.figures.picture import Picture
from experiments.figures.repeats import cumulative, weekly


def drawn(answer: Calibration) -> dict[str, Picture]:
    """All figures by name; the forecast is left out where there was nothing to hold it against."""
    with house():
        pictures = {} if answer.check is None else {
            "repeats": cumulative(answer.check), "weekly_repeats": weekly(answer.check)
        }  # fmt: skip
        return pictures | {"identifiability": identifiability(answer)}
