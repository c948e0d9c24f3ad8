"""Pages say what the code says."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments.documents.gallery import answer
from experiments.documents.pages import page_up_to_date, pages
from simulation.mistake import Mistake


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.name)
def test_the_generated_parts_are_those_of_the_code(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert page_up_to_date(text) == text, "run python -m experiments.documents"


def test_a_part_that_is_behind_is_replaced_and_the_rest_kept() -> None:
    text = "before\n<!-- generated: grades -->\nold\n<!-- end -->\nafter"
    new = page_up_to_date(text)
    assert new != text
    assert "old" not in new
    assert new.startswith("before\n")
    assert new.endswith("\nafter")


def test_an_answer_is_what_stands_in_bold_or_the_first_sentences() -> None:
    head = "# Title\n\n## What was found\n\n![Alt.](figure.svg)\n\n"
    assert answer(head + "It is 4. **It earns 5.3 more.** So much.\n\n## Hit") == "It earns 5.3 more."
    assert answer(head + f"It is 4.5 and\nmore. That too. {'Long ' * 60}.\n\n## Hit") == "It is 4.5 and more. That too."


def test_an_unknown_part_is_a_mistake() -> None:
    with pytest.raises(Mistake, match="no such part"):
        page_up_to_date("<!-- generated: levels -->\n<!-- end -->")
