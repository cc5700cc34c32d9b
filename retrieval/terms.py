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
_STOP = {
    "fr": frozenset(
        """
        a ai aie aient aies ait alors as au aucun aucune aujourd aura aurait aussi autre autres aux
        avaient avais avait avec avez avoir avons ayant bien car ce ceci cela celle celles celui ces
        cet cette ceux chez ci combien comme comment d dans de des desquels dont du elle elles en
        entre es est et etaient etait etant ete etes etre eu eut eux fait faire fut hui il ils ici j
        je jusque l la laquelle le lequel les lesquelles lesquels leur leurs lors lorsque lui m ma
        mais me meme memes mes moi mon n ne ni non nos notre nous on ont ou par parce pas peu peut
        plus pour pourquoi pu qu quand que quel quelle quelles quels qui quoi s sa sans se sera
        serait ses si soi soit son sont sous sur t ta te tes toi ton tous tout toute toutes tres tu
        un une va vers vos votre vous y
        """.split()
    ),
    "en": frozenset(
        """
        a about after again all also am an and any are as at be because been before being both but
        by can could d did didn do does doesn doing don during each for from further had has have
        having he her here hers him his how i if in into is isn it its itself just ll me more most
        my no nor not now of off on only or other our out over own re same she should so some such t
        than that the their them then there these they this those through to too under until up ve
        very was wasn we were what when where which while who whom whose why will with would you your
        """.split()
    ),
}
_stemmers = threading.local()  # a Stemmer keeps a cache that two threads must not share


def fold(text: str) -> str:
    """Lower case, without accents, ligatures or typographic variants: "Œuvre" gives "oeuvre"."""
    marks = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(c for c in marks if not unicodedata.combining(c))
    return plain.replace("’", "'").replace("œ", "oe").replace("æ", "ae")


def words(text: str) -> list[str]:
    """Folded words and numbers; 10 000, 10.000 and 10,000 are "10000", 3,5 is "3.5"."""
    text = _GENITIVE.sub("", _ELISION.sub(" ", fold(text)))
    text = _THOUSANDS.sub(lambda m: re.sub(r"\D", "", m[0]), text)
    return _WORD.findall(_DECIMAL.sub(".", text))


def terms(text: str, language: str) -> list[str]:
    """The stemmed content words of a text, in order. An unknown language is read as French."""
    language = language if language in _STOP else "fr"
    return _stems([w for w in words(text) if w not in _STOP[language]], language)


def question_words(question: str) -> list[tuple[str, ...]]:
    """The content words of a question in order, each once, each with its stems.

    The stems are those in French and in English; the stop words only those of its own language:
    "or" and "but" are nouns in French.
    """
    every = words(question)
    own = max(_STOP, key=lambda language: sum(word in _STOP[language] for word in every))
    content = [word for word in every if word not in _STOP[own]]
    both = zip(_stems(content, "fr"), _stems(content, "en"), strict=True)
    return list(dict.fromkeys(tuple(dict.fromkeys(stems)) for stems in both))


def question_terms(question: str) -> list[str]:
    """The terms a question is searched by, each once."""
    return list(dict.fromkeys(stem for word in question_words(question) for stem in word))


def _stems(content: list[str], language: str) -> list[str]:
    stems: list[str] = _stemmer(language).stemWords(content)
    if language == "fr":
        # Without its accents the stemmer leaves "signe" of "signée", but "sign" of "signé".
        return [s[:-1] if len(s) > 3 and s.endswith("e") else s for s in stems]
    return stems


def _stemmer(language: str) -> Stemmer.Stemmer:
    if not hasattr(_stemmers, language):
        setattr(_stemmers, language, Stemmer.Stemmer(_ALGORITHMS[language]))
    return getattr(_stemmers, language)
