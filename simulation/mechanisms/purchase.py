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

from dataclasses import dataclass

import numpy as np

from simulation.column import Column
from simulation.community import Community
from simulation.draws import Floats
from simulation.mechanism import Mechanism, Now, Phase
from simulation.parameters import parameter
from simulation.population import Rows, of_own_firm
from simulation.quantiles import poisson


def share_of_wallet(lift: Floats, at_rest: Floats | float, others: Floats | None = None) -> Floats:
    """Share of purchases in the category made with the firm, any shape; `at_rest` when the lift is 0.

    Args:
        lift: m.
        at_rest: w.
        others: how far all other firms together attract; None: 1 - w. Where nothing attracts, the share is 0.
    """
    weight = at_rest * np.exp(lift)
    whole = weight + (1.0 - at_rest if others is None else others)
    share: Floats = np.divide(weight, whole, out=np.zeros_like(whole), where=whole > 0)
    return share


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

    def decide(self, rows: Rows, now: Now) -> None:
        sold = rows.encounter > 0
        for k, touchpoint in enumerate(now.terms.touchpoints):
            if touchpoint.initiative == "firm":
                sold = sold | (rows.contact[:, k] > 0)
        lift = self.satisfaction_sensitivity * rows.satisfaction + self.commitment_sensitivity * rows.commitment
        selling = 2.0 * self.mail_lift * (1.0 - now.lever("sincerity", rows)) * sold
        lift += selling
        rows.induced[:] = -np.expm1(-selling)
        lift += now.firms.economy.take(rows.provider)
        lift += self.bargain_sensitivity * rows.bargain - self.thrift_sensitivity * rows.thrift
        lift += self.views_sensitivity * rows.consulted + self.reminder_lift * rows.reminded
        lift = np.clip(lift - now.centre.buy(now.week), -2.0, 1.5)
        if now.terms.kind == "contractual":
            rows.own_rate[:], rows.own_share[:], rows.buy_factor[:] = rows.buy_rate, 1.0, np.exp(lift)
        else:
            repertoire = now.terms.kind == "repertoire"
            wallet = (
                of_own_firm(rows.taste, rows.provider) if repertoire else np.full(len(lift), now.terms.wallet_share)
            )
            if repertoire:
                self._weigh_others(rows, now)
            rows.own_share[:] = share_of_wallet(lift, wallet, rows.competition if repertoire else None)
            rows.buy_factor[:] = np.where(wallet > 0, rows.own_share / np.maximum(wallet, 1e-12), 1.0)
            rows.own_rate[:] = rows.buy_rate * (wallet if repertoire else 1.0)
        rate = np.where(rows.is_customer, rows.own_rate * rows.buy_factor, 0.0)
        rows.purchases[:] = poisson(now.draw("purchases", rows), rate * now.dt)

    def _weigh_others(self, rows: Rows, now: Now) -> None:
        rows.competition[:] = 0.0
        for firm in range(1, rows.taste.shape[1]):
            attraction = rows.taste[:, firm] * now.firms.casual_pull[firm]
            rows.competition[:] += np.where(rows.provider == firm, 0.0, attraction)

    def connect(self, community: Community, rows: Rows, firms: Rows, now: Now) -> None:
        customers, satisfaction = now.firms.customers, now.firms.reputation
        usual = (satisfaction * customers).sum() / max(customers.sum(), 1)
        firms.casual_pull[:] = np.exp(self.satisfaction_sensitivity * (satisfaction - usual))
