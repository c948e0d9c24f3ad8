"""What a report says of the log: what was read of it, and how many of its customers are presumed active or gone.

A log shows who bought and never who left. Whoever has been silent for longer than the own rhythm explains is presumed
gone, customer by customer; so the market begins with fewer customers than the log names.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from experiments.config.setting import Setting
from experiments.statistics.formatting import counted


def presumed_active(setting: Setting) -> str:
    """What was read of a log, how many of its customers are active, and how relationships begin; empty without one."""
    if setting.presumed is None:
        return ""
    named, active = setting.presumed
    read = "" if setting.intake is None else f"{read_sentence(setting.intake)} "
    return (
        f"{read}The log names {named:,} customers. Judging by the time since the last purchase, about {active:,} of "
        f"them are presumed active and {named - active:,} lost; only the active ones are customers in week 0. Their "
        "purchase histories are used, but a log says nothing about trust, habit or commitment: every relationship "
        "starts as a new one, so interpret the first year with care."
    )


def read_sentence(intake: Mapping[str, Any]) -> str:
    """An intake in one sentence, as reports quote it.

    Args:
        intake: as `LogIntake.as_json` has it.
    """
    rows, kept, currency = intake["rows"], intake["kept"], intake["currency"]
    reasons = "; ".join(f"{one['rows']:,} for this reason: {one['reason']}" for one in intake["left_out"])
    left = f"{rows - kept:,} are left out ({reasons})" if reasons else "none is left out"
    worth = intake["sum_kept"]
    money = "without amounts" if worth is None else f"worth {Decimal(worth):,f}{f' {currency}' if currency else ''}"
    who = f"{counted(intake['customers'], 'customer')} with {counted(intake['purchases'], 'purchase')}"
    span = f"from {intake['first']} to {intake['last']}, observed until {intake['until']}"
    return f"Of {counted(rows, 'row')} of the log {kept:,} are used, {money}, and {left}: {who} {span}."
