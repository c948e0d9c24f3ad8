"""Tables that a user writes, points of a sweep and statistics of a firm: all that is wrong is said at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments.analyses.calibrate.targets import targets
from experiments.config.composition import composed
from experiments.config.options import options_of
from experiments.sweeps.point_table import table_points
from simulation.mistake import Mistake


def said(tmp_path: Path, content: str | bytes, kind: str = "") -> str:
    """What is said of a table of points, or of statistics of a kind."""
    file = tmp_path / "t.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(Mistake) as caught:
        statistics(f"calibrate.{kind}={file}") if kind else table_points(str(file))
    return str(caught.value)


def statistics(word: str) -> None:
    targets(options_of(composed([word, "population.file=log.csv"], "calibrate").values).calibrate)


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ("seed,market.margin\nx,0.3\n1,\n2,nan\n3\n4,1e400\n", ["line 2, seed: given x", "line 3, market.margin",
         "line 4, market.margin: given nan, must be a finite number", "line 5: given 1 values",
         "line 6, market.margin: given 1e400, must be a finite number"]),
        ("sed,executor,weeks,weeks\n1,2,3,4\n", ["given sed", "given executor", "given weeks, must be in one"]),
        ("market.margin;seed\n0,3;1\n", ["seem to be separated by ';'"]),
        ('market.margin,seed\n0.3,"1\n0.4,2\n', ["paired quotes"]),
        ('strategy,seed\n"a\nb",x\n0.4,y\n', ["line 2, seed", "line 4, seed"]),
        ("market.margin\n0.3\n".encode("utf-16"), ["UTF-8"]),
        (b"PK\x03\x04", ["spreadsheet"]),
        ("seed\n" + "x\n" * 100, ["line 2, seed", "And "]),
    ],
    ids=lambda value: None if isinstance(value, list) else repr(value)[:30],
)  # fmt: skip
def test_all_that_is_wrong_with_a_table_of_points_is_said(
    tmp_path: Path, content: str | bytes, parts: list[str]
) -> None:
    sentence = said(tmp_path, content)
    assert [part for part in parts if part not in sentence] == [], sentence
    assert len(sentence) < 2000


def test_all_that_is_wrong_with_statistics_is_said(tmp_path: Path) -> None:
    sentence = said(tmp_path, "week,value,n\n26,81,900\n52,0.7,900\n60,0.6,0\nx,0.5,900\n", "retention")
    for part in ("line 2, column 'value': given 81", "line 4, column 'n'", "line 5, column 'week': given x"):
        assert part in sentence
    assert "line 3" not in sentence
