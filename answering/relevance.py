"""Whether an answer sentence says what was asked for, and assumes only what the sources say.

A sentence can be true to its source and still not answer: asked for a price, it tells a range.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answering.asked import Kind, holds, kind
from answering.verify.dates import find_dates
from answering.verify.numbers import find_quantities
from answering.verify.units import UNITS
from retrieval.terms import fold, terms

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


# What is to be measured, as the units of `verify.units`; "" is a bare count.
_MEASURES = [
    (re.compile(r"combien de temps|\bduree\b|how long\b"), "time"),
    (re.compile(r"\bdistance\b|\blongueur\b|how far\b|how tall\b"), "length"),
    (re.compile(r"\btaux d.interet\b|pourcentage|quelle (part|proportion)|interest rate|percent"), "percent"),
]  # fmt: skip
_COUNTED = re.compile(r"\bcombien d(?:e |')(\w+)|\bhow many (\w+)")
_ROUGHLY = re.compile(
    r"\b(?:dizaines?|centaines?|milliers?|millions?|poignee|plusieurs|aucune?|moitie|tiers|quart|dozens?|hundreds?"
    r"|thousands?|handful|several|none|no|half|third|quarter)\b"
)


def beside_the_point(question: str, sentence: str) -> str:
    """`asked:KIND` where a date, a number, a price or a measure is asked for and the sentence
    holds none of the kind; else ""."""
    asked = kind(question)
    if asked is Kind.PRICE and not _MONEY.search(sentence):
        return f"asked:{asked.value}"
    said = _COUNTS_NOTHING.sub("", sentence) if asked is Kind.NUMBER else sentence
    if asked in _BY_FORM and not holds(asked, said, question):
        return f"asked:{asked.value}"
    unit = measured(question)
    if unit is not None and not _told(unit, sentence):
        return f"asked:{asked.value}"
    return ""


def unnamed(question: str, sentence: str) -> str:
    """`asked:person` where a model's sentence names nobody but those the question names; else "".

    Only for sentences of a model: a source's own may say it with a pronoun.
    """
    if kind(question) is Kind.PERSON and not holds(Kind.PERSON, sentence, question):
        return f"asked:{Kind.PERSON.value}"
    return ""


def measured(question: str) -> str | None:
    """The kind of unit asked for: "time", "length", "percent", "" for a count; None if open."""
    folded = fold(question)
    unit = next((unit for pattern, unit in _MEASURES if pattern.search(folded)), None)
    counted = _COUNTED.search(folded)
    if unit is not None or counted is None:
        return unit
    return UNITS.get(counted[1] or counted[2], ("", 1.0))[0]


def _told(unit: str, sentence: str) -> bool:
    """Whether the sentence has a quantity of this kind; a date may tell a time."""
    if unit == "time" and find_dates(sentence):
        return True
    if unit in ("", "percent") and _ROUGHLY.search(fold(sentence)):
        return True
    return any(quantity.kind == unit for quantity in find_quantities(sentence))


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
