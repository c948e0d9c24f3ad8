"""What an explanation says, in sentences with numbers."""

from __future__ import annotations

from experiments.results.effect import Effect
from experiments.results.explanation import Explanation
from experiments.statistics.formatting import counted, decimals, plain, signed

ALIKE = "The two strategies set the same levers, so there is no difference to explain."
FEW = 8
"""So many idle mechanisms are named."""
DESIGNS = {
    "exact": "Each part is the mean over all orders in which the groups could be introduced (Shapley value).",
    "orders": "Each part is the mean over some orders in which the groups could be introduced (Shapley value).",
    "halved": "Each part is the mean of what a group adds alone and what it adds last, the Shapley value if no three "
    "groups interact.",
}


def sentences(found: Explanation) -> list[str]:
    """The whole explanation on profit."""
    return [groups_sentence(found), *apart_sentences(found), mechanisms_sentence(found)]


def places(found: Explanation, measure: str = "profit") -> int:
    """Decimals that the parts bear."""
    sizes = [abs(one.mean) for one in (*found.groups(measure), found.difference(measure)) if one.mean]
    return decimals(max(sizes), 3) if sizes else 2


def groups_sentence(found: Explanation, measure: str = "profit") -> str:
    """Which groups of levers make up the difference; the parts add up to it."""
    if not found.parts:
        return ALIKE
    lead, digits = found.difference(measure), places(found, measure)
    parts = ", ".join(f"{one.name} {signed(one.mean, digits)}" for one in found.groups(measure))
    what = "profit" if measure == "profit" else measure.replace("_", " ")
    rest = found.rest(measure)
    told = f", {signed(rest, digits)} interactions of three or more" if found.design == "halved" else ""
    return (
        f"{found.b} less {found.a} in {what}: {signed(lead.mean, digits)} money per initial customer over "
        f"{counted(len(found.seeds), 'replicate')}, of which {parts}{told}.{_inert(found)}"
    )


def _inert(found: Explanation) -> str:
    """Groups of which not one run differs, whatever else is set: no law acts on their levers."""
    still = [p.group for p in found.parts if not (p.alone.any() or p.last.any() or p.fair.any())]
    if not still:
        return ""
    return (
        f" {', '.join(still).capitalize()} {'has' if len(still) == 1 else 'have'} no effect at all: no law acts on it."
    )


def apart_sentences(found: Explanation) -> list[str]:
    """Every group apart from all others: what it adds alone, and what it adds last of all."""
    if len(found.parts) < 2:
        return []
    alone = {one.name: one for one in found.groups(what="alone")}
    last = {one.name: one for one in found.groups(what="last")}
    return [
        f"{name.capitalize()} alone, without the other groups: {interval(one, places(found))}; added to all others: "
        f"{interval(last[name], places(found))}."
        for name, one in alone.items()
    ]


def mechanisms_sentence(found: Explanation, most: int = 4) -> str:
    """Which laws of the market the lead rests on."""
    if not found.parts:
        return "There is no difference that a mechanism could cause."
    carried = [one for one in found.mechanisms() if one.mean and not one.note][:most]
    named = "; ".join(f"{one.name} {interval(one, places(found))}" for one in carried)
    weeks = next((one.screened for one in found.without if one.screened is not None), None)
    rest = (
        f" {len(found.screened)} others were ranked over the first {weeks} weeks and not run to the end."
        if weeks
        else ""
    )
    named_idle = ", ".join(found.idle) if len(found.idle) <= FEW else f"{len(found.idle)} mechanisms"
    idle = f" Idle {'over these weeks' if weeks else 'here'}: {named_idle}." if found.idle else ""
    return (
        f"What each mechanism adds to the lead of {found.b} (the lead less the lead with the mechanism off for both, "
        f"without new alignment): {named or 'nothing'}.{rest}{idle}"
    )


def interval(one: Effect, digits: int) -> str:
    """An effect with its interval, or saying that it was run once."""
    if one.ci_low is None:
        return f"{signed(one.mean, digits)} (one replicate)" if one.replicates == 1 else "undefined"
    return f"{signed(one.mean, digits)} ({signed(one.ci_low, digits)} to {signed(one.ci_high, digits)})"


def margin(found: Explanation) -> str:
    """The smallest difference that matters, as it is printed."""
    return plain(found.margin, max(places(found), decimals(found.margin)))
