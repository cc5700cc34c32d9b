"""Measures a scorer on the written questions that were held back from its training.

    python -m training.measure_scorer --data ../shared/data [SCORER.safetensors]

Which sentence of the text answers (mean reciprocal rank, and how often it is the first), and
whether any does: AUC of the best sentence's logit, questions with an answer against near misses.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from answering.scorer import FILE, Scorer
from training.fit_gate import auc
from training.written import Written, written

Scores = Callable[[str, Sequence[str]], NDArray[np.float32]]


def rank(row: Written, scores: NDArray[np.float32]) -> int:
    """The place of the best sentence that answers, from 1."""
    order: list[int] = np.argsort(-scores, kind="stable").tolist()
    return 1 + min(order.index(number) for number in row.answers)


def measured(rows: Sequence[Written], score: Scores) -> dict[str, float]:
    """MRR and first over questions with an answer; AUC over all."""
    best, ranks = [], []
    for row in rows:
        scores = score(row.question, [row.text.read(n) for n in range(len(row.text.sentences))])
        best.append(float(scores.max()))
        if row.answers:
            ranks.append(rank(row, scores))
    places = np.array(ranks)
    labels = np.array([int(bool(row.answers)) for row in rows])
    return {
        "MRR": float((1 / places).mean()),
        "first": float((places == 1).mean()),
        "AUC": auc(np.array(best), labels),
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("scorer", type=Path, nargs="?", default=FILE)
    given = options.parse_args()
    rows = [row for row in written(given.data) if row.held]
    found = measured(rows, Scorer(given.scorer).score)
    print(f"n {len(rows)}", *(f"{name} {value:.3f}" for name, value in found.items()), sep="  ")


if __name__ == "__main__":
    main()
