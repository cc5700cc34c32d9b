"""Turns questions, passages and sentences into vectors. Loads no model library until asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from core.types import Passage

Floats = NDArray[np.float32]
Progress = Callable[[int, int], None]
Precision = Literal["fast", "fp32"]


@dataclass(frozen=True, slots=True)
class Embedded:
    """Passages as `vectors` (n, d); `sentences[i]` is (sentences of passage i, d). All unit norm."""

    vectors: Floats
    sentences: list[Floats]


class Embedder(Protocol):
    """`name` says model and precision: vectors of two names must never be mixed in one index."""

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def query(self, text: str) -> Floats:
        """The question's vector (d,), unit norm."""

    def passages(
        self, passages: Sequence[Passage], on_progress: Progress | None = None
    ) -> Embedded:
        """Vectors of passages and of their sentences; progress is (done, all) in passages."""

    def texts(self, texts: Sequence[str]) -> Floats:
        """Vectors (n, d) of texts, embedded as documents, unit norm."""


def open_embedder(
    name: str,
    cache: Path,
    *,
    precision: Precision = "fast",
    threads: int = 0,
    on_progress: Progress | None = None,
) -> Embedder:
    """The embedder called `name`: "embedded", or any sentence-transformers name or folder.

    `precision="fp32"` is sentence-transformers as it comes, for comparison. The number of
    threads (0: torch's own choice) is set for torch as a whole. Progress is (done, all) in bytes
    of the model file, where it has to be fetched.
    """
    from retrieval import sentence_models  # noqa: PLC0415 (seconds of imports)

    return sentence_models.load(name, cache, precision, threads, on_progress)
