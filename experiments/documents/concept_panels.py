"""What the figure of the concepts shows: one panel or more for each concept that has no figure of a study.

A panel puts runs beside each other that differ in a law and in nothing else: the same people, ties and luck. Each line
is what `courtship run` makes of `BASE`, the panel's words and its own; each world is centred anew, as on every run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

BASE = ("population.size=1500", "weeks=130", "replicates=3", "executor=inline", "output.attribution=false")
RELATIONSHIP, PLAIN = ("strategy=relationship",), ()
SOFTWARE = ("scenario=saas", *RELATIONSHIP)
OFFER = "levers.relationship.contract_offer=0.3"
AMPLE = "market.budget_share=0.2"
"""Money enough that who wins the customers of a bad rival can serve them as well: else quality falls as they come."""
LEADING = ("market.focal_share=0.6", "market.rival_share=0.2")
"""A firm that most are with already; between two firms of one size what others do speaks for neither."""
STEPS, TYPES, CREDIT = "lifecycle", "typology", "attribution"
"""What is no weekly series: people by step, customers by type, new customers by channel."""


@dataclass(frozen=True)
class Panel:
    """A question to the model that a small picture answers.

    Args:
        title: in the words of the concept.
        concept: the row of docs/concepts.md.
        words: of the configuration, in all lines.
        lines: further words of each line by its name; the first has the law on.
        shows: a weekly series of the focal firm, or one of `STEPS`, `TYPES` and `CREDIT`.
        axis: what is shown, with its unit.
        period: weeks whose mean is one point; longer where people are counted who come or go.
    """

    title: str
    concept: str
    words: tuple[str, ...]
    lines: Mapping[str, tuple[str, ...]]
    shows: str
    axis: str
    period: int = 4


def _without(*laws: str) -> dict[str, tuple[str, ...]]:
    """A law that is on by default, and the same run without it."""
    return {"with": PLAIN, "without": tuple(f"mechanism.{law}.enabled=false" for law in laws)}


def _added(law: str, *words: str) -> dict[str, tuple[str, ...]]:
    """A law that is off by default, or whose lever no shipped file sets, and the strategy as it is shipped."""
    switch = () if law == "contract" else (f"mechanism.{law}.enabled=true",)
    return {"with": (*switch, *words), "without": PLAIN}


SOCIAL = "Social proof, shared values, education"
SWITCHING = "Low and falling switching costs"

PANELS = (
    Panel(
        "CX parity", "CX parity: if the rival is as good, high scores retain nobody",
        ("strategy=cx_only", "rivals=[neglect]", AMPLE),
        {"with": PLAIN, "without": ("mechanism.quality.matching_limit=0",)}, "cohort",
        "week-0 customers who never left [share]",
    ),
    Panel(
        "Both sides gain from contributing", "Both sides gain from contributing", ("strategy=community_only",),
        _without("investment"), "commitment", "mean commitment [log-hazard]",
    ),
    Panel(
        "Reputation reaches non-customers", "Reputation reaches those who are not customers", RELATIONSHIP,
        _without("word_of_mouth", "reviews"), "joined", "people who join [a week]", period=13,
    ),
    Panel(
        "You never “have” a customer", "You never “have” a customer", ("scenario=commodity_telco", *RELATIONSHIP),
        {"with": PLAIN, "no contagion": ("mechanism.contagion.enabled=false",),
         "no leaving": ("mechanism.churn.enabled=false",)},
        "cohort", "week-0 customers who never left [share]",
    ),
    Panel(
        "Switching costs: contracts", SWITCHING, SOFTWARE, _added("contract", OFFER), "contracts",
        "customers under contract [share]",
    ),
    Panel(
        "Switching costs: habit", SWITCHING, SOFTWARE, _without("usage"), "habit",
        "mean habit of using it [0 to 1]",
    ),
    Panel(
        "Social proof", SOCIAL, (*RELATIONSHIP, *LEADING), _added("social_proof"), "customers", "customers [people]",
    ),
    Panel(
        "Shared values", SOCIAL, RELATIONSHIP, _added("shared_values", "levers.relationship.purpose_stated=1"),
        "trust", "mean trust in the firm [0 to 1]",
    ),
    Panel(
        "Education", SOCIAL, RELATIONSHIP, _added("education", "levers.relationship.lessons=0.02"), "knowledge",
        "mean knowledge of customers [0 to 1]",
    ),
    Panel(
        "Paths to purchase", "Paths to purchase over several touchpoints",
        ("strategy=acquisition_led", "levers.acquisition_led.content_share=0.25",
         "levers.acquisition_led.search_share=0.25", "levers.acquisition_led.prospect_email_share=0.15"),
        {"": PLAIN}, CREDIT, "new customers credited [people]",
    ),
    Panel(
        "Lifecycle", "Lifecycle: awareness → purchase → experience → loyalty → advocacy", RELATIONSHIP, {"": PLAIN},
        STEPS, "people [share]",
    ),
    Panel(
        "Relationship typology", "Relationship typology, from one-night stand to partner, and damaged", SOFTWARE,
        {"": (OFFER,)}, TYPES, "customers [share]",
    ),
)  # fmt: skip
"""All panels, as they are read."""
