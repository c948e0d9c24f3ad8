"""Every YAML that the program reads or writes: data, never code, and whatever is wrong with it is one message.

The words of a file mean what they look like (the core schema of YAML 1.2): `010` is ten, `1e-3` a number, `1:30`,
`2024-06-30`, `yes` and `off` are text, which a key that is true or false reads as such. YAML 1.1 made them 8, a text,
90, a date and truths. A key that stands twice is refused with both of its lines. What is written here is read here:
text that either version of YAML would take for something else is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from experiments.inputs.regular_file import regular_file
from simulation.mistake import Mistake

ENDINGS = (".yaml", ".yml")
MOST_NODES, DEEPEST = 1_000_000, 64
"""How much a file may hold once its aliases are written out: a few lines of them could stand for more than memory."""
WHOLE = re.compile(r"[-+]?[0-9]+")
NUMBER = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
WORDS = {
    "null": re.compile(r"~|null|Null|NULL|"),
    "bool": re.compile(r"true|True|TRUE|false|False|FALSE"),
    "int": WHOLE,
    "float": NUMBER,
    "merge": re.compile(r"<<"),
}
Place = tuple[str | int, ...]


class Reader(yaml.SafeLoader):
    """YAML's safe reader with the words of the core schema."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 (PyYAML's own attribute)

    def whole(self, node: yaml.ScalarNode) -> int:
        """A whole number, in tens whatever it begins with."""
        return int(node.value)

    def number(self, node: yaml.ScalarNode) -> float:
        """A number."""
        return float(node.value.lower().replace(".inf", "inf").replace(".nan", "nan"))


class Writer(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """YAML's safe writer, which quotes what either version of YAML would not read as text.

    A whole configuration is written by every command, for which LibYAML takes half the time. Files are read without it:
    it would go as deep as a file says.
    """


for _kind, _pattern in WORDS.items():
    _whole = re.compile(f"(?:{_pattern.pattern})$")
    Reader.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", _whole, None)
    Writer.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", _whole, None)
Reader.add_constructor("tag:yaml.org,2002:int", Reader.whole)
Reader.add_constructor("tag:yaml.org,2002:float", Reader.number)


@dataclass(frozen=True)
class Document:
    """What a YAML file holds.

    Args:
        content: plain values.
        lines: on which line each value of a mapping has its key, by the keys above it and its own.
        texts: how each value that is no mapping or list stands in the file, without quotes; quoted ones are left out.
    """

    content: Any
    lines: Mapping[Place, int]
    texts: Mapping[Place, str]


def document(text: str, thing: str, given: str) -> Document:
    """Read YAML.

    Args:
        text: of the file.
        thing: what the user calls it, for messages.
        given: as the user named it.

    Raises:
        Mistake: for text that is no YAML, too deep or too large, and for keys that stand twice.
    """
    try:
        reader = Reader(text)
        node = reader.get_single_node()
        if node is None:
            return Document(None, {}, {})
        _refuse_large(node, thing, given)
        twice: list[str] = []
        lines, texts = {}, {}
        for place, one, line in _walked(node, (), twice):
            lines[place] = line
            if isinstance(one, yaml.ScalarNode) and one.style is None:
                texts[place] = one.value
        if twice:
            raise Mistake(thing, given, f"contains keys twice: {'; '.join(twice)}", "Remove one of each.")
        return Document(reader.construct_document(node), lines, texts)
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        at = f" (line {where.line + 1})" if where else ""
        raise Mistake(thing, given, f"is not valid YAML{at}") from None
    except (RecursionError, ValueError) as error:
        if isinstance(error, Mistake):
            raise
        raise Mistake(thing, given, "is not YAML that can be read") from None


def read(path: str | Path, thing: str, given: str, what: str = "a YAML file") -> Document:
    """Read a YAML file.

    Args:
        path: of the file; ~ is resolved.
        thing: what the user calls it, for messages.
        given: as the user wrote it.
        what: the file should be, with its article.

    Raises:
        Mistake: as `document`, and for a file that is not there or cannot be read.
    """
    try:
        text = regular_file(path, what, thing).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Mistake(thing, given, "must be text in UTF-8") from None
    except OSError as error:
        raise Mistake(thing, given, f"cannot be read: {error.strerror or error}") from None
    return document(text, thing, given)


def mapping(path: str | Path, thing: str, given: str, expected: str) -> dict[str, Any]:
    """The content of a YAML file that must be a mapping; an empty file is an empty one.

    Args:
        path: of the file.
        thing: what the user calls it, for messages.
        given: as the user wrote it.
        expected: what the mapping is to hold, with an example.

    Raises:
        Mistake: as `read`, and when it is no mapping.
    """
    content = read(path, thing, given, f"a YAML mapping of {expected}").content
    return checked_mapping(content, thing, given, expected)


def checked_mapping(content: Any, thing: str, given: str, expected: str) -> dict[str, Any]:
    """The content as a mapping from text; None is an empty one.

    Raises:
        Mistake: when it is something else.
    """
    if not isinstance(content, dict | None):
        raise Mistake(thing, given, f"must be a YAML mapping of {expected}")
    return {str(key): value for key, value in (content or {}).items()}


def written(content: Any, **options: Any) -> str:
    """YAML that `document` reads back as it was, keys in their order.

    Args:
        content: plain values.
        options: of PyYAML's `dump`.
    """
    return str(yaml.dump(content, Dumper=Writer, sort_keys=False, **options))


def _walked(node: yaml.Node, place: Place, twice: list[str]) -> Iterator[tuple[Place, yaml.Node, int]]:
    """Every value below a node with its place and line; keys that stand twice are noted."""
    if isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield (*place, number), item, item.start_mark.line + 1
            yield from _walked(item, (*place, number), twice)
    if isinstance(node, yaml.MappingNode):
        seen: dict[Hashable, int] = {}
        for key, value in node.value:
            name, line = str(key.value), key.start_mark.line + 1
            if name in seen and isinstance(key, yaml.ScalarNode):
                dotted = ".".join(map(str, (*place, name)))
                twice.append(f"{dotted} (lines {seen[name]} and {line})")
            seen.setdefault(name, line)
            yield (*place, name), value, line
            yield from _walked(value, (*place, name), twice)


def _refuse_large(root: yaml.Node, thing: str, given: str) -> None:
    """Refuse what is deeper or larger than any file of ours before it is written out."""
    sizes: dict[int, int] = {}

    def size(node: yaml.Node, depth: int) -> int:
        if depth > DEEPEST:
            raise Mistake(thing, given, f"must be nested no deeper than {DEEPEST} levels")
        if id(node) not in sizes:
            inner = [] if isinstance(node, yaml.ScalarNode) else node.value
            parts = [part for one in inner for part in (one if isinstance(one, tuple) else (one,))]
            sizes[id(node)] = 1 + sum(size(part, depth + 1) for part in parts)
        return sizes[id(node)]

    if size(root, 0) > MOST_NODES:
        raise Mistake(thing, given, f"must contain at most {MOST_NODES:,} values")
