"""Climate of trust, economy, shocks."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.market.centre import Centre
from simulation.market.events import SHOCKS, Event, shock
from simulation.market.terms import Terms
from simulation.mistake import Mistake
from simulation.strategy import Strategy
from simulation.world.market import Market
from tests.luck import FIVE
from tests.worlds import FREE, Alike, market, ran, watched, world

CENTRE = Centre(failure=2.0, quarterly_envelope=(0.0,))


def terms(*events: Event, firms: int = 2) -> Terms:
    return Terms(firms=firms, focal_share=0.5, rival_share=0.5, touchpoints=FREE, events=events)


def shaken(*events: Event, weeks: int = 10, **climate: Any) -> Market:
    here = world(["climate", "trust", "purchase"], size=400, weeks=weeks, terms=terms(*events), climate=climate)
    return market(here)


def test_trust_fades_towards_a_declining_anchor() -> None:
    """One point a year: after ten years the anchor is 0.1 lower, and idle trust follows it at its half-life."""
    some = shaken(weeks=520, decline=0.01, volatility=0.0).run()
    assert some.firms["climate"][1] == pytest.approx(-0.01 * 519 / 52)
    lag = 0.01 / 52 / (1 - 2 ** (-1 / 52))
    assert some.population["trust"][:, 1] == pytest.approx(0.5 - 0.01 * 519 / 52 + lag, abs=0.003)


@pytest.mark.luck(FIVE)
@pytest.mark.long
def test_the_economy_has_its_stated_deviation_and_memory() -> None:
    """20,000 weeks: half-life 4, so about 1,700 independent values; 5 standard errors are 9 % of the variance."""
    here = world(
        ["climate"], people=Alike(20), weeks=5200, terms=terms(), climate={"volatility": 0.3, "half_life": 4.0}
    )
    economy = np.concatenate([watched(market(here, seed=s), lambda m: m.firms["economy"][1]) for s in range(4)])
    assert economy.std() == pytest.approx(0.3, rel=0.09)
    assert np.corrcoef(economy[:-4], economy[4:])[0, 1] == pytest.approx(0.5, abs=0.09)


def test_compared_strategies_meet_the_same_economy() -> None:
    here = world(["climate", "contact"], size=50, weeks=60, terms=terms())
    one, other = (watched(market(here, plan), lambda m: m.firms["economy"][1]) for plan in (
        Strategy("silent"), Strategy("loud", {"cadence": 1.0})))  # fmt: skip
    assert np.array_equal(one, other)


def test_a_breach_of_trust_takes_its_share_of_the_trust_in_the_focal_firm_once() -> None:
    some = shaken(Event(3, shocks=(("trust", 0.4),)), weeks=6, volatility=0.0)
    trust = watched(some, lambda m: m.population["trust"].mean(axis=0)[1:])
    assert trust[2] == pytest.approx([0.5, 0.5])
    assert trust[3, 0] < 0.32
    assert (np.diff(trust[3:, 0]) > 0).all(), "it recovers from then on"
    assert trust[:, 1] == pytest.approx(0.5)


@pytest.mark.parametrize(("who", "hit"), [("focal", [1]), ("rivals", [2, 3]), ("all", [1, 2, 3])])
def test_a_shock_hits_whom_it_says(who: Any, hit: list[int]) -> None:
    event = Event(2, 5, shocks=(("failures", 3.0),), who=who)
    for firm in (1, 2, 3):
        sizes = [shock([event], "failures", week, firm) for week in range(7)]
        assert sizes == ([[], [], [3.0], [3.0], [3.0], [], []] if firm in hit else 7 * [[]])


def test_a_slump_lowers_purchases_while_it_lasts() -> None:
    calm, slump = (shaken(*events, weeks=30, volatility=0.0).run().record.series["purchases"][:, 1:].sum(axis=1)
                   for events in ((), (Event(10, 20, shocks=(("economy", -1.0),)),)))  # fmt: skip
    assert np.array_equal(calm[:10], slump[:10])
    assert slump[10:20].sum() < 0.6 * calm[10:20].sum()
    assert np.array_equal(calm[20:], slump[20:])


@pytest.mark.luck(1 / 1000)
def test_mishaps_multiply_failures() -> None:
    calm, rough = (ran(world(["climate", "contact", "failure"], people=Alike(4000, leaves=0.02), weeks=4,
                             as_is=Strategy("mails", {"cadence": 0.5}),
                             terms=Terms(firms=1, focal_share=1.0, rival_share=0.0, touchpoints=FREE, events=events)),
                       centre=CENTRE).record.series["failures"][:, 1].sum()
                   for events in ((), (Event(0, shocks=(("failures", 3.0),)),)))  # fmt: skip
    assert rough == pytest.approx(3 * calm, rel=0.25)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"week": -1}, "events.week"),
        ({"week": 5, "until": 5}, "events.until"),
        ({"week": 5, "shocks": (("trsut", 0.1),)}, "trust"),
        ({"week": 5, "shocks": (("trust", 1.1),)}, "between 0 and 1"),
        ({"week": 5, "who": "nobody", "shocks": (("trust", 0.1),)}, "focal, rivals or all"),
    ],
)
def test_what_cannot_be_is_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(Mistake, match=message):
        Event(**given)


@pytest.mark.parametrize("name", SHOCKS)
def test_every_shock_takes_its_whole_range_and_nothing_beyond(name: str) -> None:
    _, _, low, high = SHOCKS[name]
    assert [Event(week=5, shocks=((name, end),)).shocks[0][1] for end in (low, high)] == [low, high]
    for beyond in (np.nextafter(low, -np.inf), np.nextafter(high, np.inf), np.nan):
        with pytest.raises(Mistake, match=name):
            Event(week=5, shocks=((name, float(beyond)),))
