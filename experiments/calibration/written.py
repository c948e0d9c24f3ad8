"""The run folder of `calibrate`: a population to compare with, tables, the fit in JSON, figures."""

from __future__ import annotations

import json
from pathlib import Path

from experiments import folder as run_folder
from experiments.calibration.calibration import Calibration
from experiments.calibration.told import sentences
from experiments.folder import Written


def write_calibration(answer: Calibration, folder: Path) -> Path:
    """Write the folder whole, or not at all."""
    content = {**answer.as_json(), "said": sentences(answer)}
    texts = {"calibrated.yaml": answer.calibrated.text(), "fit.json": json.dumps(content, indent=2, allow_nan=False)}
    written = Written("calibrate", answer.setting, answer.tables, texts, lambda to: _figures(answer, to))
    return run_folder.write(folder, written)


def _figures(answer: Calibration, folder: Path) -> None:
    if answer.setting.values["output"]["figures"]:
        from experiments.figures import save
        from experiments.figures.calibration import drawn

        save(drawn(answer), folder / "figures")
