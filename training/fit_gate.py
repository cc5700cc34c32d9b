"""Fits and measures the gate. Cross-validation is by question; intervals are bootstraps.

python -m training.fit_gate --cases CASES.pkl -o answering/gate.json
"""

from __future__ import annotations

import argparse
import json
import pickle
import warnings
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.model_selection import StratifiedGroupKFold  # type: ignore[import-untyped]

from answering.gate import Logistic, Weight
from answering.signals import Signals, signals
from training.cases import Case

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]
FOLDS, REPEATS = 5, 10
STRENGTH = 0.05  # of the data against the prior that weights are 0 (sklearn's C)
PRIOR = 0.7  # share of a reader's questions that their dossier answers; the data hold fewer
ERROR = 0.11  # of the answerable questions may be refused
MEANING = ["cosine", "cosine_three", "cosine_five", "stands_out"]
READING = ["score", "score_second", "score_three"]
SNIPPETS = {
    "meaning": MEANING,
    "titles": ["hits_agree", "introduced"],
    "answer type": ["typed"],
    "form": [
        *("asks_price", "asks_number", "asks_steps", "asks_opinion", "asks_most"),
        *("seldom_told", "names"),
    ],
    "scorer": READING,
}
DOSSIER = {
    "meaning": MEANING,
    "wording": [
        *("passages_cover", "rare_covered", "sentence_covers", "bare_sentence_covers"),
        "all_cover",
    ],
    "titles": ["hits_agree"],
    "answer type": ["typed", "typed_near"],
    "form": ["asks_price", "asks_number", "asks_why"],
    "scorer": READING,
}


@dataclass(frozen=True)
class Judged:
    """Signals of a question (its scores from a scorer that has not seen it) and its label."""

    rows: list[Signals]
    labels: Labels
    questions: list[str]


def fit(rows: Sequence[Signals], labels: Labels, names: Sequence[str]) -> Logistic:
    """Logistic regression over standardised signals, weights drawn towards 0."""
    table = np.array([[np.nan if r.get(n) is None else r[n] for n in names] for r in rows], float)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a signal unknown everywhere
        usual = np.nan_to_num(np.nanmean(table, axis=0))
        spread = np.nan_to_num(np.nanstd(table, axis=0))
    spread[spread < 1e-6] = 1.0
    filled = np.where(np.isnan(table), 0.0, (table - usual) / spread)
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(filled, labels)
    columns = zip(names, usual, spread, model.coef_[0], strict=True)
    weights = {n: Weight(float(u), float(s), float(w)) for n, u, s, w in columns}
    return Logistic(float(model.intercept_[0]), weights)


def cross_validated(given: Judged, names: Sequence[str]) -> Floats:
    """(REPEATS, n) probabilities, each from a fit that has not seen the question in any form."""
    rows, labels = given.rows, given.labels
    out = np.zeros((REPEATS, len(rows)))
    for repeat in range(REPEATS):
        folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=repeat)
        for train, test in folds.split(rows, labels, given.questions):
            model = fit([rows[i] for i in train], labels[train], names)
            out[repeat, test] = [model.p(rows[i]) for i in test]
    return out


# --- measures --------------------------------------------------------------------------------


def auc(p: Floats, labels: Labels) -> float:
    """Chance that an answerable question gets a higher probability than an unanswerable one."""
    yes, no = p[labels == 1][:, None], p[labels == 0][None, :]
    return float((yes > no).mean() + (yes == no).mean() / 2)


def threshold_at(p: Floats, labels: Labels, error: float = 0.11) -> float:
    """The highest threshold that refuses at most `error` of the answerable questions."""
    yes = np.sort(p[labels == 1])
    return float(yes[int(np.floor(error * len(yes)))])


def hallucination(p: Floats, labels: Labels, error: float = 0.11) -> float:
    """Share of unanswerable questions let through at `error` refused among the answerable."""
    return float((p[labels == 0] >= threshold_at(p, labels, error)).mean())


def calibration_error(p: Floats, labels: Labels, bins: int = 10) -> float:
    """ECE: Σ share of bin · |mean probability - share answerable| (Guo et al. 2017), equal widths."""
    at = np.minimum((p * bins).astype(int), bins - 1)
    gaps = [(at == b).mean() * abs(p[at == b].mean() - labels[at == b].mean()) for b in set(at)]
    return float(sum(gaps))


MEASURES: dict[str, Callable[[Floats, Labels], float]] = {
    "AUC": auc,
    "hallucination at 11 % error": hallucination,
    "ECE": calibration_error,
}


@dataclass(frozen=True)
class Measured:
    """Mean over repeats, and the 95 % interval of a bootstrap over questions."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:.3f} [{self.low:.3f}, {self.high:.3f}]"


def measured(p: Floats, labels: Labels, seed: int = 0) -> dict[str, Measured]:
    """Each of MEASURES for (repeats, n) probabilities."""
    draw = np.random.default_rng(seed)
    out = {}
    for name, measure in MEASURES.items():
        mean = float(np.mean([measure(row, labels) for row in p]))
        picks = (draw.integers(0, len(labels), len(labels)) for _ in range(500))
        spread = [measure(p[n % len(p)][pick], labels[pick]) for n, pick in enumerate(picks)]
        low, high = np.quantile(spread, [0.025, 0.975])
        out[name] = Measured(mean, float(low), float(high))
    return out


# --- the file --------------------------------------------------------------------------------


def judged(cases: Sequence[Case], scores: Sequence[Sequence[float]] | None) -> Judged:
    given = scores if scores is not None else [None] * len(cases)
    rows = [
        signals(case.question, case.hits, case.cosines, own)
        for case, own in zip(cases, given, strict=True)
    ]
    labels = np.array([int(case.answerable) for case in cases])
    return Judged(rows, labels, [case.question for case in cases])


def as_json(model: Logistic) -> dict[str, object]:
    weights = {
        name: {k: round(v, 4) for k, v in asdict(w).items()} for name, w in model.weights.items()
    }
    return {"bias": round(model.bias, 4), "weights": weights}


def shifted(model: Logistic, labels: Labels) -> Logistic:
    """`model` for a world where PRIOR of the questions are answerable (Saerens et al. 2002)."""
    seen = float(labels.mean())
    change = np.log(PRIOR / (1 - PRIOR)) - np.log(seen / (1 - seen))
    return replace(model, bias=model.bias + float(change))


def report(title: str, given: Judged, groups: dict[str, list[str]]) -> Floats:
    """Prints the measures of all groups, and without and with only each; returns the first's p."""
    names = known(given, groups)
    p = cross_validated(given, names)
    _line(title, p, given.labels)
    for group, own in groups.items():
        if set(own) & set(names):
            rest = [name for name in names if name not in own]
            for label, some in ((f"  without {group}", rest), (f"  only {group}", own)):
                _line(label, cross_validated(given, some), given.labels)
    return p


def known(given: Judged, groups: dict[str, list[str]]) -> list[str]:
    """The signals of `groups` that are known for some question."""
    every = [name for names in groups.values() for name in names]
    return [name for name in every if any(row.get(name) is not None for row in given.rows)]


def _line(title: str, p: Floats, labels: Labels) -> None:
    print(f"{title:24s}", "  ".join(f"{k} {v}" for k, v in measured(p, labels).items()), flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--snippets", type=Path, required=True)
    options.add_argument("--dossiers", type=Path, required=True)
    options.add_argument("--scores", type=Path, help="a scorer's for the snippets, unseen by it")
    options.add_argument("-o", "--out", type=Path, required=True)
    options.add_argument("--name", default="gate-1")
    given = options.parse_args()
    scores = pickle.loads(given.scores.read_bytes())["unseen"] if given.scores else None
    snippets = judged(pickle.loads(given.snippets.read_bytes()), scores)
    dossiers = judged(pickle.loads(given.dossiers.read_bytes()), None)
    p = report("snippets", snippets, SNIPPETS)
    report("dossiers", dossiers, DOSSIER)
    threshold = float(np.mean([threshold_at(row, snippets.labels, ERROR) for row in p]))
    of_snippets = fit(snippets.rows, snippets.labels, known(snippets, SNIPPETS))
    of_dossiers = fit(dossiers.rows, dossiers.labels, known(dossiers, DOSSIER))
    stored = {
        "name": given.name,
        "threshold": round(threshold, 3),
        "dossier": as_json(shifted(of_dossiers, dossiers.labels)),
        "snippets": as_json(of_snippets),
    }
    given.out.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
