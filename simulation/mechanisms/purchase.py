"""How often a customer buys.

    m = c_s·s + c_C·C + 2·c_m·(1 - sincerity)·[mail or encounter] + e·bargain
        + c_U·U + c_r·[reminded] - c_t·thrift + economy - c_b
    contractual:                  purchases ~ Poisson(λ·e^m)
    non-contractual, repertoire:  purchases ~ Poisson(λ·e^m / (o + w·e^m))            w: share of wallet when m = 0
    o = 1 - w    in a repertoire: Σ p_f·a_f over the other brands, a_f = exp(c_s·(s̄_f - s̄))

U is being asked for one's views (see `asks`). The bargain is the discount by deals and points, less what the customer
is used to (see `discounts`). λ is the person's observed rate, a total under the status quo; c_b centres the lift so
that the status quo keeps it. Where there is a choice at each purchase, a lift can at most win the rest of the wallet:
the category rate is λ / w. In a repertoire market w is the person's own taste for the brand and what is observed is the
rate in the category; people buy more of another brand, the more satisfied its customers are relative to all customers.
Outright selling (low sincerity) sells more per mail than sincerity does. Tightwads buy less often: thrift is 1 - share
for them and -share for all others, so that a quarter buys 0.90 times as often as observed, the rest 1.036 times.

Source: Poisson purchasing with gamma rates, Ehrenberg (1959) and Schmittlein et al. (1987); choice is a logit, its
share of wallet a guess; the lift of a mail from a field experiment with 64,000 customers (Hillstrom 2008). Sizes C.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.community import Community
from simulation.deviates import poisson_count
from simulation.mechanism import Mechanism, Now, Phase
from simulation.parameters import parameter
from simulation.population import Rows
from simulation.row import Row, clip


def share_of_wallet(lift: float, at_rest: float, others: float) -> float:
    """Share of purchases in the category made with the firm; `at_rest` when the lift is 0.

    Args:
        lift: m.
        at_rest: w.
        others: how far all other firms together attract. Where nothing attracts, the share is 0.
    """
    weight = at_rest * math.exp(lift)
    return weight / (weight + others) if weight + others > 0 else 0.0


@dataclass(frozen=True)
class Purchase(Mechanism):
    """Number of purchases in a week."""

    satisfaction_sensitivity: float = parameter(
        0.8, "c_s, effect of satisfaction", unit="log-rate", low=0.2, high=1.4, grade="C", source="guess"
    )
    commitment_sensitivity: float = parameter(
        0.15, "c_C, effect of commitment", unit="log-rate", low=0.0, high=0.3, grade="C", source="guess"
    )
    mail_lift: float = parameter(
        0.06, "c_m, effect of a mail or an encounter at sincerity one half", unit="log-rate", low=0.045, high=0.077,
        grade="B", source="order of Hillstrom 2008",
    )  # fmt: skip
    thrift_sensitivity: float = parameter(
        0.14, "c_t, effect of being a tightwad", unit="log-rate", low=0.0, high=0.28, grade="C",
        source="guess; direction Rick et al. 2008",
    )  # fmt: skip
    bargain_sensitivity: float = parameter(
        2.0, "e, effect of a bargain, measured as a share of the price", unit="log-rate", low=1.0, high=3.0, grade="C",
        source="order Bijmolt et al. 2005: mean price elasticity -2.62, of brands",
    )  # fmt: skip
    views_sensitivity: float = parameter(
        0.05, "c_U, effect of having just been asked for one's views", unit="log-rate", low=0.0, high=0.15, grade="C",
        source="guess; direction Dholakia & Morwitz 2002, Bone et al. 2017",
    )  # fmt: skip
    reminder_lift: float = parameter(
        0.1, "c_r, effect of a reminder in the same week", unit="log-rate", low=0.0, high=0.3, grade="C",
        source="guess; direction Damgaard & Gravert 2018",
    )  # fmt: skip

    phase = Phase.BUY
    after = ("premium", "discounts")
    cites = ("ehrenberg1959", "schmittlein1987", "hillstrom2008", "rick2008", "bijmolt2005")
    owns = (
        Column("purchases", "purchases this week", unit="purchase", high=200.0, weekly=True),
        Column("own_rate", "purchases a week from the present firm, before any effect of mechanisms", unit="1/week",
               high=1e3, weekly=True),
        Column("induced", "share of the purchases that outright selling brought about", weekly=True),
        Column("own_share", "share of all purchases in the category that go to the present firm", weekly=True),
        Column("competition", "combined attraction of all brands except the person's own, o", high=100.0, weekly=True),
        Column("casual_pull", "how far its customers' satisfaction makes other people buy the brand", of="firm",
               high=100.0, initial=1.0),
        Column("buy_factor", "combined effect of the mechanisms on the purchase rate", high=100.0, initial=1.0,
               weekly=True),
    )  # fmt: skip
    reads = ("buy_rate", "satisfaction", "commitment", "contact", "encounter", "taste", "thrift", "bargain",
             "consulted", "reminded")  # fmt: skip

    def decide(self, row: Row, now: Now) -> None:
        row.purchases = 0.0
        lift = clip(self._lift(row, now) - now.centre.buy(now.week), -2.0, 1.5)
        if now.terms.kind == "contractual":
            row.own_rate, row.own_share, row.buy_factor = row.buy_rate, 1.0, np.exp(lift)
        elif now.terms.kind == "repertoire":
            wallet = row.taste[row.provider]
            row.competition = self._others(row, now)
            row.own_share = share_of_wallet(lift, wallet, row.competition)
            row.buy_factor = row.own_share / max(wallet, 1e-12) if wallet > 0 else 1.0
            row.own_rate = row.buy_rate * wallet
        else:
            row.own_share = share_of_wallet(lift, now.terms.wallet_share, 1.0 - now.terms.wallet_share)
            row.buy_factor = row.own_share / max(now.terms.wallet_share, 1e-12) if now.terms.wallet_share > 0 else 1.0
            row.own_rate = row.buy_rate
        if row.is_customer:
            row.purchases = poisson_count(now.draw("purchases", row), row.own_rate * row.buy_factor * now.dt)

    def _lift(self, row: Row, now: Now) -> float:
        """m: what the mechanisms do to the wish to buy [log-rate]."""
        sold = row.encounter > 0
        for k in range(len(now.terms.touchpoints)):
            if now.terms.initiatives[k] == "firm" and row.contact[k] > 0:
                sold = True
        lift = self.satisfaction_sensitivity * row.satisfaction + self.commitment_sensitivity * row.commitment
        selling = 2.0 * self.mail_lift * (1.0 - now.lever("sincerity", row)) * sold
        row.induced = -np.expm1(-selling)
        lift += selling + now.firms.economy[row.provider]
        lift += self.bargain_sensitivity * row.bargain - self.thrift_sensitivity * row.thrift
        return lift + (self.views_sensitivity * row.consulted + self.reminder_lift * row.reminded)

    def _others(self, row: Row, now: Now) -> float:
        """o: how far all firms but the own one attract the person together."""
        attraction = 0.0
        for firm in range(1, len(now.firms.casual_pull)):
            if firm != row.provider:
                attraction += row.taste[firm] * now.firms.casual_pull[firm]
        return attraction

    def connect(self, community: Community, rows: Rows, firms: Rows, now: Now) -> None:
        customers, satisfaction = now.firms.customers, now.firms.reputation
        usual = (satisfaction * customers).sum() / max(customers.sum(), 1)
        firms.casual_pull[:] = np.exp(self.satisfaction_sensitivity * (satisfaction - usual))
