"""The report: whole, honest, self-contained, and safe whatever a strategy is called."""

from __future__ import annotations

import base64
import re
import shlex
from html.parser import HTMLParser
from pathlib import Path

import pytest

from experiments.config.composition import composed
from experiments.config.nested import flat
from experiments.config.population import SOURCES
from experiments.config.setting import doubtful
from experiments.figures import FIGURES
from experiments.inputs.spelling import written
from experiments.reports.html.report import PEOPLE, report
from experiments.reports.memo import memo
from experiments.results.assumptions import assumed_parameters, references
from experiments.results.command_line import command
from experiments.results.sentences.comparison import (
    GUESSES,
    both_sides_sentence,
    breakeven_sentence,
    headline,
    how_sure,
    side,
    verdict_sentence,
)
from experiments.statistics.formatting import confidence_level, decimals, percent, plain, shortened_name, signed
from tests.commands import log_of
from tests.comparisons import EXPLAINED, renamed, small, with_cash, with_measures, without_people_in

NAN = float("nan")
THREE = "strategies=[cx_only,relationship,hybrid]"
VOID = {"meta", "link", "img", "br", "wbr", "hr", "input"}


class Page(HTMLParser):
    """A page taken apart; closing tags must match."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.images: list[dict[str, str | None]] = []
        self.text = ""
        self.first_screen = ""
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch(r"h\d", tag):
            self.headings.append(int(tag[1]))
        if tag == "img":
            self.images.append(found)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if "href" in found else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data
            if "details" not in self.open or "summary" in self.open:
                self.first_screen += data


@pytest.fixture(scope="module")
def html() -> str:
    return report(small("space.points=4", *EXPLAINED), Path("outputs/compare/mine"), dated="22 November 2026")


def test_every_source_of_people_has_a_name_in_the_report() -> None:
    assert set(PEOPLE) == set(SOURCES)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("replicates=2", "space.points=0", "explain.replicates=1"), marks=pytest.mark.long),
        ("weeks=1", "space.points=0", "centring=thorough"),
    ],
)
def test_one_is_not_many(words: tuple[str, ...]) -> None:
    text = " ".join(Page(report(small(*words), None)).text.split())
    assert not re.findall(r"\b1 (?:replicates|paired replicates|points|weeks|firms|people|worlds)\b", text)


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_page_is_well_formed_and_its_headings_do_not_skip(page: Page) -> None:
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in zip(page.headings, page.headings[1:], strict=False))
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_page_is_small_and_asks_for_nothing_outside(html: str, page: Page) -> None:
    assert len(html.encode()) < 3_000_000
    assert "default-src 'none'" in html
    assert not re.search(r"<(script|link|iframe|object)\b|@import|url\(", html)
    assert all(link.startswith("#") for link in page.links)
    for image in page.images:
        content = str(image["src"]).removeprefix("data:image/svg+xml;base64,")
        assert not re.search(rb"<image|xlink:href=\"(?!#)", base64.b64decode(content))


def test_every_figure_is_there_with_its_alternative(page: Page) -> None:
    assert len(page.images) == len(FIGURES)
    assert all(len(str(image["alt"])) > 30 for image in page.images)
    assert {f"figure-{name}" for name in FIGURES} <= set(page.ids)


def test_page_says_what_must_be_said(page: Page) -> None:
    comparison = small("space.points=4", *EXPLAINED)
    for sentence in (verdict_sentence(comparison), *how_sure(comparison), GUESSES, both_sides_sentence(comparison)):
        assert sentence in page.text
    for word in ("Seed 0", "courtship replay outputs/compare/mine", "22 November 2026", "numpy", "customer surplus",
                 "Baucells", "plausible setting"):  # fmt: skip
        assert word in page.text
    for key in doubtful(comparison.setting.world):
        assert key.removeprefix("mechanism.") in page.text


def test_the_open_part_answers_and_all_else_is_folded(html: str, page: Page) -> None:
    comparison = small("space.points=4", *EXPLAINED)
    assert len(page.first_screen.split()) <= 2500 < len(page.text.split())
    for answer in (verdict_sentence(comparison), "What would change the verdict", "What to do next", GUESSES):
        assert answer in page.first_screen
    assert html.index('id="figure-breakeven"') < html.index("<details") < html.index('id="figure-space"')
    assert "details::details-content" in html, "in print all is open"


def test_page_is_the_same_each_time(html: str) -> None:
    assert report(small("space.points=4", *EXPLAINED), Path("outputs/compare/mine"), dated="22 November 2026") == html


def test_names_are_text_never_markup() -> None:
    bad = "<script>alert('x')</script> & \"quoted\""
    text = report(renamed(small("space.points=0"), "cx_only", bad), None)
    assert "<script" not in text
    assert bad in Page(text).text


@pytest.mark.parametrize("points", [0, pytest.param(4, marks=pytest.mark.long)])
def test_more_than_two_strategies_are_each_held_against_the_first(points: int) -> None:
    comparison = small(f"space.points={points}", THREE)
    text = Page(report(comparison, None)).text
    for b in (1, 2):
        assert verdict_sentence(comparison, b) in text
    assert "replay" not in text
    assert ("parameters were not varied (space.points=0), so little" in text) is (points == 0)
    assert headline(comparison) in text


def test_what_is_undefined_is_a_dash_and_an_empty_segment_is_nobody() -> None:
    bent = with_measures(small("space.points=0"), 1, acquisition_cost=NAN, customer_surplus=NAN)
    text = Page(report(without_people_in(bent, 0), None)).text
    assert "undefined in 3 pairs" in text
    assert "nan" not in text.lower().replace("nanmean", "").split()


def test_the_answer_is_worded_by_its_verdict() -> None:
    comparison = small("space.points=0")
    a = comparison.outcomes[0][0].measures["profit"]
    won = with_measures(with_measures(comparison, 0, profit=a), 1, profit=a + 100)
    assert verdict_sentence(won).startswith("relationship earns more: over 8 weeks, 100")
    lost = with_measures(with_measures(comparison, 0, profit=a), 1, profit=a - 100)
    assert verdict_sentence(lost).startswith("cx_only earns more")
    even = with_measures(with_measures(comparison, 0, profit=a), 1, profit=a)
    assert "are equivalent" in verdict_sentence(even)
    assert "cannot be compared" in verdict_sentence(with_measures(comparison, 1, profit=NAN))


@pytest.mark.parametrize(
    ("firm", "customers", "name"),
    [(9, 9, "win-win"), (9, -9, "firm-only"), (-9, 9, "customer-only"), (-9, -9, "lose-lose"), (0, 9, "undecided")],
)
def test_both_sides_have_a_name(firm: float, customers: float, name: str) -> None:
    start = with_measures(small("space.points=0"), 0, profit=0.0, customer_surplus=0.0)
    bent = with_measures(start, 1, profit=float(firm), customer_surplus=float(customers))
    assert side(bent) == name
    assert plain(abs(customers), 1) in both_sides_sentence(bent)


@pytest.mark.parametrize(
    ("cash", "words"),
    [
        ([1.0] * 8, "is never behind"),
        ([0.0] * 8, "still falling behind at the end"),
        ([0.0, 0.0, 2.0, 2.0, 1.0, 1.0, 1.0, 1.0], "breaks even with cx_only in week 3"),
        ([0.0, 0.0, 2.0, 1.0, 1.0, 1.0, 1.0, 1.0], "by week 7; at worst it is 2.0"),
    ],
)
def test_breakeven_is_worded_by_its_curve(cash: list[float], words: str) -> None:
    assert words in breakeven_sentence(with_cash(with_cash(small("space.points=0"), 0, [1.0] * 8), 1, cash))


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("population=cdnow", "weeks=20"),
        ("community=blocks", "market.margin=0.4", "seed=7", "replicates=5"),
        ("strategies=[hybrid,'./my own.yaml']", "levers.hybrid.cadence=0.2", "rivals=[cx_only]"),
        ("population.size=50", "mechanism.fatigue.enabled=false", "precision.width=2.5"),
        *(
            (people, f"market={kind}")
            for people in ("population.source=log", "population=cdnow", "population=segments", "population=reference")
            for kind in ("contractual", "non_contractual", "repertoire")
        ),
        ("population.source=log", "population.file=gone.csv"),
    ],
)
def test_the_command_asks_for_the_same_again(words: tuple[str, ...]) -> None:
    values = flat(composed(words, "compare").values)
    typed = shlex.split(command(composed(words, "compare").values))
    assert typed[:2] == ["courtship", "compare"]
    assert flat(composed(typed[2:], "compare").values) == values


def test_the_command_is_short_where_a_group_says_it() -> None:
    line = command(composed(["population=cdnow"], "compare").values)
    assert "population=cdnow" in line
    assert "population.source" not in line
    assert "market.kind" not in line


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (0.3, "0.3"),
        (["a", "b c"], "[a,'b c']"),
        ("null", "'null'"),
        ("it's", "'it\\'s'"),
    ],
)
def test_values_are_written_in_hydras_grammar(value: object, text: str) -> None:
    assert written(value) == text


def test_every_doubtful_parameter_is_listed_with_its_value() -> None:
    comparison = small("space.points=4")
    listed = {guess.key: guess for guess in assumed_parameters(comparison)}
    assert set(doubtful(comparison.setting.world)) <= set(listed)
    assert listed["mechanism.fatigue.kappa"].value == "0.05"
    assert listed["mechanism.fatigue.kappa"].span == "0.02 to 0.1"
    assert listed["touchpoint.personal.cost"].value == "1.087"
    assert listed["channel.search.conversion"].value == "3"
    assert (listed["market.deals"].value, listed["market.deals"].span) == ("envelope", "held as given")


def test_references_are_read_not_bibtex() -> None:
    works = references(small("space.points=0"))
    assert any(
        work.startswith("Falk, Armin (2007). Gift exchange in the field. Econometrica 75(5), 1501–1511.")
        for work in works
    )
    assert not any(re.search(r"[{}\\@]", work) for work in works)


def test_numbers_have_sensible_digits() -> None:
    assert (plain(-1234.567, 1), plain(None), plain(NAN), plain(-0.0001, 2)) == ("−1,234.6", "–", "–", "0.00")
    assert (signed(0.5, 1), signed(-0.5, 1), signed(0.0, 1), signed(0.0001, 1)) == ("+0.5", "−0.5", "0.0", "0.0")
    assert (percent(0.0), percent(0.001), percent(0.5), percent(0.999)) == (
        "0\u00a0%",
        "below 1\u00a0%",
        "50\u00a0%",
        "above 99\u00a0%",
    )
    assert (decimals(0.79), decimals(12.0), decimals(0.0), decimals(1e-20)) == (2, 0, 2, 12)
    levels = (0.95, 0.975, 1e-3, 0.999999999999)  # the last is not 100 %
    assert [confidence_level(level)[:-2] for level in levels] == ["95", "97.5", "0.1", "99.9999999999"]
    assert shortened_name("a very long name indeed", 9) == "a ve…deed"


def test_report_and_memo_count_the_customers_of_a_log_as_named_active_and_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "log.csv").write_text(log_of(120), encoding="utf-8")
    comparison = small("population=from_transactions", "population.file=log.csv", "space.points=0", "replicates=2")
    named, active = comparison.setting.presumed or (0, 0)
    assert 0 < active < named == len({line.split(",")[0] for line in log_of(120).splitlines()[1:]})
    said = f"The log names {named} customers."
    gone = f"about {active} of them are presumed active and {named - active} lost"
    for page in (report(comparison, None), memo(comparison).markdown):
        text = " ".join(page.split())
        assert said in text
        assert gone in text
        assert "interpret the first year with care" in text
