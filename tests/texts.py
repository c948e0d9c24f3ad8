"""Texts that break spellings, drawn by Hypothesis; and words as a POSIX shell reads a printed command."""

from __future__ import annotations

import subprocess

from hypothesis import strategies as st

from tests.waiting import HANGS

HARD = (
    "'", '"', "\\", "${", "}", "$", "$x", "`", "null", "[", "]", "{", ",", "=", ":", "\n", "\t", "\r", " ", "~", "é",
    "日", "e\u0301", "\N{GRINNING FACE}", "\u2028", "a", "1", ".", "true", "(", ")", "\\${", "#", ";", "&", "!", "%",
    "*", "-", "+", "@", "interval(1,2)",
)  # fmt: skip
WHOLE = (
    "null", "true", "1.0", "010", "1e3", "0x1F", "~", "~/log.csv", "$x", "${a}", "${weeks}", "tab\\", "\\", r"\t", "'",
    "''", "it's", "a=b/c.csv", "a,b.csv", "logé.csv", "日本.csv", "C:\\data\\log.csv", " ", "", "a\nb", "nan", "-inf",
    "1:30", "yes", "2024-06-30", "[a]", "{a:1}", "range(1,3)", "a (2).csv", "+x", "-x", "=", "#1", "<<", "??", "?",
    "${", "$\\{a}", "\\\\${a}", "b'", "&x", "*x", "!x",
)  # fmt: skip
"""Whole texts that some spelling, grammar or shell has taken for something else."""
LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
TEXTS = st.sampled_from(WHOLE) | st.lists(st.sampled_from(HARD) | LETTERS, max_size=10).map("".join).filter(
    lambda text: text != "???"
)
"""Any text but the one that stands for a missing value, without the letter that no argument can have."""


def typed_in_a_shell(line: str) -> list[str]:
    """The words of a command line as `sh` hands them to a program."""
    asked = "courtship() { printf '%s\\0' \"$@\"; }\n" + line
    done = subprocess.run(["sh", "-c", asked], capture_output=True, check=True, timeout=HANGS)
    return done.stdout.decode("utf-8", "surrogateescape").split("\0")[:-1]
