"""Who is meant in a list of ties: an id is what it is in a log, so that a person who is in both is one person.

Blanks, signs without width, Unicode normalisation, a `.0` at the end and the case of mail addresses tell nobody from
anybody; `007` and `7` are two people. Words that stand for nothing, and numbers that a spreadsheet has shortened, are
nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

from experiments.inputs.transactions.identities import bare, is_placeholder, is_shortened
from simulation.mistake import Mistake


class Names:
    """People while a list of ties is read, numbered as they are met.

    `number` holds the number of each text that was met: look there first, because most texts are met many times.
    """

    def __init__(self) -> None:
        self.number: dict[str, int] = {}
        self._ids: dict[str, int] = {}

    def met(self, text: str, where: str) -> int:
        """The number of the person whom a text names.

        Args:
            text: as it is written.
            where: it stands, for messages.

        Raises:
            Mistake: it names nobody.
        """
        found = self.number[text] = self._ids.setdefault(person(text, where), len(self._ids))
        return found

    @property
    def respelled(self) -> int:
        """Spellings of ids beside the first of each."""
        return len(self.number) - len(self._ids)

    @property
    def labels(self) -> list[str]:
        """The id of each person."""
        return list(self._ids)


def person(text: str, where: str) -> str:
    """The id that a text is.

    Raises:
        Mistake: it names nobody.
    """
    plain = bare(text)[0]
    if is_placeholder(plain):
        advice = f"'{plain}' stands for nobody, here as in a log; leave the tie out." if plain else ""
        raise Mistake(where, plain or "nothing", "must name a person", advice)
    if is_shortened(plain):
        advice = "A spreadsheet has shortened it, so that different people have the same id: export it again as text."
        raise Mistake(where, plain, "is not a valid id", advice)
    return plain


def refuse_shared(labels: Sequence[str], origin: str, what: str = "nodes") -> None:
    """Refuse two nodes that are one person.

    Args:
        labels: their ids.
        origin: the file, for messages.
        what: nodes are called there.

    Raises:
        Mistake: naming the id and both nodes by number.
    """
    first: dict[str, int] = {}
    for k, label in enumerate(labels, start=1):
        if first.setdefault(label, k) != k:
            given = f"{what} {first[label]} and {k} both called {label}"
            raise Mistake(origin, given, "must be people with different ids", "Rename one of the two.")
