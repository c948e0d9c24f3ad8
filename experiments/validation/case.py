"""A case: what is claimed, where the claim comes from, how the model is asked, and which wrong model it notices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from experiments.validation.model_under_test import ModelUnderTest, Mutant
from experiments.validation.observation import Reading

Kind = Literal["limit", "pattern"]
HOLDS, FAILS, MISS = "holds", "fails", "declared miss"


@dataclass(frozen=True)
class Case:
    """One row of the validation table.

    Args:
        name: as in `case=NAME`.
        kind: "limit": mechanisms off, the answer is known; "pattern": the full market on, the answer was observed.
        claim: what is to be seen, in one sentence.
        source: author and year, or the law that gives the target.
        band: how far off is near enough, and why, in words; written before the run.
        measure: asks the model.
        mutant: a wrong model that this case rejects; every pattern has one.
        miss: why the model as it is cannot meet the claim; None where it is expected to.
        fitted: which part of the same data the model has seen; empty where it has seen none.
    """

    name: str
    kind: Kind
    claim: str
    source: str
    band: str
    measure: Callable[[ModelUnderTest], Reading]
    mutant: Mutant | None = None
    miss: str | None = None
    fitted: str = ""

    def verdict(self, reading: Reading) -> str:
        """Holds; or fails, unless the miss was declared beforehand."""
        if bool(reading.inside.all()):
            return HOLDS
        return FAILS if self.miss is None else MISS
