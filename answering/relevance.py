"""Whether an answer sentence says the kind of thing that was asked for.

A sentence can be true to its source and still not answer: asked for a price, it tells a range.
"""

from __future__ import annotations

import re

from answering.asked import Kind, holds, kind

# The kinds whose things can be told by their form alone.
_BY_FORM = frozenset({Kind.DATE, Kind.NUMBER})
_MONEY = re.compile(
    r"[€$£¥]|\b(?:euros?|dollars?|livres?|roubles?|rials?|pounds?|roubles?|rubles?|yuans?|francs?)\b",
    re.I,
)


def beside_the_point(question: str, sentence: str) -> str:
    """`asked:date`, `asked:number` or `asked:price` where the sentence holds none; else ""."""
    asked = kind(question)
    if asked is Kind.PRICE and not _MONEY.search(sentence):
        return f"asked:{asked.value}"
    if asked in _BY_FORM and not holds(asked, sentence, question):
        return f"asked:{asked.value}"
    return ""
