"""Quality: what the rest of the envelope buys, and a rival who sees it."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.centre import Centre
from simulation.ledger import UNSPENT
from simulation.mechanisms.quality import FLOOR, bought
from simulation.terms import Terms
from tests.worlds import FREE, Alike, market, ran, world


def test_quality_has_diminishing_returns_and_is_never_perfect() -> None:
    spend = np.linspace(0.0, 0.1, 11)
    quality = np.array([bought(x, 0.0163) for x in spend])
    assert quality[0] == 0.0
    assert (np.diff(quality) > 0).all()
    assert (np.diff(quality, 2) < 0).all()
    assert quality[-1] < 1.0
    assert bought(0.0163, 0.0163) == pytest.approx(1.0 - np.exp(-1.0))


def test_the_whole_rest_is_spent_on_it() -> None:
    some = ran(world(["quality"], people=Alike(1000), weeks=5), centre=Centre(quarterly_envelope=(16.3,)))
    assert some.firms["quality"][1] == pytest.approx(1.0 - np.exp(-1.0))
    assert (some.ledger.weekly[:, 1, some.ledger.purposes.index("quality")] == some.ledger.envelope[:, 1]).all()


def test_a_firm_that_lost_nearly_everybody_does_not_become_perfect_for_the_few() -> None:
    here = world(["churn", "quality"], people=Alike(1000, leaves=0.9), weeks=4)
    some = market(here, centre=Centre(quarterly_envelope=(16.3,))).run()
    assert some.firms["quality"][1] == pytest.approx(1.0 - np.exp(-1.0 / FLOOR))


@pytest.mark.parametrize("parity", [True, False])
def test_a_rival_that_sees_quality_is_as_good_at_once(parity: bool) -> None:
    terms = Terms(firms=2, focal_share=1.0, rival_share=0.0, touchpoints=FREE)
    here = world(["quality"], people=Alike(1000), weeks=1, terms=terms, quality={"parity": parity})
    some = ran(here, centre=Centre(quarterly_envelope=(16.3,)))
    assert some.firms["quality"][2] == (some.firms["quality"][1] if parity else 0.0)


def test_with_quality_off_what_is_left_is_set_aside_and_the_books_add_up() -> None:
    """An ablation spends as much as any other run: nobody gains by not spending."""
    some = ran(world(["contact"], people=Alike(1000), weeks=5), centre=Centre(quarterly_envelope=(16.3,)))
    assert (some.ledger.weekly[:, 1, some.ledger.purposes.index(UNSPENT)] == some.ledger.envelope[:, 1]).all()
    assert (some.firms["quality"] == 0.5).all()
