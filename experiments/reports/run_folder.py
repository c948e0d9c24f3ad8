"""One writer for all verbs: results are whole and safe before anything is drawn, and what cannot be drawn costs itself.

A record says what its results are: `verb`, `setting`, `tables`, `answer_file` with the numbers of `as_json()`, to which
its sentences are added here, and where it has more, `texts`. Its figures are found by its type
(`experiments.figures.makers`), its pages by its verb.
"""

from __future__ import annotations

import json
import os
import shlex
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

import pandas as pd

from experiments.analyses.answers import answer_content
from experiments.config.sections import Output
from experiments.config.setting import Setting
from experiments.inputs.table_hash import content_hash
from experiments.results.plain_data import plain
from experiments.results.reservation import Reservation
from experiments.results.run_folder import (
    DRAWN_FROM,
    FILES,
    MANIFEST,
    NOT_DRAWN,
    Contents,
    as_text,
    file_hashes,
    keep,
    note_in_manifest,
    put,
    read_answer,
)
from experiments.sweeps.commands import remember_answer

if TYPE_CHECKING:
    from experiments.figures import Picture

FORMATS = ("svg", "png")
Pages = Mapping[str, Callable[[], str]]


class Record(Protocol):
    """A finished result of a verb that has a run folder of its own."""

    verb: ClassVar[str]
    answer_file: ClassVar[str]

    @property
    def setting(self) -> Setting:
        """What was asked."""

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """By file name without ending."""

    @property
    def drawn_from(self) -> Mapping[str, Any]:
        """What figures and pages are drawn from beside the tables; see `results.plain_data`."""

    def as_json(self) -> dict[str, Any]:
        """The numbers of `answer_file`; see `analyses.answers` for its sentences."""


class Analysis(Protocol):
    """A finished result that was made of the runs of a sweep and lies in the sweep's folder."""

    verb: ClassVar[str]
    answer_file: ClassVar[str]

    @property
    def folder(self) -> Path:
        """Of the runs."""

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """By file name without ending."""

    @property
    def drawn_from(self) -> Mapping[str, Any]:
        """What figures and pages are drawn from beside the tables; see `results.plain_data`."""

    def as_json(self) -> dict[str, Any]:
        """The numbers of `answer_file`; see `analyses.answers` for its sentences."""


@dataclass(frozen=True)
class WrittenFolder:
    """What came of writing.

    Args:
        folder: where it is.
        drawn: files that were drawn.
        not_drawn: files that could not be drawn, with the reason.
    """

    folder: Path
    drawn: tuple[str, ...] = ()
    not_drawn: Mapping[str, str] = field(default_factory=dict)

    @property
    def warning(self) -> str:
        """What is to be said about files that could not be drawn; empty where all could."""
        if not self.not_drawn:
            return ""
        named = "; ".join(f"{name} ({why})" for name, why in self.not_drawn.items())
        said = f"the results are complete, but some files could not be drawn: {named}."
        if DRAWN_FROM in self.not_drawn:
            return f"{said} Without {DRAWN_FROM} the folder cannot be drawn again; the tables are as they should be."
        return f"{said} Draw them again with: {shlex.join(['courtship', 'report', str(self.folder)])}"


class StoppedWhileDrawing(KeyboardInterrupt):
    """Ctrl-C after the results were written; its text says where they are."""


def write(result: Record, place: Reservation) -> WrittenFolder:
    """Write the run folder of a result: first the results, then what can be drawn of them."""
    failed: dict[str, str] = {}
    texts = dict(getattr(result, "texts", {}))
    with _attempt(DRAWN_FROM, failed):
        texts[DRAWN_FROM] = _drawn_from(result)
    answers = {}
    with _attempt(result.answer_file, failed):
        answers = {result.answer_file: json.loads(as_text(answer_content(result)))}
    origins = getattr(result, "origins", ())
    folder = keep(place, Contents(result.verb, result.setting, result.tables, answers, texts, origins))
    return draw_into_folder(result, folder, result.setting.options.output, failed)


def write_analysis(answer: Analysis, output: Output) -> WrittenFolder:
    """Write what was made of the runs of a sweep into its folder, in the same order; going on asks for it again."""
    folder, tables = answer.folder, answer.tables
    for name, table in tables.items():
        beside = folder / f".{name}.parquet.{os.getpid()}"
        table.to_parquet(beside, index=False)
        beside.replace(folder / f"{name}.parquet")
    failed: dict[str, str] = {}
    with _attempt(answer.answer_file, failed):
        put(folder / answer.answer_file, as_text(answer_content(answer)))
    with _attempt(DRAWN_FROM, failed):
        put(folder / DRAWN_FROM, _drawn_from(answer))
    content = read_answer(folder, MANIFEST)["content"]
    content |= {name: content_hash(table) for name, table in tables.items()}
    results = [*(f"{name}.parquet" for name in tables), answer.answer_file, DRAWN_FROM]
    known = read_answer(folder, MANIFEST).get(FILES, {}) | file_hashes(
        folder, [one for one in results if one not in failed]
    )
    note_in_manifest(folder, content=content, answers=[answer.answer_file], **{FILES: known})
    written = draw_into_folder(answer, folder, output, failed)
    remember_answer(folder)
    return written


def _drawn_from(result: Record | Analysis) -> str:
    return json.dumps(plain(result.drawn_from), allow_nan=False)


def draw_into_folder(result: Any, folder: Path, output: Output, failed: dict[str, str]) -> WrittenFolder:
    """Draw all figures and pages of a result into a folder that holds its results.

    Args:
        result: a record.
        folder: where its results are.
        output: what is wanted.
        failed: what went wrong so far, by file; is added to.
    """
    done: list[str] = []
    try:
        pictures = _pictures(result, output, failed)
        files: dict[str, Callable[[], str | bytes]] = {}
        if output.figures:
            kinds = ((name, picture, kind) for name, picture in pictures.items() for kind in FORMATS)
            files = {f"figures/{name}.{kind}": partial(picture.file, kind) for name, picture, kind in kinds}
        for name, content in {**files, **_pages(result, folder, output, pictures)}.items():
            with _attempt(name, failed):
                put(folder / name, content())
                done.append(name)
        with _attempt(MANIFEST, failed):
            note_in_manifest(folder, **{NOT_DRAWN: failed})
    except KeyboardInterrupt:
        again = shlex.join(["courtship", "report", str(folder)])
        raise StoppedWhileDrawing(f"the results are in {folder}; draw them with: {again}") from None
    return WrittenFolder(folder, tuple(done), failed)


def _pictures(
    result: Any, output: Output, failed: dict[str, str]
) -> dict[str, Picture]:  # fmt: skip
    """The figures that can be drawn, by name."""
    if not (output.figures or _has_report(result, output)):
        return {}
    from experiments.figures import drawn_by, makers

    found = {}
    for name, maker in makers(result).items():
        with _attempt(f"figures/{name}.svg", failed):
            picture = drawn_by(maker)
            if picture is not None:
                picture.file("svg")
                found[name] = picture
    return found


def _has_report(result: Any, output: Output) -> bool:
    return bool(result.verb == "compare" and output.report)


def _pages(result: Any, folder: Path, output: Output, pictures: Mapping[str, Picture]) -> Pages:
    """What is to be read, by file name."""
    if result.verb == "validate":
        return {"validation.md": lambda: _validation_page(result)}
    if result.verb != "compare":
        return {}
    pages: dict[str, Callable[[], str]] = {"memo.md": lambda: _memo(result)}
    if _has_report(result, output):
        pages["report.html"] = lambda: _report(result, folder, pictures)
    return pages


def _validation_page(result: Any) -> str:
    from experiments.reports.validation import page

    return page(result)


def _memo(comparison: Any) -> str:
    from experiments.reports.memo import memo

    return memo(comparison).markdown


def _report(comparison: Any, folder: Path, pictures: Mapping[str, Picture]) -> str:
    from experiments.reports.html.report import report

    return report(comparison, folder, figures=pictures, versions=read_answer(folder, MANIFEST)["versions"])


def warned(written: WrittenFolder) -> None:
    """Say in Python what the command line says on standard error."""
    if written.warning:
        warnings.warn(f"courtship: {written.warning}", stacklevel=3)


@contextmanager
def _attempt(name: str, failed: dict[str, str]) -> Iterator[None]:
    """Whatever goes wrong costs this file and no other; the reason is kept, and shown in full on request."""
    try:
        yield
    except Exception as error:
        if os.environ.get("COURTSHIP_TRACEBACK"):
            traceback.print_exc(file=sys.stderr)
        failed[name] = " ".join(f"{type(error).__name__}: {error}".split())
