"""Which column is which: by the user's word, else by a name that can mean one thing only.

Names are compared without case, blanks and punctuation, so "Order Date" is order_date. Where two columns could be
meant, both are shown with the words that choose; nothing is taken for the more likely one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields

from experiments.inputs.transactions.problems import Problems
from experiments.inputs.transactions.questions import Choice
from experiments.inputs.transactions.reading import AUTO, Reading
from simulation.mistake import nearest

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
_OF_ALL_PIECES = frozenset({"itemprice"})
"""Names of the price of one piece at some shops, and of all pieces of the row at others, as at Amazon."""
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "ł": "l", "đ": "d"})
"""Letters that no normalisation takes apart."""
_DATA = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*|[-+]?\d[\d.,]*")
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


def roles(
    names: Sequence[str], reading: Reading, problems: Problems,
    days_among: Callable[[list[int]], list[int]] = lambda places: places,
) -> Roles | None:  # fmt: skip
    """Find the columns; None where that failed, and the problems say why.

    Args:
        names: of the columns.
        reading: what the user says of them.
        problems: where failures are noted.
        days_among: of several columns that may be the day by their names, those that are it by what they hold.
    """
    before = len(problems.found)
    is_data = any(_DATA.fullmatch(name) for name in names)  # which may be somebody's, so it is not shown
    if is_data and not recognised(names, reading):
        advice = "Put a row on top that names the columns, such as customer_id,date,amount."
        problems.add("", "a first row that holds a date or a number", "must name the columns", advice)
        return None
    find = _Finder(names, problems, days_among)
    customer, date = find.one("customer", reading.customer), find.one("date", reading.date)
    quantity, price = find.named("quantity", reading.quantity), find.named("price", reading.price)
    amount = None
    if quantity is None and price is None and reading.amount is not None:
        amount, quantity, price = find.money(reading.amount, {customer, date})
    elif (quantity is None) != (price is None):
        key = "price" if price is None else "quantity"
        other = find.named(key, AUTO)
        quantity, price = (quantity, other) if price is None else (other, price)
        if other is None:
            problems.add("", f"no column of {key}", "quantity and price go together", f"Add population.{key}=COLUMN.")
    taken = {customer, date, amount, quantity, price}
    order, currency = find.maybe("order", reading.order), find.maybe("currency", AUTO)
    order = None if reading.order == AUTO and order in taken else order  # nobody said that it is one
    currency = None if currency in taken else currency
    if len(problems.found) > before or customer is None or date is None:
        return None
    found = Roles(customer, date, amount, quantity, price, order, currency)
    find.refuse_shared(found)
    return found if len(problems.found) == before else None


@dataclass
class _Finder:
    names: Sequence[str]
    problems: Problems
    days_among: Callable[[list[int]], list[int]]

    def refuse_shared(self, found: Roles) -> None:
        """Refuse a column that is to mean two things."""
        taken: dict[int, str] = {}
        for role in (field.name for field in fields(found)):
            place = getattr(found, role)
            if place is not None and (other := taken.setdefault(place, role)) != role:
                given, allowed = f"the column '{self.names[place]}' as {other} and as {role}", "must be one of them"
                self.problems.add("", given, allowed, f"Name another column: population.{role}=COLUMN.")

    def one(self, role: str, word: str) -> int | None:
        """A column that must be there."""
        if word != AUTO:
            return self.named(role, word)
        found = candidates(self.names, role)
        if role == "date" and len(found) > 1:
            found = self.days_among(found)
        if len(found) == 1:
            return found[0]
        if found:
            self._two(role, found)
        else:
            what = {"customer": "who bought", "date": "on which day"}[role]
            advice = f"Say which column tells {what}: population.{role}=COLUMN. The first row must name the columns."
            self.problems.add("", f"the columns {listed(self.names)}", f"none is known to be the {role}", advice)
        return None

    def named(self, role: str, word: str | None) -> int | None:
        """The column that the user names."""
        if word is None:
            return None
        if word == AUTO:
            return self.maybe(role, word)
        word = word if word in self.names else word.strip()  # as names of columns are
        count = list(self.names).count(word)
        if count == 1:
            return list(self.names).index(word)
        if count:
            given, allowed, advice = f"{count} columns of that name", "must be one", "Rename one of them."
        else:
            given, allowed = f"the columns {listed(self.names)}", "it must be among them"
            close = nearest(word, self.names)
            absent = "For a log without amounts: population.amount=null." if role == "amount" else ""
            advice = close or absent or f"Choose one with population.{role}=COLUMN."
        self.problems.add(f"column '{word}'", given, allowed, advice)
        return None

    def maybe(self, role: str, word: str | None) -> int | None:
        """A column that need not be there; two of a name that could be meant are none."""
        if word is None:
            return None
        if word != AUTO:
            return self.named(role, word)
        found = candidates(self.names, role)
        return found[0] if len(found) == 1 else None

    def money(self, word: str, taken: set[int | None]) -> tuple[int | None, int | None, int | None]:
        """Amount, or quantity and price."""
        if word != AUTO:
            return self.named("amount", word), None, None
        found = [place for place in candidates(self.names, "amount") if place not in taken]
        quantity, price = candidates(self.names, "quantity"), candidates(self.names, "price")
        if len(quantity) > 1 and len(price) == 1 and found in ([], price):
            self._two("quantity", quantity, {"price": self.names[price[0]]})
            return None, None, None
        if len(quantity) == len(price) == 1:
            unclear = plain(self.names[price[0]]) in _OF_ALL_PIECES
            if found in ([], price) and not unclear:
                return None, quantity[0], price[0]
            found = found or price
            if self.names[found[0]] != DOCUMENTED["amount"]:
                refuse_two_amounts(self.names, found, quantity[0], price[0], self.problems)
                return None, None, None
        if len(found) == 1:
            return found[0], None, None
        if found:
            self._two("amount", found)
        elif set(range(len(self.names))) - taken:
            advice = "Say population.amount=COLUMN, or population.amount=null to count purchases, each worth 1."
            self.problems.add("", f"the columns {listed(self.names)}", "none is known to be the amount", advice)
        return None, None, None

    def _two(self, role: str, found: Sequence[int], beside: Mapping[str, str] | None = None) -> None:
        names = [self.names[place] for place in found]
        if len(set(names)) < len(names):
            self.problems.add(f"column '{names[0]}'", "it twice", "must be there once", "Rename one of the two.")
            return
        choices = [Choice({role: name} | dict(beside or {})) for name in names]
        self.problems.ask("", f"the columns {listed(names)}", f"each may be the {role}", choices)


def refuse_two_amounts(
    names: Sequence[str], amounts: Sequence[int], quantity: int | None, price: int | None, problems: Problems
) -> None:  # fmt: skip
    """Say that columns may be the amount, and that the product of two others, if there are such, may be it."""
    choices = [Choice({"amount": names[place]}) for place in amounts]
    shown = [names[place] for place in amounts]
    if quantity is not None and price is not None:
        choices.append(Choice({"quantity": names[quantity], "price": names[price]}))
        shown.append(f"{names[quantity]} × {names[price]}")
    problems.ask("", listed(shown), "each may be the amount", choices)


def listed(names: Sequence[str]) -> str:
    """Names in quotation marks, the first dozen of them; not those that may be a customer, a day or an amount."""
    shown = ["'…'" if _PERSONAL.search(name) else f"'{name}'" for name in names[:12]]
    return ", ".join(shown) + (", …" if len(names) > 12 else "")
