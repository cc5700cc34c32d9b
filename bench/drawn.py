"""Drawn vectors, for what does not depend on the words: embedding 100,000 passages takes hours."""

from __future__ import annotations

import time
import zlib
from collections.abc import Sequence

import numpy as np

from core.types import Passage
from retrieval.embeddings import Embedded, Embedder, Floats, Progress

CENTRES, NOISES = 200, 4096


class Drawn:
    """An embedder whose vectors are drawn around 200 centres, so that neighbours are crowded.

    The same text always gets the same vector. While `pays` is on, `real` does its work all the
    same, so that its time is spent; only its vectors are replaced. It goes by the real one's
    name, so that the index can be opened by the program itself.
    """

    def __init__(self, real: Embedder) -> None:
        chance = np.random.default_rng(0)
        self._real = real
        self.name, self.dimension = real.name, real.dimension
        self._centres = chance.normal(size=(CENTRES, self.dimension)).astype(np.float32)
        self._noise = chance.normal(size=(NOISES, self.dimension)).astype(np.float32)
        self.pays = True

    def query(self, text: str) -> Floats:
        if self.pays:
            self._real.query(text)
        vector: Floats = self._draw([text])[0]
        return vector

    def passages(
        self, passages: Sequence[Passage], on_progress: Progress | None = None
    ) -> Embedded:
        if self.pays:
            self._real.passages(passages, on_progress)
        vectors = self._draw([passage.text for passage in passages])
        return Embedded(vectors, [self._draw([s.text for s in p.sentences]) for p in passages])

    def texts(self, texts: Sequence[str]) -> Floats:
        if self.pays:
            self._real.texts(texts)
        return self._draw(texts)

    def _draw(self, texts: Sequence[str]) -> Floats:
        seeds = np.array([zlib.crc32(text.encode()) for text in texts], np.int64)
        vectors = self._centres[seeds % CENTRES] + self._noise[seeds // CENTRES % NOISES]
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


class Timed:
    """An embedder that adds up the `seconds` it is at work."""

    def __init__(self, real: Embedder) -> None:
        self._real = real
        self.name, self.dimension = real.name, real.dimension
        self.seconds = 0.0

    def query(self, text: str) -> Floats:
        return self._real.query(text)

    def passages(
        self, passages: Sequence[Passage], on_progress: Progress | None = None
    ) -> Embedded:
        begun = time.perf_counter()
        try:
            return self._real.passages(passages, on_progress)
        finally:
            self.seconds += time.perf_counter() - begun

    def texts(self, texts: Sequence[str]) -> Floats:
        begun = time.perf_counter()
        try:
            return self._real.texts(texts)
        finally:
            self.seconds += time.perf_counter() - begun
