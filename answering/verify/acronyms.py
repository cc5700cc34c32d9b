"""`ISS` for `Station spatiale internationale`, in either language and either direction."""

from __future__ import annotations

from collections.abc import Sequence

from answering.verify.names import Name
from answering.verify.text import STOP, Token, tokens

SHORTEST, LONGEST = 3, 6


def abbreviated(name: Name, sentence: str, source: str) -> bool:
    """Whether `name` is the initials of words of the source, or part of words whose initials it has.

    French and English put the words in another order, so only which letters there are counts.
    """
    if _acronym(name.text):
        return any(_initials(run) == sorted(name.text) for run in _runs(source, len(name.text)))
    short = {t.text for t in tokens(source) if _acronym(t.text)}
    return any(
        _initials(run) == sorted(letters)
        for letters in short
        for run in _runs(sentence, len(letters))
        if any(name.start <= t.start < name.end for t in run)
    )


def _acronym(text: str) -> bool:
    return text.isalpha() and text.isupper() and SHORTEST <= len(text) <= LONGEST


def _runs(text: str, size: int) -> list[Sequence[Token]]:
    """Runs of `size` content words, one of them with a capital."""
    words = [t for t in tokens(text) if t.norm not in STOP]
    runs = [words[i : i + size] for i in range(len(words) - size + 1)]
    return [run for run in runs if any(t.capital for t in run)]


def _initials(run: Sequence[Token]) -> list[str]:
    return sorted(t.norm[0].upper() for t in run)
