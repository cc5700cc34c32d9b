"""Trains the scorer: multilingual-e5-small as a cross-encoder over question and sentence.

    python -m training.train_scorer --data ../shared/data --out RUN [--passes 4] [--start RUN|FILE]

The sentence that answers has to rank above the others of its group (softmax cross-entropy over
the group, as in Cao et al. 2007), and its logit has to tell whether there is an answer at all
(binary cross-entropy). A pass goes once over the questions written for it (`training/written.py`)
and over some of the development sets'. Embeddings and the lower layers stay as they are. bfloat16
autocast: twice as fast as float32 on CPUs that have it.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoTokenizer, BertModel

from core.settings import Settings
from retrieval.e5_model import FOLDER
from retrieval.embeddings import open_embedder
from training.groups import Group, Known, drawn, known
from training.pack import unpacked
from training.written import Written, written

LONGEST = 112  # tokens
LAYERS = 9  # of e5's twelve: the upper ones are made for pooling, and cost a quarter of the time
FROZEN = 3  # lower layers
TOGETHER = 8  # groups a step
SETS = 2_000  # groups of the development sets in a pass
RIGHT = 2.0  # weight of the rarer right sentences in the binary part


class CrossEncoder(nn.Module):
    """(batch, length) tokens → (batch,) logits: does the text answer the question?"""

    def __init__(self, folder: Path, frozen: int = FROZEN) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(
            folder,
            num_hidden_layers=LAYERS,
            add_pooling_layer=False,
            hidden_dropout_prob=0.0,  # two or three passes do not overfit, and dropout is slow here
            attention_probs_dropout_prob=0.0,
        )
        self.bert.set_attn_implementation("sdpa")
        self.head = nn.Linear(self.bert.config.hidden_size, 1)
        for module in (self.bert.embeddings, *self.bert.encoder.layer[:frozen]):
            module.requires_grad_(False)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        hidden = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        logits: Tensor = self.head(hidden[:, 0].float())
        return logits[:, 0]


def loss(logits: Tensor, groups: Sequence[Group]) -> Tensor:
    """`logits` of all texts of `groups`, one after the other."""
    labels: list[float] = []
    ranking: list[Tensor] = []
    for group in groups:
        own = logits[len(labels) : len(labels) + len(group.texts)]
        labels += [float(group.answered), *[0.0] * (len(own) - 1)]
        if group.answered and len(own) > 1:
            ranking.append(-functional.log_softmax(own, 0)[0])
    right = functional.binary_cross_entropy_with_logits(
        logits, torch.tensor(labels), pos_weight=torch.tensor(RIGHT)
    )
    return right + torch.stack(ranking).mean() if ranking else right


def batches(groups: Sequence[Group], seed: int) -> list[list[Group]]:
    """Groups of similar length together, in random order."""
    chance = random.Random(seed)
    order = sorted(groups, key=lambda g: max(map(len, g.texts)) + chance.uniform(0, 40))
    made = [order[i : i + TOGETHER] for i in range(0, len(order), TOGETHER)]
    chance.shuffle(made)
    return made


def one_pass(sets: Sequence[Known], rows: Sequence[Written], seed: int) -> list[list[Group]]:
    """The batches of a pass."""
    chance = random.Random(seed)
    some = drawn(sets, seed)
    some = chance.sample(some, min(SETS, len(some)))
    return batches([*some, *(row.group(chance) for row in rows)], seed)


def train(
    model: CrossEncoder, tokenizer: Any, steps: Sequence[list[Group]], rate: float, out: Path
) -> None:
    """One step a batch: warm-up over 5 %, then a linear fall to nothing."""
    body = [p for n, p in model.named_parameters() if p.requires_grad and not n.startswith("head")]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": model.head.parameters(), "lr": rate * 5}],
        weight_decay=0.01,
    )
    count, warm = len(steps), max(1, len(steps) // 20)
    fall = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, (count - s) / (count - warm))
    )
    model.train()
    began, total = time.monotonic(), 0.0
    for step, groups in enumerate(steps, 1):
        pairs = [(g.question, text) for g in groups for text in g.texts]
        coded = tokenizer(
            *map(list, zip(*pairs, strict=True)),
            truncation="only_second",
            max_length=LONGEST,
            padding=True,
            return_tensors="pt",
        )
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(coded["input_ids"], coded["attention_mask"]).float()
        value = loss(logits, groups)
        optimizer.zero_grad()
        value.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        fall.step()
        total += value.item()
        if step % 25 == 0:
            spent = time.monotonic() - began
            print(f"{step}/{count} loss {total / 25:.3f} {spent:.0f} s", flush=True)
            total = 0.0
        if step % 200 == 0:
            save(model, out)
    save(model, out)


def begin(model: CrossEncoder, start: Path) -> None:
    """Takes over the weights of a run's folder, or of a packed scorer (which has no embeddings to
    give: they were never trained)."""
    if start.is_dir():
        model.load_state_dict(torch.load(start / "model.pt"))
        return
    state = unpacked(load_file(start), LAYERS)
    unknown = model.load_state_dict(state, strict=False)
    strange = [name for name in unknown.missing_keys if not name.startswith("bert.embeddings.")]
    assert not strange, strange
    assert not unknown.unexpected_keys, unknown.unexpected_keys


def save(model: CrossEncoder, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), out / "partial.pt")
    (out / "partial.pt").replace(out / "model.pt")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--start", type=Path, help="a run or a packed scorer to go on from")
    options.add_argument("--steps", type=int, help="fewer than all")
    options.add_argument("--rate", type=float, default=1.5e-4)
    options.add_argument("--passes", type=int, default=4)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threads", type=int, default=2)
    given = options.parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(given.threads)
    cache = Settings().cache
    sets = known(given.data, open_embedder("embedded", cache))
    rows = [row for row in written(given.data) if not row.held]
    model = CrossEncoder(cache / FOLDER)
    if given.start:
        begin(model, given.start)
    steps: list[list[Group]] = []
    for number in range(given.seed, given.seed + given.passes):
        steps += one_pass(sets, rows, number)
    tokenizer = AutoTokenizer.from_pretrained(cache / FOLDER)
    train(model, tokenizer, steps[: given.steps], given.rate, given.out)


if __name__ == "__main__":
    main()
