"""A user's mistake leaves nothing behind: after exit 2 there is no folder that was not there before."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import said

ASKED: dict[str, tuple[str, ...]] = {
    "run": (),
    "compare": (),
    "explain": (),
    "graph": (),
    "validate": ("limits",),
    "calibrate": ("population=cdnow",),
    "sweep": ("seed=1,2",),
    "sensitivity": ("sensitivity.parameters=[market.margin]",),
    "boundary": ("boundary.parameters=[market.margin,market.budget_share]",),
}
"""Verbs that write a folder, and what each of them cannot do without."""
REFUSED = ("market.margin=7", "seed=-1", "population.size=0", "community.degree=-1", "no.such.key=1")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "circle").symlink_to("circle")
    monkeypatch.chdir(tmp_path)


def left(verb: str, word: str) -> tuple[int, str, set[str]]:
    """Exit status, what was said, and what lies beside the link afterwards."""
    answer = said(verb, *ASKED[verb], word, "-q")
    return answer.status, answer.err, {path.name for path in Path().iterdir()} - {"circle"}


@pytest.mark.parametrize("word", REFUSED)
@pytest.mark.parametrize("verb", ASKED)
def test_a_refused_question_leaves_nothing(verb: str, word: str) -> None:
    status, sentence, new = left(verb, word)
    assert status == 2, sentence
    assert word.partition("=")[0] in sentence
    assert new == set()


@pytest.mark.parametrize("verb", ["run", "compare", "explain"])
def test_nor_does_one_that_is_refused_when_the_work_has_begun(verb: str) -> None:
    """That the focal firm has no customers is seen when its people are there."""
    status, sentence, new = left(verb, "market.focal_share=0")
    assert status == 2
    assert "market.focal_share" in sentence
    assert new == set()


@pytest.mark.parametrize(
    "place", ["x" * 300, "circle/x", "nul\0nul", "half \ud800"], ids=["long", "circle", "nul", "half"]
)
@pytest.mark.parametrize("verb", ASKED)
def test_a_place_that_can_be_none_is_refused_before_the_work(verb: str, place: str) -> None:
    status, sentence, new = left(verb, f"hydra.run.dir={place}")
    assert status == 2, sentence
    assert new == set()


@pytest.mark.parametrize("verb", ASKED)
def test_an_empty_folder_of_one_s_own_stays(verb: str) -> None:
    Path("mine").mkdir()
    answer = said(verb, *ASKED[verb], "market.margin=7", "hydra.run.dir=mine", "-q")
    assert answer.status == 2
    assert Path("mine").is_dir()
    assert not list(Path("mine").iterdir())
