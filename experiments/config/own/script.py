"""A user's file is read, run once as a module that is called after its content, and what it declares is checked.

The module's name holds the hash of the file, so that a changed file is another module, whatever its path, and a worker
that is given the text finds the same classes and functions under the same names.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from functools import lru_cache
from types import ModuleType
from typing import Any

from experiments.config.own.in_use import KEY, Parts, Source, line_in, said
from experiments.config.own.names import refuse_names
from experiments.config.own.pattern import Pattern
from experiments.inputs.hashes import content
from experiments.inputs.paths import user_path
from experiments.inputs.regular_file import regular_file
from simulation.measure import DECLARED, Measure
from simulation.mechanism import Mechanism, mechanism_name
from simulation.mistake import Mistake

WHAT = "a Python file of your own"
UNREAD = "__courtship_reads_this__"
"""Name in the module of a file as long as it is being run."""


def read(given: str) -> Source:
    """The file, read once and not run.

    Raises:
        Mistake: there is no such file, or it is no text.
    """
    path = regular_file(given, WHAT, KEY)
    if path.suffix != ".py":
        raise Mistake(KEY, given, f"must be {WHAT}, whose name ends in .py")
    found = content(path, WHAT)
    try:
        text = found.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Mistake(KEY, given, f"must be text in UTF-8; byte {error.start} is not") from None
    return Source(given, user_path(given).absolute(), text, found.hash)


@lru_cache(maxsize=16)
def loaded(source: Source) -> Parts:
    """Run the file, once in a process, and find what it declares.

    Raises:
        Mistake: it raises something, declares nothing, or something that does not fit; naming the line where there is
            one.
    """
    module = sys.modules.get(source.module) or _run(source)
    if vars(module).get(UNREAD):
        allowed, advice = "asks a question of itself while it is read", 'Ask it below if __name__ == "__main__":'
        raise Mistake(KEY, source.given, allowed, advice)
    own = [value for name, value in vars(module).items() if not name.startswith("_")]
    kinds = tuple(dict.fromkeys(_mechanisms(own, source, module)))
    functions = dict.fromkeys(getattr(one, DECLARED, None) for one in own if _is_from(one, module))
    measures = tuple(one for one in functions if isinstance(one, Measure))
    patterns = tuple(one for one in functions if isinstance(one, Pattern))
    if not (kinds or measures or patterns):
        advice = "Write a class derived from Mechanism, or a function below @measure(...) or @pattern(...)."
        raise Mistake(KEY, source.given, "declares nothing that the model can use", advice)
    parts = Parts(source, module, kinds, measures, patterns)
    try:
        refuse_names(parts)
    except Mistake as mistake:
        raise _in_file(mistake, source) from None
    return parts


def _run(source: Source) -> ModuleType:
    name = source.module
    module = ModuleType(name)
    module.__file__ = str(source.path)
    vars(module)[UNREAD] = True
    sys.modules[name] = module
    try:
        with redirect_stdout(sys.stderr):  # standard output is for answers
            exec(compile(source.text, str(source.path), "exec", dont_inherit=True), module.__dict__)
    except BaseException as error:
        del sys.modules[name]
        if isinstance(error, KeyboardInterrupt | MemoryError):
            raise
        if isinstance(error, Mistake):
            raise _in_file(error, source) from None
        known = said(error, source)
        raise known or Mistake(KEY, source.given, f"cannot be run: {type(error).__name__}: {error}") from error
    del vars(module)[UNREAD]
    return module


def _in_file(mistake: Mistake, source: Source) -> Mistake:
    """A mistake that the package found in what the file declares, with the place."""
    line = line_in(mistake, source) or _declaring(f"{mistake.thing} {mistake.given}", source)
    where = f"Look at line {line} of {source.given}." if line else f"It stands in {source.given}."
    return Mistake(mistake.thing, mistake.given, mistake.allowed, f"{mistake.advice} {where}".strip())


def _declaring(said: str, source: Source) -> int | None:
    """The line of the class or function that a sentence names; None where it names none of the file."""
    words = {word.lower() for word in re.findall(r"\w+", said)}
    for node in ast.parse(source.text).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and words & {node.name.lower(), mechanism_name(node.name)}:
            return node.lineno
    return None


def _is_from(value: Any, module: ModuleType) -> bool:
    return bool(getattr(value, "__module__", None) == module.__name__)


def _mechanisms(own: list[Any], source: Source, module: ModuleType) -> Iterator[type[Mechanism]]:
    for kind in own:
        if isinstance(kind, type) and issubclass(kind, Mechanism) and _is_from(kind, module):
            if "__dataclass_params__" not in vars(kind):
                given, advice = "a plain class", "Write @dataclass(frozen=True) above it."
                wrong = Mistake(f"mechanism {kind.__name__}", given, "must be a frozen dataclass", advice)
                raise _in_file(wrong, source)
            yield kind
