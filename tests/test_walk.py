"""Key changed ⇔ identity changed ⇔ result changed, for every key of the schema, or declared to have no influence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from experiments.api import run
from experiments.config.leaves import known_keys
from experiments.config.nested import merged
from experiments.config.readers import LAWS, WITHOUT_INFLUENCE, reader
from experiments.config.roles import NUMBERLESS, RUN, WORLD, role
from experiments.inputs.table_hash import content_hash
from experiments.sweeps.identity import point_key
from simulation.market.touchpoint import TOUCHPOINTS
from simulation.mistake import Mistake
from tests.walk import ACTING, USUAL, Context, Played, comes_out_otherwise, contexts, files, moves, shown_by
from tests.walk_logs import cases, what_is_read

Change = Callable[[Context, Mapping[str, Any]], bool]
NEEDS_A_GRAPH_FILE = ("community.name_attribute", "community.unknown")
"""Of networks that are no list of ties, or that stand beside a log: `test_networks` has them."""
NEEDS_A_FILE_OF_CODE = ("own", "own_hash")
"""Runs only where it is named: `test_own_parts_trust` has it."""


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Context, ...]:
    folder = tmp_path_factory.mktemp("walk")
    files(folder)
    return contexts(folder)


def of_a_log() -> set[str]:
    """Keys that only a log has."""
    return {key for key in known_keys() if key.startswith("population.") and key.count(".") == 1} - {
        "population.source", "population.size", "population.ensemble", "population.persistence",
    }  # fmt: skip


def keys() -> Iterator[str]:
    """Keys that change a run; the strategy that acts stands for all others, and the status quo has one lever here."""
    nowhere = {f"touchpoint.{one.name}.share" for one in TOUCHPOINTS if one.initiative != "need"}  # refused everywhere
    elsewhere = of_a_log() | {*NEEDS_A_GRAPH_FILE, *NEEDS_A_FILE_OF_CODE, *WITHOUT_INFLUENCE} | nowhere
    for key in known_keys():
        of_others = key.startswith("levers.") and not key.startswith((f"levers.{ACTING}.", f"levers.{USUAL}.cadence"))
        if role(key).changes in RUN and key not in elsewhere and not of_others:
            yield key


def silent(worlds: tuple[Context, ...], change: Change, every: int = 1) -> list[str]:
    """Keys that change nothing anywhere, of all or of every second or third."""
    found = list(keys())
    assert len(found) > 400
    return [key for key in found[::every] if shown_by(key, worlds, change) is None]


@pytest.mark.parametrize("every", [3, pytest.param(1, marks=pytest.mark.long)])
def test_every_key_of_a_run_changes_what_comes_out(worlds: tuple[Context, ...], every: int) -> None:
    assert silent(worlds, moves, every) == []


@pytest.mark.long
def test_every_key_of_a_run_changes_what_comes_out_of_a_world_that_is_centred_anew(
    worlds: tuple[Context, ...],
) -> None:
    assert silent(worlds, comes_out_otherwise) == []


def test_what_is_declared_to_have_no_influence_has_none(worlds: tuple[Context, ...]) -> None:
    for key in WITHOUT_INFLUENCE:
        assert role(key).changes is WORLD
        for context in (worlds[0], worlds[3]):
            for value in context.others(key):
                assert not comes_out_otherwise(context, merged(context.settings, {key: value})), (context.name, key)


def test_what_nobody_reads_changes_nothing(worlds: tuple[Context, ...]) -> None:
    """All such keys of a world at once, laws that are not asked for and mechanisms that are off among them."""
    less = {"mechanism.social_proof.enabled": False, "mechanism.progression.law": "markov", "weeks": 4}
    less |= {f"mechanism.{name}.enabled": False for name in ("usage", "education", "opinion", "contagion", "premium")}
    quiet = Context("quiet", {**worlds[0].said, **less}, ())
    seen = set()
    for context in (quiet, *worlds[3:]):
        unread = {
            key: next(iter(context.others(key)), None)
            for key in context.values
            if role(key).changes is WORLD and reader(key, context.settings, "run") is not None
        }
        changed = {key: value for key, value in unread.items() if value is not None}
        seen |= set(changed)
        values = merged(context.settings, changed)
        try:
            assert Played(values).same(context.played), (context.name, changed)
        except Mistake as mistake:
            pytest.fail(f"{context.name}: {mistake}")
    assert all(any(key.startswith(name) for key in seen) for name in LAWS)


def test_every_word_about_a_log_changes_what_is_read(tmp_path: Path) -> None:
    found = {f"population.{case.key}": case for case in cases(tmp_path)}
    assert set(found) == of_a_log()
    for key, case in found.items():
        before, after = what_is_read(case.said), what_is_read({**case.said, case.key: case.other})
        assert not before.startswith("refused"), (key, before)
        assert before != after, key


def test_who_computes_and_what_is_written_changes_no_number(tmp_path: Path) -> None:
    words = ("population.size=30", "weeks=2", "centring=quick", "strategy=hybrid")
    others = {
        "engine": "agents", "executor.workers": 3, "executor.address": "nowhere:1", "output.customers": True,
        "output.report": False, "output.weekly": False, "output.keep": 0.0,
    }  # fmt: skip
    numberless = {key for key in known_keys() if role(key).changes in NUMBERLESS and not key.startswith("classroom.")}
    others_have = {"executor.kind", "output.figures"}  # `test_executors` and `test_figures`
    assert set(others) == numberless - others_have
    few = {"output.figures": False, "output.attribution": False}

    def numbers(name: str, **values: Any) -> tuple[str, str]:
        found = run(*words, folder=str(tmp_path / name), quiet=True, **{**few, **values})
        return content_hash(found.runs.drop(columns="seconds", errors="ignore")), point_key(found.setting.values)

    base = numbers("base")
    beside = {"executor.workers": {"executor.kind": "processes"}, "executor.address": {"executor.kind": "dask"}}
    assert {numbers(key, **{key: value}, **beside.get(key, {})) for key, value in others.items()} == {base}
    assert numbers("another seed", seed=2) != base
