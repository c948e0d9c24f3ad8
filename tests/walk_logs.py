"""For every word about a log one that can be read in two ways, and both of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.inputs.transactions.reading import AUTO
from experiments.inputs.transactions.rfm import summarised
from experiments.inputs.transactions.section import log_of
from experiments.sweeps.plan import question
from simulation.mistake import Mistake

PURCHASES = 60


@dataclass(frozen=True)
class Case:
    """One word about a log.

    Args:
        key: in the section `population`.
        said: what else is said of the log.
        other: another value than there, or than the default.
    """

    key: str
    said: Mapping[str, Any]
    other: Any


def columns() -> dict[str, list[Any]]:
    """A log in which every role has two columns."""
    k = range(PURCHASES)
    found: dict[str, list[Any]] = {"who": [f"c{i % 17}" for i in k], "paid": [10 + i % 13 for i in k]}
    found["day"] = [f"2020-{1 + i % 11:02d}-{1 + i % 12:02d}" for i in k]
    found["pieces"], found["basket"] = [1 + i % 3 for i in k], [f"b{i // 2 % 20}" for i in k]
    reading = {name: list(reversed(column)) for name, column in found.items()}
    return found | {f"other_{name}": column for name, column in reading.items()}


def cases(folder: Path) -> Iterator[Case]:
    """All of them, with their files."""
    plain, k = columns(), range(PURCHASES)
    base = {"customer": "who", "date": "day", "amount": "paid", "order": None}

    def file(name: str, encoding: str = "utf-8", **changed: list[Any]) -> dict[str, Any]:
        path = folder / f"{name}.csv"
        pd.DataFrame({**plain, **changed}).to_csv(path, index=False, encoding=encoding)
        return {**base, "file": str(path)}

    log = file("log")
    yield Case("file", log, file("longer", paid=[30 + i for i in k])["file"])
    yield Case("customer", log, "other_who")
    yield Case("date", log, "other_day")
    yield Case("amount", log, None)
    prices = {**log, "amount": AUTO, "quantity": "pieces", "price": "paid"}
    yield Case("quantity", prices, "other_pieces")
    yield Case("price", prices, "other_paid")
    alike = file("orders", who=[f"c{i // 2 % 17}" for i in k], paid=[10 + i // 2 % 9 for i in k],
                 day=[plain["day"][i // 2] for i in k], basket=[f"b{i // 2}" for i in k],
                 other_basket=[f"b{i // 2 if i % 4 else -i}" for i in k])  # fmt: skip
    yield Case("order", {**alike, "order": "basket", "lines": "whole"}, "other_basket")
    yield Case("lines", {**alike, "order": "basket", "lines": "whole"}, "each")
    money = file("money", paid=[f"{10 + i % 13} {'EUR' if i % 3 else 'USD'}" for i in k])
    yield Case("currency", {**money, "currency": "EUR"}, "USD")
    yield Case("until", log, "2020-09-20")
    days = file("days", day=[f"{1 + i % 11:02d}/{1 + i % 12:02d}/2020" for i in k])
    yield Case("date_format", {**days, "date_format": "day_first"}, "month_first")
    yield Case("decimal", {**file("decimal", paid=[f"1.{100 + i}" for i in k]), "decimal": "point"}, "comma")
    yield Case("delimiter", log, "semicolon")
    accents = file("encoding", "cp1252", who=[f"é{i % 17}" for i in k])
    yield Case("encoding", {**accents, "encoding": "cp1252"}, "utf-8")
    book = folder / "book.xlsx"
    with pd.ExcelWriter(book) as writer:
        pd.DataFrame(plain).to_excel(writer, sheet_name="one", index=False)
        pd.DataFrame({**plain, "paid": plain["other_paid"]}).to_excel(writer, sheet_name="two", index=False)
    yield Case("sheet", {**base, "file": str(book), "sheet": "one"}, "two")
    late = [f"{day}T23:30:00+00:00" for day in plain["day"]]
    yield Case("time_zone", {**file("offsets", day=late), "time_zone": "Europe/London"}, "Asia/Tokyo")
    local = file("local", day=[f"{day}T{'23:30' if i % 2 else '12:00'}:00" for i, day in enumerate(plain["day"])])
    yield Case("moments", {**local, "time_zone": "Europe/London", "moments": "Europe/London"}, "America/New_York")
    back = file("back", paid=[-3 if i % 20 == 19 else 10 + i % 13 for i in k])
    yield Case("returns", {**back, "returns": "drop"}, "net")
    lacking = file("missing", paid=["" if i % 20 == 1 else 10 for i in k])
    yield Case("missing", {**lacking, "missing": "drop"}, "refuse")
    total = file("totals", who=[*plain["who"][:-1], "all"], paid=[*plain["paid"][:-1], sum(plain["paid"][:-1])])
    yield Case("totals", {**total, "totals": "keep"}, "drop")
    copied = file("copies", **{name: [*column[:-2], *column[-4:-2]] for name, column in plain.items()})
    yield Case("copies", {**copied, "copies": "keep"}, "drop")
    yield Case("prospects", log, 0.7)


def what_is_read(said: Mapping[str, Any]) -> str:
    """What a section `population` makes of a log, as text; what it says of who refuses it."""
    section = {**question([]).settings["population"], "source": "log", **said}
    try:
        found = summarised(log_of(section))
    except Mistake as mistake:
        return f"refused: {mistake}"
    names = ("ids", "frequency", "recency", "age", "monetary")
    return repr([section["prospects"], *(getattr(found, name).tolist() for name in names)])
