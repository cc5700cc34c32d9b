"""The way of a question to passages: dense and BM25 candidates, scored alike, fused."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from core.types import Hit, Passage
from retrieval.embeddings import Embedder
from retrieval.fuse import mixed
from retrieval.opening import Parts
from retrieval.records import Row
from retrieval.terms import question_terms

DEPTH = 50  # candidates taken from each retriever
WEIGHTS: Mapping[str, float] = {"dense": 0.5, "sentence": 0.2, "bm25": 0.3}

Floats = NDArray[np.float64]
Ranking = Sequence[tuple[int, float]]


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
        keys = None if only is None else self._documents.seen_keys(only)
        dense = self._vectors.search(asked, depth, keys)
        bm25 = self._keywords.search(question_terms(question), depth, only)
        rows = self._documents.seen({key for key, _ in [*dense, *bm25]})
        if not rows:
            return []
        scores = mixed(_scores(rows, asked.astype(np.float64), dict(bm25)), self._weights)
        order = np.argsort(-scores, kind="stable")
        ranks = {"dense": _ranks(dense), "bm25": _ranks(bm25)}
        hits = (_hit(rows[i], float(scores[i]), ranks) for i in order)
        return first_apart(hits, k)

    def sentence_scores(self, question: str, passages: Sequence[Passage]) -> list[list[float]]:
        """Cosine of the question with each sentence of each passage; 0 where it is not stored."""
        asked = self._embedder.query(question)
        scores = []
        for passage in passages:
            row = self._documents.row_of(passage)
            known = [] if row is None else (row.sentences @ asked).tolist()
            scores.append(known or [0.0] * len(passage.sentences))
        return scores


def first_apart(hits: Iterable[Hit], k: int) -> list[Hit]:
    """The first `k` hits, without those that mostly repeat a better one."""
    kept: list[Hit] = []
    for hit in hits:
        if len(kept) == k:
            break
        if not any(_repeats(hit.passage, other.passage) for other in kept):
            kept.append(hit)
    return kept


def _repeats(passage: Passage, other: Passage) -> bool:
    if passage.document_id != other.document_id:
        return False
    shared = min(passage.end, other.end) - max(passage.start, other.start)
    return 2 * shared > passage.end - passage.start


def _scores(rows: Sequence[Row], asked: Floats, bm25: Mapping[int, float]) -> dict[str, Floats]:
    """For every candidate, whichever retriever brought it, its score in each respect."""
    best = [(row.sentences @ asked).max() if len(row.sentences) else -1.0 for row in rows]
    return {
        "dense": np.stack([row.vector for row in rows]) @ asked,
        "sentence": np.array(best),
        "bm25": np.array([bm25.get(row.key, 0.0) for row in rows]),
    }


def _ranks(ranking: Ranking) -> dict[int, int]:
    return {key: rank for rank, (key, _) in enumerate(ranking, 1)}


def _hit(row: Row, score: float, ranks: Mapping[str, Mapping[int, int]]) -> Hit:
    own = {name: places[row.key] for name, places in ranks.items() if row.key in places}
    return Hit(row.passage, row.title, score, own)
