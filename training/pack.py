"""Packs a trained scorer into the one file `answering/scorer.py` reads.

    python -m training.pack --run RUN [RUN…] --data ../shared/data -o answering/scorer.safetensors

Weights become int8 with one float32 scale a row (symmetric), the rest float16. The
vocabulary keeps every piece seen in the training texts, every single character, and the
likeliest pieces in Latin script up to WORDS; a word outside it falls apart into smaller pieces.
The weights of several runs, or of one run at several moments, are averaged (Wortsman et al. 2022).
"""

from __future__ import annotations

import argparse
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import Tensor

from core.settings import Settings
from retrieval.e5_model import FOLDER
from retrieval.embeddings import open_embedder
from retrieval.int8 import WEIGHT_LEVELS
from training.groups import known
from training.written import written

WORDS = 48_000
SPECIAL = 4  # <s> <pad> </s> <unk> come first and stay
PARTS = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "mixed",
    "intermediate.dense": "inner",
    "output.dense": "out",
}
NORMS = {"attention.output.LayerNorm": "attended", "output.LayerNorm": "outer"}


def rows_int8(weight: Tensor, levels: int) -> tuple[Tensor, Tensor]:
    """(rows, columns) float → int8 and a scale a row; the largest of a row becomes ±levels."""
    scale = (weight.abs().amax(dim=1) / levels).clamp_min(1e-8)
    return (weight / scale[:, None]).round().to(torch.int8), scale


def latin(piece: str) -> bool:
    letters = [c for c in piece if c.isalpha()]
    return all("LATIN" in unicodedata.name(c, "") for c in letters)


def kept_pieces(vocabulary: list[tuple[str, float]], seen: set[int]) -> list[int]:
    """Piece numbers to keep, in the old order."""
    chosen = set(range(SPECIAL)) | seen
    chosen |= {i for i, (p, _) in enumerate(vocabulary) if len(p) == 1 and latin(p)}
    likely = sorted(range(len(vocabulary)), key=lambda i: -vocabulary[i][1])
    for i in likely:
        if len(chosen) >= WORDS:
            break
        if latin(vocabulary[i][0]):
            chosen.add(i)
    return sorted(chosen)


def pieces_in(tokenizer: Tokenizer, texts: Iterable[str]) -> set[int]:
    return {i for coded in tokenizer.encode_batch(list(texts)) for i in coded.ids}


def trimmed(tokenizer: Tokenizer, texts: Iterable[str]) -> tuple[list[int], str]:
    """The kept piece numbers and the trimmed tokenizer as JSON."""
    plan = json.loads(tokenizer.to_str())
    vocabulary = plan["model"]["vocab"]
    kept = kept_pieces(vocabulary, pieces_in(tokenizer, texts))
    plan["model"]["vocab"] = [vocabulary[i] for i in kept]
    plan["added_tokens"] = [t for t in plan["added_tokens"] if t["id"] < SPECIAL]
    plan["padding"] = plan["truncation"] = None
    return kept, json.dumps(plan, ensure_ascii=False)


def averaged(states: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of each tensor over `states`."""
    return {
        name: torch.stack([state[name].float() for state in states]).mean(dim=0)
        for name in states[0]
    }


def layers(state: dict[str, Tensor]) -> int:
    return sum(name.endswith("attention.self.query.bias") for name in state)


def tensors(state: dict[str, Tensor], kept: list[int]) -> dict[str, Tensor]:
    """The file's tensors from the trained state."""
    out: dict[str, Tensor] = {}
    base = "bert.embeddings."
    out["words"], out["words.scale"] = rows_int8(state[base + "word_embeddings.weight"][kept], 127)
    kind = state[base + "token_type_embeddings.weight"][0]
    out["positions"] = (state[base + "position_embeddings.weight"] + kind).half()
    for name, value in (("weight", "weight"), ("bias", "bias")):
        out[f"embeddings.norm.{name}"] = state[f"{base}LayerNorm.{value}"].half()
    for number in range(layers(state)):
        prefix = f"bert.encoder.layer.{number}."
        for old, new in PARTS.items():
            weight, scale = rows_int8(state[f"{prefix}{old}.weight"], WEIGHT_LEVELS)
            out |= {f"{number}.{new}": weight, f"{number}.{new}.scale": scale}
            out[f"{number}.{new}.bias"] = state[f"{prefix}{old}.bias"].half()
        for old, new in NORMS.items():
            for part in ("weight", "bias"):
                out[f"{number}.{new}.norm.{part}"] = state[f"{prefix}{old}.{part}"].half()
    out["head.weight"] = state["head.weight"].half()
    out["head.bias"] = state["head.bias"].half()
    return out


def unpacked(stored: Mapping[str, Tensor], layers: int) -> dict[str, Tensor]:
    """The trained state from a file's tensors, but for the embeddings: those are e5's own."""
    state = {"head.weight": stored["head.weight"].float(), "head.bias": stored["head.bias"].float()}
    for number in range(layers):
        prefix = f"bert.encoder.layer.{number}."
        for old, new in PARTS.items():
            scale = stored[f"{number}.{new}.scale"][:, None]
            state[f"{prefix}{old}.weight"] = stored[f"{number}.{new}"].float() * scale
            state[f"{prefix}{old}.bias"] = stored[f"{number}.{new}.bias"].float()
        for old, new in NORMS.items():
            for part in ("weight", "bias"):
                state[f"{prefix}{old}.{part}"] = stored[f"{number}.{new}.norm.{part}"].float()
    return state


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--run", type=Path, nargs="+", required=True)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("-o", "--out", type=Path, required=True)
    options.add_argument("--name", default="scorer-1")
    given = options.parse_args()
    cache = Settings().cache
    every = known(given.data, open_embedder("embedded", cache))
    texts = [text for one in every for text in (one.question, *one.right, *one.wrong)]
    texts += [text for one in written(given.data) for text in (one.question, *one.text.sentences)]
    kept, plan = trimmed(Tokenizer.from_file(str(cache / FOLDER / "tokenizer.json")), texts)
    state = averaged([torch.load(run / "model.pt") for run in given.run])
    out = tensors(state, kept)
    out["tokenizer"] = torch.frombuffer(bytearray(plan.encode()), dtype=torch.uint8)
    config = json.loads((cache / FOLDER / "config.json").read_text(encoding="utf-8"))
    facts = {
        "name": given.name,
        "layers": layers(state),
        "heads": config["num_attention_heads"],
        "epsilon": config["layer_norm_eps"],
    }
    save_file({n: t.contiguous() for n, t in out.items()}, given.out, {"facts": json.dumps(facts)})
    print(f"{given.out}: {given.out.stat().st_size / 1e6:.1f} MB, {len(kept)} pieces")


if __name__ == "__main__":
    main()
