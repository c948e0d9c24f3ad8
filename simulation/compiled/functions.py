"""Functions that a law calls, copied beside it, with constants written out and texts as whole numbers."""

from __future__ import annotations

import ast
import inspect
import math
import textwrap
import zlib
from collections.abc import Iterator
from types import FunctionType
from typing import Any

LIBRARIES = ("np", "math")
BUILTINS = ("abs", "min", "max", "range", "len", "int", "float", "bool", "round")


class Untranslatable(TypeError):
    """A law says something that cannot be compiled for one row."""


def code_of(text: str) -> int:
    """The whole number that stands for a text in compiled laws."""
    return zlib.crc32(text.encode())


def syntax(function: Any) -> ast.FunctionDef:
    """The syntax of a function without its docstring."""
    where = f"{function.__module__}.{function.__qualname__}"
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    except OSError:
        raise Untranslatable(f"{where}: its source cannot be read, as of what is typed at a prompt") from None
    if not isinstance(tree, ast.FunctionDef):
        raise Untranslatable(f"{where} is no plain function")
    if ast.get_docstring(tree) is not None:
        tree.body = tree.body[1:]
    return tree


def local_names(tree: ast.FunctionDef) -> set[str]:
    """Arguments and names that a function gives a value to, but for those inside comprehensions."""
    return {one.arg for one in tree.args.args} | set(_stored(tree))


def _stored(tree: ast.AST) -> Iterator[str]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        yield from _stored(node.iter if isinstance(node, ast.comprehension) else node)


def as_source(name: str, arguments: list[str], body: list[ast.stmt]) -> str:
    """A compiled function that is inlined wherever it is called."""
    text = "\n".join(ast.unparse(ast.fix_missing_locations(one)) for one in body)
    return f"@_part\ndef {name}({', '.join(arguments)}):\n{textwrap.indent(text, '    ')}\n"


class Translator(ast.NodeTransformer):
    """What is the same in laws and in the functions that they call: texts, constants and calls.

    Args:
        function: whose syntax is translated.
        local: names of its own.
        copied: functions by their name in the source, in the order in which they are defined; added to.
    """

    def __init__(self, function: Any, local: set[str], copied: dict[str, str]) -> None:
        self.local, self.scope, self.copied = local, function.__globals__, copied
        self.where = f"{function.__module__}.{function.__qualname__}"

    def body(self, tree: ast.FunctionDef) -> list[ast.stmt]:
        """The translated statements of a function."""
        return [self.visit(one) for one in tree.body]

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        return ast.Constant(code_of(node.value)) if isinstance(node.value, str) else node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        assert node.value is not None
        return ast.Assign([self.visit(node.target)], self.visit(node.value), lineno=node.lineno)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        if isinstance(node.op, ast.Invert):
            raise self.refused(node, "~ means something else for one number; use `not`")
        return self.generic_visit(node)  # type: ignore[return-value]

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in self.local or node.id in LIBRARIES or isinstance(node.ctx, ast.Store):
            return node
        if node.id not in self.scope:
            if node.id in BUILTINS:
                return node
            raise self.refused(node, "is not known to compiled laws")
        value = self.scope[node.id]
        if isinstance(value, FunctionType):
            return ast.Name(copy_of(value, self.copied), ast.Load())
        if isinstance(value, float) and not math.isfinite(value):
            return ast.parse("np.nan" if math.isnan(value) else "np.inf" if value > 0 else "-np.inf", mode="eval").body
        if isinstance(value, (bool, int, float, str)):
            return self.visit_Constant(ast.Constant(value))
        raise self.refused(node, "is neither a number, a text nor a function")

    def visit_Call(self, node: ast.Call) -> ast.expr:
        called = ast.unparse(node.func)
        if called == "np.where":  # of one number; as a function it would make arrays
            return ast.IfExp(*map(self.visit, node.args))
        if called == "np.clip":  # knows arrays only
            value, low, high = map(self.visit, node.args)
            least = ast.Call(ast.Name("max", ast.Load()), [value, low], [])
            return ast.Call(ast.Name("min", ast.Load()), [least, high], [])
        return self.generic_visit(node)  # type: ignore[return-value]

    def refused(self, node: ast.AST, why: str) -> Untranslatable:
        """The error that names what is said and where."""
        return Untranslatable(f"{self.where}: {ast.unparse(node)} {why}")


def copy_of(function: FunctionType, copied: dict[str, str]) -> str:
    """Copy a function of a module, and those that it calls before it.

    Args:
        function: of any module.
        copied: source by name; added to.

    Returns:
        The function's name in the source.
    """
    function = inspect.unwrap(function)
    name = f"{function.__module__.rpartition('.')[2]}_{function.__name__}"
    if name not in copied:
        tree = syntax(function)
        translator = Translator(function, local_names(tree), copied)
        names, defaults = [one.arg for one in tree.args.args], [translator.visit(one) for one in tree.args.defaults]
        first = len(names) - len(defaults)
        optional = [f"{one}={ast.unparse(default)}" for one, default in zip(names[first:], defaults, strict=True)]
        body = translator.body(tree)
        copied[name] = as_source(name, [*names[:first], *optional], body)
    return name
