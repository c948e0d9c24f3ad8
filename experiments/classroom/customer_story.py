"""The life of one person in one market, in a few lines of plain words, and where the lives of the twins part."""

from __future__ import annotations

import numpy as np

from experiments.classroom.event_log import FOCAL, EventLog
from experiments.classroom.relationship_types import BROKEN, KINDS

SPELLS = 4
"""The last ones that are told."""


def customer_story(diary: EventLog, row: int) -> list[str]:
    """A person's life so far, one sentence a line.

    Args:
        diary: of one market.
        row: of the person.
    """
    if diary.week == 0:
        return ["Nothing has happened yet."]
    with_us = int(np.count_nonzero(diary.provider[: diary.week, row] == FOCAL))
    lines = [_spells(diary, row)]
    if not with_us:
        return [*lines, "Never a customer so far."]
    bought, taken, gifts = (diary.times(row, event) for event in ("purchases", "encounter", "gift"))
    lines.append(f"Bought in {_weeks(bought)} of {with_us}.")
    if taken or gifts:
        lines.append(f"Took part in {_count(taken, 'encounter')}, was given {_count(gifts, 'surprise')}.")
    failed, resolved = diary.times(row, "failed"), diary.times(row, "resolved")
    if failed:
        lines.append(f"{_count(failed, 'contact').capitalize()} failed, {resolved} made good.")
    well, ill = diary.times(row, "praises"), diary.times(row, "complains")
    if well or ill:
        lines.append(f"Spoke well of the firm {_times(well)}, badly {_times(ill)}.")
    here = np.flatnonzero(diary.provider[: diary.week, row] == FOCAL)
    felt = diary.satisfaction[here, row] / 100.0
    lines.append(f"Satisfaction {felt[0]:.2f} at first, {felt[-1]:.2f} at last.")
    kinds = diary.kind[here, row]
    whole = kinds[kinds != BROKEN]
    damaged = f", damaged for {_weeks(len(kinds) - len(whole))}" if len(whole) < len(kinds) else ""
    lines.append(f"Closest: {KINDS[int(whole.max())] if len(whole) else KINDS[BROKEN]}{damaged}.")
    return lines


def first_difference(one: EventLog, other: EventLog, row: int) -> str:
    """The first week in which the twins did different things."""
    weeks = min(one.week, other.week)
    differ = (one.events[:weeks, row] != other.events[:weeks, row]) | (
        one.provider[:weeks, row] != other.provider[:weeks, row]
    )
    if not differ.any():
        return "So far the twins live the same life."
    return f"Their lives part in week {int(np.argmax(differ)) + 1}."


def _spells(diary: EventLog, row: int) -> str:
    provider = diary.provider[: diary.week, row]
    starts = np.flatnonzero(np.diff(provider, prepend=np.uint8(255)) != 0)
    ends = [*(starts[1:] - 1), len(provider) - 1]
    told = [f"{_name(int(provider[a]))} in weeks {a + 1}–{b + 1}" for a, b in zip(starts, ends, strict=True)]
    before = f"{_count(len(told) - SPELLS, 'earlier spell')}, then " if len(told) > SPELLS else ""
    sentence = before + ", ".join(told[-SPELLS:])
    return sentence[0].upper() + sentence[1:] + "."


def _name(provider: int) -> str:
    return "with us" if provider == FOCAL else "with a rival" if provider else "with nobody"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _weeks(number: int) -> str:
    return _count(number, "week")


def _times(number: int) -> str:
    return "never" if number == 0 else "once" if number == 1 else f"{number} times"
