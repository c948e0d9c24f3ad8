"""Ways in which people who are no customers hear of a firm: five that are bought, two kinds of talk, and win-back."""

from __future__ import annotations

from dataclasses import dataclass

from simulation.parameters import check, parameter


@dataclass(frozen=True)
class ChannelDesign:
    """One channel of acquisition as the market knows it; what is said of it is relative to advertising.

    Args:
        name: a short noun; for what is bought, the purpose under which its cost is booked.
        lever: what says which share of the acquisition budget goes to it; "" where it is not bought or takes the rest.
    """

    name: str
    lever: str = ""
    reach: float = parameter(
        0.0, "people touched at unlimited spending, as a multiple of advertising's", unit="factor", grade="C",
        source="guess; 0 where nothing is bought",
    )  # fmt: skip
    scale: float = parameter(
        1.0, "spending that reaches 63 % of them, as a multiple of advertising's", unit="factor", grade="C",
        source="guess", allowed=(1e-9, 1e9),
    )  # fmt: skip
    conversion: float = parameter(
        0.0, "how likely one touch is to make a person join, as a multiple of advertising's", unit="factor", grade="C",
        source="guess; order of channels as in Li & Kannan 2014",
    )  # fmt: skip
    building: float = parameter(
        0.1,
        "share of the gap to full consideration that one touch closes",
        unit="share",
        grade="C",
        source="guess",
        allowed=(0.0, 0.999),
    )
    intent: float = parameter(
        0.0, "how far the channel finds people who already consider the firm", unit="share", grade="C",
        source="direction Blake, Nosko & Tadelis 2015 (search finds those who would have come)",
    )  # fmt: skip

    def __post_init__(self) -> None:
        check(self, f"channel.{self.name}")

    @property
    def unused(self) -> tuple[str, ...]:
        """Parameters that say nothing of a channel that nobody buys: it has no spending, and finds nobody by itself."""
        return () if self.reach > 0 else ("reach", "scale", "conversion", "intent")


CHANNELS = (
    ChannelDesign("advertising", reach=1.0, conversion=1.0, building=0.15),
    ChannelDesign("referral", building=0.30),
    ChannelDesign("talk", building=0.10),
    ChannelDesign("content", "content_share", reach=0.6, scale=0.7, conversion=0.4, building=0.30),
    ChannelDesign("search", "search_share", reach=0.25, scale=0.4, conversion=3.0, building=0.05, intent=0.8),
    ChannelDesign("social", "social_share", reach=1.2, scale=0.6, conversion=0.3, building=0.20),
    ChannelDesign("prospect_email", "prospect_email_share", reach=0.4, scale=0.3, conversion=0.8, intent=0.4),
    ChannelDesign("winback", building=0.20),
)
"""All channels; where a person is said to have come by one, 0 is nobody and 1 the first of these."""

ADVERTISING, REFERRAL, TALK, WINBACK = 1, 2, 3, 8
BOUGHT = tuple(number for number, channel in enumerate(CHANNELS, start=1) if channel.reach > 0)
"""Numbers of the channels that the acquisition budget buys."""
