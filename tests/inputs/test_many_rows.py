"""Five million rows are read within 4 GB."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments.benchmarks.calibration_log import MANY, READ_BYTES, _alone, write_log


@pytest.mark.long
def test_five_million_rows_are_read_within_4_gigabytes(tmp_path: Path) -> None:
    found = _alone(str(write_log(tmp_path / "log.csv", MANY)))
    assert found["rows"] > 0.8 * MANY
    assert found["peak"] < READ_BYTES
