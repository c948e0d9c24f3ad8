"""Records as plain data: exact decimals come back as they were, and no record is taken for another of its name."""

from __future__ import annotations

import json
from dataclasses import make_dataclass
from decimal import Decimal

import pytest

from experiments.analyses.calibrate.calibration import Calibration
from experiments.analyses.calibrate.forecast import HoldOut
from experiments.config.setting import Setting
from experiments.figures import makers
from experiments.inputs.transactions.intake import LogIntake
from experiments.reports.read_record import READERS
from experiments.results.plain_data import from_plain, named_in, plain
from experiments.results.run import Run
from simulation.measures.outcome import Outcome
from tests.inputs.logs import bytes_read


def test_what_was_understood_of_a_log_comes_back() -> None:
    content = b"customer_id,date,amount\na,2024-01-05,0.10\nb,2024-01-06,\nb,2024-01-07,99999999999999.99\n"
    intake = bytes_read(content, missing="drop").intake
    assert intake is not None
    again = from_plain(json.loads(json.dumps(plain(intake))), named_in(LogIntake))
    assert again == intake
    assert again.sum.as_tuple() == Decimal("100000000000000.09").as_tuple()
    assert again.lines() == intake.lines()


def test_two_records_of_one_name_are_refused() -> None:
    one, other = (make_dataclass("Twin", [(name, int)]) for name in "ab")
    assert named_in(one, one) == {"Twin": one}
    with pytest.raises(TypeError, match="two records are called Twin"):
        named_in(one, other)


def test_a_record_that_derives_from_another_knows_the_names_of_both_modules() -> None:
    assert {HoldOut, Setting} <= set(named_in(Calibration).values()), "which only its base names"
    assert {Outcome, Setting} <= set(named_in(Run).values())


def test_no_two_records_of_any_verb_that_is_drawn_have_one_name() -> None:
    kinds = [kind for kind in makers.registry if kind is not object]
    assert {kind.verb for kind in kinds} == set(READERS), "each verb that is drawn can be drawn again"
    assert set(kinds) <= set(named_in(*kinds).values())
