"""The names of the streams of luck are frozen: a draw is a pure function of seed, stream, week and customer.

Whoever renames one deals out other luck under the same seed, and every published number of what draws from it changes.
A new stream gets a line here; a name that goes or changes is a change of results and needs its line in the changelog.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from simulation import draws
from tests.commands import TINY, said

ROOT = Path(__file__).parents[1]
METHODS = {"draw": 2, "draw_once": 3, "of": 3, "of_ties": 4}
"""Methods that draw, with the least number of their arguments; `of` is also the name of other things."""

# Results depend on each of these names. A star stands for what is put in: a firm, a touchpoint, a column.
STREAMS = [
    "*.order",
    "answers.asks",
    "answers.found",
    "answers.offers",
    "ask",
    "ask_views",
    "audit.order",
    "authenticity",
    "calibrate.sample",
    "came_by",
    "channels.signal.*",
    "closing.weeks",
    "co_creation",
    "co_creation.ideas",
    "community.configuration.degree",
    "community.place",
    "community.small_world.end",
    "community.small_world.rewiring",
    "community.strong_ties",
    "complains",
    "complaint",
    "contact.*.order",
    "contact.*.room",
    "contact.need",
    "contract.offer",
    "contract.order",
    "cross.offer",
    "cross.order",
    "cross.taken_up",
    "deal",
    "dedicated.order",
    "design",
    "destination",
    "discounts.seeker",
    "economy",
    "education",
    "education.order",
    "elsewhere.*",
    "elsewhere.spend.*",
    "encounter.accepts",
    "encounter.invitation",
    "encounter.order",
    "entry",
    "experience",
    "explain.order",
    "failure",
    "failure.severity",
    "gift",
    "gift.order",
    "initial.*",
    "joins",
    "leave_rate",
    "leaves",
    "log.amount",
    "log.begins",
    "log.buys",
    "log.day",
    "log.leaves",
    "log.level",
    "log.rate",
    "log.stays",
    "needs",
    "patience",
    "people.*",
    "people.buy_rate",
    "people.disposition",
    "people.leave_rate",
    "people.provider",
    "people.segment",
    "people.spend_rate",
    "people.tenure",
    "permutation",
    "praises",
    "premium.tightwad",
    "purchases",
    "recovery",
    "recovery.fast",
    "referrals.friend",
    "remind",
    "review",
    "self_service",
    "self_service.unsolved",
    "spend",
    "stage",
    "stops",
    "taste.*",
    "touch.*",
    "usage",
    "validation.first_purchase",
    "winback",
    "winback.offer",
    "winback.order",
]
# Results depend on each of these as well; they reach the draw in a variable.
IN_VARIABLES = ["calibrate.buying.*", "calibrate.spending.*", "contact.*"]


def drawn_from(text: str) -> Iterator[str]:
    """The first argument of every draw in a text; a star for what is put in, nothing for a name in a variable."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        called, *given = [node.func, *node.args]
        if isinstance(called, ast.Name) and called.id == "partial" and given:
            called, *given = given
        if not isinstance(called, ast.Attribute) or len(given) < METHODS.get(called.attr, 99):
            continue
        match given[0]:
            case ast.Constant(value=str(name)):
                yield name
            case ast.JoinedStr(values=parts):
                yield "".join(part.value if isinstance(part, ast.Constant) else "*" for part in parts)


def sources() -> Iterator[Path]:
    """Files that draw luck for results; the benchmarks make up logs to be timed."""
    for package in ("simulation", "experiments"):
        yield from (path for path in (ROOT / package).rglob("*.py") if "benchmarks" not in path.parts)


def test_the_names_of_the_streams_are_those_that_results_depend_on() -> None:
    found = {name for path in sources() for name in drawn_from(path.read_text(encoding="utf-8"))}
    assert sorted(found - {"*.*"}) == sorted(STREAMS)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("now.draw('joins', rows)", ["joins"]),
        ("now.draws.of(f'touch.{firm}', 0, lucks)", ["touch.*"]),
        ("draws.of_ties('patience', 0, a, b)", ["patience"]),
        ("purse.grant('asks', wanted, cost, partial(now.draw, f'{lever}.order', rows))", ["*.order"]),
        ("centres.of([0])", []),
    ],
)
def test_a_draw_is_found_however_it_is_written(text: str, names: list[str]) -> None:
    assert list(drawn_from(text)) == names


def test_a_run_draws_from_these_streams_and_no_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[str] = set()
    seeded = draws._seeded_word

    def watched(seed: int, stream: str) -> int:
        seen.add(stream)
        return seeded(seed, stream)

    monkeypatch.setattr(draws, "_seeded_word", watched)
    words = ("strategy=relationship", "output.keep=0", f"hydra.run.dir={tmp_path / 'run'}")
    assert said("run", *TINY, *words).status == 0
    assert len(seen) > 40
    unknown = {name for name in seen if not any(fnmatch(name, known) for known in (*STREAMS, *IN_VARIABLES))}
    assert not unknown
