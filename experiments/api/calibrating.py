"""`calibrate` in Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from experiments.analyses.calibrate.calibration import Calibration
from experiments.analyses.calibrate.question import answered, composition
from experiments.config.overrides import in_python
from experiments.config.own.named import named
from experiments.execution.progress import Progress
from experiments.inputs.paths import user_path
from experiments.reports.run_folder import warned, write
from experiments.results.reservation import reserved


def asked(words: Sequence[str], values: Mapping[str, Any], folder: str | None, quiet: bool) -> Calibration:
    """Ask in Python; see `experiments.api.calibrate`."""
    with named(words, values) as (left, more):
        asked_for = composition(in_python(left, more))
        if folder is None:
            return answered(asked_for, None, Progress(quiet))
        with reserved(user_path(folder)) as place:
            answer = answered(asked_for, place.folder, Progress(quiet))
            warned(write(answer, place))
        return answer
