"""Whether two markets are the same to the last bit."""

from __future__ import annotations

from typing import Any

from simulation.world.market import Market

ALL = slice(None)


def differences(one: Market, other: Market, rows: Any = ALL) -> list[str]:
    """Names of all that differs in the least between two markets."""
    tables = {
        "column": ({k: v[rows] for k, v in one.population.values.items()},
                   {k: v[rows] for k, v in other.population.values.items()}),
        "firm": (one.firms, other.firms),
        "series": (one.record.series, other.record.series),
        "ledger": (
            {"weekly": one.ledger.weekly, "person": one.ledger.person, "envelope": one.ledger.envelope},
            {"weekly": other.ledger.weekly, "person": other.ledger.person, "envelope": other.ledger.envelope},
        ),
        "record": ({"lost_week": one.record.lost_week}, {"lost_week": other.record.lost_week}),
    }  # fmt: skip
    return [
        f"{table} {name}"
        for table, (mine, yours) in tables.items()
        for name in mine | yours
        if mine[name].tobytes() != yours[name].tobytes()
    ]
