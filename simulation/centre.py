"""The constants that make the status quo reproduce what was observed; found by `centring`, never tuned by hand."""

from __future__ import annotations

from dataclasses import dataclass

QUARTER = 13


@dataclass(frozen=True)
class Centre:
    """Observed rates are totals under the status quo; these constants take out what the mechanisms add to them.

    Args:
        leave: c_h, mean of the mechanisms' log-multiplier of leaving, weighted by the base hazard [log-hazard].
        buy: c_b, the same for buying, weighted by the base rate [log-rate].
        premium: c_p, mean premium under the status quo, weighted by expected revenue [share].
        commitment: mean commitment under the status quo [log-hazard]; readiness is judged against it.
        commitment_spread: its standard deviation over the focal firm's customers [log-hazard].
        quality: mean quality of what is delivered under the status quo.
        failure: c, what makes failures carry their share of all leaving [week/contact].
        failure_share: what failures carry of h + floor, see `failure` in the mechanisms; a little below φ.
        weekly_revenue: revenue of the average customer in a week under the status quo [money].
        quarterly_envelope: what a firm may spend a week, quarter by quarter [weekly revenue].
    """

    leave: float = 0.0
    buy: float = 0.0
    premium: float = 0.0
    commitment: float = 0.0
    commitment_spread: float = 1.0
    quality: float = 0.0
    failure: float = 0.0
    failure_share: float = 0.0
    weekly_revenue: float = 1.0
    quarterly_envelope: tuple[float, ...] = (1.0,)

    def envelope(self, week: int) -> float:
        """The envelope of one week; the last quarter's is kept beyond the horizon of the pilot [weekly revenue]."""
        return self.quarterly_envelope[min(week // QUARTER, len(self.quarterly_envelope) - 1)]
