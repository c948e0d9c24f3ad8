"""Who of a log is still a customer: how many are presumed active and how many gone, in one sentence.

A log shows who bought and never who left. Whoever has been silent for longer than the own rhythm explains is presumed
gone, customer by customer; so the market begins with fewer customers than the log names.
"""

from __future__ import annotations

from simulation.people import Observed, People


def presumed(people: People) -> str:
    """How many customers a log names, how many are active, and how relationships begin; empty without a log."""
    if not isinstance(people, Observed):
        return ""
    named, active = len(people.frequency), round(people.active)
    return (
        f"The log names {named:,} customers. Judging by how long each has been silent, about {active:,} of them are "
        f"presumed active and {named - active:,} gone; only the active ones are customers in week 0. Their purchase "
        "histories are used, but a log says nothing of trust, habit or commitment: every relationship starts as a new "
        "one, so read the first year with that in mind."
    )
