"""How many people and ties a community can have."""

from __future__ import annotations

from simulation.mistake import Mistake

_MOST_PEOPLE = 100_000  # beyond it a networkx graph takes gigabytes and minutes
_MOST_TIES = 5_000_000  # for the same reason; a complete graph reaches it at 3,163 people


def refuse_size(size: int) -> None:
    """Stop where rows cannot be numbered.

    Raises:
        Mistake: no people, or 2³¹ of them.
    """
    if not 1 <= size < 2**31:
        raise Mistake("community size", size, "must be from 1 to 2147483647 people")


def refuse_beyond_networkx(size: int, ties: int = 0) -> None:
    """Stop before networkx is asked for more than it can hold.

    Raises:
        Mistake: more than 100,000 people or 5 million ties, or nobody at all.
    """
    refuse_size(size)
    if size > _MOST_PEOPLE:
        advice = "For more people use the small world or the complete community, or use an edge list."
        raise Mistake("community size", size, f"must be at most {_MOST_PEOPLE} people for networkx", advice)
    if ties > _MOST_TIES:
        raise Mistake("community ties", ties, f"must be at most {_MOST_TIES} ties for networkx")
