"""How well the status quo is funded: what a unit of money more would earn, with its interval."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

LEAST, MOST = 0.5, 2.0
"""A world in which the last unit earns back less or more than this is badly funded."""
OVER, UNDER, FAIR = "spends too much", "spends too little", "within bounds"


@dataclass(frozen=True)
class MarginalReturn:
    """What a unit of money more would earn under the status quo [money per money].

    Args:
        mean: of the marginal return on spending.
        ci_low: lower end of its interval.
        ci_high: upper end.
        replicates: pairs behind it.
        confidence: of the interval.
    """

    mean: float
    ci_low: float
    ci_high: float
    replicates: int
    confidence: float

    @property
    def funded(self) -> str:
        """OVER or UNDER where the whole interval lies outside the bounds, else FAIR."""
        return OVER if self.ci_high < LEAST else UNDER if self.ci_low > MOST else FAIR

    def as_json(self) -> dict[str, Any]:
        """What verdict.json says of it."""
        return {**asdict(self), "funded": self.funded, "bounds": [LEAST, MOST]}
