"""A mutant: one edit of one source file, by which what statistical tests assert is no longer true.

A mutant is modest: a rate is a third too high, a term is left out, a draw is taken twice. What is absurd, such as a law
that raises, says nothing about what a test can see.
"""

from __future__ import annotations

import linecache
import os
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Mutant:
    """One edit.

    Args:
        file: the source file, below the folder of the project.
        old: text that stands in it exactly once.
        new: what stands there in the mutant.
    """

    file: str
    old: str
    new: str

    @property
    def module(self) -> str:
        """What Python calls the file."""
        return self.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def text(self) -> str:
        """The whole source file as the mutant has it.

        Raises:
            ValueError: if the old text is not there exactly once, or is what the new one is.
        """
        text = (ROOT / self.file).read_text(encoding="utf-8")
        if text.count(self.old) != 1 or self.old == self.new:
            raise ValueError(f"{self.file}: this stands there {text.count(self.old)} times: {self.old!r}")
        return text.replace(self.old, self.new)

    def install(self) -> None:
        """From now on whoever imports the file imports the mutant; nobody may have imported it before."""
        edited, text, code_of = os.path.realpath(ROOT / self.file), self.text(), SourceFileLoader.get_code

        def get_code(loader: SourceFileLoader, name: str) -> CodeType | None:
            if os.path.realpath(loader.path) == edited:
                lines = text.splitlines(keepends=True)
                linecache.cache[loader.path] = (len(text), None, lines, loader.path)  # laws are compiled from source
                return compile(text, loader.path, "exec", dont_inherit=True)
            return code_of(loader, name)

        SourceFileLoader.get_code = get_code  # type: ignore[method-assign, assignment]


@dataclass(frozen=True)
class Row:
    """A statistical test and the mutant that it must reject.

    Args:
        test: the test as pytest names it; of a test with cases, one of them.
        broken: what is broken in the mutant, in one sentence.
        mutant: the edit; several tests may share it.
    """

    test: str
    broken: str
    mutant: Mutant

    @property
    def function(self) -> str:
        """The test without its case."""
        return self.test.partition("[")[0]


def rows(tests: str, file: str, *each: tuple[str, str, str, str]) -> Iterator[Row]:
    """Rows of one file of tests and one source file: test, what is broken, old text, new text."""
    for test, broken, old, new in each:
        yield Row(f"tests/{tests}::{test}", broken, Mutant(file, old, new))
