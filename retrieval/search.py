"""The way of a question to passages: dense and BM25 candidates, scored alike, fused."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import astuple, fields

import numpy as np
from numpy.typing import NDArray

from core.types import Hit, Passage
from retrieval.embeddings import Embedder
from retrieval.fuse import mixed
from retrieval.opening import Parts
from retrieval.records import Candidate, Floats, unpack
from retrieval.terms import question_words
from retrieval.wording import Word, Wording, wording

Scores = NDArray[np.float64]

DEPTH = 50  # candidates taken from each retriever
FEW = 5_000  # passages that are quicker to compare one by one
# Tuned on half of the articles of PIAF dev; held on the other half (docs/log.md).
WEIGHTS: Mapping[str, float] = {"meaning": 0.55, "passage": 0.25, "sentence": 0.15, "pairs": 0.05}


class Searcher:
    """Answers many threads at once; sees only what has been acknowledged."""

    def __init__(
        self, parts: Parts, embedder: Embedder, weights: Mapping[str, float] = WEIGHTS
    ) -> None:
        self._documents = parts.documents
        self._vectors = parts.vectors
        self._keywords = parts.keywords
        self._embedder = embedder
        self._weights = weights

    def search(self, question: str, k: int, only: Collection[str] | None) -> list[Hit]:
        """The best `k` passages, best first, in the documents with these ids or in all."""
        depth = max(DEPTH, 2 * k)
        asked = self._embedder.query(question)
        words = question_words(question)
        stems = list(dict.fromkeys(stem for word in words for stem in word))
        dense = self._nearest(asked, depth, only)
        bm25 = self._keywords.search(stems, depth, only)
        found = self._documents.candidates({key for key, _ in [*dense, *bm25]})
        if not found:
            return []
        parts = _meaning(found, asked) | _wordings(found, words, self._keywords.weights(stems))
        scores = mixed(parts, self._weights)
        order = np.argsort(-scores, kind="stable")
        best = first_apart([found[i] for i in order], k)
        places = {"dense": _ranks(dense), "bm25": _ranks(bm25)}
        return self._hits(best, {found[i].key: float(scores[i]) for i in order}, places)

    def sentence_scores(self, question: str, passages: Sequence[Passage]) -> list[list[float]]:
        """Cosine of the question with each sentence of each passage; 0 where it is not stored."""
        asked = self._embedder.query(question)
        scores = []
        for passage in passages:
            row = self._documents.row_of(passage)
            known = [] if row is None else (row.sentences @ asked).tolist()
            scores.append(known or [0.0] * len(passage.sentences))
        return scores

    def _nearest(
        self, asked: Floats, depth: int, only: Collection[str] | None
    ) -> list[tuple[int, float]]:
        """The (key, cosine) nearest to the question, best first.

        In a few documents each is compared: a graph of many vectors is slow to search for few.
        """
        if only is None:
            return self._vectors.search(asked, depth)
        keys = self._documents.seen_keys(only)
        if len(keys) > FEW:
            return self._vectors.search(asked, depth, keys)
        keys, vectors = self._documents.vectors(keys)
        cosines = vectors @ asked if keys else np.zeros(0)
        return [(keys[i], float(cosines[i])) for i in np.argsort(-cosines)[:depth]]

    def _hits(
        self,
        best: Sequence[Candidate],
        scores: Mapping[int, float],
        places: Mapping[str, Mapping[int, int]],
    ) -> list[Hit]:
        rows = {row.key: row for row in self._documents.rows(one.key for one in best)}
        hits = []
        for row in (rows[one.key] for one in best if one.key in rows):
            ranks = {name: keys[row.key] for name, keys in places.items() if row.key in keys}
            hits.append(Hit(row.passage, row.title, scores[row.key], ranks))
        return hits


def first_apart(candidates: Iterable[Candidate], k: int) -> list[Candidate]:
    """The first `k`, without those that mostly repeat a better one."""
    kept: list[Candidate] = []
    for candidate in candidates:
        if len(kept) == k:
            break
        if not any(_repeats(candidate, other) for other in kept):
            kept.append(candidate)
    return kept


def _repeats(one: Candidate, other: Candidate) -> bool:
    if one.document_id != other.document_id:
        return False
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared > one.end - one.start


def _meaning(found: Sequence[Candidate], asked: Floats) -> dict[str, Scores]:
    """The best cosine of the question among each passage and its sentences."""
    dimension = len(asked)
    counts = [len(one.vectors) // (2 * dimension) for one in found]
    vectors = unpack(b"".join(one.vectors for one in found)).reshape(-1, dimension)
    cosines = (vectors @ asked).astype(np.float64)
    firsts = np.cumsum([0, *counts[:-1]])
    return {"meaning": np.maximum.reduceat(cosines, firsts)}


def _wordings(
    found: Sequence[Candidate], words: Sequence[Word], weights: Mapping[str, float]
) -> dict[str, Scores]:
    """The fields of Wording for each candidate."""
    each = [astuple(wording(words, weights, one.terms.split("\n"))) for one in found]
    columns = np.array(each, np.float64).T
    return dict(zip((field.name for field in fields(Wording)), columns, strict=True))


def _ranks(ranking: Sequence[tuple[int, float]]) -> dict[int, int]:
    return {key: rank for rank, (key, _) in enumerate(ranking, 1)}
