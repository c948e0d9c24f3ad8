"""Which columns were told by what they hold, because no name of theirs is known: it is always said."""

from __future__ import annotations

from collections.abc import Mapping

from experiments.inputs.transactions.columns import candidates
from experiments.inputs.transactions.reading import AUTO, Reading, typed


def told_by_content(columns: Mapping[str, str], reading: Reading) -> list[str]:
    """Say which columns were told by what they hold, because no name of theirs is known.

    Args:
        columns: name of the column of each role.
        reading: what the user says.
    """
    roles_of = {"customer": "the customer", "date": "the day", "amount": "the amount"}
    unknown = [
        role for role in roles_of
        if getattr(reading, role) == AUTO and (role != "amount" or "quantity" not in columns)
        and role in columns and not candidates([columns[role]], role)
    ]  # fmt: skip
    if not unknown:
        return []
    said = ", ".join(f"'{columns[role]}' as {roles_of[role]}" for role in unknown)
    words = ", ".join(typed(role, "COLUMN") for role in unknown)
    why = "by what it holds, since its name is" if len(unknown) == 1 else "by what they hold, since their names are"
    return [f"column {said}: read so {why} not known; {words} would take another"]
