"""A finished calibration: the estimates, and what they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from experiments.analyses.calibrate.estimates import Estimates
from experiments.analyses.calibrate.identifiability import PRIOR_ONLY
from experiments.config.roles import values_hash


@dataclass(frozen=True, eq=False)
class Calibration(Estimates):
    """The answer of `calibrate`; see `Estimates` for what it holds."""

    def as_json(self) -> dict[str, Any]:
        """The numbers of fit.json."""
        verdicts = self.identifiability["verdict"].value_counts()
        return {
            "log": self.facts,
            "laws": _records(self.table),
            "log_likelihood": float(self.laws.log_likelihood),
            "members": len(self.calibrated.ensemble),
            "remarks": list(self.laws.remarks),
            "refuted": dict(self.refuted),
            "errors": None if self.check is None else _records(self.check.errors()),
            "unchecked": self.unchecked or None,
            "relational": {str(name): int(count) for name, count in verdicts.items()},
            "narrowed": [row for row in _records(self.identifiability) if row["verdict"] != PRIOR_ONLY],
            "misfit": None if self.matching is None else self.matching.misfit,
            "ruled_out": None if self.matching is None else self.matching.ruled_out,
            "explained": self._explained(),
            "effective_sets": self.matching.sets.effective if self.matching and self.matching.sets else None,
            "config_hash": values_hash(self.setting.values, "calibrate"),
        }

    def _explained(self) -> dict[str, float] | None:
        if self.matching is None or self.matching.surface is None:
            return None
        names = (target.label for target in self.matching.targets)
        return {name: float(share) for name, share in zip(names, self.matching.surface.explained, strict=True)}


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as JSON knows them: what is not finite is null."""
    return [
        {str(key): None if isinstance(value, float) and not np.isfinite(value) else value for key, value in row.items()}
        for row in table.to_dict(orient="records")
    ]
