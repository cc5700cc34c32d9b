"""Fits `answering.second_opinion` on test sets whose questions may be tuned on.

dossier --data DIR ingest …; python -m training.fit_second_opinion TESTSET.jsonl --data DIR

Rows with a history, and rows tagged "held-out", are left out. Cross-validated by question.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]
from sklearn.model_selection import cross_val_predict  # type: ignore[import-untyped]

from answering.clock import Clock
from answering.factory import Dossier, open_desk
from answering.language import question_language
from answering.second_opinion import log_odds
from core.settings import load_settings

FOLDS = 8
THRESHOLDS = (0.4, 0.45, 0.5, 0.55, 0.6, 0.65)


def cases(path: Path) -> list[tuple[str, bool]]:
    """(question, answerable) of the rows that may be tuned on."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [
        (row["question"], row["answerable"])
        for row in rows
        if "held-out" not in row.get("tags", []) and not row.get("history")
    ]


def opinions(dossier: Dossier, question: str) -> tuple[float, float]:
    """Log-odds of the gate and of the model for one question, shape (2,)."""
    finding = dossier.assistant.find(question, None, Clock())
    p_yes = dossier.assistant.own_word(finding.evidence, question_language(question, "fr"))
    assert p_yes is not None, "the model gives no probabilities"
    return log_odds(finding.evidence.p_answerable), log_odds(p_yes)


def report(x: NDArray[np.float64], y: NDArray[np.bool_]) -> None:
    """Prints the constants, the cross-validated AUC, and the choices of a threshold."""
    model = LogisticRegression(C=1.0)
    p = cross_val_predict(model, x, y, cv=FOLDS, method="predict_proba")[:, 1]
    model.fit(x, y)
    gate, own = model.coef_[0]
    print(f"bias={model.intercept_[0]:.2f} gate={gate:.2f} model={own:.2f} n={len(y)}")
    print(f"AUC {roc_auc_score(y, p):.3f} (gate alone {roc_auc_score(y, x[:, 0]):.3f})")
    for threshold in THRESHOLDS:
        answered, refused = (p[y] >= threshold).mean(), (p[~y] < threshold).mean()
        print(f"threshold {threshold}: answered {answered:.2f}, refused {refused:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("testset", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--dossier", default="default")
    given = parser.parse_args()
    desk = open_desk(load_settings(data=given.data))
    try:
        dossier = desk.dossier(given.dossier)
        rows = [(*opinions(dossier, question), said) for question, said in cases(given.testset)]
    finally:
        desk.close()
    table = np.array([row[:2] for row in rows])
    report(table, np.array([row[2] for row in rows], dtype=bool))


if __name__ == "__main__":
    main()
