"""The terms of the market: its kind, its firms and its money; no strategy and no mechanism changes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simulation.channel import CHANNELS, ChannelDesign
from simulation.events import Event
from simulation.mistake import Mistake
from simulation.parameters import check, parameter
from simulation.touchpoint import TOUCHPOINTS, TouchpointDesign

Kind = Literal["contractual", "non_contractual"]


@dataclass(frozen=True)
class Terms:
    """What the market is like.

    Args:
        kind: "contractual": one provider until one leaves; "non_contractual": a choice at each purchase, so that the
            focal firm gains or loses a share of wallet, until the customer drops out for good.
    """

    kind: Kind = "contractual"
    firms: int = parameter(2, "number of firms, the focal one included", unit="people", allowed=(1, 100))
    focal_share: float = parameter(0.4, "share of people with the focal firm in week 0", unit="share")
    rival_share: float = parameter(0.4, "share of people with its rivals together in week 0", unit="share")
    budget_share: float = parameter(
        0.10, "envelope as a share of the revenue of the status quo", unit="share", low=0.06, high=0.15, grade="C",
        source="guess; marketing, sales and service are 8-12 % of revenue in firm surveys, recalled",
    )  # fmt: skip
    margin: float = parameter(
        0.30, "contribution of revenue before the envelope", unit="share", low=0.15, high=0.60, grade="C",
        source="guess; sweep range narrowed from 0.1-0.6",
    )  # fmt: skip
    discount_rate: float = parameter(
        0.10, "discount rate per year", unit="share", low=0.08, high=0.15, grade="B", source="Gupta et al. 2004"
    )
    wallet_share: float = parameter(
        0.5, "share of wallet of a customer under the status quo, where there is a choice at each purchase",
        unit="share", low=0.2, high=0.9, grade="C", source="guess; a firm's own log cannot tell", allowed=(0.01, 1.0),
    )  # fmt: skip
    winback: float = parameter(
        1.0, "share of those who once left that can come back; 0 where the log calls them dead", unit="share"
    )
    copy_delay: float = parameter(
        156.0, "weeks until rivals take over how the focal firm treats its customers; quality they match at once",
        unit="week", low=26, high=520, grade="C", source="guess", allowed=(0.0, 1e9),
    )  # fmt: skip
    reference_acquisition_cost: float = parameter(
        14.0, "what a customer who comes by a friend is credited with", unit="weekly revenue", low=7.0, high=28.0,
        grade="C", source="guess; enters contribution value only, never profit",
    )  # fmt: skip
    entry_rate: float = parameter(
        0.0, "people who enter the market in a year, as a share of all; they come out of those with nobody in week 0",
        unit="share",
    )  # fmt: skip
    touchpoints: tuple[TouchpointDesign, ...] = TOUCHPOINTS
    channels: tuple[ChannelDesign, ...] = CHANNELS
    events: tuple[Event, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in ("contractual", "non_contractual"):
            raise Mistake("market.kind", self.kind, "must be contractual or non_contractual")
        check(self, "market")
        if self.focal_share + self.rival_share > 1:
            given = f"{self.focal_share:g} + {self.rival_share:g}"
            raise Mistake("market.focal_share + market.rival_share", given, "must not exceed 1")
