"""Who talks to whom, as three arrays.

    neighbours of person i  =  neighbour[start[i] : start[i + 1]]        (compressed sparse rows)

Ties are undirected and stored in both directions, the neighbours of a person in ascending order. Word of mouth is
*pushed*: only the ties of those who speak this week are looked at, and what arrives is counted in integers, so that
neither the order of rows nor that of ties can change a sum.

A complete community, in which everybody talks to everybody, stores no ties at all: what a person hears is the total
minus the own voice. It is the mean-field case in which the Bass curve must appear. All its ties are weak, because no
tie is more embedded there than another.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, Self

import numpy as np
import numpy.typing as npt

from simulation import exact_sums
from simulation.community.edges import Bools, DroppedTies, Rows, row_numbers, sorted_ties
from simulation.community.limits import refuse_size
from simulation.community.triangles import Integers, local_clustering
from simulation.draws import Floats
from simulation.mistake import Mistake

if TYPE_CHECKING:
    import networkx as nx  # type: ignore[import-untyped,unused-ignore]

Ties = Literal["all", "strong", "weak"]
Counts = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Community:
    """An undirected graph of people, whose rows are those of the population.

    Made by `from_edges`, `fully_tied` or `from_networkx` rather than directly. The arrays are read-only, because all
    strategies of a replicate meet the same community.

    Args:
        size: number of people N.
        start: where each person's ties begin, shape (N + 1,).
        neighbour: the person at the other end of each stored tie, shape (M,).
        strong: whether the stored tie is strong, shape (M,); both directions agree.
        complete: everybody is tied to everybody, and the three arrays are empty.
        dropped: self-loops and repeated ties that were left out when the community was made.
    """

    size: int
    start: Integers
    neighbour: Rows
    strong: Bools
    complete: bool = False
    dropped: DroppedTies = field(default_factory=DroppedTies)

    def __post_init__(self) -> None:
        for column in (self.start, self.neighbour, self.strong):
            column.flags.writeable = False

    @classmethod
    def from_edges(
        cls, size: int, source: npt.ArrayLike, target: npt.ArrayLike, strong: npt.ArrayLike | None = None
    ) -> Self:
        """Make a community of an edge list that names each tie in one direction or in both.

        Args:
            size: number of people N, from 1 to 2³¹ − 1.
            source: one end of each tie, a row in 0 … N−1, shape (E,).
            target: the other end, shape (E,).
            strong: whether the tie is strong, shape (E,); all are weak by default.

        Raises:
            Mistake: the columns differ in length, or a row lies outside 0 … N−1.
        """
        refuse_size(size)
        ends = row_numbers(source, "source", size), row_numbers(target, "target", size)
        is_strong = np.zeros(ends[0].size, dtype=np.bool_) if strong is None else np.asarray(strong, dtype=np.bool_)
        if not ends[0].shape == ends[1].shape == is_strong.shape:
            lengths = (ends[0].size, ends[1].size, is_strong.size)
            raise Mistake("edge list", lengths, "source, target and strong must have the same length")
        start, neighbour, sorted_strong, dropped = sorted_ties(size, *ends, is_strong)
        return cls(size, start, neighbour, sorted_strong, dropped=dropped)

    @classmethod
    def fully_tied(cls, size: int) -> Self:
        """The complete graph of N people; it stores nothing, all ties are weak."""
        refuse_size(size)
        none = np.zeros(0, dtype=np.int64)
        return cls(size, none, none.astype(np.int32), none.astype(np.bool_), complete=True)

    @classmethod
    def from_networkx(cls, graph: nx.Graph) -> Self:
        """Make a community of a networkx graph; see `exchange.edges_of` for the order of rows."""
        from simulation.community.exchange import edges_of  # networkx takes half a second to import

        return cls.from_edges(*edges_of(graph))

    def to_networkx(self) -> nx.Graph:
        """The community as a networkx graph with the edge attribute `strong`; refused above 100,000 people."""
        from simulation.community.exchange import graph_of

        return graph_of(self)

    @cached_property
    def degree(self) -> Counts:
        """Ties per person, shape (N,)."""
        if self.complete:
            return np.full(self.size, self.size - 1, dtype=np.int32)
        return np.diff(self.start).astype(np.int32)

    @cached_property
    def strong_degree(self) -> Counts:
        """Strong ties per person, shape (N,)."""
        return np.bincount(self.neighbour[self.strong], minlength=self.size).astype(np.int32)

    @property
    def mean_degree(self) -> float:
        """Ties per person on average."""
        return float(self.degree.mean(dtype=np.float64))

    @property
    def mean_strong_degree(self) -> float:
        """Strong ties per person on average."""
        return np.count_nonzero(self.strong) / self.size

    def clustering(self) -> float:
        """Probability that two neighbours of a person know each other, averaged over persons; in [0, 1]."""
        if self.complete:
            return float(self.size > 2)
        source, target, _ = self.edges()
        return float(local_clustering(self.size, source, target).mean())

    def edges(self) -> tuple[Integers, Integers, Bools]:
        """Every tie once: source < target and strong, each of shape (M / 2,), sorted by source and target.

        A complete community is written out, N(N − 1)/2 ties.
        """
        if self.complete:
            above, below = np.triu_indices(self.size, k=1)
            return above, below, np.zeros(above.size, dtype=np.bool_)
        source = np.repeat(np.arange(self.size), self.degree)
        once = source < self.neighbour
        return source[once], self.neighbour[once].astype(np.int64), self.strong[once]

    def heard(self, speaks: Bools, ties: Ties = "all") -> Counts:
        """How many speaking neighbours each person has.

        Args:
            speaks: who speaks, shape (N,).
            ties: along which ties one listens.

        Returns:
            Speaking neighbours [people], shape (N,).
        """
        speaking = int(np.count_nonzero(self._one_per_person(speaks)))
        if self.complete:
            return np.where(ties == "strong", 0, speaking - speaks).astype(np.int32)
        if 2 * speaking > self.size:  # then those who are silent are fewer to go through
            return self._degree_along(ties) - self.heard(~speaks, ties)
        return np.bincount(self.pairs_from(speaks, ties)[1], minlength=self.size).astype(np.int32)

    def heard_about(self, topic: Integers, topics: int) -> tuple[Integers, Integers]:
        """How many neighbours speak about each topic, in one pass over those who speak.

        Args:
            topic: what each person speaks about, 1 … K; 0: the person is silent, shape (N,).
            topics: number of topics K.

        Returns:
            Speaking neighbours [people] by weak and by strong ties, each of shape (K + 1, N); row 0 is empty.
        """
        if self.complete:
            weak = np.bincount(topic, minlength=topics + 1)[:, None] - (topic == np.arange(topics + 1)[:, None])
            weak[0] = 0
            return weak, np.zeros_like(weak)
        speaker, stored = self._ties_of(np.flatnonzero(topic))
        place = ((topics + 1) * self.strong[stored] + topic[speaker]) * self.size + self.neighbour[stored]
        weak, strong = np.bincount(place, minlength=2 * (topics + 1) * self.size).reshape(2, topics + 1, self.size)
        return weak, strong

    def pairs_from(self, speaks: Bools, ties: Ties = "all") -> tuple[Integers, Integers]:
        """Everyone who speaks with everyone who hears it, for draws that are keyed by tie.

        Args:
            speaks: who speaks, shape (N,).
            ties: along which ties one listens.

        Returns:
            Rows of speakers and rows of listeners, each of shape (P,), sorted by speaker, then by listener.
        """
        speaker = np.flatnonzero(self._one_per_person(speaks))
        if self.complete:
            speaker = np.repeat(speaker[:0] if ties == "strong" else speaker, self.size - 1)
            listener = np.arange(speaker.size) % max(self.size - 1, 1)
            return speaker, listener + (listener >= speaker)
        speaker, stored = self._ties_of(speaker)
        if ties != "all":
            wanted = self.strong[stored] == (ties == "strong")
            speaker, stored = speaker[wanted], stored[wanted]
        return speaker, self.neighbour[stored].astype(np.int64)

    def mean_of_alike(self, values: Floats, group: Integers) -> Floats:
        """The mean over those neighbours who are in one's own group, in sums that do not depend on the order of ties.

        Args:
            values: of each person, shape (N,).
            group: whole numbers from 0, shape (N,).

        Returns:
            Means in the unit of the values, shape (N,); one's own value where there is no such neighbour.
        """
        if self.complete:
            members = np.bincount(group)
            whole = np.array([exact_sums.total(values[group == number]) for number in range(len(members))])
            count, around = members[group] - 1.0, whole[group] - values
        else:
            alike = np.repeat(group, self.degree) == group[self.neighbour]
            count = exact_sums.of_runs(alike.astype(np.float64), self.start)
            around = exact_sums.of_runs(np.where(alike, values[self.neighbour], 0.0), self.start)
        return np.where(count > 0, around / np.maximum(count, 1.0), values)

    def permuted(self, order: Integers) -> Community:
        """The same people in another order: new row r is old row order[r], as in `column[order]`.

        Raises:
            Mistake: `order` does not name every row once.
        """
        order = np.asarray(order)
        if order.shape != (self.size,) or not np.array_equal(np.sort(order), np.arange(self.size)):
            raise Mistake("order", f"{order.size} rows", f"must name each of the {self.size} rows once")
        if self.complete:
            return self
        new_row = np.empty(self.size, dtype=np.int64)
        new_row[order] = np.arange(self.size)
        source, target, strong = self.edges()
        return replace(Community.from_edges(self.size, new_row[source], new_row[target], strong), dropped=self.dropped)

    def _ties_of(self, people: Integers) -> tuple[Integers, Integers]:
        """All stored ties of some people, one after another: whose it is, and where it is stored."""
        count = self.degree[people]
        ends_at = np.cumsum(count, dtype=np.int64)
        stored = np.repeat(self.start[people] - (ends_at - count), count)
        stored += np.arange(len(stored))
        return np.repeat(people, count), stored

    def _degree_along(self, ties: Ties) -> Counts:
        if ties == "all":
            return self.degree
        return self.strong_degree if ties == "strong" else self.degree - self.strong_degree

    def _one_per_person(self, speaks: Bools) -> Bools:
        if speaks.shape != (self.size,) or speaks.dtype != np.bool_:
            given = f"{speaks.dtype} of shape {speaks.shape}"
            raise Mistake("who speaks", given, f"must be one bool for each of the {self.size} people")
        return speaks
