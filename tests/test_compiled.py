"""Laws of one person, compiled for all: the same numbers as without, never stale, and nothing lost with the cache."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import special, stats

from simulation.alignment.reference import centre_of
from simulation.compiled.functions import Untranslatable
from simulation.compiled.law import Law, act
from simulation.compiled.store import cache_folder
from simulation.compiled.translation import translated
from simulation.deviates import LARGEST, MOST, normal_deviate, poisson_count
from simulation.draws import Draws, luck
from simulation.market.centre import Centre
from simulation.mechanism import Mechanism, Now, takes_one_row
from simulation.mechanisms import registered
from simulation.mechanisms.trust import Trust
from simulation.population import Rows
from simulation.row import Row
from simulation.strategy import Strategy
from simulation.world.market import Market
from simulation.world.world import World
from tests.worlds import EVERY_LEVER, RELATIONSHIP, world

ROOT = Path(__file__).parents[1]
CHOICE = world(size=40, weeks=6, fatigue={"law": "hyperbolic"}, trust={"law": "linear"}, churn={"law": "threshold"})
LAWS = [
    (kind, hook)
    for kind in registered().values()
    for hook in ("decide", "apply")
    if takes_one_row(kind(), hook) and getattr(kind, hook) is not getattr(Mechanism, hook)
]
MADE = '''
import math
from dataclasses import dataclass
from simulation.column import Column
from simulation.mechanism import Mechanism, Phase
from simulation.parameters import parameter

GAIN = {gain}

def gained(x):
    return x * GAIN

@dataclass(frozen=True)
class Made(Mechanism):
    """One of a user's own."""

    size: float = parameter(2.0, "how much", unit="1")
    phase = Phase.RELATE
    owns = (Column("warm", "warmth", high=1e9),)
    reads = ("trust",)

    def apply(self, row, now):
        {law}
'''


def made(folder: Path, law: str, gain: float = 3.0) -> type[Mechanism]:
    """A mechanism in a file, with a law of one line or more."""
    path = folder / f"made_{abs(hash((law, gain)))}.py"
    path.write_text(MADE.format(law=law.replace("\n", "\n        "), gain=gain), encoding="utf-8")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module.Made  # type: ignore[no-any-return]


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return cache_folder()


def columns(size: int = 3) -> dict[str, Any]:
    return {
        "luck": luck(np.arange(size)), "provider": np.ones(size, dtype=np.int64), "is_customer": np.ones(size, bool),
        "trust": np.full((size, 2), 0.5, order="F"), "warm": np.zeros(size),
    }  # fmt: skip


def week(seed: int = 1) -> Now:
    return Market(world(size=3, weeks=1), RELATIONSHIP, seed, Centre(quarterly_envelope=(1.3,))).now


def warmed(kind: type[Mechanism], first: int = 0, last: int = 3) -> Any:
    """What a law makes of `warm`."""
    rows = Rows(columns(), ["warm"])
    Law(kind, "apply")(kind(), rows, week(), first, last)
    return rows.warm


@pytest.mark.parametrize(("a_world", "strategy"), [(CHOICE, EVERY_LEVER), (world(size=40, weeks=6), RELATIONSHIP)])
def test_compiled_laws_and_the_same_laws_as_python_agree(
    a_world: World, strategy: Strategy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But for the last bits of logarithms and powers, which come of another library."""
    centre = centre_of(a_world)
    fast = Market(a_world, strategy, 5, centre).run()
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    plain = Market(a_world, strategy, 5, centre).run()
    for name, values in fast.population.values.items():
        assert np.allclose(values, plain.population[name], rtol=1e-11, atol=1e-13), name
    for name, series in fast.record.series.items():
        assert np.allclose(series, plain.record.series[name], rtol=1e-11, atol=1e-13, equal_nan=True), name


@pytest.mark.parametrize(("kind", "hook"), LAWS, ids=[f"{kind.name}.{hook}" for kind, hook in LAWS])
def test_every_law_is_written_out_whole(kind: type[Mechanism], hook: str) -> None:
    """Nothing in it is imported but the libraries, so that its source tells all that its numbers depend on."""
    source = translated(kind, hook).source(kept=True)
    assert "simulation" not in source
    assert {line for line in source.splitlines() if "import" in line} == {
        "import math", "import numpy as np", "from numba import njit"
    }  # fmt: skip


def test_a_law_acts_on_the_rows_that_it_is_asked_for(tmp_path: Path, own_cache: Path) -> None:
    kind = made(tmp_path, "row.warm = gained(row.trust[1]) * self.size")
    assert warmed(kind, 1, 2).tolist() == [0.0, 3.0, 0.0]
    assert len(list(own_cache.glob("made_apply_*.py"))) == 1


def test_a_function_that_has_changed_makes_another_law(tmp_path: Path, own_cache: Path) -> None:
    law = "row.warm = gained(row.trust[1])"
    assert warmed(made(tmp_path, law, 3.0)).tolist() == [1.5] * 3
    assert warmed(made(tmp_path, law, 4.0)).tolist() == [2.0] * 3
    assert len(list(own_cache.glob("made_apply_*.py"))) == 2


def test_draws_in_laws_are_those_of_the_replicate(tmp_path: Path, own_cache: Path) -> None:
    now, lucks = week(), luck(np.arange(3))
    drawn = made(tmp_path, 'row.warm = now.draw("leaves", row)')
    assert np.array_equal(warmed(drawn), Draws(1).of("leaves", 0, lucks))
    once = made(tmp_path, 'row.warm = now.draw_once("patience", row, row.provider)')
    assert np.array_equal(warmed(once), Draws(1).of_ties("patience", 0, lucks, luck(np.ones(3, dtype=np.int64))))
    one = made(tmp_path, 'row.warm = now.draw(("leaves", "stops")[row.provider], row)')
    with pytest.raises(Untranslatable):
        translated(one, "apply")
    rows = Rows(columns(), ["warm"])
    assert now.draw("leaves", Row(rows, 2)) == Draws(1).of("leaves", 0, lucks)[2]
    assert now.draw_once("patience", Row(rows, 2), 1) == warmed(once)[2]


@pytest.mark.parametrize(
    ("law", "why"),
    [
        ("row.warm = row.stage", "row.stage was not declared"),
        ("row.trust[1] = 1.0", "row.trust was not declared"),
        ("row.warm = ~(row.trust[1] > 0)", "use `not`"),
        ("row.warm = unheard(row.trust[1])", "unheard is not known"),
        ("row.warm = math.pi * Column(row.trust[1])", "Column is neither a number"),
        ('row.warm = now.draw(stream="leaves", rows=row)', "arguments by name"),
    ],
)
def test_what_cannot_be_compiled_is_named_with_its_place(tmp_path: Path, law: str, why: str) -> None:
    with pytest.raises(Untranslatable, match=r"Made\.apply: .*" + why.replace("(", r"\(")):
        translated(made(tmp_path, law), "apply")


def test_a_damaged_cache_is_compiled_again(tmp_path: Path, own_cache: Path) -> None:
    kind = made(tmp_path, "row.warm = 2.0 * row.trust[1]")
    warmed(kind)
    kept = [*(own_cache / "__pycache__").glob("made_apply_*")]
    assert {path.suffix for path in kept} == {".nbi", ".nbc"}
    for path in kept:
        path.write_bytes(b"damaged")
    assert warmed(kind).tolist() == [1.0] * 3


def test_where_nothing_can_be_kept_laws_are_compiled_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with pytest.warns(RuntimeWarning, match="Set XDG_CACHE_HOME"):
        assert warmed(made(tmp_path, "row.warm = 3.0 * row.trust[1]")).tolist() == [1.5] * 3


def test_processes_that_compile_at_once_agree(tmp_path: Path, own_cache: Path) -> None:
    code = f"""
        import sys; sys.path.insert(0, {str(ROOT)!r})
        from pathlib import Path
        from tests.test_compiled import made, warmed
        print(warmed(made(Path({str(tmp_path)!r}), "row.warm = 5.0 * row.trust[1]")).tolist())
    """
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONHASHSEED": "0"}
    command = [sys.executable, "-c", textwrap.dedent(code)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) for _ in range(3)]
    assert [one.communicate()[0].strip() for one in running] == ["[2.5, 2.5, 2.5]"] * 3


def test_an_error_in_a_law_is_the_law_s_own(tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Python it is shown at its line, which is what NUMBA_DISABLE_JIT=1 is for."""
    kind = made(tmp_path, "row.warm = math.log(row.trust[1] - 1.0)")
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    with pytest.raises(ValueError, match="math domain"):
        act(kind(), "apply", Rows(columns(), ["warm"]), week(), 0, 3)


@pytest.mark.parametrize("law", ["row.warm = sum([row.trust[1]], 0.0)", 'row.warm = f"{row.trust[1]}" and 1.0'])
def test_somebody_s_own_law_that_cannot_be_compiled_runs_as_python_and_says_so(tmp_path: Path, law: str) -> None:
    kind, rows = made(tmp_path, law), Rows(columns(), ["warm"])
    with pytest.warns(RuntimeWarning, match="apply of mechanism made runs as plain Python"):
        act(kind(), "apply", rows, week(), 0, 3)
    act(kind(), "apply", rows, week(), 0, 3)  # said once
    assert rows.warm.tolist() in ([0.5] * 3, [1.0] * 3)


def test_a_normal_deviate_is_that_of_scipy() -> None:
    u = np.concatenate(
        [(np.arange(2000) + 0.5) / 2000, 2.0 ** -np.arange(1.0, 54.0), 1.0 - 2.0 ** -np.arange(2.0, 54.0)]
    )
    assert np.allclose([normal_deviate(one) for one in u], special.ndtri(u), rtol=1e-14, atol=1e-15)


@pytest.mark.parametrize("mean", [0.0, 0.01, 1.0, 7.5, MOST])
def test_a_poisson_count_is_that_of_scipy(mean: float) -> None:
    u = (np.arange(500) + 0.5) / 500
    assert [poisson_count(one, mean) for one in u] == stats.poisson(mean).ppf(u).clip(0).tolist()
    assert poisson_count(1.0 - 2.0**-53, mean) < LARGEST


def test_the_source_of_a_law_reads_like_the_law() -> None:
    source = translated(Trust, "apply").source(kept=False)
    assert "trust_of[i, firm]" in source
    assert "def over(first, last, " in source
