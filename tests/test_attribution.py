"""To which channel a new customer is credited, and what a channel causes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from experiments.analyses.run import ran
from experiments.execution.without_channel import world_without_channel
from experiments.results.attribution import (
    NAMES,
    attribution_table,
    channels_in_use,
    credits_of,
    customers_won,
    spending_on_channel,
)
from experiments.results.run import Run
from simulation.market.centre import Centre
from simulation.market.channel import ADVERTISING, CHANNELS, REFERRAL, TALK
from simulation.market.terms import Terms
from simulation.strategy import Strategy
from simulation.world.attribution import RULES, Attribution, credited_customers
from tests.commands import QUIET, setting
from tests.worlds import AS_IS, FREE, Alike, market, world

MIX = "{acquisition_share: 0.4, cadence: 0.3, search_share: 0.3, winback_offers: 0.05}\n"


def test_three_rules_by_hand() -> None:
    """One person: advertising, advertising, a friend. Another: talk only. A third, without any log: a friend."""
    touches = np.zeros((3, len(CHANNELS)), dtype=np.int32)
    touches[0, [ADVERTISING - 1, REFERRAL - 1]] = 2, 1
    touches[1, TALK - 1] = 1
    found = credited_customers(np.array([ADVERTISING, TALK, 0]), np.array([REFERRAL, TALK, REFERRAL]), touches)
    assert found[:, ADVERTISING - 1] == pytest.approx([1, 0, 2 / 3])
    assert found[:, REFERRAL - 1] == pytest.approx([1, 2, 1 / 3])
    assert found[:, TALK - 1] == pytest.approx([1, 1, 1])


def test_who_comes_from_a_rival_or_goes_to_one_is_credited_to_nobody() -> None:
    terms = Terms(firms=2, focal_share=0.0, rival_share=0.0, touchpoints=FREE)
    values = market(world([], people=Alike(4, firm=0), weeks=1, terms=terms)).population.values
    values["provider"][:] = [0, 2, 0, 0]
    values["next_provider"][:] = [1, 1, 2, 1]
    values["came_by"][:] = [ADVERTISING, ADVERTISING, ADVERTISING, 0]
    values["first_touch"][:] = REFERRAL
    values["touches"][:, TALK - 1] = 3
    tally = Attribution(len(CHANNELS))
    tally.credit(values, np.arange(4))
    assert tally.won.sum(axis=1) == pytest.approx([1, 1, 1])
    assert [NAMES[int(k)] for k in tally.won.argmax(axis=1)] == ["referral", "advertising", "talk"]


@pytest.mark.parametrize("channel", NAMES)
def test_without_a_channel_one_number_of_one_law_differs(channel: str) -> None:
    here = world(size=50, weeks=1)
    other = world_without_channel(here, channel)
    changed = [one.name for one, two in zip(here.mechanisms, other.mechanisms, strict=True) if one != two]
    expected = {"referral": "acquisition", "talk": "acquisition", "winback": "winback"}.get(channel, "channels")
    assert changed == [expected]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    path = tmp_path_factory.mktemp("mix") / "mix.yaml"
    path.write_text(MIX, encoding="utf-8")
    words = (f"strategy={path}", "population.size=400", "weeks=60", "replicates=2")
    return ran(setting(*words, "mechanism.acquisition.conversion=0.1"), QUIET)


def test_each_rule_hands_out_all_customers_won_from_nobody(run: Run) -> None:
    for outcome in run.outcomes:
        assert outcome.attribution.sum(axis=1) == pytest.approx([outcome.attribution[1].sum()] * len(RULES))
        assert 0 < outcome.attribution[1].sum() <= customers_won(outcome)
        paid = [k for k, channel in enumerate(CHANNELS) if channel.reach > 0]
        assert outcome.attribution[1, paid].sum() == outcome.series["by_channels"][:, 1].sum()


def test_channels_in_use_are_tried_without_and_cost_the_same(run: Run) -> None:
    table = run.attribution
    assert (
        {"advertising", "search", "referral", "talk", "winback"}
        == set(channels_in_use(run.outcomes))
        == set(run.caused)
    )
    tried = table[table["channel"].isin(run.caused)]
    assert tried["causal"].notna().all()
    assert table[~table["channel"].isin(run.caused)]["causal"].isna().all()
    assert spending_on_channel(run.outcomes[0], "search") > 0
    assert tried.groupby("channel")["causal"].mean()["advertising"] > 0


def test_the_table_can_be_read_back(run: Run) -> None:
    table = attribution_table(run.outcomes)
    assert isinstance(table, pd.DataFrame)
    for outcome in run.outcomes:
        own = table[table["seed"] == outcome.seed].sample(frac=1.0, random_state=1)
        assert np.array_equal(credits_of(own), outcome.attribution)


def test_burning_money_costs_the_same_to_the_last_unit() -> None:
    centre = Centre((-0.95,), (0.78,), commitment=1.1, weekly_revenue=1.8, quarterly_envelope=(25.0,))
    here = world(size=300, weeks=30)
    plan = Strategy("mix", {**AS_IS.levers, "search_share": 0.3})
    plain, burnt = (market(one, plan, 1, centre).run() for one in (here, world_without_channel(here, "search")))
    column = plain.ledger.purposes.index("search")
    assert plain.ledger.weekly[:, 1, column].sum() == burnt.ledger.weekly[:, 1, column].sum() > 0
    assert burnt.record.attribution.won[1, NAMES.index("search")] == 0
