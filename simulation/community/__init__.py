"""Who talks to whom: communities and the published graphs that generate them.

    csr            the community itself: ties as arrays, counts of neighbours who speak
    limits         how many people and ties there can be
    edges          from an edge list to sorted ties
    exchange       from and to networkx
    triangles      friends that two people share
    ties           which ties are strong: the most embedded ones
    sampler        the small world drawn straight into arrays, for any size
    published      graphs as networkx draws them
    random_graph   what every source of a community has in common
    small_world    rings with short cuts, for a given rewiring or a given clustering
    generators     further published graphs: scale free, blocks, complete
    configuration  graphs with a given, Poisson or power-law sequence of degrees
    own            networks that users bring

The only place in `simulation` that knows networkx.
"""

from __future__ import annotations

from simulation.community.configuration import Configuration
from simulation.community.csr import Community, Ties
from simulation.community.edges import DroppedTies
from simulation.community.generators import Blocks, Complete, ScaleFree
from simulation.community.own import OwnNetwork, own_network
from simulation.community.random_graph import RandomGraph
from simulation.community.small_world import SmallWorld
from simulation.community.ties import with_strong_ties

__all__ = [
    "Blocks",
    "Community",
    "Complete",
    "Configuration",
    "DroppedTies",
    "OwnNetwork",
    "RandomGraph",
    "ScaleFree",
    "SmallWorld",
    "Ties",
    "own_network",
    "with_strong_ties",
]
