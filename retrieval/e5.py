"""Reads multilingual-e5-small from its 4-bit file, as the tensors of a BERT encoder.

The file (`weights/manifest.py`, E5) is little-endian: the magic `E5S1`, a version, the
dimensions of a BERT encoder, a Unigram vocabulary with its scores, a table of character
normalisations (not needed: Nmt and NFKC do the same), and a directory of tensors. Tensors
are float32, or Q4_0: blocks of 32 weights, each a float16 scale and 16 bytes of nibbles,
byte j holding weights j (low) and j + 16 (high), weight = (nibble - 8) · scale.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_SIZES = ("hidden", "layers", "heads", "feed_forward", "words", "positions", "types")
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


@dataclass(frozen=True)
class E5File:
    """What the 4-bit file holds: sizes, vocabulary [(piece, log-probability)], tensors by name."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    words: int
    positions: int
    types: int
    epsilon: float
    vocabulary: list[tuple[str, float]]
    tensors: dict[str, Floats]


class _Reader:
    """Reads packed little-endian values one after the other."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def bytes(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


def dequantise(data: bytes) -> Floats:
    """Q4_0 blocks as flat float32 weights, 32 a block."""
    blocks = np.frombuffer(data, dtype=np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)]))
    nibbles = blocks["nibbles"]
    levels = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32) - 8
    return (levels * blocks["scale"].astype(np.float32)[:, None]).ravel()


def read(path: Path) -> E5File:
    """Reads the whole file (the caller has checked its hash)."""
    reader = _Reader(path.read_bytes())
    magic, _version = reader.take("4sI")
    if magic != b"E5S1":
        raise ValueError(f"{path.name} is not an E5S1 file")
    sizes: dict[str, Any] = dict(zip(_SIZES, reader.take("7i"), strict=True))
    epsilon, _block = reader.take("fi")
    vocabulary = _read_vocabulary(reader)
    _count, normalisation = reader.take("iI")
    reader.bytes(normalisation)
    tensors = _read_tensors(reader)
    return E5File(**sizes, epsilon=epsilon, vocabulary=vocabulary, tensors=tensors)


def _read_vocabulary(reader: _Reader) -> list[tuple[str, float]]:
    count, _bos, _eos, _pad, _unknown, length = reader.take("5iQ")
    offsets = reader.take(f"{count + 1}I")
    scores = reader.take(f"{count}f")
    blob = reader.bytes(length)
    pieces = (blob[offsets[i] : offsets[i + 1]].decode("utf-8") for i in range(count))
    return list(zip(pieces, scores, strict=True))


def _read_tensors(reader: _Reader) -> dict[str, Floats]:
    tensors = {}
    for _ in range(reader.take("i")[0]):
        name = reader.bytes(reader.take("H")[0]).decode("ascii")
        kind, _weights, offset, length = reader.take("BIQQ")
        data = reader.data[offset : offset + length]
        tensors[name] = dequantise(data) if kind == 1 else np.frombuffer(data, dtype="<f4")
    return tensors


def bert_state(e5: E5File) -> dict[str, Floats]:
    """The tensors under the names, and in the shapes, of a transformers BertModel."""
    state = {}
    for name, tensor in e5.tensors.items():
        if name in _EMBEDDINGS:
            target = _EMBEDDINGS[name]
        else:
            layer, part, kind = name.split(".")
            suffix = "weight" if kind == "w" else "bias"
            target = f"encoder.layer.{layer[1:]}.{_LAYER[part]}.{suffix}"
        state[target] = tensor.reshape(_shape(e5, target, tensor.size))
    width = e5.hidden  # the pooler has no part in a mean; zeros spare a random start
    state["pooler.dense.weight"] = np.zeros((width, width), np.float32)
    state["pooler.dense.bias"] = np.zeros(width, np.float32)
    return state


def _shape(e5: E5File, target: str, size: int) -> tuple[int, ...]:
    if target.endswith("bias") or "LayerNorm" in target:
        return (size,)
    columns = e5.feed_forward if target.endswith(f"{_LAYER['fo']}.weight") else e5.hidden
    if _LAYER["ao"] in target:
        columns = e5.hidden
    return (size // columns, columns)
