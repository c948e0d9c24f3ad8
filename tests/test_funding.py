"""What compared strategies may spend: the verdict with either meaning of equal, and what a unit more would earn."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.analyses.compare import OTHERWISE
from experiments.analyses.marginal_return import PAIRS, marginal_return, return_on_spending
from experiments.analyses.replay import replay_folder
from experiments.execution.centring import Centres
from experiments.reports.html.report import report
from experiments.reports.memo import memo
from experiments.reports.read_record import read_record
from experiments.reports.sections.findings import findings_of
from experiments.reports.sections.money import funding_sentences, otherwise_sentences
from experiments.results.comparison import NOT_RUN, RUN, SAME, Comparison
from experiments.results.marginal_return import FAIR, OVER, UNDER, MarginalReturn
from experiments.statistics.formatting import signed
from simulation.alignment.centring import centre_world_quickly
from simulation.world.market import Market
from tests.commands import QUIET, said, setting
from tests.comparisons import SMALL, small

ALONE = ("space.points=0", "space.contagion=false")
LONG = (*ALONE, "weeks=56")


@pytest.fixture(scope="module")
def whole() -> Comparison:
    return small(*LONG)


def test_the_row_of_the_other_meaning_is_what_a_comparison_that_asks_for_it_finds(whole: Comparison) -> None:
    asked = small(*LONG, "market.equal=share", "space.funding=false")
    row, verdict = whole.with_other_equal(), asked.verdict()
    assert row is not None
    assert (row.difference, row.ci_low, row.ci_high) == (verdict.difference, verdict.ci_low, verdict.ci_high)
    assert row.difference != whole.verdict().difference
    back = asked.with_other_equal()
    assert back is not None
    assert back.difference == whole.verdict().difference
    assert (whole.other_equal, asked.other_equal) == ("share", "money")


def test_each_strategy_spends_its_own_plan_under_share_and_the_pages_say_so(whole: Comparison) -> None:
    asked = small(*LONG, "market.equal=share", "space.funding=false")
    assert whole.budget[0] == whole.budget[1]
    assert asked.budget[0] != asked.budget[1]
    for runs in asked.outcomes:
        for run in runs:
            assert run.spent == run.budget
    pages = [(memo(one).markdown, report(one, None, figures={})) for one in (whole, asked)]
    for page in pages[0]:
        assert "receive the same budget, worth" in page
        for name, left in zip(whole.names, whole.left, strict=True):
            assert f"{name} {signed(left)}" in page.partition("Money left at the end is profit")[2]
    for page in pages[1]:
        assert "receive the same share of their own revenue of the year before, worth" in page
        assert "same budget" not in page
    assert "fixed beforehand, booked" in " ".join(pages[0][1].split())
    assert "each against its own plan" in pages[1][1]


def test_memo_and_report_show_the_other_meaning_as_one_row(whole: Comparison) -> None:
    row = "profit if each strategy may spend the same share of its own revenue"
    pair = findings_of(whole).pairs[0]
    assert pair.otherwise is not None
    for page in (memo(whole).markdown, report(whole, None, figures={})):
        assert page.count(row) == 1
        assert pair.otherwise.difference in page
        assert pair.otherwise.interval in page
    assert pair.sure[-1] == otherwise_sentences(whole)[0]
    told = "If each strategy may spend the same share of its own revenue (market.equal=share, 3 pairs): "
    assert pair.sure[-1].startswith(told)


def test_within_a_year_both_mean_the_same_and_nothing_is_run() -> None:
    short, unasked = small(*ALONE), small(*LONG, "space.equal=false", "space.funding=false")
    assert (short.otherwise, short.equal_state, otherwise_sentences(short)) == (None, SAME, [])
    assert (unasked.otherwise, unasked.equal_state, unasked.marginal_return) == (None, NOT_RUN, None)
    assert findings_of(unasked).pairs[0].otherwise is None
    assert funding_sentences(unasked) == []


def test_no_more_pairs_are_run_than_the_verdict_has(whole: Comparison) -> None:
    assert whole.otherwise is not None
    assert whole.marginal_return is not None
    pairs = len(whole.outcomes[0])
    assert len(whole.otherwise[0]) == min(pairs, OTHERWISE)
    assert whole.marginal_return.replicates == min(pairs, PAIRS)


@pytest.mark.long
def test_it_stays_with_the_folder_and_comes_out_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    few = [word for word in SMALL if not word.startswith("weeks")]
    answer = said("compare", *few, *LONG, "output.figures=false", "output.report=false", f"hydra.run.dir={folder}")
    assert answer.status == 0, answer.err
    content = json.loads((folder / "verdict.json").read_text(encoding="utf-8"))
    record, _ = read_record(folder)
    assert content["states"]["equal"] == RUN
    assert content["equal"] == "money"
    assert content["comparisons"][0]["with_other_equal"]["equal"] == "share"
    assert content["marginal_return"] == json.loads(json.dumps(record.marginal_return.as_json()))
    assert content["comparisons"][0]["with_other_equal"]["difference"] == record.with_other_equal().difference
    assert replay_folder(folder, QUIET).confirmed


def test_the_return_is_what_customers_leave_more_for_a_unit_that_is_spent_more() -> None:
    """Profit rises by 1.5 for each 3 that are spent, half a unit a unit: the last unit earned back one and a half."""
    found = return_on_spending(np.array([1.5, 1.5]), np.array([3.0, 3.0]), 0.95)
    assert found == MarginalReturn(1.5, 1.5, 1.5, 2, 0.95)
    nothing = return_on_spending(np.array([-3.0, -2.0]), np.array([3.0, 2.0]), 0.95)
    assert nothing is not None
    assert nothing.mean == 0.0, "money that does nothing is lost"
    assert return_on_spending(np.array([0.0, 0.0]), np.array([0.0, 0.0]), 0.95) is None


@pytest.mark.parametrize(
    ("low", "high", "funded", "word"),
    [
        (0.1, 0.49, OVER, "spends far more"), (0.4, 0.6, FAIR, ""), (0.6, 1.9, FAIR, ""), (1.9, 9.0, FAIR, ""),
        (2.1, 4.0, UNDER, "spends far less"),
    ],
)  # fmt: skip
def test_a_world_is_badly_funded_where_the_whole_interval_lies_outside_the_bounds(
    whole: Comparison, low: float, high: float, funded: str, word: str
) -> None:
    one = MarginalReturn((low + high) / 2, low, high, 6, 0.95)
    assert one.funded == funded
    (sentence,) = funding_sentences(dataclasses.replace(whole, marginal_return=one))
    assert sentence.startswith("Marginal return on spending: under the status quo, one more unit of money would earn")
    assert ("budget is implausible" in sentence) == (funded != FAIR)
    assert word in sentence


def test_the_status_quo_has_a_tenth_more_to_spend_and_its_rivals_have_not() -> None:
    """Also where strategies have the same share in common, and under the same luck in both runs of a pair."""
    words = [word for word in SMALL if not word.startswith("weeks")]
    asked = setting(*words, *LONG, "market.equal=share", verb="compare")
    centre, seen = centre_world_quickly(asked.world), list[Any]()

    class Inline:
        def do(self, work: Any, payloads: Any, done: Any) -> list[Any]:
            seen.extend(payloads)
            return [work(*payload) for payload in payloads]

    found = marginal_return(asked, Centres(asked, Inline(), QUIET, centre), 2, Inline(), QUIET)  # type: ignore[arg-type]
    assert found is not None
    assert len(seen) == 2 + 4, "the envelopes of two replicates, then two pairs"
    less, more = (Market(world, strategies[0], seed, by).run() for world, by, strategies, seed, _ in seen[2:4])
    assert less.strategy == more.strategy == asked.world.as_is
    assert less.draws.seed == more.draws.seed
    assert more.ledger.envelope[:, 1] / less.ledger.envelope[:, 1] == pytest.approx(1.1, rel=1e-6)
    assert more.ledger.envelope[0, 2] == less.ledger.envelope[0, 2], "later it may add to it to match quality"
    assert more.centre.rivals_envelopes == less.centre.rivals_envelopes != ()
