"""Words that say of a row that nobody bought anything in it: of a plan, of a sum or an average, and of a test.

Such words settle nothing where they stand among others: Total is an oil company's too, and Plan A may be on sale. So a
text counts that says nothing else, but for figures and signs: Total 2024, (Average), Budget v2.
"""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from experiments.inputs.transactions.months import MONTHS
from experiments.inputs.transactions.table import Truths

SUMS = """total totals sub-?total grand.total sum summe zwischensumme gesamt(summe|ergebnis)? teilergebnis insgesamt
    endsumme ergebnis totale totaux total.g[ée]n[ée]ral(e)? total.geral gran.total totale.complessivo sous-?total
    (eind|sub)?totaal suma somme somma soma summa totalt i.alt sammanlagt yhteens[äa] [öo]sszesen (genel.)?toplam razem
    celkem spolu ukupno skupaj итого всего σύνολο [总總合小][计計] 합계 총계 المجموع الإجمالي jumlah
    balance.forward carried.forward brought.forward opening.balance closing.balance übertrag anfangsbestand"""
AVERAGES = """average averages avg mean durchschnitt(swert|lich)? mittelwert ø moyenne promedio média gemiddelde
    genomsnitt gennemsnit gjennomsnitt keskiarvo średnia průměr átlag ortalama среднее 平均 平均値 평균 median
    standard.deviation std.?dev standardabweichung minimum maximum"""
PLANS = """plan plans planned planning planung plan(wert|daten|zahlen|umsatz)e? budget budgets budgeted budgetiert
    forecast forecasted fcst prognose hochrechnung sollwert planziel pr[ée]vision(s|nel)? budg[ée]t[ée]?
    previsto previsi[óo]n presupuesto or[çc]amento begroting begroot prognos budžet budżet bütçe plán план бюджет
    прогноз 予算 計画 预算 计划 예산 계획"""
ACTUALS = """actual actuals act ist ist(wert|daten|zahlen|umsatz)e? r[ée]el r[ée]alis[ée] real realizado consuntivo
    effettivo werkelijk realisatie utfall faktisk toteuma факт rzeczywiste skutečnost tény gerçekleşen 実績 实际 실적"""
TARGETS = "soll target targets ziel zielwert objetivo objectif obiettivo estimate estimated"
"""What is planned where what came of it stands beside it; alone a debit, a shop, or a quote."""
TESTS = """test tests tester testing test.?(test|order|orders|customer|customers|user|account|kunde|kundin|bestellung|
    auftrag|buchung|shop|client|kauf|purchase|payment|transaction|konto) dummy
    (dummy|demo|sample).?(customer|order|user|account|kunde)? asdf+
    qwert[yz] max.mustermann erika.mustermann (john|jane).(doe|q.public) teste? prueba cliente.de.prueba essai
    prova pr[øo]ve? teszt тест テスト 测试 測試 테스트"""
BACK = """refund refunds refunded reversal chargeback storno stornierung storniert r[üu]ckerstattung erstattung retoure
    gutschrift cancellation cancell?ed voided void credit.?(note|memo) r[üu]ckbuchung r[üu]cklastschrift r[üu]ckgabe
    remboursement rembours[ée] avoir annulation annul[ée]e? reembolso devoluci[óo]n anulaci[óo]n rimborso reso
    nota.di.credito annullato terugbetaling creditnota retour estorno devolu[çc][ãa]o zwrot korekta återbetalning
    kreditnota krediteret возврат отмена 返金 返品 キャンセル 退款 退货 환불 취소"""
"""What stands before the thing that was given back: Refund of Product 3."""
NO_GOODS = """(sales.?)?tax vat gst mwst ust mehrwertsteuer umsatzsteuer tva iva btw moms podatek налог 税 消費税 税金
    shipping (standard|express).shipping postage delivery freight versand(kosten)? lieferung porto fracht livraison port
    frais.de.port env[íi]o spedizione verzending verzendkosten frakt доставка 送料 运费 배송비
    discount rabatt skonto nachlass remise descuento sconto korting desconto rabat скидка 割引 折扣 할인
    tip tips trinkgeld pourboire propina mancia fooi gratuity fee fees geb[üu]hr(en)? commission provision
    service.?charge deposit pfand kaution anzahlung consigne statiegeld acompte se[ñn]al payment payments
    zahlung(seingang)? paiement pago pagamento betaling payout auszahlung transfer rounding rundung(sdifferenz)?
    gift.?cards? gutschein(e|karte)? geschenk(gutschein|karte) e-?gift.?card
    bon.cadeau carte.cadeau tarjeta.regalo buono.regalo cadeaubon voucher
    store.credit top.?up aufladung guthaben"""
"""What is on a bill beside the goods."""
_MAIL = r"^(test|tester|testing|demo|dummy|asdf)[._+-]?\d*@|@(test|example|mailinator|testing)\.[a-z.]+$"
"""Addresses of nobody."""
_BESIDE = (
    rf"(?:v|ver|version|data|daten|values?|q|kw|fy|rev|quarter|quartal|märz|février|août|décembre|{'|'.join(MONTHS)})"
)
_NONE = r"[^\p{L}]"
_BEFORE, _BEHIND = rf"(?:{_NONE}*{_BESIDE}{_NONE}+|{_NONE}*)", rf"(?:{_NONE}+{_BESIDE}{_NONE}*|{_NONE}*)"
"""What may stand beside a word: figures, what numbers a version, and a month."""


def _pattern(words: str) -> str:
    """One word as Arrow's patterns have it, in which a point stands for a blank or a sign between two words."""
    joined = "|".join(re.sub(r"(?<!\\)\.(?!\?)", "[ ._-]", word) for word in re.sub(r"\|\s+", "|", words).split())
    return "(?:" + joined.replace(".?", "[ ._-]?") + ")"


def say(texts: pa.Array, *words: str) -> Truths:
    """Which texts say one of some words and nothing else, shape (texts,).

    Args:
        texts: distinct texts.
        words: such as `PLANS`; mail addresses of nobody are words of `TESTS`, and behind `BACK`, given alone, stands
            what was given back.
    """
    pattern = rf"(?i)^{_BEFORE}(?:{'|'.join(map(_pattern, words))}){_BEHIND}$"
    if BACK in words:
        pattern = rf"(?i)^{_NONE}*(?:{_pattern(BACK)})(?:{_NONE}|$)"
    if TESTS in words:
        pattern += rf"|(?i){_MAIL}"
    return matched(texts, pattern)


def matched(texts: pa.Array, pattern: str) -> Truths:
    """Which texts hold a pattern, shape (texts,)."""
    return np.asarray(pc.match_substring_regex(texts, pattern).to_numpy(zero_copy_only=False), dtype=np.bool_)


def without(texts: pa.Array, *words: str) -> pa.Array:
    """Texts without one of some words at their beginning or end, as Excel writes subtotals: K1003 Total."""
    one = "|".join(map(_pattern, words))
    pattern = rf"(?i)^(?:{one})[\s:_-]+|[\s:_-]+(?:{one})$"
    return pc.replace_substring_regex(texts, pattern, "")
