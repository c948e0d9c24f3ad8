"""What each lever of a find contributes: put back alone, and what is lost by that, on luck that chose nothing.

The half of the levers that contribute least is put back for good, and so on, as long as the find does not fall by more
than luck explains: what remains is the exploit, if there is one, in few levers.
"""

from __future__ import annotations

from collections.abc import Mapping

from experiments.hunting.hunt import FRESH, ProgrammeGain, ProgrammeSearch
from experiments.hunting.offers import programme_of

JUDGES = FRESH[:4]
FALLEN = 2.0
"""Standard errors of the find by which it may fall when levers are put back."""


def dissect_programme(hunt: ProgrammeSearch, find: ProgrammeGain, goal: str) -> tuple[ProgrammeGain, dict[str, float]]:
    """The find in few levers, and what is lost when each of these is put back [unit of the goal].

    Args:
        hunt: in whose place.
        find: what is dissected.
        goal: by which it is judged.
    """
    kept, worth = dict(find.levers), _worth(hunt, find.levers, goal)
    bound, best = find.gains[goal] - FALLEN * find.errors[goal], find
    while len(kept) > 1:
        ranked = sorted(kept, key=worth.__getitem__, reverse=True)
        fewer = {name: kept[name] for name in ranked[: len(ranked) // 2]}
        found = _all(hunt, fewer)
        if found.gains[goal] < bound:
            break
        kept, best, worth = fewer, found, _worth(hunt, fewer, goal)
    return best, {name: worth[name] for name in kept}


def _all(hunt: ProgrammeSearch, moved: Mapping[str, float]) -> ProgrammeGain:
    return hunt.tried([programme_of(hunt.place.world, moved)], FRESH, "with fewer levers")[0]


def _worth(hunt: ProgrammeSearch, moved: Mapping[str, float], goal: str) -> dict[str, float]:
    """What is lost when each lever is put back to the status quo, alone."""
    parts = [moved, *({n: v for n, v in moved.items() if n != name} for name in moved)]
    found = hunt.tried([programme_of(hunt.place.world, part) for part in parts], JUDGES, "without one lever")
    return {name: found[0].gains[goal] - one.gains[goal] for name, one in zip(moved, found[1:], strict=True)}
