"""Cuts tokenised texts into windows and batches, and pools token vectors. Knows no model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Tokens:
    """A tokenised text: ids, and for each the (start, end) of its characters in the text."""

    ids: list[int]
    offsets: list[Span]


@dataclass(frozen=True, slots=True)
class Window:
    """A run of tokens [start, end) of text number `text`, as the model will see it.

    `ids` has `lead` tokens (specials, prompt) before the run and may have specials after it.
    """

    text: int
    start: int
    end: int
    lead: int
    ids: list[int]


def windows(
    texts: Sequence[Tokens], before: list[int], after: list[int], limit: int
) -> list[Window]:
    """Windows of at most `limit` tokens in all, nearly equal in length; no token is left out."""
    room = limit - len(before) - len(after)
    made = []
    for number, text in enumerate(texts):
        count = max(1, -(-len(text.ids) // room))
        edges = [len(text.ids) * i // count for i in range(count + 1)]
        for start, end in pairwise(edges):
            ids = [*before, *text.ids[start:end], *after]
            made.append(Window(number, start, end, len(before), ids))
    return made


def batches(made: Sequence[Window], budget: int) -> Iterator[list[Window]]:
    """Windows longest first, grouped so that a padded batch has at most `budget` tokens."""
    batch: list[Window] = []
    for window in sorted(made, key=lambda w: -len(w.ids)):
        if batch and (len(batch) + 1) * len(batch[0].ids) > budget:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def padded(batch: Sequence[Window], pad: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Token ids and attention mask of a batch, each (windows, longest)."""
    shape = (len(batch), max(len(window.ids) for window in batch))
    ids, mask = np.full(shape, pad, np.int64), np.zeros(shape, np.int64)
    for row, window in enumerate(batch):
        ids[row, : len(window.ids)] = window.ids
        mask[row, : len(window.ids)] = 1
    return ids, mask


def token_range(offsets: Sequence[Span], span: Span) -> Span:
    """The tokens [first, last) that end inside the characters `span` (tokens run in order)."""
    ends = [end for _, end in offsets]
    first = int(np.searchsorted(ends, span[0], side="right"))
    return first, int(np.searchsorted(ends, span[1], side="right"))


def unit(vectors: Floats) -> Floats:
    """Rows scaled to length 1; a zero row stays zero."""
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)


class Pool:
    """Sums of token vectors for texts and for spans of them, gathered window by window.

    A text's vector is the mean over all its tokens, specials and prompt included (what E5 was
    trained with); a span's is the mean over its own tokens. `spans[i]` are token ranges of text i.
    """

    def __init__(self, spans: Sequence[Sequence[Span]], dimension: int) -> None:
        self.spans = spans
        self.texts = np.zeros((len(spans), dimension), np.float32)
        self.parts = [np.zeros((len(s), dimension), np.float32) for s in spans]

    def add(self, window: Window, vectors: Floats) -> None:
        """Adds the (tokens, dimension) vectors of one window."""
        self.texts[window.text] += vectors[: len(window.ids)].sum(axis=0)
        for part, (first, last) in enumerate(self.spans[window.text]):
            start, end = max(first, window.start), min(last, window.end)
            if start < end:
                shift = window.lead - window.start
                self.parts[window.text][part] += vectors[start + shift : end + shift].sum(axis=0)

    def result(self) -> tuple[Floats, list[Floats]]:
        """Unit vectors of texts (n, d) and of their spans; a span without tokens gets its text's."""
        texts = unit(self.texts)
        parts = []
        for text, sums in zip(texts, self.parts, strict=True):
            filled = np.any(sums != 0, axis=1, keepdims=True)
            parts.append(np.where(filled, unit(sums), text).astype(np.float32))
        return texts, parts
