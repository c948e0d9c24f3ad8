"""Public reviews carry a firm's reputation to people who know none of its customers.

    P(reviews | speaks) = p·(1 + x·min(1, |s - s₀| / 0.4))                  praise: five stars, complaint: one
    v ← ρ·v + new reviews per initial customer                             ρ = 2^(-dt / h)
    rating = mean of the stars, weighted like v
    appeal = (1 + a·w) / (1 + a·w₀)·exp( b·(w·(rating - 3) - w₀·(4 - 3)) ),     w = v / (v + m)

A person who speaks about a firm may also write a review, and very happy and very unhappy people do so more often; it is
read from the next week on, even if its writer has left in between. Many reviews make a firm known, and their stars make
it liked; a few are hardly believed, and old ones are no longer read. Appeal multiplies the ease of winning people (see
acquisition), whose observed value already includes reviews: a firm with so many reviews that they are half believed (w₀
= ½) and with four stars, three words of praise to one complaint, has appeal 1.

Source: effects near the elasticities 0.236 of volume and 0.417 of valence of You, Vadakkepatt & Joshi (2015), Journal
of Marketing 79 (51 studies), at that firm; bad reviews make known too, Berger, Sorensen & Rasmussen (2010), Marketing
Science 29; stars are J-shaped, Hu, Zhang & Pavlou (2009). Form and sizes are guesses, grade C.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulation.column import Column
from simulation.draws import Floats
from simulation.mechanism import Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.row import Row

if TYPE_CHECKING:
    from simulation.community import Community

NEUTRAL, SPAN = 0.6, 0.4
BEST, WORST, MIDDLE, USUAL = 5.0, 1.0, 3.0, 4.0
HALF = 0.5
TINY = 1e-12
"""Fewer reviews than this are none, and say nothing new of the rating."""


def belief_in_reviews(volume: Floats, midpoint: float) -> Floats:
    """How far reviews count, in [0, 1): one half at the midpoint [reviews per initial customer]; any shape."""
    return volume / (volume + midpoint)


def appeal(belief: Floats, rating: Floats, known: float, liked: float) -> Floats:
    """How much easier a firm wins people because of its reviews, as a factor; 1 at belief one half and four stars."""
    fame = (1.0 + known * belief) / (1.0 + known * HALF)
    factor: Floats = fame * np.exp(liked * (belief * (rating - MIDDLE) - HALF * (USUAL - MIDDLE)))
    return factor


@dataclass(frozen=True)
class Reviews(Mechanism):
    """Reviews written this week and what they make of a firm's reputation among prospects."""

    rate: float = parameter(
        0.10, "chance that a person of middling satisfaction who speaks about the firm also writes a review, p",
        unit="probability", low=0.03, high=0.3,
        grade="C", source="guess", allowed=(0.0, 0.5),
    )  # fmt: skip
    extremity: float = parameter(
        1.0, "how much more likely very happy and very unhappy people are to write, x", unit="factor", low=0.0,
        high=2.0,
        grade="C", source="direction Hu et al. 2009", allowed=(0.0, 100.0),
    )  # fmt: skip
    half_life: float = parameter(
        26.0, "weeks until half of the reviews are no longer read, h", unit="week", low=13.0, high=104.0, grade="C",
        source="guess",
    )  # fmt: skip
    midpoint: float = parameter(
        0.15, "reviews per initial customer at which reviews are half believed, m", unit="review", low=0.05, high=0.5,
        grade="C",
        source="guess; about what a firm has that keeps its customers", allowed=(1e-9, 1e9),
    )  # fmt: skip
    known: float = parameter(
        1.0, "how much better known an unlimited number of reviews makes a firm, a", unit="factor", low=0.3, high=2.0,
        grade="C",
        source="guess, near You et al. 2015", allowed=(0.0, 10.0),
    )  # fmt: skip
    liked: float = parameter(
        0.2, "effect of one more star where reviews are fully believed, b", unit="log-factor", low=0.05, high=0.4,
        grade="C", source="guess, near You et al. 2015", allowed=(0.0, 1.0),
    )  # fmt: skip

    phase = Phase.SPREAD
    after = ("word_of_mouth",)
    cites = ("you2015", "berger2010", "hu2009")
    owns = (
        Column("review", "whether the person also wrote a review of what they last said", kept=True),
        Column("review_volume", "reviews that are still read, per initial customer", unit="review", high=1e6,
               initial=0.15, of="firm"),
        Column("rating", "mean stars of the reviews that are still read", unit="star", low=WORST, high=BEST,
               initial=USUAL, of="firm"),
        Column("appeal", "how much easier reviews make it to win customers", high=1e3, initial=1.0, of="firm"),
    )  # fmt: skip
    series = (Series("reviews", "reviews written [review]", "review"),)
    reads = ("praises", "complains", "satisfaction")

    def connect(self, community: Community, rows: Rows, firms: Rows, now: Now) -> None:
        wrote = np.flatnonzero(rows.review)
        of, bad = np.maximum(rows.praises, rows.complains)[wrote], rows.complains[wrote] > 0
        count = np.bincount(of, minlength=len(firms.rating))
        stars = BEST * count - (BEST - WORST) * np.bincount(of[bad], minlength=len(firms.rating))
        heads = np.maximum(now.firms.initial_customers, 1)
        old = firms.review_volume * np.exp2(-now.dt / self.half_life)
        volume = old + count / heads
        mean = (old * firms.rating + stars / heads) / np.maximum(volume, TINY)
        rating = np.where(volume > TINY, np.minimum(np.maximum(mean, WORST), BEST), firms.rating)
        firms.review_volume[1:], firms.rating[1:] = volume[1:], rating[1:]
        firms.appeal[1:] = appeal(belief_in_reviews(volume, self.midpoint), rating, self.known, self.liked)[1:]

    def apply(self, row: Row, now: Now) -> None:
        row.review = 0.0
        if row.praises > 0 or row.complains > 0:
            extreme = min(abs(row.satisfaction - NEUTRAL) / SPAN, 1.0)
            row.review = now.draw("review", row) < self.rate * (1.0 + self.extremity * extreme)
