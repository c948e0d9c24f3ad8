"""The verdicts of an audit as a table: one row a claim, a point at which it is made, and a change."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
from abmfact import AuditResult


def rows(result: AuditResult) -> pd.DataFrame:
    """All verdicts, in the order of the claims.

    Returns:
        `change` is the mean over seeds of what the claim is about, in its unit, less that without the change; `low` to
        `high` holds it in 90 of 100 audits, so that either end is a one-sided test at 5 %; `margin` is the largest
        change that does not matter.
    """
    claims = {claim["id"]: claim for claim in result.data["claims"]}
    found = [row for verdict in result.verdicts for row in _rows(claims[verdict["claim"]], verdict)]
    return pd.DataFrame(found)


def _rows(claim: dict[str, Any], verdict: dict[str, Any]) -> list[dict[str, Any]]:
    said = {"claim": claim["id"], "statement": claim["statement"], "check": verdict["check"]}
    end = {"verdict": verdict["verdict"].lower().replace("_", " "), "reason": verdict["reason"]}
    compared = [
        {
            **said,
            "point": " ".join(f"{key}={json.loads(point)[key]}" for key in claim.get("where", {})),
            "change": found["difference"]["estimate"],
            "low": found["difference"]["low"],
            "high": found["difference"]["high"],
            "margin": found["tolerance"],
            **end,
        }
        for variant in verdict["variants"]
        for point, found in variant["comparisons"].items()
    ]
    return compared or [{**said, **end}]
