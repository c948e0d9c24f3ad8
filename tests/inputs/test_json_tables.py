"""JSON as pandas writes a table, and lists inside an object."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.inputs.logs import bytes_read, csv, drawn, frame, refused, same

ROWS = drawn(5)


@pytest.mark.parametrize("orient", ["columns", "records"])
def test_tables_of_pandas_are_read_in_either_direction(orient: Any) -> None:
    written = frame(ROWS).assign(date=[str(day) for _, day, _ in ROWS]).to_json(orient=orient)
    same(bytes_read(written.encode()), bytes_read(csv(ROWS).encode()))


@pytest.mark.parametrize("beside", [{}, {"count": 3, "has_more": False}])
def test_a_list_inside_an_object_is_named(beside: dict[str, Any]) -> None:
    orders = [{"customer_id": who, "date": str(day), "amount": str(paid)} for who, day, paid in ROWS]
    assert "holds a list in 'orders'" in refused(json.dumps({**beside, "orders": orders}))


def test_one_purchase_with_its_lines_is_a_log() -> None:
    one = {"customer_id": "c1", "date": "2024-01-31", "amount": 5, "lines": [{"sku": 1}, {"sku": 2}]}
    assert bytes_read(json.dumps(one).encode()).ids.tolist() == ["c1"]


def test_a_hundred_columns_of_days_are_not_weighed_one_by_one() -> None:
    header = ",".join(["customer_id", *(f"day{k}" for k in range(100)), "amount"])
    rows = [",".join([f"c{k}", *["2024-01-31"] * 100, "5.00"]) for k in range(3)]
    assert "or another of these 100 columns" in refused("\n".join([header, *rows]))
