"""The 4-bit file, on a file small enough to write by hand."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from retrieval.e5 import E5File, bert_state, dequantise, read


def block(scale: float, nibbles: list[int]) -> bytes:
    low, high = nibbles[:16], nibbles[16:]
    packed = bytes(a | b << 4 for a, b in zip(low, high, strict=True))
    return struct.pack("<e", scale) + packed


def test_a_block_of_four_bit_weights() -> None:
    weights = dequantise(block(0.5, [8, 9, 0, *[8] * 13, 15, *[8] * 15]))
    assert weights.tolist() == [0.0, 0.5, -4.0, *[0.0] * 13, 3.5, *[0.0] * 15]


def small_file() -> bytes:
    pieces, scores = ["<s>", "é"], [0.0, -1.5]
    blob = "".join(pieces).encode()
    head = b"E5S1" + struct.pack("<I7ifi", 1, 32, 1, 2, 64, 2, 4, 1, 1e-12, 32)
    head += struct.pack("<5iQ", 2, 0, 2, 1, 3, len(blob)) + struct.pack("<3I", 0, 3, len(blob))
    head += struct.pack("<2f", *scores) + blob + struct.pack("<iI", 0, 2) + b"xx"
    tensors = [("emb.word", 1, block(1.0, [8] * 32) * 2, 64), ("l0.aln.b", 0, b"\0" * 128, 32)]
    size = len(head) + 4 + sum(2 + len(name) + 21 for name, *_ in tensors)
    directory, data = struct.pack("<i", len(tensors)), b""
    for name, kind, raw, count in tensors:
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", kind, count, size + len(data), len(raw))
        data += raw
    return head + directory + data


def test_the_whole_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "e5.bin").write_bytes(small_file())
    e5 = read(tmp_path / "e5.bin")
    assert (e5.hidden, e5.layers, e5.heads, e5.feed_forward) == (32, 1, 2, 64)
    assert e5.vocabulary == [("<s>", 0.0), ("é", -1.5)]
    assert {name: tensor.size for name, tensor in e5.tensors.items()} == {
        "emb.word": 64,
        "l0.aln.b": 32,
    }


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "e5.bin").write_bytes(b"GGUF" + b"\0" * 100)
    with pytest.raises(ValueError, match="not an E5S1"):
        read(tmp_path / "e5.bin")


def test_tensors_get_the_names_and_shapes_of_bert() -> None:
    sizes = {"q": (4, 4), "ao": (4, 4), "fi": (8, 4), "fo": (4, 8)}
    tensors = {f"l0.{name}.w": np.zeros(a * b, np.float32) for name, (a, b) in sizes.items()}
    tensors |= {"emb.word": np.zeros(12, np.float32), "l0.oln.w": np.zeros(4, np.float32)}
    state = bert_state(E5File(4, 1, 2, 8, 3, 16, 1, 1e-12, [], tensors))
    prefix = "encoder.layer.0"
    assert state[f"{prefix}.attention.self.query.weight"].shape == (4, 4)
    assert state[f"{prefix}.attention.output.dense.weight"].shape == (4, 4)
    assert state[f"{prefix}.intermediate.dense.weight"].shape == (8, 4)
    assert state[f"{prefix}.output.dense.weight"].shape == (4, 8)
    assert state[f"{prefix}.output.LayerNorm.weight"].shape == (4,)
    assert state["embeddings.word_embeddings.weight"].shape == (3, 4)
