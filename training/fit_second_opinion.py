"""Fits `answering.second_opinion` on test sets whose questions may be tuned on.

    dossier --data DIR --dossier NAME ingest …
    python -m training.fit_second_opinion --data DIR NAME=TESTSET.jsonl [NAME=TESTSET.jsonl …]

Rows with a history, and rows tagged "held-out", are left out. Cross-validated by question.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]
from sklearn.model_selection import cross_val_predict  # type: ignore[import-untyped]

from answering.clock import Clock
from answering.factory import Dossier, open_desk
from answering.gate import Logistic, Weight
from answering.language import question_language
from answering.second_opinion import log_odds
from core.settings import load_settings
from training.fit_gate import calibration_error

FOLDS = 8
ALONE, BOTH = ("scorer",), ("model", "scorer")
THRESHOLDS = (0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
SETTLED = ((0.1, 0.9), (0.15, 0.9), (0.2, 0.9), (0.25, 0.95), (0.0, 1.0))
Floats = NDArray[np.float64]
Labels = NDArray[np.bool_]


def cases(path: Path) -> list[tuple[str, bool]]:
    """(question, answerable) of the rows that may be tuned on."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [
        (row["question"], row["answerable"])
        for row in rows
        if "held-out" not in row.get("tags", []) and not row.get("history")
    ]


def witnesses(dossier: Dossier, question: str) -> tuple[float, float]:
    """What each of BOTH says of one question, as `SecondOpinion.p` takes it in."""
    finding = dossier.assistant.find(question, None, Clock())
    p_yes = dossier.assistant.own_word(finding.evidence, question_language(question, "fr"))
    assert p_yes is not None, "the model gives no probabilities"
    assert finding.best is not None, "there is no scorer"
    return log_odds(p_yes), finding.best


def fitted(x: Floats, y: Labels, names: Sequence[str]) -> Logistic:
    """Weights of the columns of `x` (n, witnesses), which are standardised first."""
    usual, spread = x.mean(axis=0), x.std(axis=0)
    model = LogisticRegression(C=1.0).fit((x - usual) / spread, y)
    columns = zip(names, usual, spread, model.coef_[0], strict=True)
    weights = {
        name: Weight(round(float(u), 2), round(float(s), 2), round(float(w), 2))
        for name, u, s, w in columns
    }
    return Logistic(round(float(model.intercept_[0]), 2), weights)


def cross_validated(x: Floats, y: Labels) -> Floats:
    """(n,) probabilities, each from a fit that has not seen the question."""
    scaled = (x - x.mean(axis=0)) / x.std(axis=0)
    found: Floats = cross_val_predict(
        LogisticRegression(C=1.0), scaled, y, cv=FOLDS, method="predict_proba"
    )[:, 1]
    return found


def report(x: Floats, y: Labels) -> None:
    """Prints the weights, what each witness is worth, and the choices there are."""
    scorer = x[:, [BOTH.index("scorer")]]
    alone, both = cross_validated(scorer, y), cross_validated(x, y)
    print("alone", fitted(scorer, y, ALONE))
    print("both ", fitted(x, y, BOTH))
    print(f"n {len(y)}, {y.sum()} answerable; AUC of the model {roc_auc_score(y, x[:, 0]):.3f}")
    for name, p in (("scorer alone", alone), ("both", both)):
        ece = calibration_error(p, y.astype(np.int64))
        print(f"{name}: AUC {roc_auc_score(y, p):.3f}, ECE {ece:.3f}")
        _choices(p, y)
    for low, high in SETTLED:
        settled = (alone < low) | (alone > high)
        print(f"model not asked under {low} and over {high}: {settled.mean():.2f} of the questions")
        _choices(np.where(settled, alone, both), y)


def _choices(p: Floats, y: Labels) -> None:
    for threshold in THRESHOLDS:
        answered, refused = (p[y] >= threshold).mean(), (p[~y] < threshold).mean()
        print(f"  threshold {threshold}: answered {answered:.2f}, refused {refused:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("testsets", nargs="+", metavar="NAME=TESTSET.jsonl")
    parser.add_argument("--data", type=Path, required=True)
    given = parser.parse_args()
    desk = open_desk(load_settings(data=given.data))
    rows = []
    try:
        for name, _, path in (one.partition("=") for one in given.testsets):
            dossier = desk.dossier(name)
            rows += [(*witnesses(dossier, q), label) for q, label in cases(Path(path))]
    finally:
        desk.close()
    report(np.array([row[:2] for row in rows]), np.array([row[2] for row in rows], dtype=bool))


if __name__ == "__main__":
    main()
