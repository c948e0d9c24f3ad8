"""JSON lines, or one JSON array: an object a purchase; numbers keep the digits they are written with."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from experiments.inputs.transactions.columns import recognised
from experiments.inputs.transactions.reading import Reading
from experiments.inputs.transactions.table import Column, Table, are_in, encodable, number_beside_texts
from simulation.mistake import Mistake


class Number(str):
    """The digits of a number."""

    __slots__ = ()


@dataclass
class _Field:
    code: array[int] = field(default_factory=lambda: array("i"))
    texts: dict[tuple[str, bool], int] = field(default_factory=dict)
    """Distinct texts, and whether they are the digits of a number."""


def read_json(text: bytes, source: str) -> Table:
    """Read objects; an object inside an object gives columns such as customer.id.

    Args:
        text: in UTF-8.
        source: the log, for messages.

    Raises:
        Mistake: a line is no JSON, or no object.
    """
    fields: dict[str, _Field] = {}
    rows = array("q")
    for number, record in _purchases(text, source):
        try:
            flat = list(_flat(record))
        except RecursionError:
            raise _nested(f"{source}, row {number}") from None
        if len({name for name, _ in flat}) < len(flat):
            raise Mistake(f"{source}, row {number}", "one name twice", "must be there once", "Take one of the two out.")
        for name, value in flat:
            known = fields.get(name)
            if known is None:
                known = fields[name] = _Field()
            known.code.extend([-1] * (len(rows) - len(known.code)))  # rows before that do not have it
            if value is None:
                continue
            one = (str(value), True) if isinstance(value, Number) else (encodable(str(value)), False)
            known.code.append(known.texts.setdefault(one, len(known.texts)))
        rows.append(number)
    for known in fields.values():
        known.code.extend([-1] * (len(rows) - len(known.code)))
    columns = tuple(_column(name, known) for name, known in fields.items())
    row = np.frombuffer(rows, dtype=np.int64).copy()
    return Table("JSON, an object a row", columns, row, width=len(columns)).without_blanks()


def _column(name: str, known: _Field) -> Column:
    beside = len({is_number for _, is_number in known.texts}) == 2
    texts = [number_beside_texts(text) if beside and is_number else text for text, is_number in known.texts]
    once = pa.array(texts or [""], pa.string()).dictionary_encode()  # 3 and "3" are one text
    again = np.append(once.indices.to_numpy(), -1).astype(np.int32)
    numbers = {text for text, (_, is_number) in zip(texts, known.texts, strict=True) if is_number}
    code = again[np.frombuffer(known.code, dtype=np.int32)]
    return Column(name, code, once.dictionary, are_in(once.dictionary, numbers) if numbers else None)


class _Twice(dict[str, Any]):
    """An object in which a name stands twice."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else _Twice(found)


def _purchases(text: bytes, source: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects; those of a single one that holds a column in each name are made rows, as tables of pandas write.

    Raises:
        Mistake: a single object that holds a list of purchases.
    """
    records = _records(text, source)
    first, second = next(records, None), next(records, None)
    if first is not None and second is None:
        columns = list(first[1].values())
        keys = list(columns[0]) if columns and isinstance(columns[0], dict) else []
        if len(columns) > 1 and keys and all(isinstance(one, dict) and list(one) == keys for one in columns):
            rows = ({name: column[key] for name, column in first[1].items()} for key in keys)
            yield from enumerate(rows, start=1)
            return
        lists = [name for name, value in first[1].items() if isinstance(value, list) and len(value) > 1]
        if lists and not recognised([name for name, _ in _flat(first[1])], Reading()):
            name = encodable(lists[0])
            allowed = "must be one object a line, or one list of objects"
            raise Mistake(source, f"one object that holds a list in '{name}'", allowed, "Write that list alone.")
    for one in (first, second):
        if one is not None:
            yield one
    yield from records


def _records(text: bytes, source: str) -> Iterator[tuple[int, dict[str, Any]]]:
    decoder = json.JSONDecoder(parse_float=Number, parse_int=Number, object_pairs_hook=_once)
    if text.lstrip()[:1] == b"[":
        try:
            content = decoder.decode(text.decode())
        except ValueError as error:
            raise Mistake(source, str(error), "must be JSON") from None
        except RecursionError:
            raise _nested(source) from None
        records: Iterator[tuple[int, Any]] = enumerate(content, start=1)
    else:
        records = _lines(text, source, decoder)
    for number, record in records:
        if not isinstance(record, dict):
            raise Mistake(f"{source}, row {number}", "no object", 'must be an object such as {"customer_id": "c1"}')
        yield number, record


def _lines(text: bytes, source: str, decoder: json.JSONDecoder) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.split(b"\n"), start=1):
        if line.strip():
            try:
                yield number, decoder.decode(line.decode())
            except ValueError:
                raise Mistake(f"{source}, row {number}", "no JSON", "must be one object a line") from None
            except RecursionError:
                raise _nested(f"{source}, row {number}") from None


def _nested(where: str) -> Mistake:
    return Mistake(where, "lists or objects inside each other a thousand deep", "must be an object a purchase")


def _flat(record: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(record, _Twice):
        yield from [("", None)] * 2
    for name, value in record.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield encodable(f"{prefix}{name}".strip()), json.dumps(value) if isinstance(value, list) else value
