"""Text made comparable, by SQuAD's recipe done right for French."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = re.compile(r"['’‘ʼ`´]")
# A point or comma between two digits belongs to the number.
_POINT = re.compile(r"(?<=\d)[.,](?=\d)")
_PUNCTUATION = re.compile(r"(?<!\d)\.|\.(?!\d)|[^\w\s.]|_")
_ARTICLES = {
    "fr": frozenset(["le", "la", "les", "l", "un", "une", "des", "du", "au", "aux"]),
    "en": frozenset(["a", "an", "the"]),
}


def tokens(text: str, *, language: str, articles: bool = False, accents: bool = True) -> list[str]:
    """The words of `text` in lower case, without punctuation and, unless asked for, articles.

    Order matters: apostrophes become spaces first ("l'eau" → "l eau"), then articles go as
    whole words, so that "lettre" and "université" keep their letters. The recipe is that of
    Rajpurkar et al. 2016 (SQuAD), with French articles as in d'Hoffschmidt et al. 2020 (FQuAD).
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    if not accents:
        text = without_accents(text)
    text = _POINT.sub(".", _APOSTROPHES.sub(" ", text))
    words = _PUNCTUATION.sub(" ", text).split()
    if articles:
        return words
    stripped = [word for word in words if word not in _ARTICLES.get(language, frozenset())]
    # An answer made of nothing else ("la une") would vanish and equal any other such answer.
    return stripped or words


def without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))
