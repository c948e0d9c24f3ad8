r"""Overrides: the words KEY=VALUE in Hydra's grammar, and the one place in which values are spelled as such words.

A value comes as a word of the command line, as a line of a project file, as a keyword of Python or as a cell of a
table, and leaves as a command that can be typed again. Whichever way it takes, text for a key of text is that text, to
the last letter: quotes, backslashes, spaces, "null", "1.0", "${weeks}" and "日" are nothing but text once they are
spelled here. For a key that takes no text (`weeks: 26,52` in a project file) it is read as on the command line.

What is typed need not be quoted where it can mean one thing only: `population.file=Müller (2).csv` is a file.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from hydra.core.override_parser.types import Override

from experiments.config.beside import from_project, names_files
from experiments.config.grammar import parsed, refers
from experiments.config.leaves import is_text, leaves, sections
from experiments.config.nested import flat
from experiments.config.shipped import groups, shipped
from experiments.inputs.paths import is_folder, is_there, user_path
from experiments.inputs.spelling import quoted, written
from experiments.inputs.transactions.given import refuse_tables_as_words, without_tables
from experiments.inputs.yaml_file import ENDINGS, checked_mapping, read
from simulation.mistake import Mistake

PLACES = ("hydra.run.dir", "hydra.sweep.dir", "hydra.sweep.subdir")
"""Keys of Hydra's own that are obeyed: where runs are written."""
KEY = re.compile(r"[A-Za-z_$][\w$-]*(?:[./][\w$-]+)*", re.ASCII)
UNREAD = re.compile(r"[^A-Za-z0-9_\s/\-\\+.$%*@?|:=,'\"(){}\[\]]|[^\x09\x20-\x7e]")
ELEMENT = re.compile(r"[^\[\](){},'\"]+")


def key_of(word: str) -> str | None:
    """The key of KEY=VALUE; None for a plain word: a name, or a file or folder that may have a = in its path."""
    key, sign, _ = word.partition("=")
    if not sign:
        return None
    if key in leaves() or key in groups() or key in sections() or key in PLACES:
        return key
    is_file = bool(key) and ((not KEY.fullmatch(key) and key[0] in "/.~") or is_there(user_path(word)))
    return None if is_file else key


def expanded(words: Sequence[str]) -> list[str]:
    """The words as Hydra reads them, with each project file replaced by the words it stands for; later words win.

    A section that is said as a mapping stands for a word for each of its keys: `market={margin:0.2}`. A project file is
    a YAML mapping of keys to values, dotted or nested, given as a plain word: `compare mine.yaml`.

    Raises:
        Mistake: for a plain word that is no such file, and for keys that stand twice in it.
    """
    refuse_tables_as_words(words)
    found: list[str] = []
    for word in words:
        if key_of(word) is not None:
            found += [word] if isinstance(word, ProjectWord) else parted(readable(word))
        elif word.lower().endswith(ENDINGS) and not is_folder(user_path(word)):
            found += map(ProjectWord, _project(word))
        else:
            found.append(word)
    return found


def parted(word: str) -> list[str]:
    """The words that a word stands for: several where it gives a mapping to a section, else itself."""
    key = word.partition("=")[0]
    if key in leaves() or not (key in sections() or key in groups()):
        return [word]
    value = parsed(word)._value
    return list(_parts(key, value)) if isinstance(value, dict) and value else [word]


def _parts(key: str, value: Any) -> Iterator[str]:
    if isinstance(value, dict) and value and key not in leaves():
        for name, inner in value.items():
            yield from _parts(f"{key}.{getattr(name, 'text', name)}", inner)
    else:
        raw = value if isinstance(value, str) and refers(value) else Override._get_value_element_as_str(value)
        yield readable(f"{key}={raw}")


def said(words: Sequence[str]) -> list[str]:
    """The words KEY=VALUE that were said for one question: without project files and what they hold."""
    asked = (word for word in words if key_of(word) is not None and not isinstance(word, ProjectWord))
    return [part for word in asked for part in parted(readable(word))]


class ProjectWord(str):
    """A word that a project file holds; the file serves all verbs, so that not every verb reads all of it."""


def in_python(words: Sequence[str], values: Mapping[str, Any], folder: str | Path | None = None) -> list[str]:
    """The words of a question asked in Python: words, then keyword values, then where it is written.

    Raises:
        Mistake: for a plain word that is no project file, and a value that is none: a set, or one that holds itself.
    """
    place = {} if folder is None else {PLACES[0]: folder}
    try:
        return [*expanded(words), *spelled({**values, **place})]
    except RecursionError:
        raise Mistake("values", "a mapping or list that holds itself", "must end somewhere") from None


def typed(*words: str) -> str:
    """A command that can be typed in a POSIX shell, whatever letters its words have."""
    return shlex.join(words)


def spelled(values: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """Words in Hydra's grammar for nested Python values."""
    for name, value in (values if prefix else without_tables(values)).items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping) and key not in leaves():
            yield from spelled(value, f"{key}.")
        else:
            yield f"{key}={_spelled(key, value)}"


def _spelled(key: str, value: Any) -> str:
    if not isinstance(value, str):
        return written(str(value) if _is_of_text(key) and isinstance(value, (bool, int, float)) else value)
    if key in groups() and _options(key, value):
        return value
    if key in leaves() and not leaves()[key].is_text:
        return readable(f"{key}={value}").partition("=")[2]
    return written(value)


def _is_of_text(key: str) -> bool:
    return key in leaves() and leaves()[key].kind is str


def _options(group: str, text: str) -> bool:
    """Whether a text names options of a group, and no file of one's own."""
    names = [name.strip() for name in text.split(",")]
    return all(name in shipped(group) for name in names) or bool(re.match(r"(choice|glob|sort)\(", text))


def readable(word: str) -> str:
    """The word as Hydra reads it, where it can mean one thing only: text that its grammar does not know is quoted.

    Raises:
        Mistake: for what can neither be read nor be text.
    """
    key, _, raw = word.partition("=")
    if key in PLACES:
        return f"{key}={raw if _is_quoted(word) else quoted(raw)}"
    if not is_text(key) and key not in leaves():
        return word  # there is no such key, which is said where it is composed
    try:
        value = parsed(word)._value
    except Mistake:
        value = None
    else:
        raw_is_meant = is_text(key) and isinstance(value, (bool, int, float)) and "(" not in raw
        return f"{key}={quoted(raw.strip())}" if raw_is_meant else word
    apart = f"{key}=" + ELEMENT.sub(lambda one: quoted(one[0].strip()) if UNREAD.search(one[0]) else one[0], raw)
    if apart != word and _reads(apart):
        return apart
    parts = [part.strip() for part in raw.split(",")]
    if is_text(key) and raw.strip() and (len(parts) == 1 or not all(parts)) and not re.match(r"\w+\(.*\)$", raw):
        return f"{key}={quoted(raw)}"
    parsed(word)  # which says what is wrong
    return word


def _reads(word: str) -> bool:
    try:
        parsed(word)
    except Mistake:
        return False
    return True


def _is_quoted(word: str) -> bool:
    raw = word.partition("=")[2]
    return raw[:1] in ("'", '"') and raw[:1] == raw[-1:] and len(raw) > 1 and _reads(word)


def _project(given: str) -> Iterator[str]:
    expected = "keys to values, such as weeks: 104"
    document = read(given, "project file", given, f"a YAML mapping of {expected}")
    content = checked_mapping(document.content, "project file", given, expected)
    texts = {".".join(map(str, place)): text for place, text in document.texts.items()}
    lines: dict[str, int] = {}
    twice: list[str] = []
    for place, line in document.lines.items():
        key = ".".join(map(str, place))
        named = key in groups() or key in PLACES
        if key in leaves() or (named and not isinstance(_at(content, place), Mapping)):
            if key in lines:
                twice.append(f"{key} (lines {lines[key]} and {line})")
            lines.setdefault(key, line)
    if twice:
        allowed = f"contains keys twice: {'; '.join(twice)}"
        raise Mistake("project file", given, allowed, "Remove one of each.")
    values = flat(content)
    for word in spelled(content):
        key = word.partition("=")[0]
        if key in leaves() and names_files(key):
            meant = from_project(key, values[key], user_path(given))
            if meant != values[key]:
                yield f"{key}={written(meant)}"
                continue
        own = texts.get(key)
        if own is not None and _is_of_text(key) and not word.endswith("=null"):
            word = f"{key}={written(own)}"  # 010 and 1.0 are text here, as they stand
        yield word


def _at(content: Any, place: Sequence[str | int]) -> Any:
    for name in place:
        content = next((one for key, one in content.items() if str(key) == str(name)), None)
    return content
