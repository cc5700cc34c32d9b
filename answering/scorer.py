"""The trained scorer: reads question and text together and says how well the text answers.

A cross-encoder of a few transformer layers (BERT, Devlin et al. 2019) started from
multilingual-e5-small and trained by `training/train_scorer.py`. Its file holds int8 weights
with one scale a row, and a trimmed vocabulary; the layers run in int8, as those of the embedder do.
torch is imported when a scorer is opened, not before.
"""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from torch import Tensor

FILE = Path(__file__).with_name("scorer.safetensors")
LONGEST = 112  # tokens of question and text together; as in training
BATCH_TOKENS = 1536


def open_scorer(path: Path = FILE) -> Scorer | None:
    """The scorer in `path`; None where there is no such file (everything works without it)."""
    return Scorer(path) if path.exists() else None


class Scorer:
    """Scores texts against a question. Safe to share between threads."""

    def __init__(self, path: Path = FILE) -> None:
        from safetensors import safe_open  # noqa: PLC0415 (torch comes with it)
        from tokenizers import Tokenizer  # noqa: PLC0415

        with safe_open(path, framework="pt") as file:
            facts = json.loads(file.metadata()["facts"])
            stored = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        self.name: str = facts["name"]
        self._network = _Network(stored, facts["layers"], facts["heads"], facts["epsilon"])
        self._tokenizer = Tokenizer.from_str(bytes(stored["tokenizer"].tolist()).decode())
        self._tokenizer.enable_truncation(LONGEST, strategy="longest_first")
        self._lock = threading.Lock()  # a tokenizer must not be called by two threads at once

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n,) logits, higher the better `texts[i]` answers `question`; above 0 is likely."""
        scores = np.zeros(len(texts), np.float32)
        with self._lock:
            coded = self._tokenizer.encode_batch([(question, text) for text in texts])
        for rows in _batches([len(c.ids) for c in coded]):
            scores[rows] = self._network.answers([coded[row].ids for row in rows])
        return scores


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Row numbers, longest first, in batches of at most BATCH_TOKENS padded tokens."""
    batch: list[int] = []
    for row in sorted(range(len(lengths)), key=lambda r: -lengths[r]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


class _Network:
    """The encoder's forward pass over stored int8 weights."""

    def __init__(self, stored: dict[str, Tensor], layers: int, heads: int, epsilon: float) -> None:
        import torch  # noqa: PLC0415

        from retrieval import int8  # noqa: PLC0415

        self.torch: Any = torch
        self.layers, self.heads, self.epsilon = layers, heads, epsilon
        self.plain = {n: t.float() for n, t in stored.items() if t.dtype == torch.float16}
        self.words, self.word_scales = stored["words"], stored["words.scale"]
        names = [
            n.removesuffix(".scale") for n in stored if n.endswith(".scale") and n[0].isdigit()
        ]
        plain = {name: self._linear_layer(stored, name) for name in names}
        # Where this machine's torch has no int8 kernels, the layers stay in float32.
        self.linears = {n: int8.Int8Linear(p) for n, p in plain.items()} if int8.works() else plain

    def _linear_layer(self, stored: dict[str, Tensor], name: str) -> Any:
        weight = stored[name].float() * stored[f"{name}.scale"][:, None]
        layer = self.torch.nn.Linear(weight.shape[1], weight.shape[0])
        layer.weight.data, layer.bias.data = weight, self.plain[f"{name}.bias"]
        return layer

    def answers(self, ids: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """(n,) logits of rows of token ids of any length."""
        torch = self.torch
        longest = max(map(len, ids))
        tokens = torch.tensor([[*row, *[0] * (longest - len(row))] for row in ids])
        inside = torch.tensor([[True] * len(row) + [False] * (longest - len(row)) for row in ids])
        with torch.inference_mode():
            hidden = self._embedded(tokens)
            for number in range(self.layers):
                hidden = self._layer(number, hidden, inside)
            logits = hidden[:, 0] @ self.plain["head.weight"].T + self.plain["head.bias"]
        found: NDArray[np.float32] = logits[:, 0].numpy()
        return found

    def _embedded(self, tokens: Tensor) -> Tensor:
        words = self.words[tokens] * self.word_scales[tokens][..., None].float()
        return self._normal("embeddings", words + self.plain["positions"][: tokens.shape[1]])

    def _layer(self, number: int, hidden: Tensor, inside: Tensor) -> Tensor:
        """(n, length, d) → the same; attention over `inside`, then the feed-forward part."""
        gelu = self.torch.nn.functional.gelu
        attended = self._attention(number, hidden, inside)
        hidden = self._normal(f"{number}.attended", hidden + attended)
        inner = gelu(self._linear(f"{number}.inner", hidden))
        return self._normal(f"{number}.outer", hidden + self._linear(f"{number}.out", inner))

    def _attention(self, number: int, hidden: Tensor, inside: Tensor) -> Tensor:
        rows, length, width = hidden.shape
        split = (rows, length, self.heads, width // self.heads)
        query, key, value = (
            self._linear(f"{number}.{part}", hidden).view(split).transpose(1, 2)
            for part in ("query", "key", "value")
        )
        mixed = self.torch.nn.functional.scaled_dot_product_attention(
            query, key, value, attn_mask=inside[:, None, None, :], scale=1 / math.sqrt(split[3])
        )
        return self._linear(f"{number}.mixed", mixed.transpose(1, 2).reshape(rows, length, width))

    def _linear(self, name: str, hidden: Tensor) -> Tensor:
        made: Tensor = self.linears[name](hidden)
        return made

    def _normal(self, name: str, hidden: Tensor) -> Tensor:
        weight, bias = self.plain[f"{name}.norm.weight"], self.plain[f"{name}.norm.bias"]
        made: Tensor = self.torch.nn.functional.layer_norm(
            hidden, weight.shape, weight, bias, self.epsilon
        )
        return made
