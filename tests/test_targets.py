"""Statistics of the firm's own: files and lists, errors that follow from counts, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.analyses.calibrate.targets import Target, degrees_of_freedom, residuals, targets
from experiments.config.sections import Calibrate
from simulation.mistake import Mistake


def test_csv_yaml_and_lists_mean_the_same(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("week,value,n\n52,0.63,400\n26,0.75,400\n", encoding="utf-8")
    rows = "- {week: 26, value: 0.75, n: 400}\n- {week: 52, value: 0.63, n: 400}\n"
    (tmp_path / "r.yaml").write_text(rows, encoding="utf-8")
    given = [str(tmp_path / "r.csv"), str(tmp_path / "r.yaml"), [[26, 0.75, 400], [52, 0.63, 400]]]
    found = [targets(Calibrate(retention=one)) for one in given]
    assert found[0] == found[1] == found[2]
    assert found[0][0] == Target("retention", 26, 0.75, float(np.sqrt(0.75 * 0.25 / 400)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("week,value,value,n\n26,0.8,0.7,900\n", "line 1: given week,value,value,n, must name each column once"),
        ("26,0.8,900\n", "line 1: given 26,0.8,900, must name the columns. Begin with a line such as week,value,n"),
        ("week;value;n\n26;0.8;900\n", "line 1: given week;value;n, must name the columns. .* with commas"),
    ],
)
def test_a_file_begins_with_the_names_of_its_columns(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "r.csv").write_text(text, encoding="utf-8")
    with pytest.raises(Mistake, match=said):
        targets(Calibrate(retention=str(tmp_path / "r.csv")))


def test_errors_follow_from_what_is_behind_a_value() -> None:
    nps = targets(Calibrate(nps=[[4, 0, 100], [8, 60, 100]]))
    assert [target.error for target in nps] == pytest.approx([10.0, 8.0])
    assert targets(Calibrate(referrals=[[26, 36]]))[0].error == 6.0
    assert targets(Calibrate(referrals=[{"week": 26, "value": 36, "error": 2.5}]))[0].error == 2.5
    assert targets(Calibrate(retention=[[1, 1.0, 100]]))[0].error == pytest.approx(0.005)


def test_the_level_of_a_score_says_nothing_and_its_changes_do() -> None:
    waves = targets(Calibrate(nps=[[4, 30, 400], [13, 24, 400], [26, 18, 400]], retention=[[26, 0.7, 100]]))
    errors = np.array([target.error for target in waves])
    values = np.array([target.value for target in waves])
    nps = np.array([target.kind == "nps" for target in waves])
    raised = residuals(values + 25.0 * nps, waves, errors)
    assert raised == pytest.approx(np.zeros(4), abs=1e-12)
    falling = residuals(np.where(nps, 24.0, values), waves, errors)
    assert np.abs(falling[nps]).max() > 1
    assert degrees_of_freedom(waves) == 3


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"retention": [[26, 75, 400]]}, "row 1, column 'value': given 75, must be a number from 0 to 1"),
        ({"retention": [[26, 0.75]]}, "column 'n': given nothing, must be given, or give error"),
        ({"retention": [[26.5, 0.75, 10]]}, "column 'week': given 26.5, must be a whole number"),
        ({"retention": [[0, 0.75, 10]]}, "column 'week': given 0, must be a number from 1 to 520"),
        ({"retention": [[26, 0.7, 10], [26, 0.8, 10]]}, "week 26 twice, must contain each week only once"),
        ({"retention": [[26, 0.7, 10], [52, 0.8, 10]]}, "given 0.7 in week 26 and 0.8 in week 52, must not rise"),
        ({"referrals": [[8, 20], [26, 10]]}, "given 20 in week 8 and 10 in week 26, must not fall"),
        ({"retention": [[26, 0.7, 1]]}, "column 'n': given 1, must be at least 2"),
        ({"retention": [{26: 0.8}]}, "column '26': given it, must be one of week, value, n, error"),
        ({"retention": []}, "must contain at least one row"),
        ({"retention": 0.7}, "must be a list of rows or the path of a CSV or YAML"),
        ({"retention": [[26]]}, "must be [week, value] or [week, value, n]"),
        (
            {"nps": [[4, 0.35, 400], [12, 0.41, 380]]},
            "0.35 in week 4, must be points from -100 to 100, not shares",
        ),
        ({"nps": [[26, 30, 400]]}, "calibrate.nps: given one wave, must be at least two waves"),
        ({"nps": [[26, "high", 400], [28, 2, 400]]}, "column 'value': given high, must be a number from -100 to 100"),
        ({"referrals": [{"weak": 26, "value": 3}]}, "Did you mean week?"),
        ({"referrals": [[26, 36, 400]]}, "column 'n': given 400, has no meaning for a count of referrals"),
        (
            {"retention": [{"week": 26, "value": 0.7, "n": 90, "error": 0.1}]},
            "row 1: given n and error, must not both be given",
        ),
        ({"referrals": "absent.csv"}, "absent.csv: given no such file, must be a file of referrals"),
        (
            {"referrals": "absent.yaml"},
            "calibrate.referrals: given absent.yaml, must be a file of referrals, and there is no",
        ),
    ],
)
def test_mistakes_name_the_row_and_the_column(given: dict[str, Any], said: str) -> None:
    with pytest.raises(Mistake) as caught:
        targets(Calibrate(**given))
    assert said in str(caught.value)


def test_a_short_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("week,value,n\n52,0.63\n", encoding="utf-8")
    with pytest.raises(Mistake, match="line 2: given 2 fields, must have 3 like line 1"):
        targets(Calibrate(retention=str(tmp_path / "r.csv")))
