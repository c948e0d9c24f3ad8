"""Which way each parameter, lever and design moves what it acts on; where that turns round, a row for either side."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from simulation.draws import Floats
from simulation.measures.measures import all_measures
from simulation.world.market import Market
from tests.directions import (
    BUSY,
    DOWN,
    SIZE,
    Row,
    among,
    at,
    column,
    firm,
    kept_level,
    lowest_balance,
    mean,
    outside,
    paid_for,
    rivals,
    spread,
    touched,
)  # fmt: skip
from tests.worlds import RELATIONSHIP

BRANDS = {"kind": "repertoire", "firms": 5}
MODEST = {
    "levers": {
        **dict.fromkeys(BUSY.levers, 0.0), **RELATIONSHIP.levers, "encounter_share": 0.4, "gift_rate": 0.1,
        "gift_conditional": 0.2, "recovery": 0.4,
    },
    "money": 0.06,
}  # fmt: skip
"""Few programmes and so little money that quality has to give."""
SCARCE = {"acquisition_share": 0.004}
"""Little money for channels, so that they are not saturated."""
BY_TOUCH = {"acquisition": {"conversion": 0.3, "weak": 0.0, "strong": 0.0}, "channels": {"most": 0.9}}
FAILED = {
    "start": {"leave_rate": 0.2}, "weeks": 2,
    "laws": {"failure": {"quality_relief": 0.0}, "contact": {"inbound_rate": 0.9, "capacity": 1.0}},
}  # fmt: skip
"""Two weeks in which half of the customers are failed and a third leaves."""
PRAISED = {"start": {"praises": lambda m: m.population["provider"]}, "weeks": 2}
"""Two weeks before which every customer has spoken well of the firm."""
CO_CREATED = {"laws": {"co_creation": {"invitation_rate": 0.3, "ideas": 3.0}}, "weeks": 2}
"""So many who take part that ideas are certain."""


POOR_RIVALS = {**MODEST, "money": 0.03}
"""Rivals who have little money for quality."""


def bought(m: Market) -> float:
    return float(m.record.series["by_channels"][:, 1:].sum())


def better_elsewhere(m: Market) -> Floats:
    """Satisfaction that is high with the rival."""
    return np.where(m.population["provider"] == 2, 1.1, 0.2)


def taste_for_the_former_one(m: Market) -> float:
    """Mean over all customers who have had another favourite."""
    values = m.population.values
    moved = np.flatnonzero(values["is_customer"] & (values["former_firm"] > 0))
    moved = moved[values["former_firm"][moved] != values["provider"][moved]]
    return float(values["taste"][moved, values["former_firm"][moved]].mean())


def answer_to_dissatisfaction(m: Market) -> float:
    """By how much the lift of leaving falls with satisfaction, over the focal firm's customers."""
    own = m.population["provider"] == 1
    satisfaction, lift = m.population["satisfaction"][own], m.population["leave_lift"][own]
    return -float(np.cov(satisfaction, lift)[0, 1] / satisfaction.var())


def the_need(m: Market) -> Floats:
    """What a firm knows that knows everything."""
    return m.population["need"]


def considered(m: Market) -> float:
    """Consideration of the focal firm before the one week, of those whom advertising touched in it."""
    hit = m.population["touches"][:, 0] > 0
    return float((np.arange(SIZE) % 7 / 10)[hit].mean())


def first_by_value(m: Market) -> float:
    """How much the priority of customers follows what they are expected to spend."""
    own = m.population["provider"] == 1
    value = m.population["buy_rate"][own] / m.population["spend_rate"][own]
    return float(np.corrcoef(m.population["priority"][own], value)[0, 1])


def first_by_need(m: Market) -> float:
    own = m.population["provider"] == 1
    gap = np.abs(m.population["need"] - m.population["known_need"])[own]
    return float(np.corrcoef(m.population["priority"][own], gap)[0, 1])


def first_by_trust(m: Market) -> float:
    own = m.population["provider"] == 1
    return float(np.corrcoef(m.population["priority"][own], m.population["trust"][own, 1])[0, 1])


def value_won(m: Market) -> float:
    """What the people whom advertising touched are expected to spend, mean."""
    hit = m.population["touches"][:, 0] > 0
    return float((m.population["buy_rate"][hit] / m.population["spend_rate"][hit]).mean())


def of_tightwads(m: Market) -> float:
    own = (m.population["provider"] == 1) & (m.population["thrift"] > 0)
    return float(m.population["buy_factor"][own].mean())


def spread_of_tastes(m: Market) -> float:
    return float(m.population["taste"][:, 1].std())


def carried(m: Market) -> float:
    """What the failures of this world's law carry of an observed hazard of 1.28 % a week."""
    return float(m.world.mechanism("failure").carried(0.0128))  # type: ignore[attr-defined]


def swing(m: Market) -> float:
    return float(abs(m.firms["economy"][1]))


def customers_at_first(m: Market) -> float:
    return float(m.firms["initial_customers"][1])


def rival_at_first(m: Market) -> float:
    return float(m.firms["initial_customers"][2])


def shut_out(m: Market) -> float:
    return float(m.population["closed"][:, 1].sum())


def entrants(m: Market) -> float:
    return float((m.population["entry"] > 0).sum())


def measure(name: str) -> Callable[[Market], float]:
    """A measure of the outcome."""
    return lambda m: all_measures(m)[name]


PARAMETERS = [
    Row("acquisition.strong", 0.07, "brought by friends", mean("by_referral"), **PRAISED),
    Row("acquisition.weak", 0.1, "who join", mean("joined"), **PRAISED),
    Row("acquisition.conversion", 0.5, "brought by advertising", mean("by_advertising"),
        laws={"channels": {"most": 0.9}}, weeks=2),
    Row("channels.most", 0.33, "reach", firm("reach"), levers=SCARCE, weeks=1),
    Row("channels.scale", 0.018, "reach", firm("reach"), DOWN, levers=SCARCE, weeks=1),
    Row("commitment.satisfaction_sensitivity", 2.5, "commitment", mean("commitment")),
    Row("commitment.trust_sensitivity", 1, "commitment", mean("commitment")),
    Row("commitment.investment_sensitivity", 1.4, "commitment", mean("commitment")),
    Row("commitment.gratitude_sensitivity", 0.4, "commitment", mean("commitment")),
    Row("commitment.stage_sensitivity", 0.16, "commitment", mean("commitment")),
    Row("commitment.alternative_sensitivity", 0.8, "commitment", mean("commitment"), DOWN),
    Row("commitment.switching_cost", 0.8, "answer to dissatisfaction", answer_to_dissatisfaction, DOWN),
    Row("contact.inbound_rate", 0.15, "cost of service", paid_for("personal")),
    Row("contagion.ratio", 1, "lift of leaving", column("leave_lift"), start={"defections": 1.0}, weeks=2),
    Row("contagion.half_life", 8, "memory of defections", column("defections")),
    Row("encounters.participation", 0.7, "encounters", mean("encounters")),
    Row("encounters.cost", 0.435, "quality", mean("quality"), DOWN, **MODEST),
    Row("encounters.overhead", 0.014, "quality", mean("quality"), DOWN, **MODEST),
    Row("encounters.invitation_cost", 0.054, "quality", mean("quality"), DOWN, **MODEST),
    Row("encounters.listening_cost", 0.163, "quality", mean("quality"), DOWN, **MODEST),
    Row("fatigue.kappa", 0.1, "freshness", mean("freshness"), DOWN),
    Row("fatigue.half_life", 26, "freshness", mean("freshness"), DOWN),
    Row("fatigue.similarity", 0.7, "freshness", mean("freshness"), DOWN),
    Row("gifts.overhead", 0.003, "cost of gifts", paid_for("gifts")),
    Row("gifts.handling_cost", 0.03, "cost of gifts", paid_for("gifts")),
    Row("investment.gain", 1.9, "investment", mean("investment")),
    Row("investment.half_life", 104, "investment", mean("investment")),
    Row("needs.half_life", 208, "fit of what was known", column("fit"), start={"known_need": the_need}),
    Row("needs.width", 3, "fit", column("fit")),
    Row("progression.up_rate", 0.03, "stage", mean("stage")),
    Row("progression.down_rate", 0.02, "stage", mean("stage"), DOWN),
    Row("progression.encounter_factor", 5, "stage", mean("stage")),
    Row("progression.plain_factor", 1, "stage", mean("stage")),
    Row("progression.similarity", 1, "novelty", column("novelty"), DOWN),
    Row("progression.development", 1, "novelty", column("novelty")),
    Row("progression.reset", 0.7, "freshness", mean("freshness")),
    Row("purchase.satisfaction_sensitivity", 1.4, "purchases", mean("purchases")),
    Row("purchase.commitment_sensitivity", 0.3, "purchases", mean("purchases")),
    Row("purchase.mail_lift", 0.5, "purchases", mean("purchases")),
    Row("quality.scale", 0.027, "quality", mean("quality"), DOWN, **MODEST),
    Row("reciprocity.gift_effect", 0.75, "gratitude", mean("gratitude")),
    Row("reciprocity.size_elasticity", 1.0, "what small gifts say", column("authenticity"), DOWN,
        levers={"gift_size": 1e-3}),
    Row("reciprocity.stranger", 1.0, "authenticity shown to newcomers", column("authenticity"), start={"joins": 1}),
    Row("reciprocity.encounter_effect", 0.1, "gratitude", mean("gratitude")),
    Row("reciprocity.gratitude_half_life", 12, "gratitude", mean("gratitude")),
    Row("reciprocity.learning", 0.1, "authenticity", column("authenticity")),
    Row("reciprocity.noticed", 0.5, "authenticity", column("authenticity")),
    Row("reciprocity.received", 0.109, "balance", column("reciprocity_balance")),
    Row("contribution.encounter", 0.109, "balance", column("reciprocity_balance"), DOWN),
    Row("satisfaction.waiting", 0.15, "satisfaction", mean("satisfaction"), DOWN,
        laws={"contact": {"capacity": 0.02, "inbound_rate": 0.5, "patience": 4.0}}),
    Row("satisfaction.polish", 0.2, "satisfaction", mean("satisfaction"), DOWN),
    Row("satisfaction.variability", 0.15, "spread of satisfaction", spread("satisfaction")),
    Row("spend.shape", 12, "revenue", mean("revenue")),
    Row("surplus.worth", 1.6, "surplus", mean("surplus")),
    Row("trust.gain", 0.08, "trust", mean("trust")),
    Row("trust.loss", 0.25, "trust", mean("trust"), DOWN, **FAILED),
    Row("trust.anchor", 0.7, "trust", mean("trust")),
    Row("trust.passive", 1, "trust", mean("trust")),
    Row("trust.betrayal", 1, "trust", mean("trust"), DOWN, **FAILED),
    Row("trust.breach", 0.7, "trust", mean("trust"), DOWN, start={"expectation": 1.1}, weeks=1),
    Row("word_of_mouth.rate", 0.3, "praise that is heard", outside("praise_strong"), weeks=2),
    Row("acquisition.carry_over", 1.0, "those brought by channels, of people who know the firms well", bought,
        start={"outside consideration": 0.9}, laws=BY_TOUCH, weeks=2),
    Row("acquisition.carry_over", 1.0, "those brought by channels, of people who hardly know them", bought, DOWN,
        start={"outside consideration": 0.0}, laws=BY_TOUCH, weeks=2),
    Row("acquisition.offer", 0.4, "those brought back", mean("by_winback")),
    Row("acquisition.proof", 5.0, "those who join", mean("joined")),
    Row("acquisition.reward_effect", 8.0, "those brought by friends", mean("by_referral"),
        laws={"acquisition": {"strong": 0.1}}),
    Row("acquisition.reward_scale", 0.1, "those brought by friends", mean("by_referral"), DOWN,
        laws={"acquisition": {"reward_effect": 8.0}}, **PRAISED),
    Row("allocation.overhead", 0.002, "cost of allocation", paid_for("allocation")),
    Row("answers.first", 0.9, "questions to the community", lambda m: mean("answers")(m) + mean("unanswered")(m)),
    Row("answers.give", 0.06, "questions without an answer", mean("unanswered"), DOWN,
        laws={"contact": {"inbound_rate": 0.9, "capacity": 5.0}}, levers={"self_service": 0.0}),
    Row("answers.overhead", 0.0066, "cost of hosting", paid_for("hosting")),
    Row("asks.irritation_gain", 0.15, "irritation", mean("irritation")),
    Row("asks.half_life", 12.0, "irritation", mean("irritation")),
    Row("asks.cost", 0.054, "cost of asking", paid_for("asks")),
    Row("asks.message_cost", 0.03, "cost of asking", paid_for("asks")),
    Row("asks.views_cost", 0.435, "cost of asking", paid_for("asks")),
    Row("asks.views_irritation", 0.05, "irritation", mean("irritation")),
    Row("asks.reminder_irritation", 0.05, "irritation", mean("irritation")),
    Row("asks.views_half_life", 52.0, "being asked for one's views", column("consulted", 0)),
    Row("commitment.views_sensitivity", 0.3, "commitment", mean("commitment")),
    Row("purchase.views_sensitivity", 0.15, "purchases", column("buy_factor", 0)),
    Row("purchase.reminder_lift", 0.3, "purchases", column("buy_factor", 0)),
    Row("asks.overhead", 0.003, "cost of asking", paid_for("asks")),
    Row("awareness.half_life", 16.0, "consideration", outside("consideration")),
    Row("channels.commission", 0.3, "commissions", paid_for("commissions"), laws=BY_TOUCH),
    Row("channels.shape", 12.0, "commissions", paid_for("commissions"), laws=BY_TOUCH),
    Row("channels.signal", 1.0, "what those who are touched are worth", value_won),
    Row("channels.overhead", 0.5, "touches by search", touched("search"), DOWN),
    Row("churn.to_rival", 0.9, "customers whom the rival wins", rivals("joined"), **FAILED),
    Row("churn.satisfaction_slope", 0.0, "customers whom the better rival wins", rivals("joined"),
        start={"leave_rate": 0.2, "satisfaction": better_elsewhere}, weeks=3),
    Row("churn.referral_factor", 0.3, "lift of leaving", column("leave_lift"), start={"referred": 1.0}, weeks=2),
    Row("climate.decline", 0.5, "trust", mean("trust"), DOWN),
    Row("climate.volatility", 0.2, "swing of the economy", swing),
    Row("climate.half_life", 104.0, "swing of the economy in its first week", swing, DOWN, weeks=1),
    Row("closing.longer", 4.0, "weeks that a sale takes", lambda m: float(m.population["sales_lag"].mean()),
        laws={"acquisition": {"conversion": 0.2}}),
    Row("co_creation.invitation_rate", 1.0, "ideas", mean("ideas"), laws={"co_creation": {"ideas": 3.0}}, weeks=2),
    Row("co_creation.ideas", 6.0, "ideas", mean("ideas"), **CO_CREATED),
    Row("co_creation.half_life", 208.0, "ideas of use", firm("ideas")),
    Row("co_creation.overhead", 0.0066, "cost of workshops", paid_for("workshops")),
    Row("commitment.contact_sensitivity", 0.3, "commitment, at the ideal frequency", mean("commitment"),
        levers={"cadence": 0.3, "letters": 0.0, "calls": 0.0, "co_creation": 0.0}),
    Row("commitment.contact_sensitivity", 0.3, "commitment, at three times the ideal", mean("commitment"), DOWN,
        levers={"cadence": 1.0, "letters": 0.0, "calls": 0.0, "co_creation": 0.0}, weeks=40),
    Row("commitment.imbalance_sensitivity", 0.3, "commitment", mean("commitment"), DOWN),
    Row("commitment.damage_sensitivity", 0.6, "commitment", mean("commitment"), DOWN),
    Row("commitment.irritation_sensitivity", 1.0, "commitment", mean("commitment"), DOWN),
    Row("commitment.contract_sensitivity", 1.0, "commitment", mean("commitment")),
    Row("contact.quality_relief", 1.5, "cost of service", paid_for("personal"), DOWN,
        laws={"contact": {"quality_relief": 0.0}}),
    Row("contact.ease_effect", 0.5, "cost of self-service", paid_for("self_service"), DOWN, levers={"ease": 1.0},
        laws={"contact": {"inbound_rate": 0.8, "capacity": 5.0}}),
    Row("contact.ease_cost", 0.05, "cost of ease", paid_for("ease"), levers={"ease": 0.5}),
    Row("contact.service_cost", 1.9, "cost of service", paid_for("personal", "automated", "self_service")),
    Row("contact.capacity", 0.2, "needs that wait", mean("waits"), DOWN, levers={"self_service": 0.0}),
    Row("contact.patience", 4.0, "those who give up waiting", mean("unserved"), DOWN, levers={"self_service": 0.0},
        laws={"contact": {"capacity": 0.1, "patience": 1.0}}),
    Row("contact.memory", 26.0, "recent frequency of mail, early on", at("email"), DOWN),
    Row("contract.from_stage", 4.0, "contracts", mean("contracts"), DOWN),
    Row("contract.cost", 2.0, "cost of contracts", paid_for("contracts")),
    Row("contract.overhead", 0.006, "cost of contracts", paid_for("contracts")),
    Row("contribution.answer", 0.109, "contributions", mean("contributions")),
    Row("contribution.idea", 0.217, "contributions", mean("contributions"), **CO_CREATED),
    Row("contribution.review", 0.054, "contributions", mean("contributions"), laws={"word_of_mouth": {"rate": 0.2}}),
    Row("contribution.self_service", 0.027, "contributions", mean("contributions")),
    Row("contribution.effort_factor", 2.0, "effort", mean("effort")),
    Row("cross_buying.appeal", 0.2, "breadth", mean("breadth")),
    Row("cross_buying.cost", 0.033, "cost of cross-selling", paid_for("cross_selling")),
    Row("cross_buying.overhead", 0.003, "cost of cross-selling", paid_for("cross_selling")),
    Row("dedicated.overhead", 0.08, "cost of dedicated people", paid_for("dedicated_people")),
    Row("discounts.seeker_share", 0.5, "share of deal-seekers", column("deal_seeker", 0)),
    Row("discounts.seeker_factor", 2.5, "bargains of deal-seekers", among("bargain", "deal_seeker"),
        laws={"discounts": {"taken_for_granted": 0.0}}),
    Row("discounts.taken_for_granted", 1.0, "bargains", column("bargain", 0), DOWN),
    Row("discounts.half_life", 26.0, "habit of deals, early on", mean("deal_habit"), DOWN),
    Row("discounts.overhead", 0.003, "cost of deals", paid_for("discounts")),
    Row("education.learning", 0.5, "knowledge", mean("knowledge")),
    Row("education.half_life", 104.0, "knowledge", mean("knowledge")),
    Row("education.insight", 0.5, "understanding", column("understanding", 0)),
    Row("education.cost", 0.4, "cost of lessons", paid_for("education")),
    Row("education.overhead", 0.003, "cost of lessons", paid_for("education")),
    Row("exit_fee.size", 8.0, "fees of leavers", mean("exit_fees"), weeks=1,
        start={"leave_rate": 0.2, "contract": 1.0}),
    Row("failure.share", 0.5, "what failures carry of the hazard", carried),
    Row("failure.floor", 0.001, "risk of a failure", column("failure_risk"), weeks=1),
    Row("failure.minor_share", 0.95, "those who stop over a failure", mean("stopped"), DOWN, **FAILED),
    Row("failure.quality_relief", 0.0, "failures, at high quality", mean("failures"), DOWN),
    Row("opinion.weight", 0.3, "how opinions differ", spread("satisfaction"), DOWN),
    Row("premium.most", 0.15, "price", mean("price")),
    Row("premium.tightwad_share", 0.5, "price", mean("price"), DOWN),
    Row("premium.willingness", 0.6, "price", mean("price")),
    Row("premium.rate", 0.04, "cumulative satisfaction of those who were unhappy", column("cumulative_satisfaction", 0),
        start={"cumulative_satisfaction": 0.1}),
    Row("progression.readiness", 0.0, "stage of the ready", mean("stage"), start={"stage": 0.0, "damage": 0.0},
        laws={"commitment": {"satisfaction_sensitivity": 9.0}, "progression": {"up_rate": 0.2}}),
    Row("progression.ask_boost", 1.0, "stage of the ready", mean("stage"), start={"stage": 0.0, "damage": 0.0},
        laws={"commitment": {"satisfaction_sensitivity": 9.0}, "progression": {"up_rate": 0.1}}),
    Row("purchase.thrift_sensitivity", 0.28, "purchases of tightwads", of_tightwads, DOWN),
    Row("purchase.bargain_sensitivity", 3.0, "purchases", column("buy_factor", 0)),
    Row("quality.matching_lag", 104.0, "quality of a rival that saw a better firm", rivals("quality"),
        start={"seen_quality": [0.0, 0.99]}, laws={"quality": {"matching_limit": 100.0}}, **POOR_RIVALS),
    Row("quality.matching_limit", 1.0, "quality of a rival that saw a better firm", rivals("quality"),
        start={"seen_quality": [0.0, 1.15]}, **POOR_RIVALS),
    Row("quality.ideas_gain", 0.1, "quality", mean("quality"), start={"ideas": 5.0}, weeks=2),
    Row("quality.ideas_scale", 1.0, "quality", mean("quality"), DOWN, start={"ideas": 5.0}, weeks=2),
    Row("reciprocity.gift_reference", 0.2, "gratitude", mean("gratitude"), DOWN),
    Row("reciprocity.balance_half_life", 104.0, "balance of those who have received", column("reciprocity_balance", 0),
        start={"reciprocity_balance": 2.0}),
    Row("recovery.complaint", 0.75, "complaints", mean("complaints"), **FAILED),
    Row("recovery.complaint_of_close", 0.4, "complaints", mean("complaints"), **FAILED),
    Row("recovery.betrayal", 3.0, "those who stop over a failure that is not made good", mean("stopped"),
        levers={"recovery": 0.0}, **FAILED),
    Row("recovery.annoyance", 0.4, "satisfaction", mean("satisfaction"), DOWN, **FAILED),
    Row("recovery.soothing", 1.0, "satisfaction", mean("satisfaction"), **FAILED),
    Row("recovery.paradox", 0.1, "satisfaction", mean("satisfaction"), **FAILED),
    Row("recovery.damage_half_life", 52.0, "damage", mean("damage")),
    Row("recovery.handling_cost", 2.2, "cost of recovery", paid_for("recovery"), **FAILED),
    Row("recovery.amends_cost", 4.0, "cost of recovery", paid_for("recovery"), **FAILED),
    Row("recovery.fast_cost", 4.3, "cost of recovery", paid_for("recovery"), **FAILED),
    Row("referrals.overhead", 0.003, "cost of rewards", paid_for("rewards")),
    Row("repertoire.shape", 12.0, "what is paid by other firms' customers", mean("casual_revenue"), terms=BRANDS),
    Row("reviews.rate", 0.3, "reviews", mean("reviews"), laws={"word_of_mouth": {"rate": 0.2}}),
    Row("reviews.extremity", 4.0, "reviews", mean("reviews"), laws={"word_of_mouth": {"rate": 0.2}}),
    Row("reviews.half_life", 104.0, "reviews that are read", firm("review_volume")),
    Row("reviews.midpoint", 0.5, "appeal of a well-reviewed firm", firm("appeal"), DOWN),
    Row("reviews.known", 2.0, "appeal, with more reviews than usual", firm("appeal"), start={"review_volume": 2.0}),
    Row("reviews.known", 2.0, "appeal, with fewer than usual", firm("appeal"), DOWN, start={"review_volume": 0.0}),
    Row("reviews.liked", 0.4, "appeal, with five stars", firm("appeal"), start={"review_volume": 2.0, "rating": 5.0}),
    Row("reviews.liked", 0.4, "appeal, with one star", firm("appeal"), DOWN,
        start={"review_volume": 2.0, "rating": 1.0}),
    Row("satisfaction.rate", 0.18, "satisfaction of those who were unhappy", mean("satisfaction"),
        start={"satisfaction": 0.1, "damage": 0.0}),
    Row("satisfaction.disconfirmation", 0.45, "satisfaction of those who expected little", mean("satisfaction"),
        start={"expectation": 0.0}),
    Row("satisfaction.expectation_rate", 0.045, "expectation of those who expected little", mean("expectation"),
        start={"expectation": 0.0}),
    Row("self_service.overhead", 0.003, "cost of the portal", paid_for("portal")),
    Row("shared_values.gain", 0.5, "kinship", column("kinship", 0)),
    Row("shared_values.backlash", 1.0, "kinship", column("kinship", 0), DOWN),
    Row("shared_values.overhead", 0.006, "cost of stating a purpose", paid_for("purpose")),
    Row("spend.breadth_gain", 0.2, "revenue", mean("revenue"), start={"breadth": 3.0}),
    Row("surplus.annoyance", 0.02, "surplus", mean("surplus"), DOWN, levers={"cadence": 1.0}),
    Row("tastes.parting", 0.8, "taste for the favourite that was left", taste_for_the_former_one, DOWN, terms=BRANDS,
        start={"leave_rate": 0.2}),
    Row("tastes.concentration", 3.0, "spread of tastes", spread_of_tastes, DOWN, terms=BRANDS),
    Row("trust.half_life", 104.0, "trust of those who trusted", mean("trust"), start={"trust": 0.95}),
    Row("trust.half_life", 104.0, "trust of those who did not", mean("trust"), DOWN, start={"trust": 0.05}),
    Row("trust.forgiveness", 0.8, "trust", mean("trust"), **FAILED),
    Row("trust.early_ask_loss", 0.15, "trust", mean("trust"), DOWN),
    Row("trust.seen_through", 0.45, "trust in a firm that is seen through", mean("trust"), DOWN,
        start={"authenticity": 0.4}, levers={"sincerity": 0.4}),
    Row("usage.rate", 0.95, "users", mean("users")),
    Row("usage.forming", 0.7, "habit", mean("habit")),
    Row("usage.half_life", 52.0, "habit", mean("habit")),
    Row("usage.hold", 0.6, "inertia", column("inertia", 0)),
    Row("winback.cost", 1.0, "cost of offers", paid_for("winback")),
    Row("winback.overhead", 0.003, "cost of offers", paid_for("winback")),
    Row("winback.half_life", 52.0, "how far an offer is forgiven", outside("forgiven"), DOWN),
    Row("word_of_mouth.threshold", 0.05, "praise that is listened to", outside("praise_strong"), DOWN,
        laws={"word_of_mouth": {"law": "threshold"}}, start={**PRAISED["start"], "outside buzz": 0.03}, weeks=1),
    Row("word_of_mouth.ratio", 30.0, "bad rumour", column("rumour", 0), DOWN, laws={"word_of_mouth": {"rate": 0.2}}),
    Row("word_of_mouth.after_failure", 1.0, "stars of reviews", firm("rating"), DOWN,
        levers={"recovery": 0.0}, **FAILED | {"laws": FAILED["laws"] | {"reviews": {"rate": 0.5}}}),
    Row("word_of_mouth.memory", 26.0, "bad rumour", column("rumour", 0),
        laws={"word_of_mouth": {"rate": 0.2, "ratio": 0.5}}),
    Row("word_of_mouth.complaint_effect", 0.4, "rumour", column("rumour", 0), laws={"word_of_mouth": {"rate": 0.3}}),
    Row("word_of_mouth.praise_effect", 0.2, "rumour", column("rumour", 0), DOWN, laws={"word_of_mouth": {"rate": 0.3}}),
]  # fmt: skip

LEVERS = [
    Row("acquisition_share", 0.3, "reach", firm("reach"), levers=SCARCE, weeks=1),
    Row("acquisition_share", 0.3, "quality", mean("quality"), DOWN, **MODEST),
    Row("cadence", 0.6, "cost of mail", paid_for("email")),
    Row("cadence", 0.6, "freshness", mean("freshness"), DOWN),
    Row("encounter_share", 0.1, "encounters", mean("encounters")),
    Row("encounter_share", 0.6, "quality", mean("quality"), DOWN, **MODEST),
    Row("encounter_share", 0.1, "investment", mean("investment")),
    Row("gift_rate", 0.02, "gratitude", mean("gratitude")),
    Row("gift_rate", 0.2, "quality", mean("quality"), DOWN, **MODEST),
    Row("gift_size", 0.1, "gratitude", mean("gratitude")),
    Row("gift_conditional", 1, "gratitude", mean("gratitude"), DOWN),
    Row("gift_conditional", 1, "authenticity", column("authenticity"), DOWN),
    Row("listening", 1, "fit", column("fit")),
    Row("listening", 1, "novelty", column("novelty")),
    Row("listening", 1, "cost of encounters", paid_for("encounters")),
    Row("sincerity", 0.9, "authenticity", column("authenticity")),
    Row("sincerity", 0.9, "trust", mean("trust")),
    Row("allocate_by_value", 1.0, "priority of those who spend", first_by_value,
        levers={"allocate_by_value": 0.2, "allocate_by_need": 0.2, "allocate_by_trust": 0.2}),
    Row("allocate_by_need", 1.0, "priority of those whose needs are missed", first_by_need,
        levers={"allocate_by_value": 0.2, "allocate_by_need": 0.2, "allocate_by_trust": 0.2}),
    Row("allocate_by_trust", 1.0, "priority of those who trust", first_by_trust,
        levers={"allocate_by_value": 0.2, "allocate_by_need": 0.2, "allocate_by_trust": 0.2}),
    Row("hosting", 1.0, "answers", mean("answers")),
    Row("hosting", 1.0, "cost of hosting", paid_for("hosting")),
    Row("ask", 0.6, "asks that come too early", mean("early_asks")),
    Row("ask", 0.6, "cost of asking", paid_for("asks")),
    Row("ask_views", 0.4, "commitment", mean("commitment")),
    Row("remind", 0.6, "purchases", column("buy_factor", 0), weeks=1),
    Row("remind", 0.6, "irritation", mean("irritation")),
    Row("content_share", 0.4, "touches by content", touched("content"), levers=SCARCE),
    Row("search_share", 0.4, "touches by search", touched("search"), levers=SCARCE),
    Row("social_share", 0.4, "touches by social media", touched("social"), levers=SCARCE),
    Row("prospect_email_share", 0.4, "touches by e-mail to prospects", touched("prospect_email"), levers=SCARCE),
    Row("search_share", 0.5, "touches by advertising", touched("advertising"), DOWN, levers=SCARCE),
    Row("ease", 1.0, "cost of service", paid_for("personal"), DOWN),
    Row("incentive", 0.0, "what those who are touched are worth", value_won),
    Row("incentive", 2.0, "weeks that a sale takes", lambda m: float(m.population["sales_lag"].mean()),
        laws=BY_TOUCH),
    Row("co_creation", 1.0, "ideas", mean("ideas"), laws={"co_creation": {"ideas": 6.0}}),
    Row("co_creation", 1.0, "cost of workshops", paid_for("workshops", "co_creation")),
    Row("letters", 0.5, "cost of letters", paid_for("letter")),
    Row("letters", 0.5, "recent letters", at("letter")),
    Row("calls", 0.2, "cost of calls", paid_for("call")),
    Row("calls", 0.2, "trust, calls being warm", mean("trust"), levers={"encounter_share": 0.0}),
    Row("contract_offer", 0.0, "contracts", mean("contracts")),
    Row("cross_selling", 1.0, "breadth", mean("breadth")),
    Row("dedicated_share", 0.3, "customers with a person of their own", mean("dedicated")),
    Row("deal_rate", 0.4, "discounts", mean("discounts")),
    Row("deal_rate", 0.4, "habit of deals", mean("deal_habit")),
    Row("deal_depth", 0.3, "discounts", mean("discounts")),
    Row("lessons", 0.5, "knowledge", mean("knowledge")),
    Row("reserve", 1.0, "what is put by", paid_for("reserve")),
    Row("reserve", 1.0, "quality", mean("quality"), DOWN),
    Row("recovery", 1.0, "failures that are made good", mean("recovered"), **FAILED),
    Row("recovery", 1.0, "those who stop over a failure", mean("stopped"), DOWN, **FAILED),
    Row("fast_recovery", 1.0, "satisfaction", mean("satisfaction"), **FAILED),
    Row("fast_recovery", 1.0, "cost of recovery", paid_for("recovery"), **FAILED),
    Row("referral_reward", 10.0, "cost of rewards", paid_for("rewards"), laws={"acquisition": {"strong": 0.1}}),
    Row("referral_reward", 10.0, "those brought by friends", mean("by_referral"),
        laws={"acquisition": {"strong": 0.1, "reward_effect": 8.0}}),
    Row("self_service", 1.0, "needs that customers see to", mean("self_served")),
    Row("self_service.unsolved", 0.6, "cost of personal service", paid_for("personal")),
    Row("self_service", 1.0, "cost of personal service", paid_for("personal"), DOWN),
    Row("purpose_stated", 1.0, "kinship", column("kinship", 0)),
    Row("winback_offers", 0.5, "those brought back", mean("by_winback")),
    Row("gift_conditional", 1.0, "purchases, points being a price cut", column("buy_factor", 0), weeks=1),
]  # fmt: skip

DESIGNS = [
    Row("touchpoint.personal.cost", 3.0, "cost of personal service", paid_for("personal")),
    Row("touchpoint.personal.share", 1.0, "cost of personal service", paid_for("personal")),
    Row("touchpoint.personal.capacity", 0.002, "needs that wait", mean("waits"), DOWN),
    Row("touchpoint.email.quality", 0.3, "satisfaction", mean("satisfaction")),
    Row("touchpoint.email.variability", 5.0, "spread of satisfaction",
        lambda m: float(m.population["satisfaction"][m.population["provider"] == 1].std())),
    Row("touchpoint.email.failure", 5.0, "failures", mean("failures")),
    Row("touchpoint.email.warmth", 1.0, "trust", mean("trust"), levers={"encounter_share": 0.0}),
    Row("touchpoint.email.ideal", 1.0, "commitment of those who get much mail", mean("commitment"),
        levers={"cadence": 1.0}, weeks=40),
    Row("channel.advertising.reach", 3.0, "touches by advertising", touched("advertising")),
    Row("channel.advertising.scale", 500.0, "touches by advertising", touched("advertising"), DOWN),
    Row("channel.advertising.conversion", 20.0, "those brought by advertising", mean("by_advertising")),
    Row("channel.advertising.building", 0.6, "consideration", outside("consideration")),
    Row("channel.advertising.intent", 0.9, "how far those considered it whom it touched", considered, weeks=1,
        start={"outside consideration": np.arange(SIZE) % 7 / 10}, laws=BY_TOUCH),
    Row("market.focal_share", 0.55, "customers in week 0", customers_at_first),
    Row("market.rival_share", 0.55, "the rival's customers in week 0", rival_at_first),
    Row("market.margin", 0.5, "profit", measure("profit")),
    Row("market.planning_weeks", 13.0, "weeks for which quality stays as it is", kept_level, weeks=44,
        terms={"planning_weeks": 4.0}, levers={"co_creation": 0.0}, money=0.4),
    Row("market.overdraft", 1.0, "the lowest balance of the account", lowest_balance, DOWN, weeks=30,
        terms={"overdraft": 0.1}, money=0.06),
    Row("market.overhead_fixed", 1.0, "overheads of a firm that shrinks", paid_for("portal"),
        terms={"overhead_fixed": 0.0}, start={"leave_rate": 0.2}),
    Row("market.discount_rate", 0.5, "revenue in today's money", measure("revenue"), DOWN),
    Row("market.winback", 0.2, "those whom the firm has lost for good", shut_out, DOWN),
    Row("market.entry_rate", 0.2, "people who enter", entrants),
    Row("market.wallet_share", 0.9, "what lifted customers buy above what was observed", column("buy_factor", 0), DOWN,
        terms={"kind": "non_contractual"}, levers={"deal_rate": 1.0, "deal_depth": 0.5}, weeks=1),
    Row("market.customers", 50.0, "needs that wait", mean("waits"), DOWN, levers={"self_service": 0.0},
        laws={"contact": {"capacity": 0.7}}),
    Row("market.copy_delay", 4.0, "encounters of the rival's customers", rivals("encounters"), DOWN,
        levers={"encounter_share": 1.0}),
    Row("market.reference_acquisition_cost", 28.0, "contribution value", measure("contribution_value"),
        laws={"acquisition": {"strong": 0.1}}),
    Row("market.reference_idea_value", 1.09, "contribution value", measure("contribution_value"), **CO_CREATED),
]  # fmt: skip

HIDDEN = {
    "co_creation lifts ideas": 0.0054,
    "acquisition.conversion lifts brought by advertising": 0.0001,
    "channels.most lifts reach": 0.001,
    "channels.scale lowers reach": 0.001,
    "needs.width lifts fit": 5.9e-06,
    "progression.down_rate lowers stage": 0.0025,
    "purchase.mail_lift lifts purchases": 4.5e-06,
    "satisfaction.variability lifts spread of satisfaction": 0.00067,
    "trust.loss lowers trust": 0.001,
    "trust.betrayal lowers trust": 0.002,
    "acquisition.carry_over lifts those brought by channels, of people who know the firms well": 0.011,
    "acquisition.offer lifts those brought back": 0.0034,
    "acquisition.proof lifts those who join": 3.7e-05,
    "acquisition.reward_effect lifts those brought by friends": 8.2e-06,
    "acquisition.reward_scale lowers those brought by friends": 0.002,
    "churn.satisfaction_slope lifts customers whom the better rival wins": 0.0001,
    "contact.capacity lowers needs that wait": 0.00041,
    "discounts.seeker_factor lifts bargains of deal-seekers": 0.00011,
    "market.customers lowers needs that wait": 0.002,
    "exit_fee.size lifts fees of leavers": 0.0001,
    "failure.minor_share lowers those who stop over a failure": 0.001,
    "failure.quality_relief lowers failures, at high quality": 5.7e-05,
    "recovery.complaint_of_close lifts complaints": 0.0005,
    "recovery.soothing lifts satisfaction": 0.001,
    "recovery.paradox lifts satisfaction": 0.0001,
    "recovery.fast_cost lifts cost of recovery": 0.001,
    "repertoire.shape lifts what is paid by other firms' customers": 0.00074,
    "trust.forgiveness lifts trust": 0.001,
    "word_of_mouth.ratio lowers bad rumour": 0.00052,
    "word_of_mouth.complaint_effect lifts rumour": 8.8e-05,
    "acquisition_share lifts reach": 0.001,
    "hosting lifts answers": 9.7e-06,
    "search_share lifts touches by search": 1.1e-05,
    "incentive lifts what those who are touched are worth": 0.00013,
    "incentive lifts weeks that a sale takes": 0.0001,
    "recovery lowers those who stop over a failure": 0.002,
    "fast_recovery lifts satisfaction": 0.005,
    "fast_recovery lifts cost of recovery": 0.0001,
    "referral_reward lifts cost of rewards": 0.00011,
    "referral_reward lifts those brought by friends": 4.8e-05,
    "self_service lowers cost of personal service": 2.8e-05,
    "winback_offers lifts those brought back": 0.0028,
    "touchpoint.personal.cost lifts cost of personal service": 4.7e-05,
    "touchpoint.personal.share lifts cost of personal service": 1.1e-05,
    "touchpoint.personal.capacity lowers needs that wait": 0.00092,
    "channel.advertising.intent lifts how far those considered it whom it touched": 0.0023,
    "market.winback lowers those whom the firm has lost for good": 1.3e-05,
    "market.reference_acquisition_cost lifts contribution value": 0.018,
}
"""How often these few people in these few weeks do not show a direction, because too little of the kind happens.

The number is what mean and spread of the difference at other seeds make of it; rows without one were never in doubt.
"""
