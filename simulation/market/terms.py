"""The terms of the market: its kind, its firms and its money; no strategy and no mechanism changes them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from simulation.draws import Floats
from simulation.market.channel import CHANNELS, ChannelDesign
from simulation.market.events import Event
from simulation.market.touchpoint import TOUCHPOINTS, TouchpointDesign
from simulation.mistake import Mistake
from simulation.parameters import check, declarations, parameter

MONEY, SHARE = EQUAL = ("money", "share")
"""What compared strategies have in common, see `envelopes`."""
DEALS = ("envelope", "margin")
KINDS = ("contractual", "non_contractual", "repertoire")
Kind = Literal["contractual", "non_contractual", "repertoire"]


def other_meaning_of_equal(equal: str) -> str:
    """What else compared strategies could have in common."""
    return SHARE if equal == MONEY else MONEY


@dataclass(frozen=True)
class Terms:
    """What the market is like.

    Args:
        kind: "contractual": one provider until one leaves; "non_contractual": a choice at each purchase, so that the
            focal firm gains or loses a share of wallet, until the customer drops out for good; "repertoire": a choice
            among all firms at each purchase, each person's rate being that of the category.
        shares: of the firms in the market, the focal one first, in proportion; empty: as `focal_share` and
            `rival_share` say, the rivals alike.
        touchpoints: where firm and customer meet.
        events: what is known to happen.
    """

    kind: Kind = "contractual"
    equal: str = parameter(
        MONEY, "what compared strategies have in common: money, the envelope of the status quo; share, the same share "
        "of each firm's own net revenue of the last 52 weeks, in the first year of the status quo's",
        unit="-", choices=EQUAL,
        source="a choice of the question: whether a firm that grows may spend more depends on who asks",
    )  # fmt: skip
    firms: int = parameter(2, "number of firms, including the focal one", unit="firms", allowed=(1, 100))
    focal_share: float = parameter(0.4, "share of people who are customers of the focal firm in week 0", unit="share")
    rival_share: float = parameter(0.4, "share of people who are customers of any rival in week 0", unit="share")
    budget_share: float = parameter(
        0.10, "envelope as a share of revenue: the status quo's or the firm's own, as market.equal says", unit="share",
        low=0.06, high=0.15, grade="C",
        source="guess; marketing, sales and service are 8-12 % of revenue in firm surveys, recalled",
    )  # fmt: skip
    margin: float = parameter(
        0.30, "contribution margin before the envelope, as a share of revenue", unit="share", low=0.15, high=0.60,
        grade="C",
        source="guess; sweep range narrowed from 0.1-0.6",
    )  # fmt: skip
    deals: str = parameter(
        "envelope", "what pays for deals: the envelope (as spending on sales) or the margin (as a lower price)",
        unit="-", grade="C", source="guess; promotions are budgeted the first way, price cuts booked the second",
        choices=DEALS,
    )  # fmt: skip
    discount_rate: float = parameter(
        0.10, "discount rate per year", unit="share", low=0.08, high=0.15, grade="B", source="Gupta et al. 2004"
    )
    wallet_share: float = parameter(
        0.5, "a customer's share of wallet under the status quo, where every purchase is a choice between brands",
        unit="share", low=0.2, high=0.9, grade="C", source="guess; a firm's own log cannot tell", allowed=(0.01, 1.0),
    )  # fmt: skip
    winback: float = parameter(
        1.0, "share of former customers who can ever return; 0 where the model of the log treats leaving as final",
        unit="share"
    )  # fmt: skip
    copy_delay: float = parameter(
        156.0, "weeks until rivals copy how the focal firm treats its customers, except for its quality",
        unit="week", low=26, high=520, grade="C", source="guess", allowed=(0.0, 1e9),
    )  # fmt: skip
    reference_acquisition_cost: float = parameter(
        14.0, "value credited for a customer who comes through a friend", unit="weekly revenue", low=7.0, high=28.0,
        grade="C", source="guess; enters contribution value only, never profit",
    )  # fmt: skip
    reference_idea_value: float = parameter(
        0.54, "value credited for a customer's idea", unit="weekly revenue", low=0.27, high=1.09, grade="C",
        source="guess; enters contribution value only, never profit",
    )  # fmt: skip
    recommendation_score: float = parameter(
        20.0, "net promoter score at the end of the status quo, as the firm observes it", unit="points",
        source="convention; whoever knows the firm's own puts it here", allowed=(-99.0, 99.0),
    )  # fmt: skip
    recommendation_noise: float = parameter(
        0.8, "standard deviation of a customer's answer on the scale from 0 to 10, given satisfaction", unit="point",
        low=0.4, high=1.6, grade="C", source="guess; enters the net promoter score only, never profit",
        allowed=(0.01, 100.0),
    )  # fmt: skip
    entry_rate: float = parameter(
        0.0, "people without a firm who enter the market in a year, as a share of everybody except former customers",
        unit="share",
    )  # fmt: skip
    customers: float = parameter(
        10_000.0, "number of customers the focal firm really has; those simulated are a sample of them", unit="people",
        low=1_000, high=1_000_000, grade="C", source="guess; from a shop to a platform", allowed=(1.0, 1e10),
    )  # fmt: skip
    planning_weeks: float = parameter(
        13.0, "weeks for which a firm plans its spending and fixes its quality", unit="week", low=4, high=52, grade="C",
        source="guess; budgets are set by the month, the quarter or the year", allowed=(1.0, 1e4),
    )  # fmt: skip
    overdraft: float = parameter(
        0.5, "how far a firm may overdraw its account, as a share of its income in a planning period",
        unit="share", low=0.1, high=1.0, grade="C", source="guess; a credit line of some weeks", allowed=(0.0, 10.0),
    )  # fmt: skip
    usual_weeks: float = parameter(
        13.0, "weeks of the status quo's cost per customer that a firm adds to its own data for its first plan",
        unit="week", low=1.0, high=13.0, grade="C", allowed=(0.0, 1e4),
        source="guess; from one that believes its new programmes at once to one that goes by the quarter before",
    )  # fmt: skip
    overhead_fixed: float = parameter(
        0.5, "share of overheads that stays at its level of week 0; the rest follows the number of customers",
        unit="share",
        low=0.0, high=1.0, grade="C", source="guess; a platform is fixed, an administrator is not",
    )  # fmt: skip
    touchpoints: tuple[TouchpointDesign, ...] = TOUCHPOINTS
    channels: tuple[ChannelDesign, ...] = CHANNELS
    events: tuple[Event, ...] = ()
    shares: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise Mistake("market.kind", self.kind, f"must be one of {', '.join(KINDS)}")
        if self.shares and (len(self.shares) != self.firms or not all(0 < s < math.inf for s in self.shares)):
            raise Mistake(
                "market.shares", list(self.shares), f"must be {self.firms} positive numbers, one for each firm"
            )
        check(self, "market")
        if self.taken > 1:
            given = f"{self.focal_share:g} + {self.rival_share:g}"
            raise Mistake("market.focal_share + market.rival_share", given, "must not exceed 1")
        if self.shares and not self._told(together := math.fsum(self.shares)):
            advice = (
                f"If they are shares of all people, say market.focal_share={self.shares[0]:g} "
                f"market.rival_share={together - self.shares[0]:g} too; if they are proportions, make their sum 1."
            )
            allowed = f"must add up to 1, or to {self.taken:g} as focal_share and rival_share do"
            raise Mistake("market.shares", f"{list(self.shares)}, with a sum of {together:g}", allowed, advice)

    @property
    def initiatives(self) -> tuple[str, ...]:
        """Who starts a contact at each touchpoint."""
        return tuple(touchpoint.initiative for touchpoint in self.touchpoints)

    def of_touchpoints(self) -> Mapping[str, Floats]:
        """The parameters of all touchpoints by name, each of shape (touchpoints,)."""
        return {
            name: np.array([getattr(touchpoint, name) for touchpoint in self.touchpoints])
            for name in declarations(TouchpointDesign)
        }

    def of_people(self) -> Terms:
        """Terms that say the same of who is whose in week 0 and who enters, and else are the usual ones."""
        of_people = ("kind", "firms", "shares", "focal_share", "rival_share", "entry_rate")
        return replace(Terms(), **{name: getattr(self, name) for name in of_people})

    def _told(self, together: float) -> bool:
        """Whether shares say of what they are shares: of those who are with a firm, or of all as the market says."""
        return together > 1 or any(math.isclose(together, whole, rel_tol=1e-6) for whole in (1, self.taken))

    @property
    def taken(self) -> float:
        """Share of people with any firm in week 0."""
        return self.focal_share + (self.rival_share if self.firms > 1 else 0.0)

    @property
    def brand_shares(self) -> tuple[float, ...]:
        """Share of each firm among all people who are with one, the focal firm's first; they add up to 1."""
        rivals = self.firms - 1
        sizes = self.shares or (self.focal_share, *(self.rival_share / rivals for _ in range(rivals)))
        whole = sum(sizes)
        return tuple(size / whole if whole else 1 / self.firms for size in sizes)
