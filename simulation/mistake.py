"""What a user got wrong, said in one sentence.

Every error that a user can mend names the thing that is wrong, what was given, what is allowed and what to do next.
The command line prints that sentence and leaves with status 2; a notebook shows it as an ordinary exception.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class Mistake(ValueError):
    """An error of the user's, in the form: thing: given, allowed, advice.

    Args:
        thing: the key, file, column or option that is wrong, by the name the user knows.
        given: what was given; shown as written.
        allowed: what would have been right, as the second half of the sentence ("must be above 0 week").
        advice: what to do next, a sentence of its own.
    """

    def __init__(self, thing: str, given: object, allowed: str, advice: str = "") -> None:
        self.thing, self.given, self.allowed, self.advice = thing, given, allowed, advice
        shown = given if isinstance(given, str) else repr(given)
        super().__init__(f"{thing}: given {shown}, {allowed}." + (f" {advice}" if advice else ""))

    def __reduce__(self) -> tuple[type[Mistake], tuple[str, object, str, str]]:
        return type(self), (self.thing, self.given, self.allowed, self.advice)


def nearest(word: object, known: Iterable[str]) -> str:
    """A question that offers the closest known name, or the empty string where none is close."""
    matches = difflib.get_close_matches(str(word), list(known), n=1)  # in Python a name may be anything
    return f"Did you mean {matches[0]}?" if matches else ""
