"""What the name of a column says of what it holds, in the languages that are known: it settles what it can.

No list knows all names, so a name can only settle a reading, and never make one: what is called otherwise, or in signs
that are no Latin letters, is told by what it holds.
"""

from __future__ import annotations

import re

from experiments.inputs.transactions.columns import KNOWN, plain
from experiments.inputs.transactions.numeric import holds_amounts
from experiments.inputs.transactions.table import Column

PIECES = re.compile(
    "qty|quant|cantidad|menge|unit|piece|pcs|stuck|stueck|anzahl|antal|aantal|case|carton|number|kilo|kg$|hours|nights|"
    "rentaldays|lit(er|re)|flasche|bottle|ticket|ordered|shipped|sold"
)
NO_PIECES = re.compile(
    "rating|score|star(?!t)|stor(?!e?ys?|ies|es$|age)|shop(?!s|p)|channel(?!s)|segment|year(?!s)|hour(?!s)|since|"
    "^age(group|band|range)?$|(customer|client|user|buyer|member)age$|(?<!pa)id$|level(?!s)|group(?!s|size)|"
    "class(?!es)|room(?!s)|department|region(?!s)|branch(?!es)|line(no|nr|id|number|item)?$|"
    "^(shoe|dress|cloth(es|ing)|product|item)?size$|campaign|visit(no|nr|id|number)?$|table(no|nr|number)?$|"
    "floor(?!s)|zip|plz|postal|phone(?!s)|code|type|status|gender|position|register(?!s)|cashier|kassier|clerk|"
    "employee(?!s)|staff|till(?!s)|terminal(?!s)|points|discount|tax|vat|mwst"
)
"""Names of numbers of which nobody pays so many: marks, places and numbers of something, in the singular as such are
written; unless a word of the first kind is among them. Days, months, rooms and visits are paid for each."""
SUMS = re.compile(
    "total|amount|sum(me)?$|^sum|gesamt|betrag|umsatz|revenue|value|importe|montant|bedrag|belop|spen[dt]|sales|gross|"
    "^net|netto|brutto|wert$|preis$|price|paid|turnover"
)
PARTS = re.compile(
    "tax|vat|mwst|ust$|shipp|versand|freight|discount|rabatt|refund|fee|tip|balance|outstanding|point|qty|quantity|(?<!ac)count|"
    "cost|currency|code|method|status|type|date|score|life|credit|deposit|margin|weight"
)
"""Names of what is only a part of an amount, or no money of the purchase."""
OF_ALL_PIECES = frozenset("amount value betrag dollars importe importo montant belop belob belopp bedrag".split())  # noqa: SIM905
"""Names of money that do not say whether it is that of one piece or of all."""
WHOLE_SUM = re.compile("incl|inkl|excl|exkl|after|brutto|gross|^net|netto")
"""Words of a sum with or without its parts, which may be what was paid."""
NO_SUM = re.compile("cost|profit|margin|list|original|msrp|rrp|unit|einzel|balance|id$|number|year|annual")
"""Names of money that is near to what was paid, and is not it."""
_OF_A_CUSTOMER = re.compile("customer|client|loyalty|life|annual|year|ytd|cumul|ltv")


ITEMS = re.compile("product|produkt|item|article|artikel|articulo|sku|stockcode|description|plu$|ean$|gtin|isbn")
"""Names of what was bought."""
PLACES = re.compile(
    "zip|plz|post(al)?code|postnr|postnummer|postleitzahl|postcode|codepostal|codigopostal|city|town|region|country|store|"
    "shop|branch|filiale|warehouse|campaign|category|channel|terminal|till$"
)
"""Names of where somebody lives or something was bought."""
PERSONS = re.compile(
    "customer|client|kund|debitor|debtor|buyer|klant|cliente|patient|shopper|donor|user|account|member|card|name$|person|"
    "contact|kontakt|e?mail|phone|telefon|guest|patron|subscriber"
)
"""Names of what tells people."""

_MARKS = re.compile(
    "rating|score|star|age$|agegroup|points|level|segment|month|week|year|class|type|status|gender|tax|vat|mwst|discount|"
    "size|till|register|terminal|cashier|kassier|clerk|employee|staff|position|line$|party|children"
)
"""Names of numbers that tell neither people nor pieces."""


def tells_nobody(column: Column) -> bool:
    """Whether a column is called like what was bought, where, or a mark of it, and not like people."""
    name = plain(column.name)
    return not PERSONS.search(name) and any(names.search(name) for names in (ITEMS, PLACES, _MARKS))


def is_something_else(column: Column) -> bool:
    """Whether a column is called like what was bought, where, or a mark of it, also where people are in its name."""
    name = plain(column.name)
    return any(names.search(name) for names in (ITEMS, PLACES, _MARKS))


def is_sum(column: Column) -> bool:
    """Whether a column of money is called like the amount of a row or an order, and not like a part of it."""
    return bool(SUMS.search(plain(column.name))) and not is_part(column) and holds_amounts(column)


def is_part(column: Column) -> bool:
    """Whether a column is called like a part of an amount, or like what a customer is worth."""
    name = plain(column.name)
    return bool((PARTS.search(name) and not WHOLE_SUM.search(name)) or _OF_A_CUSTOMER.search(name))


def is_no_amount(column: Column) -> bool:
    """Whether a column is called like money that is not what was paid for all of a row: a part, a cost, a price."""
    name = plain(column.name)
    return is_part(column) or bool(NO_SUM.search(name)) or any(name in names for names in KNOWN["price"])
