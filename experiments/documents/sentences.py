"""What a law costs, gives and keeps, in sentences made of its declarations."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Sequence

from experiments.documents.observed import stays_with_person, weekly_changes
from simulation.column import Column
from simulation.market.terms import Terms
from simulation.mechanism import HOOKS, Lever, Mechanism, Phase, acts
from simulation.mechanisms import registered
from simulation.parameters import Declaration, declarations
from simulation.world.order_of_a_week import order_of_a_week

STEPS = {
    "decide": "each person decides",
    "serve": "each touchpoint of each firm serves those who came",
    "settle": "each firm decides and pays",
    "connect": "people and firms act on each other",
    "apply": "each person changes because of what happened",
}
WAYS = {
    "grant": "Benefits for individual customers are paid as long as there is money: if it does not suffice, a random "
    "draw decides who comes first, and the others get nothing.",
    "incur": "Obligations to individual customers are paid in the week in which they arise; amounts beyond the firm's "
    "credit are owed, and paid first in the next week.",
    "spend_share": "Channels get a share of the week's envelope, which is booked for no customer in particular.",
    "spend_overhead": "The programme costs an overhead per customer and week, which is booked for no customer in "
    "particular.",
    "pay_for_quality": "Quality is paid last, with the remaining money, at the level planned for the quarter.",
    "spend_beyond": "A rival pays beyond its envelope, up to a limit, to match the quality that it sees.",
}
"""How a law spends, by what it asks of the purse."""
SHRUNK = {
    "grant": "payments for individual customers fall with their number",
    "incur": "payments for individual customers fall with their number",
    "spend_share": "spending on channels does not fall, because it is a share of the envelope",
    "pay_for_quality": "the same money buys more for each remaining customer until the next quarter is planned",
}
"""What becomes of that when two thirds of the customers have left."""
MONEY = "weekly revenue"


def when(law: Mechanism) -> str:
    """Its place in the week."""
    order = order_of_a_week(tuple(each(enabled=True) for each in registered().values()))[law.phase]
    place = [each.name for each in order].index(law.name)
    before = f", after {code(each.name for each in order[:place][-1:])}" if place else ", before all others"
    steps = joined_with_and(STEPS[hook] for hook in HOOKS if acts(law, hook))
    return f"Phase {law.phase} of {len(Phase)}, {law.phase.name}{before}: {steps}."


def costs(law: Mechanism) -> str:
    """Which lines of the ledger it pays under, how, and what a unit costs."""
    ways, declared = spending(law), declarations(law)
    priced = [name for name, found in declared.items() if found.unit == MONEY]
    told = []
    if not ways:
        told.append("Nothing by itself: it has no line of its own in the ledger.")
    else:
        lines = code(law.purposes) if law.name != "contact" else f"{code(law.purposes)} and the names of touchpoints"
        told.append(f"Booked under {lines}. {' '.join(WAYS[way] for way in ways)}")
    if priced:
        prices = joined_with_and(f"`{name}` {getattr(law, name):g} ({declared[name].doc})" for name in priced)
        told.append(f"In weekly revenues: {prices}.")
    return " ".join(told)


def gives(law: Mechanism) -> str:
    """What it writes, of whom, in which unit, and which laws read it."""
    told = [_column(column) for column in law.owns]
    if law.writes:
        told.append(f"It also writes {joined_with_and(f'`{name}` (of {code([owner(name)])})' for name in law.writes)}.")
    return "\n".join(f"- {one}" for one in told) if told else "- Nothing of its own."


def _column(column: Column) -> str:
    each = {"firm": " for each firm", "touchpoint": " for each touchpoint", "channel": " for each channel"}
    kind = "of each firm" if column.of == "firm" else f"of each person{each.get(column.per or '', '')}"
    anew = ", reset each week" if column.weekly else ""
    unit = "latent scale" if column.unit == "1" else column.unit
    span = f" from {column.low:g} to {column.high:g}" if column.high < 1e3 and column.dtype == "float64" else ""
    if column.doc.startswith("whether"):
        unit, span = "0 or 1", ""
    if column.dtype == "int64":
        unit = "a number"
    readers = [law.name for law in registered().values() if column.name in (*law.reads, *law.writes)]
    read = f" → {code(readers)}" if readers else ""
    return f"`{column.name}`, {kind}{anew}: {column.doc} [{unit}{span}]{read}"


def owner(name: str) -> str:
    """The law that owns a column, or the market."""
    return next((law.name for law in registered().values() if name in [c.name for c in law.owns]), "market")


def what_becomes_of_columns(law: Mechanism) -> str:
    """What becomes of its columns when somebody changes firm or is absent, and of its costs when customers leave."""
    people = [column for column in law.owns if column.of == "person" and not column.weekly]
    told = (_changing(people), _absent([column for column in people if stays_with_person(column)]), _shrunk(law))
    return " ".join(one for one in told if one)


def _changing(people: Sequence[Column]) -> str:
    with_person = [c for c in people if stays_with_person(c)]
    newcomers = [c for c in people if not stays_with_person(c) and c.newcomer]
    again = [c for c in people if not stays_with_person(c) and not c.newcomer]
    parts = []
    if with_person:
        parts.append(f"{code(c.name for c in with_person)} {_verb(with_person, 'stays', 'stay')} with the person")
    if again:
        first, *more = (f"`{c.name}`{{}} at {c.initial:g}" for c in again)
        parts.append(joined_with_and([first.format(" starts again"), *(one.format("") for one in more)]))
    if newcomers:
        parts.append(joined_with_and(f"`{c.name}` begins at the new firm's `{c.newcomer}`" for c in newcomers))
    return f"When a person changes firm, {'; '.join(parts)}." if parts else "Nothing is remembered from week to week."


def _absent(people: Sequence[Column]) -> str:
    if not people:
        return ""
    seen = weekly_changes()
    absent, unattached = ([c for c in people if c.name in moving] for moving in (seen.absent, seen.unattached))
    if absent == unattached:
        return f"While a person is absent from the market or without a firm, {_going(absent, people)}."
    first, then = _going(absent, people), _going(unattached, people)
    return f"While a person is absent from the market, {first}; while a person is in the market without a firm, {then}."


def _going(on: Sequence[Column], people: Sequence[Column]) -> str:
    if not on:
        return "it does not change" if len(people) == 1 else "they do not change"
    return f"{code(c.name for c in on)} {_verb(on, 'continues', 'continue')} to change"


def _shrunk(law: Mechanism) -> str:
    ways, fixed = spending(law), Terms().overhead_fixed
    parts = list(dict.fromkeys(SHRUNK[way] for way in ways if way in SHRUNK))
    if "spend_overhead" in ways:
        parts.insert(0, f"{100 * (fixed + (1 - fixed) / 3):.0f} % of the overhead remains (`market.overhead_fixed`)")
    if not parts:
        return ""
    return f"When two thirds of the customers have left, {joined_with_and(parts)}."


def spending(law: Mechanism) -> list[str]:
    """How it spends, in the order of `WAYS`: what its text asks of the purse."""
    text = inspect.getsource(type(law))
    return [way for way in WAYS if re.search(rf"\bpurse\.{way}\(", text)]


def lever(declared: Lever) -> str:
    """A lever, its range and the value that does nothing."""
    idle = "at" if declared.idle in (declared.low, declared.high) else "at the intermediate value"
    return (
        f"`{declared.name}` ({declared.doc}) [{declared.unit}, {declared.low:g} to {declared.high:g}, no effect "
        f"{idle} {declared.idle:g}]"
    )


def parameters_not_in_doubt(law: Mechanism) -> str:
    """Parameters that are not in doubt."""
    others = [
        f"`{name}` {_value(getattr(law, name))} [{found.unit}{_range(found)}]"
        for name, found in declarations(law).items()
        if not found.doubtful and name != "enabled"
    ]
    return f"Not varied here: {joined_with_and(others)}." if others else ""


def _value(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _range(found: Declaration) -> str:
    measured = f", measured as {found.low:g} to {found.high:g}, grade {found.grade}" if found.low is not None else ""
    return f", one of {', '.join(found.choices)}" if found.choices else measured


def _verb(of: Sequence[object], one: str, many: str) -> str:
    return one if len(of) == 1 else many


def code(names: Iterable[str]) -> str:
    """Names as code, with commas and an "and"."""
    return joined_with_and(f"`{name}`" for name in names)


def joined_with_and(parts: Iterable[str]) -> str:
    """Parts with commas and an "and"."""
    *first, last = list(parts) or [""]
    return f"{', '.join(first)} and {last}" if first else last
