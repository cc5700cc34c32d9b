"""When two words say the same: same stem, same entry of our lexicon, or the same root in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files

import Stemmer

from answering.verify.morphology import english_base, forms
from answering.verify.text import Token, content, fold, tokens


@lru_cache(maxsize=2)
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(language)


# Words that a stemmer would make one with another: `planes` with `planned`, `author` with `authorize`.
_NOT_FRENCH = frozenset("plane planes author authors".split())


@lru_cache(maxsize=50_000)
def stems(word: str) -> frozenset[str]:
    """French and English stem of a folded word."""
    word = english_base().get(word, word)
    if word in _NOT_FRENCH:
        return frozenset({word.removesuffix("s")})
    # `estiment`: the French stemmer takes -ment for an adverb's ending.
    spoken = [word, word[:-2]] if word.endswith("ment") and len(word) > 6 else [word]
    spoken += [word[:-5] + "er"] if word.endswith("erent") and len(word) > 7 else []
    # Folding took the accent the stemmer would see in `condamnée`.
    spoken += [word.removesuffix("s")[:-1]] if word.endswith(("ee", "ees")) else []
    return frozenset(
        fold(_stemmer(language).stemWord(w)) for language in ("french", "english") for w in spoken
    )


Sense = tuple[int, int]


@lru_cache(maxsize=1)
def lexicon() -> dict[str, frozenset[Sense]]:
    """Stem → the senses it has in `lexicon.txt`: (line, 0), (line, 1) after a first `<>`, …"""
    text = files("answering.verify").joinpath("lexicon.txt").read_text("utf-8")
    entries: dict[str, set[Sense]] = {}
    for number, line in enumerate(text.splitlines()):
        if line.startswith("#"):
            continue
        for side, listed_words in enumerate(line.split("<>")):
            for word in listed_words.split():
                for stem in {s for form in forms(fold(word)) for s in (form, *stems(form))}:
                    entries.setdefault(stem, set()).add((number, side))
    return {stem: frozenset(senses) for stem, senses in entries.items()}


def lexicon_words() -> list[str]:
    """Every word of the lexicon, folded."""
    text = files("answering.verify").joinpath("lexicon.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return [fold(word) for line in lines for word in line.replace("<>", " ").split()]


@lru_cache(maxsize=1)
def verb_stems() -> frozenset[str]:
    """Stems of the French infinitives in the lexicon, with their irregular forms."""
    infinitives = [w for w in lexicon_words() if w.endswith(("er", "ir", "re"))]
    return frozenset(f for w in infinitives for f in (*stems(w), *forms(w)))


@lru_cache(maxsize=50_000)
def senses(word: str) -> frozenset[Sense]:
    """The senses of a folded word; empty if the lexicon does not have it."""
    listing = lexicon()
    return frozenset[Sense]().union(*(listing.get(s, frozenset()) for s in (word, *stems(word))))


@lru_cache(maxsize=100_000)
def opposite(one: str, other: str) -> bool:
    """Whether two folded words are opposites in the lexicon, or by a prefix (`stable`, `instable`)."""
    mine, theirs = senses(one), senses(other)
    if mine & theirs or one == other:
        return False
    if {line for line, _ in mine} & {line for line, _ in theirs}:
        return True
    return _negated(one, other) or _negated(other, one)


_NOT = ("in", "im", "ir", "il", "un", "non", "non-", "dis", "mal", "des", "de")


def _negated(one: str, other: str) -> bool:
    if len(other) < 5:
        return False
    rests = (one.removeprefix(prefix) for prefix in _NOT if one.startswith(prefix))
    return any(rest == other or (len(rest) > 4 and stems(rest) & stems(other)) for rest in rests)


@lru_cache(maxsize=200_000)
def same(one: str, other: str) -> bool:
    """Whether two folded words can stand for each other, within or across the languages."""
    if one == other or stems(one) & stems(other):
        return True
    if senses(one) & senses(other):
        return True
    return not opposite(one, other) and _cognate(one, other)


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


def pool(given: Iterable[Token]) -> set[str]:
    """The folded words of `given`, and the parts of those with a hyphen."""
    return {word for token in given for word in (token.norm, *token.norm.split("-"))}


def coverage(said: Sequence[Token], given: Sequence[Token]) -> float:
    """Share of the content words `said` that `given` has; 1.0 if there are none."""
    own = content(said)
    there = pool(given)
    return sum(found_in(t.norm, there) for t in own) / len(own) if own else 1.0


def words(text: str) -> list[str]:
    """Folded content words of a text."""
    return [t.norm for t in content(tokens(text))]
