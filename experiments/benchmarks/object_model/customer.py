"""One customer: what he or she is and feels, and the week in three acts: plan, live, choose.

What neighbours say reaches the listener's own counters while everybody lives and is acted on while everybody chooses,
so that the order of activation does not matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa

from experiments.benchmarks.object_model.buying import purchase_and_costs
from experiments.benchmarks.object_model.choice import firm_joined, leaves_for
from experiments.benchmarks.object_model.experience import update_experience
from experiments.benchmarks.object_model.relationship import update_relationship
from experiments.benchmarks.object_model.talk import hear, speak
from simulation.mechanisms.contact import MOST_VISITS

if TYPE_CHECKING:
    from experiments.benchmarks.object_model.firm import Firm
    from experiments.benchmarks.object_model.market import ObjectMarket


class Customer(mesa.Agent):  # type: ignore[misc, unused-ignore]
    """A person, with a firm or with nobody.

    Args:
        model: the market.
        provider: index of the firm in week 0; 0 nobody.
        leave_rate: propensity to leave [1/week].
        disposition: the person's part of it [sd].
        buy_rate: propensity to buy [1/week].
        spend_rate: rate of the gamma law of spend [1/money].
        lost: whether the person was a customer of the focal firm and has left.
    """

    def __init__(
        self, model: ObjectMarket, provider: int, leave_rate: float, disposition: float, buy_rate: float,
        spend_rate: float, lost: bool,
    ) -> None:  # fmt: skip
        super().__init__(model)
        random, firms = model.random, model.terms.firms + 1
        self.firm: Firm | None = model.firms[provider - 1] if provider else None
        if self.firm is not None:
            self.firm.customers[self] = None
        self.leave_rate, self.disposition = leave_rate, disposition
        self.buy_rate, self.spend_rate = buy_rate, spend_rate
        self.never_left = provider == 1
        self.closed = [False] * firms
        if lost and random.random() >= model.terms.winback:
            self.lose_for_good(model.firms[0])
        self.need, self.propensity = random.gauss(0.0, 1.0), 0.5 + random.random()
        self.trust = [0.5] * firms
        self.strong: list[Customer] = []
        self.weak: list[Customer] = []
        self.praise_weak, self.praise_strong, self.heard = [0] * firms, [0] * firms, False
        self.complaints = self.leavers = 0
        self.left: Firm | None = None
        self.praises: Firm | None = None
        self.complains: Firm | None = None
        self.referred = False
        self.joins = 0
        self.surplus = 0.0
        self.start_again()

    def start_again(self) -> None:
        """A match with a firm, or a time without one, begins."""
        touchpoints = len(self.model.touchpoints)
        self.satisfaction = self.expectation = 0.6
        self.authenticity = 0.5
        self.gratitude = self.remembered_gifts = self.balance = self.investment = self.commitment = 0.0
        self.stage = 0
        self.rumour = 0.0
        self.novelty = self.renewal = self.known_need = self.defections = 0.0
        self.contact, self.recent, self.exposure = [0.0] * touchpoints, [0.0] * touchpoints, [0.0] * touchpoints
        self.contacts = self.value = self.gift = self.spend = 0.0
        self.purchases = self.bought = self.tenure = 0
        self.encounter = self.gave_up = False
        self.waited, self.waits = [0] * touchpoints, 0

    def plan(self) -> None:
        """Needs drift; needs, mails and purchases bring contacts."""
        model = self.model
        if model.drifting:
            constants = model.constants
            self.need = constants.need_kept * self.need + constants.need_spread * model.random.gauss(0.0, 1.0)
        firm = self.firm
        if firm is None:
            return
        random, contact, touched = model.random.random, self.contact, False
        for k, design in enumerate(model.touchpoints):
            if design.initiative == "purchase":
                wanted = min(float(self.purchases), MOST_VISITS)
            else:
                chance = firm.cadence if design.initiative == "firm" else firm.need_rate * design.share
                wanted = 1.0 if random() < chance or self.waited[k] else 0.0
            contact[k] = wanted
            if wanted:
                touched = True
                if design.cost or design.initiative != "purchase":
                    firm.desks[k].queue.append(self)
        self.encounter = False
        if touched and firm.encounter_share:
            firm.visitors.append(self)
        self.gift = 0.0
        if firm.gift_rate and random() < firm.gift_rate:
            self.gift = firm.gift_size
            firm.given.append(self)

    def live(self) -> None:
        """Experience what was delivered, feel about it, buy, and tell friends."""
        model, firm = self.model, self.firm
        for index in range(1, len(self.trust)):
            if firm is None or index != firm.index:
                self.fade(index)
        if self.left is not None or self.praises or self.complains:
            speak(self)  # what was decided last week
        if firm is None:
            return
        update_experience(self, firm, model)
        if not self.contacts:
            self.fade(firm.index)
        update_relationship(self, firm, model)
        purchase_and_costs(self, firm, model)

    def fade(self, index: int) -> None:
        """Let trust in a firm fade that the customer had nothing to do with this week."""
        kept, anchor = self.model.constants.trust_kept, self.model.laws.trust.anchor
        self.trust[index] = anchor + (self.trust[index] - anchor) * kept

    def choose(self) -> None:
        """Stay, leave, join; then decide what to tell friends next week."""
        model, firm = self.model, self.firm
        self.left = None
        if firm is None:
            chosen = firm_joined(self, model)
            if chosen is not None:
                self.move(chosen)
        else:
            lift = hear(self, firm, model)
            if (chosen := leaves_for(self, firm, lift, model)) is not firm:
                self.left = firm
                self.move(chosen)
        if self.heard:
            firms = len(self.trust)
            self.praise_weak, self.praise_strong, self.heard = [0] * firms, [0] * firms, False
        self.complaints = self.leavers = 0
        self.tenure += 1

    def lose_for_good(self, firm: Firm) -> None:
        """Never come back to a firm."""
        self.closed[firm.index] = True
        firm.lost_for_good += 1

    def move(self, chosen: Firm | None) -> None:
        """Change the firm."""
        model = self.model
        if self.firm is not None:
            del self.firm.customers[self]
            if self.never_left:
                self.never_left = False
                model.lost += 1
        self.start_again()
        self.firm = chosen
        if chosen is not None:
            chosen.customers[self] = None
            chosen.joined += 1
            self.joins += 1
            self.satisfaction, self.expectation = chosen.satisfaction, chosen.expectation
            self.leave_rate = model.leave_rate(self.disposition)
