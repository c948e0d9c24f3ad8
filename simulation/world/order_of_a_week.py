"""The order of a week: in which phase and after whom each mechanism acts; `courtship plan` prints it.

    1. phases in the order of `Phase`
    2. within a phase those that a mechanism names in `after` come before it, and those with `last` after all others
    3. what is left open is settled by name, so that the order in which mechanisms are listed changes nothing

Nothing else orders a week: a new mechanism states its phase, and where it needs to, whom it comes after.
"""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from simulation.mechanism import Mechanism, Phase
from simulation.mistake import Mistake


def order_of_a_week(mechanisms: tuple[Mechanism, ...]) -> dict[Phase, tuple[Mechanism, ...]]:
    """The mechanisms of each phase in the order in which they act, those that are switched off included.

    Args:
        mechanisms: in any order; the result does not depend on it.

    Raises:
        Mistake: when mechanisms wait for each other.
    """
    ordered: dict[Phase, tuple[Mechanism, ...]] = {}
    for phase in Phase:
        members = {m.name: m for m in sorted(mechanisms, key=lambda m: m.name) if m.phase == phase}
        first = [name for name, m in members.items() if not m.last]
        graph = {name: first if m.last else [one for one in m.after if one in members] for name, m in members.items()}
        sorter = TopologicalSorter(graph)
        try:
            sorter.prepare()
        except CycleError as error:
            raise Mistake(
                "after", " → ".join(error.args[1]), "mechanisms must not depend on each other's order"
            ) from None
        names: list[str] = []
        while sorter.is_active():
            names += (ready := sorted(sorter.get_ready()))
            sorter.done(*ready)
        ordered[phase] = tuple(members[name] for name in names)
    return ordered
