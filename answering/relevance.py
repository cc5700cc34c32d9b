"""Whether an answer sentence says what was asked for, and assumes only what the sources say.

A sentence can be true to its source and still not answer: asked for a price, it tells a range.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answering.asked import Kind, holds, kind
from retrieval.terms import terms

MONTH = (
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|january"
    "|february|march|april|may|june|july|august|september|october|november|december"
)
# The kinds whose things can be told by their form alone.
_BY_FORM = frozenset({Kind.DATE, Kind.NUMBER})
_MONEY = re.compile(
    r"[€$£¥]|\b(?:euros?|dollars?|livres?|roubles?|rials?|pounds?|roubles?|rubles?|yuans?|francs?)\b",
    re.I,
)


# Figures that count nothing asked for: Yak-130, the 8th of April, two months later.
_UNIT = r"(?:ans?|années?|mois|semaines?|jours?|heures?|years?|months?|weeks?|days?|hours?)"
_COUNTS_NOTHING = re.compile(
    rf"\b[A-Za-z]+-\d+\w*|\b\d{{1,2}}(?:er)? (?:{MONTH})\b(?: \d{{4}})?|\b(?:{MONTH}) (?:\d{{1,2}},? )?\d{{4}}"
    rf"|\b[\w-]+ {_UNIT} (?:plus tard|après|auparavant|later|ago|earlier)\b",
    re.I,
)
_BECAUSE = re.compile(
    r"\b(?:car|parce qu[e’']|puisqu[e’']|en raison d[eu’']|à cause d[eu’']|because|since|due to)",
    re.I,
)
_HEARD = 0.34  # share of the words before "because" that the source must have


def beside_the_point(question: str, sentence: str) -> str:
    """`asked:date`, `asked:number` or `asked:price` where the sentence holds none; else ""."""
    asked = kind(question)
    if asked is Kind.PRICE and not _MONEY.search(sentence):
        return f"asked:{asked.value}"
    said = _COUNTS_NOTHING.sub("", sentence) if asked is Kind.NUMBER else sentence
    if asked in _BY_FORM and not holds(asked, said, question):
        return f"asked:{asked.value}"
    return ""


def unheard_premise(sentence: str, sources: Sequence[str]) -> str:
    """`premise:…` where "X because Y" rests on sources that do not speak of X; else "".

    A model asked why something happened repeats that it did, whether the sources say so or not.
    """
    because = _BECAUSE.search(sentence)
    if because is None:
        return ""
    premise = sentence[: because.start()]
    wanted = {word for word in terms(premise, "fr") if word not in _names(premise)}
    heard = {word for source in sources for word in terms(source, "fr")}
    if wanted and len(wanted & heard) / len(wanted) < _HEARD:
        return f"premise:{premise.strip(' ,')}"
    return ""


def _names(text: str) -> set[str]:
    return set(terms(" ".join(re.findall(r"(?<=\s)[A-ZÀ-Ý][\w-]+", f" {text}")), "fr"))
