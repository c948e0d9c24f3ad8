"""Files of a user's own for tests: small ones that declare a mechanism, a measure, or something that is wrong."""

from __future__ import annotations

import re
from pathlib import Path

from tests.commands import ROOT

PAGE = ROOT / "docs" / "how-to" / "own-parts.md"
FILE = re.compile(r"Write this into `([^`]+)`:\n\n```\w+\n(.*?)```", re.DOTALL)
HEAD = """from dataclasses import dataclass
from courtship import Column, Lever, Mechanism, Phase, Series, measure, parameter, pattern
"""
MECHANISM = """
@dataclass(frozen=True)
class Gift(Mechanism):
    gain: float = parameter(0.02, "what satisfaction gains", unit="share", low=0.0, high=0.1, grade="C", source="guess")
    phase = Phase.RELATE
    owns = (Column("given", "whether there is a gift this week", weekly=True),)
    writes = ("satisfaction",)
    levers = (Lever("giving", "share of customers with a gift", "share"),)
    series = (Series("gifts_given", "gifts [gifts]", "given"),)

    def apply(self, rows, now):
        rows.given[:] = now.draw("giving", rows) < now.lever("giving", rows)
        rows.satisfaction[:] = (rows.satisfaction + self.gain * rows.given).clip(0, 1)
"""
MEASURE = """
@measure("gifts", matters=0.5)
def order(market):
    "Gifts that the firm gave; the name is a word of SQL, which no table minds."
    return market.record.series["gifts_given"][:, 1].sum()
"""
WHOLE = HEAD + MECHANISM + MEASURE
GIVING = "acquisition_share: 0.163\ncadence: 0.3\ngiving: 0.5\n"
SMALL = ("population.size=60", "weeks=4", "centring=quick", "executor=inline", "output.figures=false")
"""Words of a run that takes milliseconds."""


def files() -> dict[str, str]:
    """The files that the how-to about parts of one's own has its reader write, by name."""
    return dict(FILE.findall(PAGE.read_text(encoding="utf-8")))


def written(folder: Path, name: str = "mine.py", text: str = WHOLE) -> Path:
    """A file of one's own in a folder, beside a strategy that uses its lever."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "giving.yaml").write_text(GIVING, encoding="utf-8")
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def declaring(*lines: str) -> str:
    """The text of a file with a mechanism `Mine` that has these lines."""
    body = "\n".join(f"    {line}" for line in (*lines, "pass"))
    return f"{HEAD}@dataclass(frozen=True)\nclass Mine(Mechanism):\n    phase = Phase.BUY\n{body}\n"


def measuring(name: str, gives: str, doc: str = "'what it is'") -> str:
    """The text of a file with a measure."""
    return f"{HEAD}@measure('share')\ndef {name}(market):\n    {doc}\n    return {gives}\n"
