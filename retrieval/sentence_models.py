"""Embedders over a SentenceTransformer. The only file that runs one.

Two ways, one protocol: `LateEmbedder` runs the model in length-sorted batches and takes the
sentence vectors from the passage's own forward pass (late chunking, arXiv 2409.04701);
`PlainEmbedder` calls `SentenceTransformer.encode` and works with any model.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from transformers.utils import logging

from core.errors import ModelError
from core.types import Passage
from retrieval import e5_model, int8
from retrieval.embeddings import Embedded, Embedder, Floats, Precision, Progress
from retrieval.tokens import Pool, Span, Tokens, batches, padded, token_range, windows
from weights.fetch import fetch
from weights.manifest import E5

BLOCK = 1024  # passages sorted by length together: enough to pad little, few enough to hold
BUDGET = 2048  # padded tokens in a batch: more fall out of a laptop's cache
LONGEST = 512  # tokens in a window
CACHED_QUERIES = 256


def load(
    name: str,
    cache: Path,
    precision: Precision,
    threads: int,
    on_progress: Progress | None = None,
) -> Embedder:
    """See `embeddings.open_embedder`."""
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    torch.set_num_threads(threads or torch.get_num_threads())
    if name == "embedded":
        folder = e5_model.build(fetch(E5.name, cache, on_progress), cache)
        model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        name = folder.name
    else:
        model = _named(name)
    if precision == "fp32" or not _pools_by_mean(model):
        return PlainEmbedder(model, f"{name}/plain")
    if name == e5_model.FOLDER and int8.works():  # how well other models bear int8 is not known
        int8.quantise(model)
        return LateEmbedder(model, f"{name}/int8")
    return LateEmbedder(model, f"{name}/fp32")


def _named(name: str) -> SentenceTransformer:
    """A model from a folder or from what the hub's own cache holds: never from the network."""
    try:
        model = SentenceTransformer(name, device="cpu", local_files_only=True)
    except (OSError, ValueError) as error:
        raise ModelError(name=name, detail=str(error).splitlines()[0]) from error
    if "e5" in name.lower() and not any(model.prompts.values()):
        model.prompts = dict(e5_model.PROMPTS)
    return model


def _pools_by_mean(model: SentenceTransformer) -> bool:
    """Whether a text's vector is the plain mean of its token vectors, at most normalised."""
    modules: list[Any] = list(model)
    kinds = [type(module).__name__ for module in modules[1:]]
    if kinds not in (["Pooling"], ["Pooling", "Normalize"]):
        return False
    mean = modules[1].pooling_mode in ("mean", ("mean",), ["mean"])
    return bool(mean and getattr(model.tokenizer, "is_fast", False))


class PlainEmbedder:
    """A SentenceTransformer used through `encode`, one forward pass more for the sentences."""

    def __init__(self, model: SentenceTransformer, name: str) -> None:
        self.model = model
        self.name = name
        self.dimension = int(model.get_embedding_dimension() or 0)

    def query(self, text: str) -> Floats:
        vector = self.model.encode_query(text, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vector, np.float32)

    def passages(
        self, passages: Sequence[Passage], on_progress: Progress | None = None
    ) -> Embedded:
        vectors = self.texts([passage.text for passage in passages])
        every = self.texts([s.text for passage in passages for s in passage.sentences])
        edges = np.cumsum([len(passage.sentences) for passage in passages])[:-1]
        if on_progress:
            on_progress(len(passages), len(passages))
        return Embedded(vectors, np.split(every, edges) if passages else [])

    def texts(self, texts: Sequence[str]) -> Floats:
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        vectors = self.model.encode_document(
            list(texts), normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, np.float32)


class LateEmbedder:
    """A mean-pooling SentenceTransformer in length-sorted batches, sentences from the same pass."""

    def __init__(self, model: SentenceTransformer, name: str) -> None:
        self.model = model.eval()
        self.name = name
        self.dimension = int(model.get_embedding_dimension() or 0)
        self._lock = threading.Lock()  # a tokenizer must not be called by two threads at once
        self._tokenizer: Any = model.tokenizer
        self._limit = min(LONGEST, model.max_seq_length or LONGEST)
        self._before, self._after = self._specials()
        self._queries = lru_cache(CACHED_QUERIES)(self._embed_query)

    def query(self, text: str) -> Floats:
        vector: Floats = self._queries(text)
        return vector

    def passages(
        self, passages: Sequence[Passage], on_progress: Progress | None = None
    ) -> Embedded:
        vectors: list[Floats] = [np.zeros((0, self.dimension), np.float32)]
        sentences: list[Floats] = []
        for start in range(0, len(passages), BLOCK):
            block = passages[start : start + BLOCK]
            spans = [[(s.start - p.start, s.end - p.start) for s in p.sentences] for p in block]
            tell = (lambda n, s=start: on_progress(s + n, len(passages))) if on_progress else None
            rows, parts = self._embed([p.text for p in block], "document", spans, tell)
            vectors.append(rows)
            sentences += parts
        return Embedded(np.concatenate(vectors), sentences)

    def texts(self, texts: Sequence[str]) -> Floats:
        blocks = [texts[i : i + BLOCK] for i in range(0, len(texts), BLOCK)]
        rows = [self._embed(block, "document", [()] * len(block))[0] for block in blocks]
        return np.concatenate([np.zeros((0, self.dimension), np.float32), *rows])

    def _embed_query(self, text: str) -> Floats:
        vector: Floats = self._embed([text], "query", [()])[0][0]
        vector.flags.writeable = False  # shared through the cache
        return vector

    def _embed(
        self,
        texts: Sequence[str],
        prompt: str,
        spans: Sequence[Sequence[Span]],
        on_progress: Callable[[int], None] | None = None,
    ) -> tuple[Floats, list[Floats]]:
        """Unit vectors of texts and of character spans in them."""
        lead, tokens = self._tokenise(texts, self.model.prompts.get(prompt) or "")
        ranges = [
            [token_range(t.offsets, span) for span in of]
            for t, of in zip(tokens, spans, strict=True)
        ]
        pool = Pool(ranges, self.dimension)
        made = windows(tokens, self._before + lead, self._after, self._limit)
        done = 0
        for batch in batches(made, BUDGET):
            for window, vectors in zip(
                batch, self._forward(*padded(batch, self._pad)), strict=True
            ):
                pool.add(window, vectors)
            done += len(batch)
            if on_progress:
                on_progress(done * len(texts) // len(made))
        return pool.result()

    def _tokenise(self, texts: Sequence[str], prompt: str) -> tuple[list[int], list[Tokens]]:
        """The prompt's tokens, and those of each text (tokenised after the prompt) with offsets."""
        with self._lock:
            made = self._tokenizer(
                [prompt + text for text in texts],
                add_special_tokens=False,
                return_offsets_mapping=True,
                verbose=False,
            )
        lead: list[int] = []
        tokens: list[Tokens] = []
        for ids, offsets in zip(made["input_ids"], made["offset_mapping"], strict=True):
            cut = sum(end <= len(prompt) for _, end in offsets[: len(prompt)])
            shifted = [(start - len(prompt), end - len(prompt)) for start, end in offsets[cut:]]
            lead = ids[:cut]
            tokens.append(Tokens(ids[cut:], shifted))
        return lead, tokens

    def _forward(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> Floats:
        """Token vectors (windows, tokens, d)."""
        with torch.inference_mode():
            features = {
                "input_ids": torch.from_numpy(ids),
                "attention_mask": torch.from_numpy(mask),
            }
            vectors = self.model(features)["token_embeddings"]
        return np.asarray(vectors.float().numpy(), np.float32)

    @property
    def _pad(self) -> int:
        return int(self._tokenizer.pad_token_id or 0)

    def _specials(self) -> tuple[list[int], list[int]]:
        """The special tokens before and after a text."""
        bare = self._tokenizer("a", add_special_tokens=False)["input_ids"]
        whole = self._tokenizer("a")["input_ids"]
        at = next(i for i in range(len(whole)) if whole[i : i + len(bare)] == bare)
        return whole[:at], whole[at + len(bare) :]
