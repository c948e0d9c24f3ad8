"""Mechanisms fit together: every name is declared once, and what a mechanism asks for is there.

Columns, series, levers and purposes of money live in one space each, whoever declares them. A second owner of a name
would overwrite the first one's numbers without a word, so it is refused before anything is built.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from simulation.market.ledger import BOOKED, MARGIN, OWED, PUT_BY, UNSPENT
from simulation.mechanism import Mechanism, Phase
from simulation.mistake import Mistake, nearest
from simulation.population import IDENTITY
from simulation.world.market import FIRMS
from simulation.world.weekly_record import OF_THE_MARKET

IN_A_WEEK = ("strategy", "seed", "week", "firm", "cash", "envelope", "interest")
"""What a row of the weekly table says beside the series and the bookings."""
Kind = type[Mechanism]


def refuse_unwired(known: Sequence[Kind], added: Iterable[Kind], touchpoints: Sequence[str] = ()) -> None:
    """Refuse mechanisms that do not fit to others.

    Args:
        known: mechanisms that fit together.
        added: those that join them, one after the other.
        touchpoints: names of the touchpoints, under which contacts are booked.

    Raises:
        Mistake: naming the class, and the name that is taken or unknown.
    """
    there = list(known)
    for kind in added:
        phase = getattr(kind, "phase", None)
        if not isinstance(phase, Phase):
            raise _wrong(kind, phase, f"must have a phase: {', '.join(f'Phase.{one.name}' for one in Phase)}")
        _refuse_taken(kind, there, touchpoints)
        there.append(kind)
        _refuse_unknown(kind, there)


def _refuse_taken(kind: Kind, there: Sequence[Kind], touchpoints: Sequence[str]) -> None:
    market = {
        "a mechanism": [],
        "a column": [column.name for column in (*IDENTITY, *FIRMS)],
        "a series": [*OF_THE_MARKET, *IN_A_WEEK],
        "a lever": [],
        "a purpose of money": [MARGIN, PUT_BY, UNSPENT, OWED, *touchpoints],
    }
    for what, names in declared_names(kind).items():
        taken = {*market[what], *(name for other in there for name in declared_names(other)[what])}
        for name in names:
            if name in taken or (what == "a series" and name.startswith(BOOKED)):
                raise _wrong(kind, name, f"is the name of {what} already", "Rename it.")
            taken.add(name)


def declared_names(kind: Kind) -> dict[str, list[str]]:
    """The names that a mechanism declares, by what they are names of."""
    return {
        "a mechanism": [kind.name],
        "a column": [column.name for column in kind.owns],
        "a series": [series.name for series in kind.series],
        "a lever": [lever.name for lever in kind.levers],
        "a purpose of money": list(kind.purposes),
    }


def _refuse_unknown(kind: Kind, there: Sequence[Kind]) -> None:
    of_people = [
        column.name for column in (*IDENTITY, *(c for one in there for c in one.owns)) if column.of == "person"
    ]
    of_firms = [column.name for column in (*FIRMS, *(c for one in there for c in one.owns)) if column.of == "firm"]
    for what, asked, known in (
        ("column of people", (*kind.reads, *kind.writes, *(series.column for series in kind.series)), of_people),
        ("column of firms", [column.newcomer for column in kind.owns if column.newcomer], of_firms),
        ("mechanism", kind.after, [one.name for one in there]),
    ):
        for name in asked:
            if name not in known:
                raise _wrong(kind, name, f"there is no such {what}", nearest(name, known))


def _wrong(kind: Kind, given: object, allowed: str, advice: str = "") -> Mistake:
    return Mistake(f"mechanisms: {kind.__name__}", given, allowed, advice)
