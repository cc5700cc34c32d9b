"""Trains the scorer: multilingual-e5-small as a cross-encoder over question and text.

    python -m training.train_scorer --data ../shared/data --e5 FOLDER --out RUN [--start RUN]

Two heads share the encoder: one number at `<s>` (does the text answer the question?) and a
start and an end for each token (where?), with `<s>` as "nowhere", as in Devlin et al. 2019,
section 4.3. Embeddings and the lower layers stay as they are. bfloat16 autocast: twice as
fast as float32 on CPUs that have it.
"""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoTokenizer, BertModel

from training.pairs import Pair, make

LONGEST = 112  # tokens
LAYERS = 9  # of e5's twelve: the upper ones are made for pooling, and cost a quarter of the time
FROZEN = 3  # lower layers


class CrossEncoder(nn.Module):
    """(batch, length) tokens → (batch, length, 3): start, end, and at `<s>` the answer logit."""

    def __init__(self, folder: Path, frozen: int = FROZEN) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(
            folder,
            num_hidden_layers=LAYERS,
            add_pooling_layer=False,
            hidden_dropout_prob=0.0,  # one or two passes do not overfit, and dropout is slow here
            attention_probs_dropout_prob=0.0,
        )
        self.head = nn.Linear(self.bert.config.hidden_size, 3)
        for module in (self.bert.embeddings, *self.bert.encoder.layer[:frozen]):
            module.requires_grad_(False)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        hidden = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        logits: Tensor = self.head(hidden.float())
        return logits


@dataclass(frozen=True)
class Batch:
    """`spans` (n, 2): token numbers of the answer, (0, 0) for nowhere, -100 for unknown."""

    ids: Tensor
    mask: Tensor
    labels: Tensor
    spans: Tensor


def encode(pairs: list[Pair], tokenizer: Any, device: str = "cpu") -> Batch:
    coded = tokenizer(
        [p.question for p in pairs],
        [p.text for p in pairs],
        truncation="only_second",
        max_length=LONGEST,
        padding=True,
        return_offsets_mapping=True,
        return_tensors="pt",
    )
    spans = torch.tensor([_span(coded, i, pair) for i, pair in enumerate(pairs)])
    labels = torch.tensor([float(p.label) for p in pairs])
    parts = (coded["input_ids"], coded["attention_mask"], labels, spans)
    return Batch(*(part.to(device) for part in parts))


def _span(coded: Any, i: int, pair: Pair) -> tuple[int, int]:
    if not pair.label:
        return 0, 0
    inside = [
        t
        for t, (sequence, (a, b)) in enumerate(
            zip(coded.sequence_ids(i), coded["offset_mapping"][i].tolist(), strict=True)
        )
        if sequence == 1 and a < pair.end and b > pair.start
    ]
    return (inside[0], inside[-1]) if inside and pair.end else (-100, -100)


def loss(logits: Tensor, batch: Batch) -> Tensor:
    outside = (batch.mask == 0)[..., None]
    places = logits[..., :2].masked_fill(outside, -1e4)
    answers = functional.binary_cross_entropy_with_logits(logits[:, 0, 2], batch.labels)
    known = batch.spans[:, 0] >= 0
    start = functional.cross_entropy(places[known, :, 0], batch.spans[known, 0])
    end = functional.cross_entropy(places[known, :, 1], batch.spans[known, 1])
    return answers + (start + end) / 2


def batches(pairs: list[Pair], size: int, seed: int) -> list[list[Pair]]:
    """Batches of similar length, in random order."""
    draw = random.Random(seed)
    order = sorted(pairs, key=lambda p: len(p.question) + len(p.text) + draw.uniform(0, 30))
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    draw.shuffle(groups)
    return groups


def train(
    model: CrossEncoder, tokenizer: Any, groups: list[list[Pair]], rate: float, out: Path
) -> None:
    """One pass over the groups: warm-up over 5 %, then a linear fall to nothing."""
    body = [p for n, p in model.named_parameters() if p.requires_grad and not n.startswith("head")]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": model.head.parameters(), "lr": rate * 5}],
        weight_decay=0.01,
    )
    steps, warm = len(groups), max(1, len(groups) // 20)
    fall = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, (steps - s) / (steps - warm))
    )
    model.train()
    began, seen, total = time.monotonic(), 0, 0.0
    for step, group in enumerate(groups, 1):
        batch = encode(group, tokenizer, model.head.weight.device.type)
        with torch.autocast(batch.ids.device.type, torch.bfloat16):
            logits = model(batch.ids, batch.mask)
        value = loss(logits, batch)
        optimizer.zero_grad()
        value.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        fall.step()
        seen, total = seen + batch.ids.numel(), total + value.item()
        if step % 10 == 0:
            speed = seen / (time.monotonic() - began)
            print(f"{step}/{steps} loss {total / 10:.3f} {speed:.0f} tokens/s", flush=True)
            total = 0.0
        if step % 100 == 0:
            save(model, out)
    save(model, out)


def save(model: CrossEncoder, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), out / "partial.pt")
    (out / "partial.pt").replace(out / "model.pt")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--e5", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--start", type=Path)
    options.add_argument("--device", default="cpu", help="cpu or cuda")
    options.add_argument("--rate", type=float, default=1.5e-4)
    options.add_argument("--passes", type=float, default=1.0)
    options.add_argument("--frozen", type=int, default=FROZEN)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threads", type=int, default=2)
    given = options.parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(given.threads)
    model = CrossEncoder(given.e5, given.frozen)
    model.bert.set_attn_implementation("sdpa")
    if given.start:
        model.load_state_dict(torch.load(given.start / "model.pt", map_location="cpu"))
    model.to(given.device)
    groups: list[list[Pair]] = []
    for number in range(int(given.passes + 0.999)):
        groups += batches(make(given.data, given.seed + number), 32, given.seed + number)
    wanted = int(len(groups) * given.passes / int(given.passes + 0.999))
    train(model, AutoTokenizer.from_pretrained(given.e5), groups[:wanted], given.rate, given.out)


if __name__ == "__main__":
    main()
