"""Names of columns that are known, and what they mean.

Names are compared without case, blanks and punctuation, so "Order Date" is order_date.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from experiments.inputs.transactions.reading import AUTO, Reading

DOCUMENTED = {"customer": "customer_id", "date": "date", "amount": "amount"}
"""Names that are taken whatever else is there."""
_NAMES = {
    "customer": ["""customerid customer custid customernumber customerno customerkey customercode custno clientid client
        clientnumber userid user buyerid buyer memberid memberno accountid shopperid householdkey householdid cardid
        loyaltyid kundennummer kundenid kundennr kunde kundeid kundenr kundenummer kund kundnr kundnummer klant klantid
        klantnr klantnummer clienteid idcliente idclient""",
        "customeremail email emailaddress mail mailaddress customermail useremail"],
    "date": ["""date orderdate invoicedate transactiondate purchasedate salesdate saledate orderedat purchasedat
        createdat paidat processedat timestamp datetime time day orderpurchasetimestamp ordertimestamp transactiontime
        eventtime orderdatetime purchasetime datum bestelldatum rechnungsdatum buchungsdatum kaufdatum fecha
        dato ordredato orderdatum kjopsdato kobsdato fakturadato fakturadatum""",
        ""],
    "amount": ["""amount total ordertotal totalamount totalprice totalsales grandtotal revenue sales salesamount spend
        spent amountspent paymentvalue netamount grossamount amountpaid linetotal orderamount ordervalue value dollars
        betrag umsatz summe gesamtbetrag nettobetrag bruttobetrag importe montant paid belop
        belob belopp bedrag totaalbedrag importo""",
        "price unitprice preis pris prijs"],
    "quantity": ["""quantity qty units menge anzahl antall antal aantal lineitemquantity pieces pcs stuck stueck stk
        stuckzahl stueckzahl quantityordered qtyordered quantitypurchased qtypurchased quantitysold qtysold unitssold
        orderquantity orderqty itemquantity itemqty itemcount numberofitems noofitems quantite qte cantidad quantita
        quantidade qtd ilosc""", ""],
    "price": ["unitprice price priceperunit itemprice lineitemprice einzelpreis preis stueckpreis pris prijs", ""],
    "order": ["orderid orderno ordernumber invoiceno invoiceid invoicenumber invoice receiptid basketid transactionid "
        "bestellnummer rechnungsnummer auftragsnummer order",
        """receiptno receiptnumber receiptnr receipt bonnr bonnummer belegnr belegnummer ticketno ticketid ticketnumber
        checkno checknumber basketno saleid salesid salesno salesorder salesorderid documentno documentnumber docno
        invoicenr rechnungsnr bestellnr auftragsnr ordernr ordrenr ordrenummer orderref orderreference orderkey
        transactionno transactionnumber transactionnr txnid cartid"""],
    "currency": ["currency currencycode waehrung wahrung valuta ordercurrency",
        """currencyiso isocurrency paymentcurrency transactioncurrency ccy wkz waers moneda divisa devise monnaie moeda
        waluta doviz parabirimi"""],
}  # fmt: skip
KNOWN = {role: [frozenset(names.split()) for names in tiers] for role, tiers in _NAMES.items()}
BUYERS = re.compile("customer|client|kund|debitor|debtor|buyer|klant|patient|shopper|donor")
"""Names of who bought, and of nobody else."""
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "ł": "l", "đ": "d"})
"""Letters that no normalisation takes apart."""
_PERSONAL = re.compile(r"@|^\W*\d|\d{5}|\d[.,]\d")
"""What names of columns seldom hold, and first rows that name none often do."""


@dataclass(frozen=True)
class Roles:
    """The place of each column in the table; None where there is none."""

    customer: int
    date: int
    amount: int | None
    quantity: int | None = None
    price: int | None = None
    order: int | None = None
    currency: int | None = None


def plain(name: str) -> str:
    """A name without case, accents, blanks and punctuation."""
    bare = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    return re.sub(r"[^a-z0-9]", "", bare)


def candidates(names: Sequence[str], role: str) -> list[int]:
    """Places of the columns that may be meant; the documented name alone where it is there."""
    if role in DOCUMENTED and DOCUMENTED[role] in names:
        return [place for place, name in enumerate(names) if name == DOCUMENTED[role]]
    for tier in KNOWN[role]:
        if found := [place for place, name in enumerate(names) if plain(name) in tier]:
            return found
    return []


def recognised(names: Sequence[str], reading: Reading) -> bool:
    """Whether a row of texts names the columns of a log: the customer's and the day's, at least."""
    given = [word for word in (reading.customer, reading.date) if word != AUTO]
    found = [role for role in ("customer", "date") if getattr(reading, role) == AUTO and candidates(names, role)]
    return set(given) <= set(names) and len(given) + len(found) == 2


def is_personal(name: str) -> bool:
    """Whether what should name a column may be somebody's, as where a file has no names of columns."""
    return _PERSONAL.search(name) is not None


def listed(names: Sequence[str]) -> str:
    """Names in quotation marks, the first dozen of them; not those that may be a customer, a day or an amount."""
    shown = ["'…'" if is_personal(name) else f"'{name}'" for name in names[:12]]
    return ", ".join(shown) + (", …" if len(names) > 12 else "")
