"""What shows each law most directly, and in which world: used by the page of the laws and by the tests of ablations.

"series NAME" is a weekly series of the focal firm, "paid PURPOSE" a line of its ledger, "firm NAME" a column of the
table of firms, and "column NAME" a column of its customers.
"""

from __future__ import annotations

from collections.abc import Mapping

SHOWN: Mapping[str, str] = {
    "acquisition": "series joined",
    "allocation": "paid allocation",
    "answers": "series answers",
    "asks": "series asks",
    "awareness": "column aware",
    "channels": "paid advertising",
    "churn": "series left",
    "climate": "firm economy",
    "closing": "series sales_lag",
    "co_creation": "series ideas",
    "commitment": "series commitment",
    "contact": "paid personal",
    "contagion": "column contagion",
    "contract": "series contracts",
    "contribution": "series contributions",
    "cross_buying": "series breadth",
    "dedicated": "series dedicated",
    "discounts": "series discounts",
    "education": "series knowledge",
    "encounters": "series encounters",
    "exit_fee": "series exit_fees",
    "failure": "series failures",
    "fatigue": "series freshness",
    "gifts": "paid gifts",
    "history": "column bought",
    "investment": "series investment",
    "needs": "column fit",
    "opinion": "column opinion_around",
    "premium": "series price",
    "progression": "series stage",
    "purchase": "series purchases",
    "quality": "series quality",
    "reciprocity": "series gratitude",
    "recovery": "series recovered",
    "referrals": "series rewards",
    "repertoire": "series casual_purchases",
    "reviews": "series reviews",
    "satisfaction": "series satisfaction",
    "self_service": "series self_served",
    "shared_values": "paid purpose",
    "social_proof": "column neighbour_share",
    "spend": "series revenue",
    "surplus": "series surplus",
    "tastes": "column taste",
    "trust": "series trust",
    "usage": "series habit",
    "winback": "series by_winback",
    "word_of_mouth": "series by_referral",
}
"""For each law the quantity that cannot stay where it is when the law is switched off."""

REPERTOIRE = ("repertoire", "tastes")
"""Laws that act only where people buy several brands in turn."""
