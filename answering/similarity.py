"""How near two texts are in meaning: cosines of sentence embeddings, remembered."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.embeddings import Embedder

REMEMBERED = 20_000  # vectors of 384 float32: 31 MB


class Meaning:
    """Cosines by an embedder. Sentences met before are not embedded again. Thread-safe."""

    def __init__(self, embedder: Embedder, remembered: int = REMEMBERED) -> None:
        self._embedder = embedder
        self._limit = remembered
        self._vectors: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

    def of_question(self, question: str, texts: Sequence[str]) -> list[float]:
        """Cosine of a question with each of `texts`."""
        return self._cosines(self._embedder.query(question), texts)

    def of_text(self, text: str, texts: Sequence[str]) -> list[float]:
        """Cosine of a statement with each of `texts`."""
        vectors = self._known([text, *texts])
        return [float(cosine) for cosine in vectors[1:] @ vectors[0]]

    def _cosines(self, vector: NDArray[np.float32], texts: Sequence[str]) -> list[float]:
        return [float(cosine) for cosine in self._known(texts) @ vector] if texts else []

    def _known(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, d) vectors of `texts`, embedding only the new ones."""
        with self._lock:
            new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        made = dict(zip(new, self._embedder.texts(new), strict=True)) if new else {}
        with self._lock:
            found = [made[t] if t in made else self._vectors.get(t) for t in texts]
            self._vectors.update(made)
            while len(self._vectors) > self._limit:
                self._vectors.popitem(last=False)
        # Another thread may have made room between the two looks.
        return np.stack(
            [
                self._embedder.texts([t])[0] if v is None else v
                for t, v in zip(texts, found, strict=True)
            ]
        )
