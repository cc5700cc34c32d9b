"""Decides whether the dossier holds the answer: a calibrated probability from plain signals.

A logistic regression over `answering/signals.py`, small enough to read in `gate.json`: for
each signal its usual value, its spread and its weight. `training/fit_gate.py` fits it, once for
dossiers of documents and once for collections of snippets (each hit a whole short text), where
similarities lie higher and titles say more. A signal that cannot be known counts as usual.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answering.signals import Signals, signals
from core.types import Hit

FILE = Path(__file__).with_name("gate.json")
SNIPPETS = 0.7  # share of hits that begin their document, above which they are snippets
FEW = 5  # hits below which the share says nothing


@dataclass(frozen=True, slots=True)
class Weight:
    """`weight` per `spread` that a signal lies above `usual`."""

    usual: float
    spread: float
    weight: float

    def part(self, value: float | None) -> float:
        return 0.0 if value is None else self.weight * (value - self.usual) / self.spread


@dataclass(frozen=True, slots=True)
class Logistic:
    """P = 1 / (1 + exp(-(bias + Σ parts)))."""

    bias: float
    weights: Mapping[str, Weight]

    def parts(self, known: Signals) -> dict[str, float]:
        """What each signal adds to the log-odds: why the gate thinks what it thinks."""
        return {name: weight.part(known.get(name)) for name, weight in self.weights.items()}

    def p(self, known: Signals) -> float:
        return 1.0 / (1.0 + math.exp(-(self.bias + sum(self.parts(known).values()))))


@dataclass(frozen=True, slots=True)
class Gate:
    """`threshold`: the least probability at which an answer is tried."""

    name: str
    threshold: float
    dossier: Logistic
    snippets: Logistic

    @classmethod
    def load(cls, path: Path = FILE) -> Gate:
        stored = json.loads(path.read_text(encoding="utf-8"))
        dossier, snippets = _logistic(stored["dossier"]), _logistic(stored["snippets"])
        return cls(stored["name"], stored["threshold"], dossier, snippets)

    def p_answerable(
        self,
        question: str,
        hits: Sequence[Hit],
        *,
        cosines: Sequence[Sequence[float]] | None = None,
        scores: Sequence[float] | None = None,
    ) -> float:
        """Calibrated probability that the hits hold the answer.

        `cosines[i][j]` is the similarity of the question and sentence j of hit i; `scores` are
        a trained scorer's for the sentences it read, in any order. Either may be unknown.
        0 without hits.
        """
        if not hits:
            return 0.0
        return self.weights_for(hits).p(signals(question, hits, cosines, scores))

    def weights_for(self, hits: Sequence[Hit]) -> Logistic:
        """Snippets are whole texts of one passage: nearly every hit then begins its document."""
        beginnings = sum(hit.passage.start == 0 for hit in hits) / len(hits)
        return self.snippets if len(hits) >= FEW and beginnings >= SNIPPETS else self.dossier

    def lets_through(self, p: float) -> bool:
        return p >= self.threshold


def _logistic(stored: Mapping[str, Any]) -> Logistic:
    weights = {name: Weight(**values) for name, values in stored["weights"].items()}
    return Logistic(stored["bias"], weights)
