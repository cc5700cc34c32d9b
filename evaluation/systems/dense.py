"""Dense retrieval alone and exact: cosine over all vectors."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.types import Passage
from evaluation.cases import Case
from evaluation.gold import Span
from evaluation.systems import Reply
from retrieval.embeddings import Embedder


class Dense:
    """Cosine of the question with every passage vector, without any index."""

    name = "dense"

    def __init__(self, passages: Sequence[Passage], embedder: Embedder, cache: Path) -> None:
        """Vectors are kept in `cache`, under a name that says embedder and passages."""
        self._embedder = embedder
        self._spans = [Span(p.document_id, p.start, p.end) for p in passages]
        self._vectors = _kept_vectors(passages, embedder, cache)

    def made_by(self) -> Mapping[str, str]:
        return {"embedding": self._embedder.name, "index": "exact cosine"}

    def search(self, question: str, documents: Collection[str] | None, k: int) -> list[Span]:
        scores = self._vectors @ self._embedder.query(question)
        order = np.argsort(-scores, kind="stable")
        wanted = (self._spans[i] for i in order)
        within = (s for s in wanted if documents is None or s.document_id in documents)
        return [span for span, _ in zip(within, range(k), strict=False)]

    def answer(self, case: Case, documents: Collection[str] | None) -> Reply | None:  # noqa: ARG002
        return None


def _kept_vectors(
    passages: Sequence[Passage], embedder: Embedder, cache: Path
) -> NDArray[np.float32]:
    key = hashlib.sha256(embedder.name.encode())
    for passage in passages:
        key.update(f"{passage.id}\0{passage.text}\0".encode())
    path = cache / f"dense-{key.hexdigest()[:16]}.npy"
    if path.is_file():
        kept: NDArray[np.float32] = np.load(path)
        return kept
    vectors = embedder.passages(passages).vectors
    cache.mkdir(parents=True, exist_ok=True)
    np.save(path, vectors)
    return vectors
