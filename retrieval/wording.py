"""How much of a question's wording a passage has. Pure functions of terms and weights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

Word = tuple[str, ...]  # the stems a word of the question may have in a passage
REACH = 2  # terms between which two words still count as side by side


@dataclass(frozen=True, slots=True)
class Wording:
    """Sums of the weights of question words found: in the passage or its title, in one sentence
    of it or its title, and, for pairs of words that follow each other, side by side.
    """

    passage: float
    sentence: float
    pairs: float


def wording(
    question: Sequence[Word], weights: Mapping[str, float], lines: Sequence[str]
) -> Wording:
    """Compares a question with terms joined by spaces: the title's line, then each sentence's.

    A word weighs what its commonest stem weighs in `weights`.
    """
    number = {stem: i for i, word in enumerate(question) for stem in word}
    weight = [min(weights[stem] for stem in word) for word in question]
    title, *sentences = [_places(line, number) for line in lines] or [[]]
    in_title = {word for _, word in title}
    in_each = [{word for _, word in sentence} | in_title for sentence in sentences]
    paired = {pair for sentence in (title, *sentences) for pair in _pairs(sentence)}
    return Wording(
        passage=_sum(set().union(in_title, *in_each), weight),
        sentence=max((_sum(words, weight) for words in in_each), default=0.0),
        pairs=sum(weight[a] + weight[b] for a, b in paired),
    )


def _places(line: str, number: Mapping[str, int]) -> list[tuple[int, int]]:
    """(place in the line, number of the question's word), in order."""
    return [(place, number[term]) for place, term in enumerate(line.split()) if term in number]


def _pairs(places: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """Words of the question that follow each other there and, closely, here."""
    for (place, word), (following, other) in pairwise(places):
        if other == word + 1 and following - place <= REACH:
            yield word, other


def _sum(words: Iterable[int], weight: Sequence[float]) -> float:
    return sum(weight[word] for word in words)
