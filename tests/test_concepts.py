"""Everything that the table of concepts names is there."""

from __future__ import annotations

import re
from pathlib import Path

from experiments.catalogue import lever_table, parameter_table, series_table

ROOT = Path(__file__).parents[1]


def test_every_file_lever_series_and_study_exists() -> None:
    known = {*lever_table()["lever"], *parameter_table()["key"]}
    series = set(series_table()["series"])
    lines = (ROOT / "docs/concepts.md").read_text(encoding="utf-8").splitlines()
    rows = [line.split("|")[1:-1] for line in lines if line.startswith("| ") and "`" in line]
    assert len(rows) > 20
    for row in rows:
        _, laws, lever, tests, shown, study, off = (re.findall(r"`([^`]+)`", cell) for cell in row)
        assert all((ROOT / "simulation/mechanisms" / name).is_file() for name in laws), row
        assert all((ROOT / "tests/mechanisms" / name).is_file() for name in tests), row
        assert set(lever) <= known, row
        assert {key.partition("=")[0] for key in off} <= known, row
        assert set(shown) <= series, row
        assert all((ROOT / "experiments/studies" / name / "study.yaml").is_file() for name in study), row
