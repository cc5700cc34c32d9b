"""When two words say the same: same stem, same entry of our lexicon, or the same root in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files

from answering.verify.text import Token, content, fold, tokens


@lru_cache(maxsize=2)
def _stemmer(language: str) -> object:
    import Stemmer

    return Stemmer.Stemmer(language)


@lru_cache(maxsize=50_000)
def stems(word: str) -> frozenset[str]:
    """French and English stem of a folded word."""
    return frozenset(
        fold(_stemmer(language).stemWord(word))  # type: ignore[attr-defined]
        for language in ("french", "english")
    )


@lru_cache(maxsize=1)
def lexicon() -> dict[str, frozenset[int]]:
    """Stem → the lines of `lexicon.txt` it stands on (words that can replace each other)."""
    text = files("answering.verify").joinpath("lexicon.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    entries: dict[str, set[int]] = {}
    for number, line in enumerate(lines):
        for word in line.replace("|", " ").split():
            for stem in {fold(word), *stems(fold(word))}:
                entries.setdefault(stem, set()).add(number)
    return {stem: frozenset(numbers) for stem, numbers in entries.items()}


@lru_cache(maxsize=50_000)
def meanings(word: str) -> frozenset[int]:
    """The lexicon lines of a folded word; empty if it has none."""
    listing = lexicon()
    exact = listing.get(word, frozenset())
    return exact or frozenset[int]().union(*(listing.get(s, frozenset()) for s in stems(word)))


@lru_cache(maxsize=200_000)
def same(one: str, other: str) -> bool:
    """Whether two folded words can stand for each other, within or across the languages."""
    if one == other or stems(one) & stems(other):
        return True
    if meanings(one) & meanings(other):
        return True
    return _cognate(one, other)


def _cognate(one: str, other: str) -> bool:
    """`missile`/`missiles`, `coopération`/`cooperation`, `accélérer`/`accelerate`: a long common root."""
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return shared >= 5 and shared >= 0.6 * max(len(one), len(other))


def found_in(word: str, others: Iterable[str]) -> bool:
    return any(same(word, other) for other in others)


def coverage(said: Sequence[Token], given: Sequence[Token]) -> float:
    """Share of the content words `said` that `given` has; 1.0 if there are none."""
    own = content(said)
    pool = {t.norm for t in given} | {p for t in given for p in t.norm.split("-")}
    return sum(found_in(t.norm, pool) for t in own) / len(own) if own else 1.0


def words(text: str) -> list[str]:
    """Folded content words of a text."""
    return [t.norm for t in content(tokens(text))]
