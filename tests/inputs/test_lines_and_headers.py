"""However its lines end and whatever stands above its header, every row of a text is read, and the sums add up."""

from __future__ import annotations

import io
import random
from decimal import Decimal

import pytest
import xlsxwriter

from simulation.mistake import Mistake
from tests.inputs.logs import bytes_read, drawn

ENDINGS = {"Unix": ["\n"], "Windows": ["\r\n"], "old Macintosh": ["\r"], "written twice": ["\r\r\n"],
           "mixed": ["\n", "\r\n", "\r", "\r\r\n"]}  # fmt: skip
ABOVE = (
    "Export of shop X",
    "",
    '"Notes, in quotes"',
    '"Notes#of two lines"',
    "Report\rJanuary",
    ",,,",
    "a;b\tc|d",
    '5" ',
)
NOTES = ("x", "", '"two#lines"', '"a, b"', '"said ""no"""', 'a " b')


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("title", ["no title", "one line", "several lines"])
@pytest.mark.parametrize("header", ["Note", '"Note#free"'])
def test_every_row_below_the_header_is_read(ending: str, title: str, header: str) -> None:
    for seed in range(8):
        luck = random.Random(seed)
        rows = [
            (who, str(day), str(paid), luck.choice(NOTES)) for who, day, paid in drawn(seed, rows=luck.randrange(2, 30))
        ]
        above = luck.choices(ABOVE, k={"no title": 0, "one line": 1, "several lines": luck.randrange(2, 6)}[title])
        lines = [*above, f"customer_id,date,amount,{header}"]
        for row in rows:
            lines += ["", ",,,"][: luck.randrange(3)] if luck.random() < 0.2 else []
            lines.append(",".join(row))
        text = "".join(line + luck.choice(ENDINGS[ending]) for line in lines)
        while "#" in text:  # line breaks inside quotes end as others do
            text = text.replace("#", luck.choice(ENDINGS[ending]), 1)
        found = bytes_read(text.encode(), copies="keep").intake
        assert found is not None
        assert (found.rows, found.kept) == (len(rows), len(rows)), text[:200]
        assert found.sum == found.sum_kept == sum(Decimal(row[2]) for row in rows)
        assert (found.first, found.last) == (min(row[1] for row in rows), max(row[1] for row in rows))


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\r\r\n"])
def test_rows_are_counted_alike_however_they_end(ending: str) -> None:
    lines = ["Shop", "", "customer_id,date,amount", "a,2024-01-05,1", "b,2024-01-06,2", ",2024-01-07,3"]
    found = bytes_read("".join(line + ending for line in lines).encode(), missing="drop").intake
    assert found is not None
    assert [one.first for one in found.left_out] == [(6,)]


@pytest.mark.parametrize("place", [1, 2, 6])
def test_a_header_among_the_purchases_is_refused_and_none_is_lost(place: int) -> None:
    lines = [f"c{k},2024-01-0{k},{k}.50" for k in range(1, 7)]
    lines.insert(place, "customer_id,date,amount")
    book = io.BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as written:
        sheet = written.add_worksheet()
        for k, line in enumerate(lines):
            sheet.write_row(k, 0, line.split(","))
    for data in ("\n".join(lines).encode(), book.getvalue()):
        with pytest.raises(Mistake, match=rf"row 1: given what looks like a purchase.*named in row {place + 1}"):
            bytes_read(data)
    notes = ["Period,2024-01-01,2024-12-31", "Shop,Berlin,3", ",2024-01-01,3", "Sum of 2024-01-01,21"]
    found = bytes_read("\n".join([*notes, lines.pop(place), *lines]).encode()).intake
    assert found is not None
    assert found.rows == len(lines)


@pytest.mark.parametrize(
    ("end", "said"), [("", "row 2: given unexpected end of data"), ('"', "a row of more than 4,096 bytes")]
)
def test_a_stray_quote_that_swallows_more_than_is_parted_at_once_is_named(
    end: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("experiments.inputs.transactions.text.BLOCK", 1 << 12)
    rows = "".join(f"c{k},2024-01-05,{k}.50,x\n" for k in range(400))
    with pytest.raises(Mistake, match=said):
        bytes_read(f'customer_id,date,amount,note\na,2024-01-05,1,"x\n{rows}b,2024-01-05,2,x{end}\n{rows}'.encode())
