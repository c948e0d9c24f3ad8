"""Where a question names a file of the user's own: `own=./mine.py`, or `trust=./mine.py` for what names it already.

    own=./mine.py     uses the file
    trust=./mine.py   lets a project file, a run folder or a sweep use the file that it names

Both are said on the command line or in Python; that a project file or a folder says `own` runs nothing.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from experiments.config.own.in_use import HASH, KEY, TRUST, Parts, in_use, using
from experiments.inputs.hashes import file_hash
from experiments.inputs.paths import is_file, user_path
from simulation.mistake import Mistake

NONE = "null"
"""How words say that there is no file."""


@contextmanager
def named(words: Sequence[str], values: Mapping[str, Any] | None = None) -> Iterator[tuple[list[str], dict[str, Any]]]:
    """Within it the parts of the file that a question names count.

    Args:
        words: of the question.
        values: keywords of a question in Python.

    Yields:
        The words and the keywords without `trust`, which is no key.

    Raises:
        Mistake: for two files, or a file that cannot be used.
    """
    if not all(isinstance(word, str) for word in words):  # who reads them says which is none
        yield list(words), dict(values or {})
        return
    left = [word for word in words if not word.startswith(f"{TRUST}=")]
    more = {key: value for key, value in (values or {}).items() if key != TRUST}
    if (values or {}).get(TRUST) is None and not any(map(_names, words)) and more.get(KEY) is None:
        yield left, more
        return
    own = [_text(word) for word in words if word.startswith(f"{KEY}=")] + _given(values, KEY)
    trusted = [_text(word) for word in words if word.startswith(f"{TRUST}=")] + _given(values, TRUST)
    if own and trusted:
        raise Mistake(TRUST, trusted[-1], f"has no effect together with {KEY}={own[-1]}", "Leave one of them out.")
    if len({*own, *trusted}) > 1:
        raise Mistake(KEY if own else TRUST, " and ".join([*own, *trusted]), "must be one file")
    if "" in (*own, *trusted):
        raise Mistake(KEY if own else TRUST, "nothing", "must be the path of a Python file")
    if own and own[-1] == NONE:
        yield left, more
        return
    if isinstance(more.get(KEY), Path):
        more[KEY] = str(more[KEY])
    from experiments.config.own.script import loaded, read

    with using(loaded(read((own or trusted)[-1]))):
        yield left, more


def refuse_unnamed(words: Sequence[str]) -> None:
    """Refuse words, as a project file has them, of a file that nobody named; first of all, for other words may need it.

    Raises:
        Mistake: naming the file.
    """
    given = [_text(word) for word in words if word.startswith(f"{KEY}=")]
    if given and given[-1] != NONE and in_use() is None:
        raise _untrusted(given[-1])


def pinned(values: dict[str, Any]) -> dict[str, Any]:
    """A resolved configuration that says which content its file has; nothing is run that nobody named.

    Args:
        values: `own` as it was given, and `own_hash` where it was stored.

    Raises:
        Mistake: the file was not named by whoever asks, or is another one than was stored.
    """
    given, known = values.get(KEY), values.get(HASH)
    if given is None:
        if known is not None:
            raise Mistake(HASH, known, f"has no effect without {KEY}", "Leave it out.")
        return values
    parts = in_use()
    if parts is None:
        raise _untrusted(given)
    if known is not None and known != parts.source.hash:
        allowed = f"has changed: its hash was {known[:12]}, and is {parts.source.hash[:12]}"
        raise Mistake(KEY, parts.source.given, allowed, "Restore the original file, or start a new run.")
    if known is None and not _is_the_same(given, parts):
        raise _untrusted(given)
    there = given if _is_the_same(given, parts) else parts.source.given
    return {**values, KEY: there, HASH: parts.source.hash}


def refuse_idle_trust(asked: Sequence[str], left: Sequence[str], takes_keys: bool) -> None:
    """Refuse `trust` where nothing that was asked could name a file: it uses none by itself.

    Args:
        asked: the words of a command.
        left: the same without `trust`.
        takes_keys: whether the verb takes keys, and project files that may hold them.

    Raises:
        Mistake: naming the file.
    """
    if len(asked) == len(left) or not takes_keys or any("=" not in word for word in left):
        return
    given = next(_text(word) for word in asked if word not in left)
    raise Mistake(TRUST, given, "has no effect, because nothing else here names this file", f"Use {KEY}={given}.")


def of_values(values: Mapping[str, Any]) -> Parts | None:
    """The parts that a resolved configuration asks for; None where it asks for none.

    Raises:
        Mistake: see `pinned`.
    """
    return in_use() if pinned(dict(values)).get(KEY) is not None else None


def _untrusted(given: str) -> Mistake:
    allowed = "runs only if you name it yourself"
    return Mistake(KEY, given, allowed, f"Look at the file; if you trust it, add {shlex.quote(f'{TRUST}={given}')}.")


def _is_the_same(given: str, parts: Parts) -> bool:
    path = user_path(given)
    if path.absolute() == parts.source.path:
        return True
    return is_file(path) and (path.resolve() == parts.source.path.resolve() or file_hash(path) == parts.source.hash)


def _names(word: str) -> bool:
    return word.startswith((f"{KEY}=", f"{TRUST}="))


def _text(word: str) -> str:
    """The path in a word, without the quotes that the grammar of words allows."""
    raw = word.partition("=")[2].strip()
    return raw[1:-1] if len(raw) > 1 and raw[0] == raw[-1] and raw[0] in "'\"" else raw


def _given(values: Mapping[str, Any] | None, key: str) -> list[str]:
    found = (values or {}).get(key)
    if found is None:
        return []
    if not isinstance(found, str | Path):
        raise Mistake(key, found, "must be the path of a Python file")
    return [str(found)]
