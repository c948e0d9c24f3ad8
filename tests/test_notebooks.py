"""Each notebook is a pair of files that say the same, and runs: from a question to an answer with its caveat."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[1] / "notebooks"
NAMES = sorted(path.stem for path in FOLDER.glob("*.ipynb"))
FIRST = ("your_first_verdict",)
"""What a stranger opens first is run among the fast tests, the others by `make test-long`."""


def read(name: str) -> Any:
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def test_all_seven_are_there() -> None:
    assert {path.stem for path in FOLDER.glob("*.py")} == set(NAMES)
    assert len(NAMES) == 7


@pytest.mark.parametrize("name", NAMES)
def test_both_files_say_the_same(name: str) -> None:
    text = jupytext.read(FOLDER / f"{name}.py")
    assert [(cell.cell_type, cell.source) for cell in read(name).cells] == [
        (cell.cell_type, cell.source) for cell in text.cells
    ], f"jupytext --to ipynb --update notebooks/{name}.py"


@pytest.mark.parametrize("name", NAMES)
def test_no_outputs_are_kept(name: str) -> None:
    notebook = read(name)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


@pytest.mark.parametrize("name", NAMES)
def test_it_opens_with_a_question_and_names_no_result_in_advance(name: str) -> None:
    title, question, *_ = read(name).cells[0].source.split("\n\n")
    assert title.startswith("# ")
    assert question.startswith("**")
    assert "?" in question


@pytest.mark.parametrize(
    "name", [name if name in FIRST else pytest.param(name, marks=pytest.mark.long) for name in NAMES]
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning:zmq", "ignore::ResourceWarning")
def test_it_runs_from_the_question_to_an_answer(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MPLBACKEND", raising=False)  # agg would keep the notebook from showing what pyplot draws
    notebook = read(name)
    NotebookClient(
        notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    shown = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    said = [output["data"].get("text/markdown", "") for output in shown if "data" in output]
    assert any(text.startswith("**Answer.**") and "**Caveat.**" in text for text in said)
    assert any("image/png" in output.get("data", {}) for output in shown)
