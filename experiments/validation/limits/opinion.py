"""Opinions that are averaged (DeGroot): the model has no such law, and says so."""

from __future__ import annotations

from experiments.validation.case import Case
from experiments.validation.reading import Reading, within
from experiments.validation.trial import Trial
from simulation.mechanism import Mechanism, acts
from simulation.mechanisms import registered

OPINIONS = ("satisfaction", "trust")


def averaging(trial: Trial) -> Reading:
    """How many mechanisms move a customer's opinion of a firm along the ties of the community."""
    moving = [law for law in registered().values() if _moves(law) and acts(law(), "connect")]
    return within(1.0, float(len(moving)), 0.0, unit="mechanisms")


def _moves(law: type[Mechanism]) -> bool:
    return bool(set(OPINIONS) & set(law.writable()))


CASES = (
    Case("opinion_only", "limit", "averaging neighbours' opinions ends at Σdᵢxᵢ / Σd", "DeGroot 1974", "1e-10",
         averaging,
         miss="nobody's satisfaction or trust is an average of the neighbours': word of mouth moves joining and leaving "
              "by counts of who praises and who complains, so there is no consensus to be held against"),
)  # fmt: skip
