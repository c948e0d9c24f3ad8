"""After a failure: complaint or silence, amends or not, and whether the customer stays.

    P(complains) = p + 0.2·g/4        P(resolved | complains) = recovery        P(fast | resolved) = fast recovery

    stays          silent  unresolved  resolved  fast
    after a major    0.09        0.19      0.54  0.82          ... to the power 1 + β·g/4 where nothing was made good,
    after a minor    0.37        0.46      0.70  0.95              of 1 / (1 + ½·β·g/4) where it was     (g: stage)

Close customers complain more readily and accept amends more readily, but react more strongly if there are none. An
unrepaired failure leaves damage to the relationship, which fades. Handling a complaint has a cost, making amends costs
more, and making them at once still more. Immediate amends may leave a customer more satisfied than before (the recovery
paradox), but not more loyal: they affect satisfaction and nothing else.

Source: stay table: TARP, as reported by Goodman (2006); betrayal: Grégoire & Fisher (2008), Grégoire, Tripp & Legoux
(2009), Journal of Marketing 73; paradox on satisfaction only: de Matos, Henrique & Rossi (2007), Journal of Service
Research 10 (meta-analysis). Table B, sizes C.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.draws import Floats
from simulation.fading import share_left
from simulation.market.weekly_budget import Purse
from simulation.mechanism import Lever, Mechanism, Now, Phase, Series
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.row import Row

SILENT, UNRESOLVED, RESOLVED, FAST = 0, 1, 2, 3
STAYS = np.array([[0.37, 0.46, 0.70, 0.95], [0.09, 0.19, 0.54, 0.82]])
"""Share who stay, after minor and major failures; see above."""
TOP = 4.0


def stays(usual: Floats, made_good: Floats | bool, closeness: Floats, betrayal: float) -> Floats:
    """Probability of staying after a failure, any shape.

    Args:
        usual: of those who are not close, one of `STAYS`.
        made_good: whether there were amends.
        closeness: stage over its highest value, in [0, 1].
        betrayal: β.
    """
    power = np.where(made_good, 1.0 / (1.0 + 0.5 * betrayal * closeness), 1.0 + betrayal * closeness)
    result: Floats = np.power(usual, power)
    return result


@dataclass(frozen=True)
class Recovery(Mechanism):
    """Complaints, amends, and what a failure does to the relationship."""

    complaint: float = parameter(
        0.5, "chance that a customer complains to the firm about a failure", unit="probability", low=0.25, high=0.75,
        grade="B",
        source="TARP, reported: 5-75 % by problem",
    )  # fmt: skip
    complaint_of_close: float = parameter(
        0.2, "additional chance that the closest customers complain", unit="probability", low=0.0, high=0.4, grade="C",
        source="guess"
    )  # fmt: skip
    betrayal: float = parameter(
        0.5, "how much harder the closest customers take a failure, β", unit="factor", low=0.0, high=1.0, grade="C",
        source="direction Grégoire & Fisher 2008",
    )  # fmt: skip
    annoyance: float = parameter(
        0.25, "satisfaction lost by a major failure", unit="1", low=0.1, high=0.4, grade="C", source="guess"
    )
    soothing: float = parameter(
        0.7, "share of that loss which amends restore", unit="share", low=0.4, high=1.0, grade="C", source="guess"
    )
    paradox: float = parameter(
        0.02, "satisfaction gained when amends are made at once", unit="1", low=0.0, high=0.1, grade="C",
        source="direction de Matos et al. 2007; nothing on behaviour",
    )  # fmt: skip
    damage_half_life: float = parameter(
        26.0, "weeks until half of the damage is forgotten", unit="week", low=13, high=52, grade="C", source="guess"
    )
    handling_cost: float = parameter(
        0.5435, "cost of handling a complaint, whatever its outcome", unit="weekly revenue", low=0.25, high=1.1,
        grade="C", source="guess; half a contact in person",
    )  # fmt: skip
    amends_cost: float = parameter(
        1.36, "cost of the amends for one resolved complaint", unit="weekly revenue", low=0.5, high=4.0,
        grade="C", source="guess; a small credit up to the refund of a fifth of a purchase",
    )  # fmt: skip
    fast_cost: float = parameter(
        2.174, "additional cost of making amends at once", unit="weekly revenue", low=1.1, high=4.3, grade="C",
        source="guess",
    )  # fmt: skip

    phase = Phase.EXPERIENCE
    after = ("failure",)
    cites = ("goodman2006", "gregoire2008", "gregoire2009", "dematos2007")
    owns = (
        Column("complaint", "whether the customer complained to the firm about the failure", weekly=True),
        Column("resolved", "whether amends were made", weekly=True),
        Column("fast", "whether amends were made at once", weekly=True),
        Column("setback", "satisfaction lost through the failure, net of amends", low=-1, high=1, weekly=True),
        Column("staying", "probability of staying after this week's failure", initial=1.0, weekly=True),
        Column("damage", "memory of an unrepaired failure"),
    )
    series = (
        Series("complaints", "failures about which customers complained to the firm [contact]", "complaint"),
        Series("recovered", "failures for which amends were made [contact]", "resolved"),
        Series("damage", "mean damage of the firm's customers [1]", "damage", "mean"),
    )
    reads = ("failed", "severity", "stage")
    levers = (
        Lever("recovery", "chance that a complaint is resolved", "probability", idle=0.4),
        Lever("fast_recovery", "share of resolved complaints that are resolved at once", "share", idle=0.5),
    )
    purposes = ("recovery",)
    usual = STAYS

    def expected(self, minor: float, resolved: float, fast: float) -> tuple[float, float]:
        """Of a failure of somebody who is not close: the chance of stopping, and the cost [weekly revenue].

        Args:
            minor: share of failures that are minor.
            resolved: share of complaints for which amends are made.
            fast: share of these that are made at once.
        """
        amends = self.complaint * resolved
        answers = np.array([1.0 - self.complaint, self.complaint - amends, amends * (1.0 - fast), amends * fast])
        stops = 1.0 - float(np.array([minor, 1.0 - minor]) @ STAYS @ answers)
        return stops, self.complaint * self.handling_cost + amends * (self.amends_cost + fast * self.fast_cost)

    def decide(self, row: Row, now: Now) -> None:
        row.complaint = row.resolved = row.fast = row.setback = 0.0
        row.staying = 1.0
        if not row.is_customer:
            return
        row.damage *= share_left(now.dt, self.damage_half_life)
        if row.failed > 0:
            self._answer(row, now)
            self._feel(row, now)

    def _answer(self, row: Row, now: Now) -> None:
        """Whether the failure is brought to the firm, and what the firm makes of it."""
        if now.draw("complaint", row) < self.complaint + self.complaint_of_close * row.stage / TOP:
            row.complaint = 1.0
            row.resolved = now.draw("recovery", row) < now.lever("recovery", row)
        if row.resolved > 0:
            row.fast = now.draw("recovery.fast", row) < now.lever("fast_recovery", row)

    def _feel(self, row: Row, now: Now) -> None:
        """What the failure leaves behind, amends counted."""
        answer = int(row.complaint + row.resolved + row.fast)
        usual = self.usual[int(row.severity > 0.5), answer]
        row.staying = stays(usual, answer >= RESOLVED, row.stage / TOP, self.betrayal)
        row.setback = self.annoyance * row.severity * (1.0 - self.soothing * row.resolved)
        if row.fast > 0:
            row.setback = -self.paradox
        if row.resolved == 0 and row.stage > 0:
            row.damage = 1.0

    def settle(self, purse: Purse, rows: Rows, firms: Rows, now: Now) -> None:
        handled = np.flatnonzero((rows.complaint > 0) & purse.customers)
        cost = self.handling_cost + self.amends_cost * rows.resolved[handled] + self.fast_cost * rows.fast[handled]
        purse.incur("recovery", handled, cost)
