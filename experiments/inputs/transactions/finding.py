"""Which column is which: by the user's word, else by a name that can mean one thing only, else by what it holds.

Where two columns could be meant, both are shown with the words that choose; nothing is taken for the more likely one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields

import pyarrow as pa

from experiments.inputs.transactions.amount_or_product import refuse_two_amounts
from experiments.inputs.transactions.by_content import Held
from experiments.inputs.transactions.columns import (
    BUYERS,
    DOCUMENTED,
    KNOWN,
    Roles,
    candidates,
    listed,
    plain,
    recognised,
)
from experiments.inputs.transactions.measures_and_rates import measure_and_rate
from experiments.inputs.transactions.moments import apart
from experiments.inputs.transactions.problems import Problems
from experiments.inputs.transactions.questions import Choice
from experiments.inputs.transactions.reading import AUTO, Reading
from simulation.mistake import nearest

_OF_ALL_PIECES = frozenset({"itemprice"})
"""Names of the price of one piece at some shops, and of all pieces of the row at others, as at Amazon."""
_DATA = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*|[-+]?\d[\d.,]*")


def roles(
    names: Sequence[str], reading: Reading, problems: Problems,
    days_among: Callable[[list[int]], list[int]] = lambda places: places, held: Held | None = None,
) -> Roles | None:  # fmt: skip
    """Find the columns; None where that failed, and the problems say why.

    Args:
        names: of the columns.
        reading: what the user says of them.
        problems: where failures are noted.
        days_among: of several columns that may be the day by their names, those that are it by what they hold.
        held: what the columns hold whose names are not known; None where that is not to be looked at.
    """
    before = len(problems.found)
    is_data = any(map(_DATA.fullmatch, names)) or bool((apart(pa.array(names, pa.string()))[0] >= 0).any())
    if is_data and not recognised(names, reading):  # they may be somebody's, so that they are not shown
        advice = "Put a row on top that names the columns, such as customer_id,date,amount."
        problems.add("", "a first row that holds a date or a number", "must name the columns", advice)
        return None
    find = _Finder(names, reading, problems, days_among, held)
    customer, date = find.one("customer", reading.customer), find.one("date", reading.date)
    quantity, price = find.named("quantity", reading.quantity), find.named("price", reading.price)
    amount = None
    if quantity is None and price is None and reading.amount is not None:
        amount, quantity, price = find.money(reading.amount, {customer, date})
    elif (quantity is None) != (price is None):
        key = "price" if price is None else "quantity"
        other = find.named(key, AUTO)
        quantity, price = (quantity, other) if price is None else (other, price)
        if other is None:
            problems.add("", f"no column of {key}", "quantity and price go together", f"Add population.{key}=COLUMN.")
    taken = {customer, date, amount, quantity, price}
    order, currency = find.maybe("order", reading.order), find.maybe("currency", AUTO)
    order = None if reading.order == AUTO and order in taken else order  # nobody said that it is one
    currency = None if currency in taken else currency
    if len(problems.found) > before or customer is None or date is None:
        return None
    found = Roles(customer, date, amount, quantity, price, order, currency)
    find.refuse_shared(found)
    return found if len(problems.found) == before else None


@dataclass
class _Finder:
    names: Sequence[str]
    reading: Reading
    problems: Problems
    days_among: Callable[[list[int]], list[int]]
    held: Held | None

    def refuse_shared(self, found: Roles) -> None:
        """Refuse a column that is to mean two things."""
        taken: dict[int, str] = {}
        for role in (field.name for field in fields(found)):
            place = getattr(found, role)
            if place is not None and (other := taken.setdefault(place, role)) != role:
                given, allowed = f"the column '{self.names[place]}' as {other} and as {role}", "must be one of them"
                self.problems.add("", given, allowed, f"Name another column: population.{role}=COLUMN.")

    def one(self, role: str, word: str) -> int | None:
        """A column that must be there."""
        if word != AUTO:
            return self.named(role, word)
        found = candidates(self.names, role)
        if role == "date" and len(found) > 1:
            found = self.days_among(found)
        found = found or self._held(role)
        if len(found) == 1:
            return found[0]
        if found:
            self._two(role, found)
        else:
            what = {"customer": "who bought", "date": "on which day"}[role]
            advice = f"Say which column tells {what}: population.{role}=COLUMN. The first row must name the columns."
            self.problems.add("", f"the columns {listed(self.names)}", f"none is known to be the {role}", advice)
        return None

    def _held(self, role: str) -> list[int]:
        """Columns that may be the customer or the day by what they hold, where no name is known."""
        if self.held is None:
            return []
        known = self._known() - {role}
        taken = {place for other in known for place in self._places(other)}
        days = self._places("date") or self.held.days(taken)
        if role == "date":
            return days
        people = self.held.people(taken | set(days), days[0] if len(days) == 1 else None)
        buyers = [place for place in people if BUYERS.search(plain(self.names[place]))]
        return buyers if len(buyers) == 1 else people

    def _known(self) -> set[str]:
        """Roles of which the words or the names tell the column."""
        return {role for role in KNOWN if self._places(role)}

    def _places(self, role: str) -> list[int]:
        """Places of the columns of a role by the user's word, or else by their names."""
        word = getattr(self.reading, role, AUTO)
        if word not in (AUTO, None):
            return [place for place, name in enumerate(self.names) if name == word]
        return candidates(self.names, role)

    def named(self, role: str, word: str | None) -> int | None:
        """The column that the user names."""
        if word is None:
            return None
        if word == AUTO:
            return self.maybe(role, word)
        word = word if word in self.names else word.strip()  # as names of columns are
        count = list(self.names).count(word)
        if count == 1:
            return list(self.names).index(word)
        if count:
            given, allowed, advice = f"{count} columns of that name", "must be one", "Rename one of them."
        else:
            given, allowed = f"the columns {listed(self.names)}", "it must be among them"
            close = nearest(word, self.names)
            absent = "For a log without amounts: population.amount=null." if role == "amount" else ""
            advice = close or absent or f"Choose one with population.{role}=COLUMN."
        self.problems.add(f"column '{word}'", given, allowed, advice)
        return None

    def maybe(self, role: str, word: str | None) -> int | None:
        """A column that need not be there; two of a name that could be meant are none."""
        if word is None:
            return None
        if word != AUTO:
            return self.named(role, word)
        found = candidates(self.names, role)
        return found[0] if len(found) == 1 else None

    def money(self, word: str, taken: set[int | None]) -> tuple[int | None, int | None, int | None]:
        """Amount, or quantity and price."""
        if word != AUTO:
            return self.named("amount", word), None, None
        found = [place for place in candidates(self.names, "amount") if place not in taken]
        quantity, price = candidates(self.names, "quantity"), candidates(self.names, "price")
        if len(quantity) > 1 and len(price) == 1 and found in ([], price):
            self._two("quantity", quantity, {"price": self.names[price[0]]})
            return None, None, None
        if len(quantity) == len(price) == 1:
            unclear = plain(self.names[price[0]]) in _OF_ALL_PIECES
            if found in ([], price) and not unclear:
                return None, quantity[0], price[0]
            found = found or price
            if self.names[found[0]] != DOCUMENTED["amount"]:
                refuse_two_amounts(self.names, found, quantity[0], price[0], self.problems)
                return None, None, None
        if not found and self.held is not None:
            numbered = {place for role in ("currency", "order") for place in self._places(role)}
            others = numbered | set(self._places("quantity"))
            found = self.held.sums(taken | others)
            two = measure_and_rate(self.held.columns, taken | numbered)
            if two is not None:
                sums = [place for place in found if place not in two]
                refuse_two_amounts(self.names, [*sums, two[1]], *two, self.problems)
                return None, None, None
            pieces = quantity or self.held.pieces(taken | others)
            paid = [place for place in found if place not in pieces]
            if paid and len(pieces) == 1:
                refuse_two_amounts(self.names, paid, pieces[0], paid[0], self.problems)
                return None, None, None
            if found and not paid:
                choices = [*(Choice({"amount": self.names[place]}) for place in found), Choice({"amount": None})]
                shown = listed([self.names[place] for place in found])
                self.problems.ask("", shown, "may be amounts, or numbers of pieces", choices)
                return None, None, None
        if len(found) == 1:
            return found[0], None, None
        if found:
            self._two("amount", found)
        elif set(range(len(self.names))) - taken:
            advice = "Say population.amount=COLUMN, or population.amount=null to count purchases, each worth 1."
            self.problems.add("", f"the columns {listed(self.names)}", "none is known to be the amount", advice)
        return None, None, None

    def _two(self, role: str, found: Sequence[int], beside: Mapping[str, str] | None = None) -> None:
        names = [self.names[place] for place in found]
        if len(set(names)) < len(names):
            self.problems.add(f"column '{names[0]}'", "it twice", "must be there once", "Rename one of the two.")
            return
        choices = [Choice({role: name} | dict(beside or {})) for name in names]
        self.problems.ask("", f"the columns {listed(names)}", f"each may be the {role}", choices)
