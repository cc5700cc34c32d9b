"""Textbook BM25 over stemmed passages: the baseline, deliberately without Dossier's own terms.

score(q, p) = Σ over words of q: idf · tf / (tf + k1·(1 − b + b·|p|/avg)), with
idf = ln(1 + (N − n + ½) / (n + ½)) (Robertson and Zaragoza 2009, in Lucene's form).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

import numpy as np
import Stemmer
from numpy.typing import NDArray

from core.types import Passage
from evaluation.cases import Case
from evaluation.gold import Span
from evaluation.systems import Reply

K1, B = 1.5, 0.75
_WORD = re.compile(r"\w\w+")
_STEMMERS = {"fr": "french", "en": "english"}

Postings = tuple[NDArray[np.int64], NDArray[np.float64]]


class Bm25:
    """Words of two letters and more, lower case, Snowball stems, no stop words."""

    name = "bm25"

    def __init__(self, passages: Sequence[Passage], languages: Mapping[str, str]) -> None:
        """`languages` maps document ids to "fr" or "en"; anything else is read as French."""
        self._spans = [Span(p.document_id, p.start, p.end) for p in passages]
        named = [_language(languages.get(p.document_id, "")) for p in passages]
        self._languages = sorted(set(named)) or ["fr"]
        self._stemmers = {name: Stemmer.Stemmer(_STEMMERS[name]) for name in self._languages}
        texts = [self._stems(p.text, lang) for p, lang in zip(passages, named, strict=True)]
        self._weights = _weights(texts)

    def made_by(self) -> Mapping[str, str]:
        return {"index": f"bm25 k1={K1} b={B} stems={'+'.join(self._languages)}"}

    def search(self, question: str, documents: Collection[str] | None, k: int) -> list[Span]:
        scores = np.zeros(len(self._spans))
        for stem in self._asked(question):
            if stem in self._weights:
                places, weights = self._weights[stem]
                scores[places] += weights
        order = np.argsort(-scores, kind="stable")
        found = (self._spans[i] for i in order if scores[i] > 0)
        within = (s for s in found if documents is None or s.document_id in documents)
        return [span for span, _ in zip(within, range(k), strict=False)]

    def answer(self, case: Case, documents: Collection[str] | None) -> Reply | None:  # noqa: ARG002
        return None

    def _asked(self, question: str) -> list[str]:
        """The question's stems, in each language of the corpus where these differ."""
        first, *others = (self._stems(question, name) for name in self._languages)
        return first + [stem for other in others for stem in other if stem not in first]

    def _stems(self, text: str, language: str) -> list[str]:
        stems: list[str] = self._stemmers[language].stemWords(_WORD.findall(text.lower()))
        return stems


def _weights(texts: Sequence[Sequence[str]]) -> dict[str, Postings]:
    """Stem → (places of the passages that have it, what it adds to their score)."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, stems in enumerate(texts):
        for stem, count in Counter(stems).items():
            found[stem].append((place, count))
    lengths = np.array([len(stems) for stems in texts], dtype=float)
    norm = K1 * (1 - B + B * lengths / max(lengths.mean(), 1)) if len(texts) else lengths
    return {stem: _postings(pairs, len(texts), norm) for stem, pairs in found.items()}


def _postings(
    pairs: Sequence[tuple[int, int]], passages: int, norm: NDArray[np.float64]
) -> Postings:
    places, counts = np.array(pairs, dtype=np.int64).T
    idf = np.log(1 + (passages - len(pairs) + 0.5) / (len(pairs) + 0.5))
    return places, idf * counts / (counts + norm[places])


def _language(name: str) -> str:
    return name if name in _STEMMERS else "fr"
