"""A comparison of so few customers that their luck bends the verdict says so, with words that can be typed."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import numpy as np
import pytest
from rich.console import Console

from experiments.reports.html.report import report
from experiments.reports.memo import memo
from experiments.reports.sections.few_simulated import FEW, few_simulated
from experiments.reports.terminal import verdict_table
from experiments.results.comparison import Comparison
from tests.commands import setting
from tests.comparisons import small


@pytest.fixture(scope="module")
def few() -> Comparison:
    return small()


def of(few: Comparison, customers: float) -> Comparison:
    """The same comparison for a firm that really has so many customers."""
    world = few.setting.world
    terms = replace(world.terms, customers=customers)
    return replace(few, setting=replace(few.setting, world=replace(world, terms=terms)))


def printed(comparison: Comparison) -> str:
    console = Console(width=200, record=True, file=io.StringIO())
    console.print(verdict_table(comparison))
    return console.export_text()


def test_few_of_many_are_said_on_every_page(few: Comparison) -> None:
    simulated = np.mean([run.segments["customers"].sum() for run in few.outcomes[0]])
    (said,) = few_simulated(few)
    opening = "The firm is taken to have 10,000 customers, and only"
    assert said.startswith(f"{opening} {simulated:,.0f} of them are simulated.")
    for page in (memo(few).markdown, report(few, None, figures={}), printed(few)):
        assert f"only {simulated:,.0f} of them are simulated" in " ".join(page.split())


def test_the_words_that_it_gives_can_be_typed_and_end_it(few: Comparison) -> None:
    (words,) = re.findall(r"market\.customers=\d+", few_simulated(few)[0])
    assert few_simulated(of(few, setting(words).world.terms.customers)) == []


@pytest.mark.parametrize(("customers", "told"), [(24.0, False), (FEW, True), (1e6, True)])
def test_those_who_are_half_of_all_customers_are_enough(few: Comparison, customers: float, told: bool) -> None:
    assert bool(few_simulated(of(few, customers))) == told
