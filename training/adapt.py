"""Adapts a trained scorer to questions judged by people (NoMIRACL), upper layers only.

    python -m training.adapt --start RUN --e5 FOLDER --cases CASES.pkl --data DATA --out RUN

A question with its sentences is a bag: where the passages hold the answer, the best sentence
of a passage known to answer should score high; where they do not, none should. The lower
layers' states are computed once and kept, so that each fold costs about a minute. Writes the
scorer adapted to all questions, and scores of each question by one that has not seen it.
"""

from __future__ import annotations

import argparse
import copy
import pickle
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoTokenizer

from training.cases import Case
from training.pairs import make
from training.train_scorer import CrossEncoder, save

ADAPTED = 1  # upper layers
FOLDS = 2
PASSES = 2
READ = 12  # sentences of a question
SHORT = 80  # tokens; nearly all pairs are shorter
TRAINED = 5  # sentences of a bag, the best by meaning and wording (and those of the gold passage)
RATE = 1e-4
ANCHORS = 120  # ordinary training pairs, so that nothing is forgotten


@dataclass
class Bag:
    """States (n, length, d) before the adapted layers, bfloat16; `gold` (n,) marks sentences of
    a passage that answers (of an anchor: the label of each)."""

    states: Tensor
    mask: Tensor
    gold: Tensor
    answerable: bool
    anchor: bool = False

    def shorter(self) -> Bag:
        """The first sentences, and those of a passage that answers: enough to train on."""
        keep = self.gold.clone()
        keep[: TRAINED - min(3, int(keep.sum()))] = True
        length = int(self.mask[keep].sum(dim=1).max())
        return Bag(
            self.states[keep][:, :length], self.mask[keep][:, :length],
            self.gold[keep], self.answerable, self.anchor,
        )  # fmt: skip


class Upper(nn.Module):
    """The adapted layers and the head: states → (n,) logits."""

    def __init__(self, model: CrossEncoder) -> None:
        super().__init__()
        self.layers = nn.ModuleList(list(model.bert.encoder.layer[-ADAPTED:]))
        self.head = model.head

    def forward(self, bag: Bag) -> Tensor:
        hidden = bag.states.float()
        outside = torch.where(bag.mask.bool(), 0.0, -1e4)[:, None, None, :]
        for layer in self.layers:
            made = layer(hidden, attention_mask=outside)
            hidden = made[0] if isinstance(made, tuple) else made
        logits: Tensor = self.head(hidden[:, 0].float())
        return logits[:, 2]


def states(
    model: CrossEncoder, tokenizer: Any, question: list[str], texts: list[str]
) -> tuple[Tensor, Tensor]:
    """What the lower layers make of the pairs, and the mask."""
    coded = tokenizer(
        question,
        texts,
        truncation="only_second",
        max_length=SHORT,
        padding=True,
        return_tensors="pt",
    )
    caught: list[Tensor] = []
    first = model.bert.encoder.layer[-ADAPTED]
    hook = first.register_forward_pre_hook(lambda _, given: caught.append(given[0]))
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        model(coded["input_ids"], coded["attention_mask"])
    hook.remove()
    return caught[0].to(torch.bfloat16).clone(), coded["attention_mask"]


def bag(model: CrossEncoder, tokenizer: Any, case: Case) -> Bag:
    candidates = case.candidates()[:READ]
    held = states(model, tokenizer, [case.question] * len(candidates), case.texts()[:READ])
    gold = torch.tensor([c.hit.passage.document_id == case.gold for c in candidates])
    return Bag(*held, gold, case.answerable)


def anchors(model: CrossEncoder, tokenizer: Any, data: Path, seed: int) -> list[Bag]:
    pairs = make(data, seed)[:ANCHORS]
    pairs.sort(key=lambda p: len(p.text))
    out = []
    for i in range(0, len(pairs), 12):
        some = pairs[i : i + 12]
        held = states(model, tokenizer, [p.question for p in some], [p.text for p in some])
        labels = torch.tensor([p.label == 1 for p in some])
        out.append(Bag(*held, labels, answerable=True, anchor=True))
    return out


def bag_loss(logits: Tensor, bag: Bag) -> Tensor:
    if bag.anchor:
        return functional.binary_cross_entropy_with_logits(logits, bag.gold.float())
    if not bag.answerable:
        return functional.binary_cross_entropy_with_logits(logits.max(), torch.tensor(0.0))
    chosen = logits[bag.gold] if bag.gold.any() else logits
    return functional.binary_cross_entropy_with_logits(chosen.max(), torch.tensor(1.0))


def adapt(upper: Upper, bags: list[Bag], seed: int) -> None:
    """PASSES over the bags, four to a step."""
    torch.manual_seed(seed)
    order = random.Random(seed)
    optimizer = torch.optim.AdamW(upper.parameters(), lr=RATE, weight_decay=0.01)
    steps = PASSES * (len(bags) // 4)
    fall = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: max(0.0, 1 - s / steps))
    for _ in range(PASSES):
        mixed = order.sample(bags, len(bags))
        for i in range(0, len(mixed) - 3, 4):
            with torch.autocast("cpu", torch.bfloat16):
                losses = [bag_loss(upper(b).float(), b) for b in mixed[i : i + 4]]
            optimizer.zero_grad()
            torch.stack(losses).mean().backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(upper.parameters(), 1.0)
            optimizer.step()
            fall.step()


def score(upper: Upper, bag: Bag) -> list[float]:
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        return [float(s) for s in upper(bag).float()]


def folds(cases: list[Case], seed: int) -> list[int]:
    """A fold number for each case, answerable and not spread evenly."""
    numbers = [0] * len(cases)
    for label in (True, False):
        rows = [i for i, c in enumerate(cases) if c.answerable is label]
        random.Random(seed).shuffle(rows)
        for n, row in enumerate(rows):
            numbers[row] = n % FOLDS
    return numbers


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    for name in ("--start", "--e5", "--cases", "--data", "--out"):
        options.add_argument(name, type=Path, required=True)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threads", type=int, default=2)
    given = options.parse_args()
    torch.set_num_threads(given.threads)
    cases: list[Case] = pickle.loads(given.cases.read_bytes())
    model = CrossEncoder(given.e5)
    model.load_state_dict(torch.load(given.start / "model.pt"))
    model.eval()
    tokenizer = AutoTokenizer.from_pretrained(given.e5)
    bags = [bag(model, tokenizer, case) for case in cases]
    short = [b.shorter() for b in bags]
    print("states kept", flush=True)
    extra = anchors(model, tokenizer, given.data, given.seed + 99)
    fresh = Upper(model)
    before = [score(fresh, b) for b in bags]
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "before.pkl").write_bytes(pickle.dumps({"unseen": before}))
    unseen: list[list[float]] = [[] for _ in cases]
    numbers = folds(cases, given.seed)
    for fold in range(FOLDS):
        upper = copy.deepcopy(fresh)
        adapt(
            upper, [b for b, n in zip(short, numbers, strict=True) if n != fold] + extra, given.seed
        )
        for i, number in enumerate(numbers):
            if number == fold:
                unseen[i] = score(upper, bags[i])
        labels = np.array([c.answerable for c, n in zip(cases, numbers, strict=True) if n == fold])
        for kind, rows in (("before", before), ("after", unseen)):
            best = np.array([max(r) for r, n in zip(rows, numbers, strict=True) if n == fold])
            print(
                fold, kind, f"AUC {(best[labels][:, None] > best[~labels]).mean():.3f}", flush=True
            )
    adapt(fresh, short + extra, given.seed)
    save(model, given.out)
    seen = [score(fresh, b) for b in bags]
    (given.out / "scores.pkl").write_bytes(
        pickle.dumps({"before": before, "unseen": unseen, "seen": seen})
    )


if __name__ == "__main__":
    main()
