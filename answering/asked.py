"""What a question asks for (a date, a number, a person…), and whether a sentence holds one."""

from __future__ import annotations

import re
from enum import StrEnum

from retrieval.terms import fold


class Kind(StrEnum):
    """The kind of thing asked for."""

    DATE = "date"
    NUMBER = "number"
    PERSON = "person"
    PLACE = "place"
    MEANING = "meaning"
    STEPS = "steps"
    PRICE = "price"
    OPINION = "opinion"
    MOST = "most"
    HOW = "how"
    WHY = "why"
    LIST = "list"
    OTHER = "other"


# Read in this order on the folded question; the first that matches says the kind.
_ASKS: list[tuple[Kind, re.Pattern[str]]] = [
    (kind, re.compile(pattern))
    for kind, pattern in [
        (Kind.DATE, r"\bquand\b|quelle (annee|date|epoque)|quel (jour|mois|siecle)|\bwhen\b|(what|which) (year|date|day)"),
        (Kind.PRICE, r"\bcoute(nt)?\b|quel(le)? (est |etait )?(le )?(prix|salaire|revenu|tarif|cout)\b|\bcosts?\b|what is the (price|salary)"),
        (Kind.STEPS, r"^comment (\w+e?r|\w+ir|\w+re|\w+oir)\b|^how (to|can i|do (you|i))\b|necessaires? pour devenir"),
        (Kind.OPINION, r"\b(plus|moins|most) (\w+ )?(celebre|connue?|populaire|prestigieu|importante?|belle|beau|efficace|famous|popular|beautiful)s?|\bmeilleure?s?\b|\b(best|worst)\b"),
        (Kind.NUMBER, r"\bcombien\b|quel(le)? (est |etait )?(l[ae' ]+)?(nombre|taille|population|superficie|territoire|montant|age|distance|longueur|hauteur|taux|budget|duree)|how (many|much|long|old|far|tall)"),
        (Kind.MEANING, r"\bqui (est|etait|sont|etaient) (?!l[ea' ]|les |un|inclus)\w|qu.est.ce que? |que signifie|\b(what|who) (is|was|are) (an? )?\w+\s*\?*$|what does .* mean"),
        (Kind.MOST, r"\b(plus|moins|pire|premiere?|derniere?)\b|\b(most|least|largest|biggest|greatest|first|last)\b"),
        (Kind.PERSON, r"^(a |de |par |avec |pour )?qui\b|\bwho(m|se)?\b|comment s.appellent?"),
        (Kind.PLACE, r"^(d.)?ou\b|quel(le)? (pays|ville|region|endroit|lieu)|\bwhere\b"),
        (Kind.HOW, r"^comment\b|^how\b"),
        (Kind.WHY, r"^pourquoi\b|\bwhy\b|pour quelle raison"),
        (Kind.LIST, r"^quel(le)?s (sont|etaient|types?)|^(what|which) (are|were|kinds?)"),
    ]
]  # fmt: skip

_MONTH = (
    r"janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|"
    r"january|february|march|april|may|june|july|august|september|october|november|december"
)
_DATE = re.compile(
    rf"\b(1[0-9]|20)\d\d\b|\b\d{{1,2}}(er)? ({_MONTH})\b|\b({_MONTH}) \d|\b[ivx]+e siecle|av\. j|"
    r"\b(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|aujourd.hui|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday)\b"
)
_NUMBER = re.compile(
    r"\d|\b(deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|vingt|trente|cent|mille|"
    r"two|three|four|five|seven|eight|nine|ten|eleven|twelve|twenty|hundred|thousand|million)\b"
)
_YEAR_ONLY = re.compile(r"\b(en|in|de|depuis|since) (1[0-9]|20)\d\d\b")
_NAME = re.compile(
    r"(?<![\w.])(?:[A-ZÀ-Ý][\w’'-]+)(?:\s(?:(?:d[eu]|la|von|van|al|ben)\s)?[A-ZÀ-Ý][\w’'-]+)*"
)
_PLACE = re.compile(
    r"\b(?:à|au|aux|en|dans|vers|près d[eu'’]|at|in|near|from|de|d['’])\s?(?:l[ea'’]s?\s?)?[A-ZÀ-Ý]\w+"
)
_IS = re.compile(r"\b(est|sont|etait|etaient|designe|signifie|consiste|is|are|was|were|means)\b")
_ASKING = frozenset(
    "qui que qu quoi quel quelle quels quelles quand comment combien pourquoi où à a de par dans en "
    "pour avec sur est le la les l d un une au aux who what when where why how which in on at the is "
    "was did does do".split()
)


def kind(question: str) -> Kind:
    folded = fold(question).strip()
    return next((k for k, pattern in _ASKS if pattern.search(folded)), Kind.OTHER)


def names(question: str) -> list[str]:
    """Proper names of a question: capitalised words, its first word only if it asks nothing."""
    found = []
    for match in _NAME.finditer(question):
        first = re.split(r"[\s'’]", match.group())[0].lower()
        rest = re.sub(r"^[\w]+['’\s]?", "", match.group()) if first in _ASKING else match.group()
        if rest[:1].isupper():
            found.append(rest)
    return found


def holds(asked: Kind, sentence: str, question: str) -> bool:
    """Whether the sentence holds a thing of the kind asked for that the question does not."""
    if asked is Kind.DATE:
        return _new(_DATE, fold(sentence), fold(question))
    if asked in (Kind.NUMBER, Kind.PRICE):
        return _new(_NUMBER, _YEAR_ONLY.sub("", fold(sentence)), "")
    if asked is Kind.PERSON:
        return _other_name(sentence, question)
    if asked is Kind.PLACE:
        return _new(_PLACE, sentence, question)
    if asked is Kind.MEANING:
        return bool(_IS.search(fold(sentence)))
    return bool(re.search(r"\b(plus|meilleure?s?|premi[eè]re?s?|most|best|first)\b", sentence))


def _new(pattern: re.Pattern[str], sentence: str, question: str) -> bool:
    return any(m.group() not in question for m in pattern.finditer(sentence))


def _other_name(sentence: str, question: str) -> bool:
    asked = fold(question)
    inner = (m.group() for m in _NAME.finditer(sentence) if m.start() or " " in m.group())
    return any(fold(name).split()[-1] not in asked for name in inner)
