"""Codes of trade for the pieces that a price is for: E or EA for each, C for a hundred, M for a thousand of them.

C and M are the figures of the Romans; the other codes are those of UN/ECE Recommendation 20, of SAP, and words. A
column says so only if all its texts are such codes, because an M alone is also a size or a man.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from experiments.inputs.transactions.columns import plain

_CODES = {
    1: """e ea each pc pce pcs piece pieces unit units un st stk stck stuck stueck stuks szt pz pza pieza piezas ud uds
        h87 c62""",
    12: "dz dzn doz dozen dtz dutzend docena douzaine dozzina dzd",
    100: "c h hd hun hund hundred hundreds hundert cst cen cent ciento centaine cento cpc h100",
    1000: "m k mil mille mill thousand thousands tausend tsd tst th thd thsd mpc kpc mu millar millier",
}
PIECES = {code: number for number, codes in _CODES.items() for code in codes.split()}
"""Pieces by code, without case and punctuation."""
_PER = re.compile("^(per|je|pro|par|por|for)(?=[a-z])")
_UNIT = re.compile(
    "(base|price|preis)(qty|quantity|menge|unit|einheit)|unit(?!price)|uom|einheit|^me$|^meh$|^pe$|^per|^basis|unidad|unite|misura|enhet|eenheid|jednostka"
)


def pieces_of_codes(texts: Sequence[str]) -> list[int] | None:
    """The pieces that each text is a code for; None where some text is no such code, or all are for one piece.

    Args:
        texts: the texts of a column that say something.
    """
    codes = [plain(text) for text in texts]
    found = [PIECES.get(code) or PIECES.get(_PER.sub("", code)) for code in codes]
    known = [number for number in found if number is not None]
    return known if len(known) == len(found) and max(known, default=1) > 1 else None


def is_called_unit(name: str) -> bool:
    """Whether a column is called like a unit of measure, or like what a price is for."""
    return _UNIT.search(plain(name)) is not None
