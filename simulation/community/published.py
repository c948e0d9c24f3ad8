"""Graphs as networkx draws them.

networkx is the reference for the published graphs. It keeps a dictionary per person, so it is asked for 100,000 people
at most, and only when a graph of it is wanted, because importing it takes half a second.
"""

from __future__ import annotations

from simulation.community.csr import Community
from simulation.community.limits import refuse_beyond_networkx
from simulation.draws import Draws


def drawn_by_networkx(generator: str, size: int, seed: int, *parameters: object) -> Community:
    """Call one of networkx's random graphs; all ties are weak.

    Args:
        generator: its name in networkx, such as "barabasi_albert_graph".
        size: number of people N the graph will have.
        seed: any integer; networkx gets a whole number that belongs to this seed and this generator alone.
        parameters: the generator's own, in its order.

    Raises:
        Mistake: more than 100,000 people.
    """
    refuse_beyond_networkx(size)
    import networkx as nx  # type: ignore[import-untyped,unused-ignore]

    whole_number = int(Draws(seed).key(f"community.{generator}", 0))
    return Community.from_networkx(getattr(nx, generator)(*parameters, seed=whole_number))
