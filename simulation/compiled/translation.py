"""A law that is written for one person, as source for all of them.

    row.trust, row.trust[firm]            trust_of[i], trust_of[i, firm]
    self.gain, now.firms.climate          an argument: what is about no row is computed once, before the first of them
    now.draw("leaves", row)               a uniform from the row's luck and the key of stream and week
    now.draw_once("patience", row, x)     one from the luck, the key of the stream and a whole number
    now.lever("hosting", row)             the lever of the row's own firm
    self.some_method(row, now, x)         a function of its own, of the same row

All else stays as it is written; what it calls is copied beside it (see `functions`), so that the source says everything
that its numbers depend on.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from simulation.compiled.functions import Translator, as_source, code_of, local_names, syntax
from simulation.mechanism import Mechanism
from simulation.population import ALWAYS

HEADER = '''"""Made from the law of {name}; not to be edited."""

import math

import numpy as np
from numba import njit

_part = njit(error_model="numpy", forceinline=True, _nrt=False)


@_part
def scrambled(word):
    word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return word ^ (word >> np.uint64(31))


@_part
def uniform(word):
    return (np.float64(np.int64(scrambled(word) >> np.uint64(12))) + 0.5) * 2.0**-52


@_part
def luck_from(number):
    return scrambled(np.uint64(number) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(1))
'''
"""Draws as `simulation.draws` makes them, of one word. Without `_nrt`, references to arrays are not counted anew for
each person, which takes ten times as long as most laws."""
LOOP = """@njit(error_model="numpy", nogil=True, _nrt=False, cache={cache})
def over(first, last, {arguments}):
    for i in range(first, last):
        {hook}(i, {arguments})
"""
ALL = "__all_columns__"
"""Stands for the arguments of a law until all are known."""


@dataclass(frozen=True)
class Translation:
    """The source of a law for all rows, and what it is called with.

    Args:
        name: of mechanism and hook.
        columns: of people, in the order of the arguments of `over` after the first and the last row.
        given: gives the arguments that follow, from the mechanism and the week.
        text: of the module, but for whether it is kept on disk.
    """

    name: str
    columns: tuple[str, ...]
    given: Callable[[Any, Any], tuple[Any, ...]]
    text: str

    def source(self, kept: bool) -> str:
        """A module with the function `over(first, last, *columns, *given)`.

        Args:
            kept: whether Numba keeps what it compiles on disk.
        """
        return self.text.replace("cache={cache}", f"cache={kept}")


@dataclass
class _Parts:
    """What has been found out about a law so far: columns, expressions about no row, and functions by name."""

    kind: type[Mechanism]
    columns: set[str] = field(default_factory=set)
    given: dict[str, int] = field(default_factory=dict)
    copied: dict[str, str] = field(default_factory=dict)
    methods: dict[str, str] = field(default_factory=dict)

    def method(self, name: str) -> None:
        """Translate a method of the mechanism, those that it calls before it."""
        if name not in self.methods:
            function = inspect.unwrap(getattr(self.kind, name))
            tree = syntax(function)
            own = [one.arg for one in tree.args.args if one.arg not in ("self", "row", "now")]
            body = _OfOneRow(self, function, local_names(tree) - {"self", "row", "now"}).body(tree)
            self.methods[name] = as_source(name, [ALL, *own], body)


def translated(kind: type[Mechanism], hook: str) -> Translation:
    """The law of a mechanism's hook.

    Args:
        kind: class of the mechanism.
        hook: "decide" or "apply".

    Raises:
        Untranslatable: naming what is said and where.
    """
    parts = _Parts(kind)
    parts.method(hook)
    columns = tuple(sorted(parts.columns))
    arguments = ", ".join([*(f"{name}_of" for name in columns), *(f"given_{k}" for k in range(len(parts.given)))])
    methods = [text.replace(ALL, f"i, {arguments}") for text in parts.methods.values()]
    name = f"{kind.name}.{hook}"
    loop = LOOP.replace("{arguments}", arguments).replace("{hook}", hook)
    text = "\n\n".join([HEADER.format(name=name), *parts.copied.values(), *methods, loop])
    return Translation(name, columns, _given(kind, hook, tuple(parts.given)), text)


def _given(kind: type[Mechanism], hook: str, expressions: tuple[str, ...]) -> Callable[[Any, Any], tuple[Any, ...]]:
    """What computes the expressions of a law that are about no row."""
    scope = {**getattr(kind, hook).__globals__, "_number": _number}
    listed = "".join(f"_number({text}), " for text in expressions)
    function: Callable[[Any, Any], tuple[Any, ...]] = eval(f"lambda self, now: ({listed})", scope)
    return function


def _number(value: Any) -> Any:
    """What compiled code takes: numbers, arrays of them, and whole numbers for texts."""
    if isinstance(value, str):
        return code_of(value)
    if isinstance(value, tuple) and value and isinstance(value[0], str):
        return np.array([code_of(one) for one in value])
    return value


class _OfOneRow(Translator):
    """What a law says of the row, of the week and of the mechanism."""

    def __init__(self, parts: _Parts, function: Any, local: set[str]) -> None:
        super().__init__(function, local, parts.copied)
        self.parts = parts

    def visit(self, node: ast.AST) -> Any:
        if isinstance(node, ast.expr) and self._is_about_no_row(node):
            place = self.parts.given.setdefault(ast.unparse(node), len(self.parts.given))
            return ast.Name(f"given_{place}", ast.Load())
        return super().visit(node)

    def _is_about_no_row(self, node: ast.expr) -> bool:
        if not isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
            return False
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "range":
            return False  # its ends may be
        names = [one for one in ast.walk(node) if isinstance(one, ast.Name)]
        bound = {one.id for one in names if isinstance(one.ctx, ast.Store)}  # inside comprehensions
        said = {one.id for one in names} - bound
        return bool(said & {"self", "now"}) and not said & (self.local | {"row"})

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        if (name := self._column(node)) is not None:
            return ast.Subscript(ast.Name(f"{name}_of", ast.Load()), ast.Name("i", ast.Load()), node.ctx)
        return self.generic_visit(node)  # type: ignore[return-value]

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        if (name := self._column(node.value, node.ctx)) is not None:
            place = ast.Tuple([ast.Name("i", ast.Load()), self.visit(node.slice)], ast.Load())
            return ast.Subscript(ast.Name(f"{name}_of", ast.Load()), place, node.ctx)
        return self.generic_visit(node)  # type: ignore[return-value]

    def _column(self, node: ast.expr, of: ast.expr_context | None = None) -> str | None:
        """The column that is read or written, where it is one."""
        if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "row"):
            return None
        kind, name, context = self.parts.kind, node.attr, of or node.ctx
        lent = kind.writable() if isinstance(context, ast.Store) else (*ALWAYS, *kind.reads, *kind.writable())
        if name not in lent:
            raise self.refused(node, "was not declared in `owns`, `reads` or `writes` of this mechanism")
        self.parts.columns.add(name)
        return name

    def visit_Call(self, node: ast.Call) -> ast.expr:
        call = node.func
        if isinstance(call, ast.Attribute) and isinstance(call.value, ast.Name) and call.value.id in ("self", "now"):
            if node.keywords:
                raise self.refused(node, "must have no arguments by name")
            first = ast.unparse(node.args[0]) if node.args else ""
            if ast.unparse(call) == "now.draw":
                self.parts.columns.add("luck")
                return self._made(f"uniform(luck_of[i] ^ {self._key(node.args[0])})")
            if ast.unparse(call) == "now.draw_once":
                self.parts.columns.add("luck")
                key, number = self._said(f"now.draws.key({first}, 0)"), ast.unparse(self.visit(node.args[2]))
                return self._made(f"uniform(scrambled(luck_of[i] ^ {key}) + luck_from({number}))")
            if ast.unparse(call) == "now.lever":
                self.parts.columns.add("provider")
                return self._made(f"{self._said(f'now.levers[{first}]')}[provider_of[i]]")
            if call.value.id == "self":
                self.parts.method(call.attr)
                apart = [self.visit(one) for one in node.args if ast.unparse(one) not in ("row", "now")]
                return ast.Call(ast.Name(call.attr, ast.Load()), [ast.Name(ALL, ast.Load()), *apart], [])
        return super().visit_Call(node)

    def _key(self, stream: ast.expr) -> str:
        """The key of a stream, or of one of several streams whose names are about no row."""
        if isinstance(stream, ast.Subscript) and self._is_about_no_row(stream.value):
            keys = self._said(f"now.keys({ast.unparse(stream.value)})")
            return f"{keys}[{ast.unparse(self.visit(stream.slice))}]"
        if not isinstance(stream, ast.Constant) and not self._is_about_no_row(stream):
            raise self.refused(stream, "is no name of a stream, and none of several names that are about no row")
        return self._said(f"now.draws.key({ast.unparse(stream)}, now.week)")

    def _said(self, text: str) -> str:
        return ast.unparse(self.visit(self._made(text)))

    @staticmethod
    def _made(text: str) -> ast.expr:
        return ast.parse(text, mode="eval").body
