"""What a customer contributes, as one number for all kinds of contribution, and the effort it costs.

    contribution = w_z·encounter + w_a·answers + w_i·ideas + w_r·review + w_s·needs served by oneself
    effort = e·contribution

Each kind has a fixed value, in weekly revenues, so that an answer and an idea can be added; the cash that it brings the
firm is in the ledger and not here. Reciprocity compares the contribution with what was received, investment ties the
contributor to the firm, and the effort is the customer's cost. Self-service that exists under the status quo is not
counted, only needs that the firm would have served and sent to self-service instead. A review counts in the week after
it was written, and only if it praises: a warning to others gives the firm nothing.

Source: customers as contributors, Bettencourt (1997), Journal of Retailing 73; effort: Norton, Mochon & Ariely (2012),
Journal of Consumer Psychology 22. That they give is B, all sizes are guesses, C.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulation.column import Column
from simulation.mechanism import Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.row import Row


@dataclass(frozen=True)
class Contribution(Mechanism):
    """What customers gave this week, and how hard it was."""

    encounter: float = parameter(
        0.027, "w_z, value of what the customer contributes in an encounter", unit="weekly revenue", low=0.0,
        high=0.109,
        grade="C", source="guess",
    )  # fmt: skip
    answer: float = parameter(
        0.054, "w_a, value of one answer to another customer", unit="weekly revenue", low=0.014, high=0.109, grade="C",
        source="guess; twice an encounter's",
    )  # fmt: skip
    idea: float = parameter(
        0.109, "w_i, value of one idea", unit="weekly revenue", low=0.027, high=0.217, grade="C",
        source="guess; four times an encounter's",
    )  # fmt: skip
    review: float = parameter(
        0.027, "w_r, value of one review", unit="weekly revenue", low=0.0, high=0.054, grade="C",
        source="guess; an encounter's",
    )  # fmt: skip
    self_service: float = parameter(
        0.014, "w_s, value of one case of self-service in place of being served", unit="weekly revenue", low=0.0,
        high=0.027,
        grade="C", source="guess; half of an encounter's",
    )  # fmt: skip
    effort_factor: float = parameter(
        1.0, "e, effort that a contribution costs the customer, per unit of its value", unit="factor", low=0.5,
        high=2.0, grade="C",
        source="guess",
    )  # fmt: skip

    phase = Phase.RELATE
    cites = ("bettencourt1997", "norton2012")
    owns = (
        Column("contribution", "value of what the customer contributed this week", unit="weekly revenue", high=1e4,
               weekly=True),
        Column("effort", "effort that contributing cost the customer this week", unit="weekly revenue", high=1e6,
               weekly=True),
    )  # fmt: skip
    series = (
        Series("contributions", "value of what customers contributed [weekly revenue]", "contribution"),
        Series("effort", "effort that contributing cost customers [weekly revenue]", "effort"),
    )
    reads = ("encounter", "answers", "idea", "review", "praises", "complains", "self_served")

    def apply(self, row: Row, now: Now) -> None:
        row.contribution = self.encounter * row.encounter
        if row.is_customer and row.praises == row.provider and row.complains == 0:
            row.contribution += self.review * row.review
        if now.in_use("hosting"):
            row.contribution += self.answer * row.answers
        if now.in_use("co_creation"):
            row.contribution += self.idea * row.idea
        if now.in_use("self_service"):
            row.contribution += self.self_service * row.self_served
        row.effort = self.effort_factor * row.contribution
