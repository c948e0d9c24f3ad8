"""What happens under one strategy."""

from __future__ import annotations

import json

import numpy as np
import pytest

from experiments.analyses.run import ran
from experiments.config.setting import SEED_STEP
from experiments.inputs.table_hash import content_hash
from experiments.results.run import Run
from simulation.measures.measures import MEASURES
from tests.commands import QUIET, setting


@pytest.fixture(scope="module")
def several() -> Run:
    return ran(setting("strategy=relationship", "replicates=3", "seed=2"), QUIET)


def test_a_run_is_one_replicate_unless_asked_for_more() -> None:
    found = ran(setting(), QUIET)
    assert [o.seed for o in found.outcomes] == [0]
    assert found.table["standard_deviation"].isna().all()
    assert found.customers is None


def test_replicates_follow_the_seed_and_two_seeds_share_none(several: Run) -> None:
    assert [o.seed for o in several.outcomes] == [2 * SEED_STEP + k for k in range(3)]
    assert several.runs["profit"].nunique() == 3


def test_replicates_run_without_attribution() -> None:
    found = ran(setting("replicates=3", "output.attribution=false"), QUIET)
    assert len(found.outcomes) == 3
    assert found.caused == {}


def test_the_table_is_the_mean_over_replicates(several: Run) -> None:
    assert list(several.table.index) == [measure.name for measure in MEASURES]
    row = several.table.loc["profit"]
    assert row["mean"] == pytest.approx(several.runs["profit"].mean())
    assert row["standard_deviation"] == pytest.approx(several.runs["profit"].std())


def test_the_summary_is_json_without_nan(several: Run) -> None:
    content = json.loads(json.dumps(several.as_json(), allow_nan=False))
    assert (content["strategy"], content["replicates"], content["weeks"]) == ("relationship", 3, 6)
    assert set(content["measures"]) == {measure.name for measure in MEASURES}


def test_workers_make_no_difference(several: Run) -> None:
    words = ("strategy=relationship", "replicates=3", "seed=2", "executor=processes", "executor.workers=2")
    again = ran(setting(*words), QUIET).tables
    assert {k: content_hash(v) for k, v in again.items()} == {k: content_hash(v) for k, v in several.tables.items()}


def test_customers_are_those_at_the_end_of_the_first_replicate() -> None:
    found = ran(setting("output.customers=true", "replicates=2"), QUIET)
    people = found.customers
    assert people is not None
    assert len(people) == 60
    assert people["id"].is_unique
    assert "luck" not in people
    customers = found.outcomes[0].series["customers"][-1, 1]
    assert np.count_nonzero(people["provider"] == 1) == customers
    spent = people.filter(like="account_").sum().sum()
    assert spent > 0
