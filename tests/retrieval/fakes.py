"""An embedder and a splitter whose work a person can follow."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.types import Document, Passage, Sentence
from retrieval.embeddings import Embedded, Progress
from retrieval.terms import terms

CHUNKING = "two-sentences"


class HashingEmbedder:
    """Counts of stems, hashed into 64 places: texts are near when they share words."""

    def __init__(self, name: str = "hashing", dimension: int = 64) -> None:
        self.name = name
        self.dimension = dimension
        self.embedded = 0

    def query(self, text: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self.texts([text])[0]
        return vector

    def passages(
        self, passages: Sequence[Passage], on_progress: Progress | None = None
    ) -> Embedded:
        self.embedded += len(passages)
        if on_progress:
            on_progress(len(passages), len(passages))
        sentences = [self.texts([s.text for s in passage.sentences]) for passage in passages]
        return Embedded(self.texts([passage.text for passage in passages]), sentences)

    def texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            for term in terms(text, "fr") or ["?"]:
                digest = hashlib.md5(term.encode()).digest()
                vector[int.from_bytes(digest[:4], "big") % self.dimension] += 1.0
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def split(document: Document) -> list[Passage]:
    """Passages of two sentences; a sentence ends at a full stop."""
    spans = [m.span() for m in re.finditer(r"[^\s.][^.]*\.?", document.text)]
    cut = [Sentence(document.id, s, e, document.text[s:e]) for s, e in spans]
    return [_passage(document, cut[i : i + 2]) for i in range(0, len(cut), 2)]


def document(text: str, source: str = "a.txt", title: str = "", **fields: str) -> Document:
    """A Document as a loader gives it: version 1, id and hash from source and text."""
    made = Document(
        id=_digest(source),
        version=1,
        text=text,
        title=title or source,
        source=source,
        content_hash=_digest(text),
        language="fr",
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _passage(document: Document, cut: Sequence[Sentence]) -> Passage:
    start, end = cut[0].start, cut[-1].end
    return Passage(document.id, document.version, start, end, document.text[start:end], tuple(cut))
