"""The list of all cases; those that share a simulation are one family, and the longest come first."""

from __future__ import annotations

from experiments.config.overrides import key_of
from experiments.config.own.in_use import Parts, in_use
from experiments.config.roles import ROLES, named_below
from experiments.validation.case import Case
from experiments.validation.limits import (
    bass_diffusion,
    common_random_numbers,
    degroot_consensus,
    dirichlet_choice,
    fatigue_stock,
    lifetime_value,
    nbd_purchases,
    percolation,
    sis_contact_process,
    stage_chain,
    survival,
    trust_dynamics,
)
from experiments.validation.own_patterns import own_cases
from experiments.validation.patterns import (
    cdnow_cohort,
    cdnow_forecast,
    contact_wearout,
    double_jeopardy,
    participation,
    retention,
    service_failures,
    value_elasticities,
    word_of_mouth,
)
from simulation.mistake import Mistake, nearest

REGULAR, HIGH_END = (
    tuple(case for case in retention.CASES if ("high_end" in case.name) == high) for high in (False, True)
)
FAMILIES: tuple[tuple[Case, ...], ...] = (
    (*HIGH_END, *value_elasticities.CASES), REGULAR, (*word_of_mouth.CASES, *service_failures.CASES),
    double_jeopardy.CASES, bass_diffusion.CASES, percolation.CASES, participation.CASES, cdnow_cohort.CASES,
    cdnow_forecast.CASES, contact_wearout.CASES, survival.CASES, sis_contact_process.CASES, nbd_purchases.CASES,
    lifetime_value.CASES, trust_dynamics.CASES, common_random_numbers.CASES, dirichlet_choice.CASES, stage_chain.CASES,
    fatigue_stock.CASES, degroot_consensus.CASES,
)  # fmt: skip
CASES = {case.name: case for family in FAMILIES for case in family}
"""All cases by name."""


def known_cases(parts: Parts | None) -> dict[str, Case]:
    """All cases by name: those of the package, then the patterns of a user's own file.

    Args:
        parts: of the file; None without one.

    Raises:
        Mistake: a pattern has the name of a case of the package.
    """
    own = {} if parts is None else {case.name: case for case in own_cases(parts)}
    for name in own:
        if name in CASES:
            raise Mistake("pattern", name, "is already the name of a case", "Rename it.")
    return {**CASES, **own}


KINDS = {"limits": "limit", "patterns": "pattern"}


def selected(words: tuple[str, ...]) -> tuple[str, ...]:
    """Names of the cases that words ask for, all of them when there are no words.

    Args:
        words: "limits", "patterns" or "case=NAME"; several add up.

    Raises:
        Mistake: for any other word, or a case that there is not.
    """
    asked: set[str] = set()
    known = known_cases(in_use())
    for word in words:
        name = word.removeprefix("case=")
        if word in KINDS:
            asked |= {case.name for case in known.values() if case.kind == KINDS[word]}
        elif word == name:
            raise Mistake("validate", word, "must be limits, patterns or case=NAME", nearest(word, KINDS))
        elif name not in known:
            advice = nearest(name, known) or "courtship validate --help lists all cases."
            raise Mistake("case", name or "nothing", "there is no such case", advice)
        else:
            asked.add(name)
    return tuple(name for name in known if not words or name in asked)


def apart(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words that choose cases, and those that say who computes and what is written.

    Raises:
        Mistake: for a key that would change the model: what is validated is the model as it is shipped.
    """
    asked = tuple(word for word in words if key_of(word) is None or word.startswith("case="))
    rest = tuple(word for word in words if word not in asked)
    for word in rest:
        key, _, value = word.partition("=")
        if not key.startswith("hydra.") and not any("validate" in one.verbs for one in named_below(key)):
            advice = "validate tests the model as it is shipped; use a sweep to see the effect of other values."
            allowed = ", ".join(name for name, one in ROLES.items() if "validate" in one.verbs)
            raise Mistake(key, value, f"must be one of {allowed}", advice)
    return asked, rest


def overview() -> str:
    """What can be asked for, for the help."""
    lines = ["courtship validate [limits|patterns|case=NAME ...] [executor=...] [seed=...] [output.figures=false]"]
    for kind, of in KINDS.items():
        lines.append(f"\n{kind}")
        lines += [f"  {case.name:<34}{case.claim}" for case in known_cases(in_use()).values() if case.kind == of]
    return "\n".join(lines)
