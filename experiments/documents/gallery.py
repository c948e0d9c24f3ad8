"""The figures of the studies, each with its question and what was found, in the words of the studies themselves."""

from __future__ import annotations

import re
import textwrap

from experiments.studies.study import FOLDER, names, study

FIRST = "cx_vs_relationship"
LINES, WIDTH = 2, 120
"""Room for an answer."""


def gallery() -> str:
    """All studies, the headline first."""
    return "\n\n".join(_entry(name) for name in sorted(names(), key=lambda name: name != FIRST))


def _entry(name: str) -> str:
    told, folder = (FOLDER / name / "README.md").read_text(encoding="utf-8"), f"../experiments/studies/{name}"
    shown = re.search("<title>(.*?)</title>", (FOLDER / name / "figure.svg").read_text(encoding="utf-8"))
    parts = (
        f"## [{told.partition(chr(10))[0].removeprefix('# ')}]({folder}/README.md)",
        f"**{study(name).question}**",
        f"![{shown[1] if shown else name}]({folder}/figure.svg)",
        answer(told),
    )
    return "\n\n".join(wrapped(part) if part[0] not in "#!" else part for part in parts)


def answer(told: str) -> str:
    """What was found, in a README's words beside its figure: what is bold, or the first sentences that have room."""
    section = next(part for part in re.split("^#.*$", told, flags=re.MULTILINE) if "](figure.svg)" in part)
    text = " ".join(re.sub(r"!\[.*?\]\(.*?\)", "", section).split())
    if bold := re.findall(r"\*\*([^*]+\.)\*\*", text):
        return " ".join(bold)
    first, *more = re.split(r"(?<=\.) (?=[A-Z])", text)
    for sentence in more:
        if len(wrapped(f"{first} {sentence}").splitlines()) > LINES:
            break
        first += f" {sentence}"
    return first


def wrapped(text: str) -> str:
    """Lines of prose that are not too long."""
    return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)
