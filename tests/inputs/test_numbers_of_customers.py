"""Numbers of customers that have lost their last figures, lack their country, or are given by each shop anew."""

from __future__ import annotations

import random

import pytest

from tests.inputs.logs import intake_of, log, refused
from tests.inputs.test_names_unknown import bought

CUT = {"16 figures": "41234567{:07d}0", "12 figures": "4917{:02d}000000", "17 figures": "41234567{:07d}00"}


@pytest.mark.parametrize("name", CUT)
def test_numbers_that_a_spreadsheet_has_cut_are_no_people(name: str) -> None:
    rows = [f"{CUT[name].format(int(who) % 90 + 1)},{day},{paid}" for who, day, paid in bought(7)]
    content = log("customer_id,date,amount", *rows)
    assert "long numbers that all end in zeros" in refused(content)
    assert intake_of(content, customer="customer_id").kept == len(rows)
    one = content.replace(rows[0].split(",")[0], "4123456789012345")
    assert intake_of(one).kept == len(rows)


def test_telephone_numbers_with_and_without_their_country_are_counted() -> None:
    rows = [
        f"{('+49 170 55' if k % 2 else '0170 55') + who},{day},{paid}" for k, (who, day, paid) in enumerate(bought(8))
    ]
    both = {row.split(",")[0][-3:] for row in rows if row[0] == "+"} & {
        row.split(",")[0][-3:] for row in rows if row[0] == "0"
    }
    found = intake_of(log("customer_id,date,amount", *rows))
    assert any(f"{len(both)} identifiers differ from another in a country code only" in note for note in found.notes)


@pytest.mark.parametrize(("name", "sizes"), [("Store", (40, 40, 40)), ("Filiale", (30, 30)), ("x", (90, 40, 20, 10))])
def test_numbers_that_each_shop_may_give_by_itself_are_noted_with_both_counts(
    name: str, sizes: tuple[int, ...]
) -> None:
    luck = random.Random(9)
    rows = [(shop, luck.randrange(1, sizes[shop]), day, paid)
            for shop, (_, day, paid) in ((luck.randrange(len(sizes)), one) for one in bought(9, rows=500))]  # fmt: skip
    found = intake_of(
        log(f"{name},Customer No,date,amount", *(f"S{s},{who},{day},{paid}" for s, who, day, paid in rows))
    )
    own, now = len({row[:2] for row in rows}), len({who for _, who, _, _ in rows})
    assert any(f"they are {own} customers" in note and f"and not {now}," in note for note in found.notes)


@pytest.mark.parametrize("name", ["Payment", "x", "Channel"])
def test_common_numbers_beside_few_words_are_not_noted(name: str) -> None:
    luck = random.Random(10)
    rows = [f"{luck.choice('ab')},{who},{day},{paid}" for who, day, paid in bought(10)]
    assert not any("by itself" in note for note in intake_of(log(f"{name},Customer No,date,amount", *rows)).notes)


@pytest.mark.parametrize("written", ["{}", "C{:05d}", "K-{}"])
@pytest.mark.parametrize("sizes", [(40, 40, 40), (60, 55, 58)])
def test_shops_of_one_size_that_use_all_their_numbers_are_noted_whatever_the_column_is_called(
    written: str, sizes: tuple[int, ...]
) -> None:
    """Shops as large as each other end at about one number, so that only their having all of them tells."""
    rows = [
        f"S{shop},{written.format(1 + k % size)},{day},{paid}"
        for shop, size in enumerate(sizes)
        for k, (_, day, paid) in enumerate(bought(20 + shop, rows=4 * size))
    ]
    found = intake_of(log("xyz,Customer No,date,amount", *rows))
    assert any(f"they are {sum(sizes)} customers" in note for note in found.notes)
