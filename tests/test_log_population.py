"""People from a log: end to end, with and without amounts; and CDNOW's repeat purchases as they really came."""

from __future__ import annotations

import datetime
import importlib.util
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from experiments.config.composition import composed
from experiments.config.options import section_of
from experiments.config.population import fitted_of, people_of
from experiments.config.sections import Log
from experiments.config.setting import built
from experiments.execution.jobs import run_replicate
from experiments.inputs.transactions.cdnow import cdnow_log
from simulation.alignment.centring import centre_world
from simulation.mistake import Mistake
from simulation.people.alive_probability import probability_alive
from simulation.people.people import Observed, Reference
from tests.commands import FEW, log_of, said
from tests.luck import FOUR

RUN = ("centring=quick", "executor=inline", "output.figures=false", "output.report=false", "weeks=8")
LOG = ("population=from_transactions", "population.file=log.csv")
CDNOW = pytest.mark.skipif(importlib.util.find_spec("lifetimes") is None, reason="needs the extra data: lifetimes")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def values_of(*words: str) -> dict[str, object]:
    return dict(composed(words).values["population"])


def test_reference_people_are_as_many_as_asked() -> None:
    people = people_of(values_of("population.size=77", "population.churn.alpha=0.9"))
    assert isinstance(people, Reference)
    assert people.size == 77
    assert people.churn.alpha == 0.9  # type: ignore[union-attr]


def test_a_log_of_one_s_own_ends_in_a_verdict(folder: Path) -> None:
    (folder / "log.csv").write_text(log_of(200), encoding="utf-8")
    answer = said("compare", *LOG, *FEW, *RUN, "--json")
    assert answer.status == 0, answer.err
    content = json.loads(answer.out)
    assert content["budget_a"] == content["budget_b"] > 0
    assert composed(LOG).values["market"]["kind"] == "non_contractual"


def test_without_amounts_purchases_are_counted(folder: Path) -> None:
    (folder / "log.csv").write_text(log_of(200, amounts=False), encoding="utf-8")
    answer = said("run", *LOG, *RUN, "population.amount=null", "--json")
    assert answer.status == 0, answer.err
    assert people_of(values_of(*LOG, "population.amount=null")).spending.mean == pytest.approx(1.0, rel=0.1)  # type: ignore[attr-defined]


def test_a_log_without_amounts_equals_the_same_log_with_a_column_of_ones(folder: Path) -> None:
    """To the bit; whoever bought x times again was once given 1/(x+1) a purchase."""
    rows = log_of(50, amounts=False).splitlines()
    text = "\n".join([f"{rows[0]},one", *(f"{row},1" for row in rows[1:])]) + "\n"
    (folder / "log.csv").write_text(text, encoding="utf-8")
    absent, ones = (people_of(values_of(*LOG, f"population.amount={name}")) for name in ("null", "one"))
    assert isinstance(absent, Observed)
    assert isinstance(ones, Observed)
    assert np.array_equal(absent.value, ones.value)
    assert set(absent.value[absent.frequency > 0]) >= {1.0}
    assert (absent.spending, absent.buying, absent.dropout) == (ones.spending, ones.buying, ones.dropout)
    answers = [
        json.loads(said("run", *LOG, *RUN, f"population.amount={name}", "--json").out) for name in ("null", "one")
    ]
    assert answers[0]["measures"] == answers[1]["measures"]


DAY = datetime.date(2024, 1, 1)


def rows(who: Sequence[int], weeks: Sequence[float], paid: Sequence[float]) -> str:
    """A log of purchases, by customer, week and amount."""
    said = sorted(
        (DAY + datetime.timedelta(round(7 * week)), k, a) for k, week, a in zip(who, weeks, paid, strict=True)
    )
    return "customer_id,date,amount\n" + "".join(f"c{k},{day},{a:g}\n" for day, k, a in said)


def regular(customers: int = 12, weeks: int = 30, free: bool = False) -> str:
    """Everybody buys every week until the end, for the same or for nothing."""
    places = [(k, float(week)) for k in range(customers) for week in range(weeks)]
    return rows([k for k, _ in places], [week for _, week in places], [0.0 if free else 7.0] * len(places))


@pytest.mark.parametrize("k", [1e7])
def test_regular_buyers_who_never_leave_and_pay_alike_end_in_a_verdict(folder: Path, k: float) -> None:
    """The limit laws through `calibrate` and the comparison that it prints, in any unit of money."""
    (folder / "log.csv").write_text(regular().replace(",7\n", f",{7.0 * k:.10g}\n"), encoding="utf-8")
    few = ("calibrate.replicates=0", "calibrate.members=2", "executor=inline", "output.figures=false", "--json")
    fit = said("calibrate", "population.file=log.csv", *few)
    assert fit.status == 0, fit.err
    content = json.loads(fit.out)
    rows_of = {row["parameter"]: row for row in content["laws"]}
    assert rows_of["dropout.rate"]["verdict"] == rows_of["buying.r"]["verdict"] == "at its limit"
    assert rows_of["dropout.rate"]["low"] == 0.0 < rows_of["dropout.rate"]["high"] < 0.01
    assert rows_of["buying.r"]["high"] is None
    assert len(content["remarks"]) == 2
    answer = said("compare", f"population={content['folder']}/calibrated.yaml", *FEW, *RUN, "--json")
    assert answer.status == 0, answer.err


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        (regular(customers=1), "1 customer"),
        (rows(range(30), [0.0] * 30, [5.0] * 30), "one-time buyers only"),
        (rows([k % 9 for k in range(30)], [1.0] * 30, [5.0 + k for k in range(30)]), "one-time buyers only"),
        (regular(free=True), "all worth 0"),
    ],
    ids=["one customer", "everybody once", "one day", "all free"],
)
@pytest.mark.parametrize("verb", ["calibrate", "compare"])
def test_a_log_of_which_nothing_can_be_learned_is_named(folder: Path, text: str, cause: str, verb: str) -> None:
    (folder / "log.csv").write_text(text, encoding="utf-8")
    source = () if verb == "calibrate" else LOG[:1]
    answer = said(verb, *source, LOG[1], "executor=inline", "output.figures=false", "--json")
    assert answer.status == 2
    assert "log.csv" in answer.err
    assert cause in answer.err
    assert "mechanism." not in answer.err


@pytest.mark.long
def test_customers_who_hardly_leave_name_their_log_and_calibrated_they_compare(folder: Path) -> None:
    """Of 40 customers one stops, at a rate that leaves no room for the guessed floor of failures."""
    places = [(k, float(week)) for k in range(40) for week in range(0, 60, 2 + k % 3) if k or week < 20]
    text = rows([k for k, _ in places], [week for _, week in places], [5.0 + k % 4 for k, _ in places])
    (folder / "log.csv").write_text(text, encoding="utf-8")
    refused = said("run", *LOG, *RUN, "--json")
    assert refused.status == 2
    assert refused.err.startswith("courtship: log.csv: given customers who hardly ever leave")
    few = (
        "calibrate.replicates=1",
        "calibrate.members=2",
        "centring=quick",
        "executor=inline",
        "output.figures=false",
        "--json",
    )
    fit = json.loads(said("calibrate", "population.file=log.csv", *few).out)
    assert fit["refuted"] == {"mechanism.failure.floor": 0.0}
    answer = said("run", f"population={fit['folder']}/calibrated.yaml", *RUN, "--json")
    assert answer.status == 0, answer.err


def test_who_is_in_the_log_is_in_the_market_and_prospects_beside(folder: Path) -> None:
    text = log_of(200)
    (folder / "log.csv").write_text(text, encoding="utf-8")
    people = people_of(values_of(*LOG, "population.prospects=0.25"))
    assert isinstance(people, Observed)
    bought = len({line.split(",")[0] for line in text.splitlines()[1:]})
    assert (len(people.frequency), people.size) == (bought, bought + round(0.25 * bought))
    assert people.frequency.sum() > 0
    assert (people.recency <= people.age).all()


def test_columns_delimiter_dates_and_returns_as_the_user_has_them(folder: Path) -> None:
    (folder / "log.csv").write_text(log_of(200), encoding="utf-8")
    plain = people_of(values_of(*LOG))
    lines = (folder / "log.csv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split(",") for line in lines]
    mine = "who;when;paid\n" + "".join(
        f"{who};{day[8:]}.{day[5:7]}.{day[:4]};{paid}\n" for who, day, paid in [*rows, ("0", "2020-02-03", "-5")]
    )
    (folder / "mine.csv").write_text(mine, encoding="utf-8")
    words = (
        "population.file=mine.csv", "population.customer=who", "population.date=when", "population.amount=paid",
        "population.delimiter=';'", "population.date_format='%d.%m.%Y'", "population.returns=drop",
    )  # fmt: skip
    people = people_of(values_of(LOG[0], *words))
    assert isinstance(people, Observed)
    assert isinstance(plain, Observed)
    assert people.buying == plain.buying
    assert np.array_equal(people.value, plain.value)


def test_a_log_is_fitted_once(folder: Path) -> None:
    (folder / "log.csv").write_text(log_of(200), encoding="utf-8")
    asked = section_of(Log, values_of(*LOG))
    assert fitted_of(asked) is fitted_of(replace(asked, prospects=3.0))


def test_a_log_that_changed_is_read_again(folder: Path) -> None:
    for count in (150, 200):
        (folder / "log.csv").write_text(log_of(count), encoding="utf-8")
        people = people_of(values_of(*LOG))
        assert isinstance(people, Observed)
        assert len(people.frequency) == count


def test_cdnow_without_its_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(Mistake, match=r"pip install courtship\[data\]"):
        people_of(values_of("population=cdnow", "population.until=1997-08-31"))


def repeats_at_week_78(runs: int) -> float:
    """CDNOW's cumulative repeat purchases: those until week 39, and the mean of those simulated from there on."""
    setting = built(composed(["population=cdnow", "strategy=as_is", "weeks=39"]).values)
    centre = centre_world(setting.world)
    bought = [
        run_replicate(setting.world, centre, (setting.strategy,), seed)[0].series["cohort_purchases"][:, 1].sum()
        for seed in range(runs)
    ]
    return 2457 + float(np.mean(bought))


def expected_from_week_39_to_78() -> float:
    """Purchases that the Pareto/NBD expects of CDNOW's customers, given what each of them did until week 39."""
    people = built(composed(["population=cdnow"]).values).world.people
    assert isinstance(people, Observed)
    r, alpha, s, beta = people.buying.r, people.buying.alpha, people.dropout.s, people.dropout.beta
    x, age = people.frequency, people.age
    alive = probability_alive(x, people.recency, age, r, alpha, s, beta)
    left = 1.0 - np.power((beta + age) / (beta + age + 39.0), s - 1.0)
    return float(np.sum(alive * (r + x) / (alpha + age) * (beta + age) / (s - 1.0) * left))


@CDNOW
@pytest.mark.luck(FOUR)
def test_the_status_quo_buys_what_the_pareto_nbd_expects_of_each_customer_s_history() -> None:
    """With every mechanism on, 12 runs within 6 %, some 4 standard errors of their mean.

    That is 4,123 until week 78, 5 % below the 4,339 that came; the published 4,270 is that of a fresh cohort.
    """
    assert len(cdnow_log().ids) == 2357
    expected = expected_from_week_39_to_78()
    assert expected == pytest.approx(1665.5, abs=1.0)
    assert repeats_at_week_78(12) - 2457 == pytest.approx(expected, rel=0.06)


@CDNOW
@pytest.mark.long
@pytest.mark.luck(FOUR)
def test_200_runs_of_the_status_quo_buy_what_the_pareto_nbd_expects_within_3_percent() -> None:
    assert repeats_at_week_78(200) - 2457 == pytest.approx(expected_from_week_39_to_78(), rel=0.03)
