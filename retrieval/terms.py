"""Text as search terms: folded, split, stemmed. French and English; pure functions."""

from __future__ import annotations

import re
import threading
import unicodedata

import Stemmer

TERMS = "terms-1"  # goes into the index fingerprint

_ALGORITHMS = {"fr": "french", "en": "english"}
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=\w)")
_GENITIVE = re.compile(r"(?<=\w)'s\b")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:([ .,'])\d{3})(?:\1\d{3})*(?![\d]|[.,]\d{3})")
_DECIMAL = re.compile(r"(?<=\d),(?=\d)")
_WORD = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+")
_STOP = frozenset(
    """
    a ai aie aient aies ait alors as au aucun aucune aujourd aura aurait aussi autre autres aux avaient
    avais avait avec avez avoir avons ayant bien car ce ceci cela celle celles celui ces cet cette ceux
    chez ci combien comme comment d dans de des desquels dont du elle elles en entre es est et etaient
    etait etant ete etes etre eu eut eux fait faire fut hui il ils ici j je jusque l la laquelle le
    lequel les lesquelles lesquels leur leurs lors lorsque lui m ma mais me meme memes mes moi mon n ne
    ni non nos notre nous on ont ou par parce pas peu peut plus pour pourquoi pu qu quand que quel
    quelle quelles quels qui quoi s sa sans se sera serait ses si soi soit son sont sous sur t ta te
    tes toi ton tous tout toute toutes tres tu un une va vers vos votre vous y
    about after again all also am an and any are at be because been before being both but by can
    could did do does doing during each for from further had has have having he her here hers him his
    how i if in into is it its itself just me more most my no nor not now of off only or other our
    out over own same she should so some such than that the their them then there these they this
    those through to too under until up very was we were what when where which while who whom whose
    why will with would you your
    """.split()
)
_stemmers = threading.local()  # a Stemmer keeps a cache that two threads must not share


def fold(text: str) -> str:
    """Lower case, without accents, ligatures or typographic variants: "Œuvre" gives "oeuvre"."""
    plain = text.replace("’", "'").replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae")
    marks = unicodedata.normalize("NFKD", plain.lower())
    return "".join(c for c in marks if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """Folded words and numbers without stop words; 10 000, 10.000 and 10,000 are "10000"."""
    text = _GENITIVE.sub("", _ELISION.sub(" ", fold(text)))
    text = _THOUSANDS.sub(lambda m: re.sub(r"\D", "", m[0]), text)
    return [word for word in _WORD.findall(_DECIMAL.sub(".", text)) if word not in _STOP]


def terms(text: str, language: str) -> list[str]:
    """The stemmed content words of a text, in order. An unknown language is read as French."""
    stemmed: list[str] = _stemmer(language).stemWords(words(text))
    return stemmed


def question_terms(question: str) -> list[str]:
    """The terms a question is searched by, each once: its stems in French and in English."""
    return list(dict.fromkeys([*terms(question, "fr"), *terms(question, "en")]))


def _stemmer(language: str) -> Stemmer.Stemmer:
    algorithm = _ALGORITHMS.get(language, "french")
    if not hasattr(_stemmers, algorithm):
        setattr(_stemmers, algorithm, Stemmer.Stemmer(algorithm))
    return getattr(_stemmers, algorithm)
