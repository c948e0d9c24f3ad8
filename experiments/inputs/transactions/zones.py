"""Time zones by name, and the day that a moment has in one."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from simulation.mistake import Mistake

DAY = 86_400
"""Seconds."""
EPOCH = 719_163
"""The ordinal of 1970-01-01."""

Integers = npt.NDArray[np.int64]


@cache
def zone(name: str) -> ZoneInfo:
    """The time zone of that name."""
    return ZoneInfo(name)


def require_zone(name: str, key: str = "time_zone") -> None:
    """Refuse a time zone that this machine does not know.

    Raises:
        Mistake: naming it.
    """
    try:
        zone(name)
    except (KeyError, ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError
        raise Mistake(key, name, "must be a time zone", "An example: Europe/Berlin, or UTC.") from None


def day_there(seconds: Integers, name: str) -> Integers:
    """Ordinals of the days that moments have in a zone.

    Args:
        seconds: since 1970-01-01 in UTC, shape (n,) [s].
        name: of the zone.
    """
    import pandas as pd

    local = pd.to_datetime(seconds, unit="s", utc=True).tz_convert(zone(name)).tz_localize(None)
    found: Integers = local.to_numpy().astype("datetime64[D]").astype(np.int64) + EPOCH
    return found


def in_utc(seconds: Integers, name: str) -> Integers:
    """Moments of a clock in a zone, in UTC; an hour that a clock shows twice is the first, one that it skips the next.

    Args:
        seconds: since 1970-01-01 on that clock, shape (n,) [s].
        name: of the zone.
    """
    import pandas as pd

    first = np.ones(len(seconds), dtype=np.bool_)
    moments = pd.to_datetime(seconds, unit="s").tz_localize(zone(name), ambiguous=first, nonexistent="shift_forward")
    found: Integers = moments.tz_convert("UTC").tz_localize(None).to_numpy().astype("datetime64[s]").astype(np.int64)
    return found
