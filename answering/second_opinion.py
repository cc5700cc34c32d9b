"""Whether the dossier holds the answer, by all witnesses: the gate's signals, the scorer's reading
of the best sentence, and the language model's own yes or no over the evidence.

Each is weak alone; a small model's yes is a good witness beside the others.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from answering.gate import Logistic, Weight

_EDGE = 1e-4  # probabilities are kept away from 0 and 1, where log-odds have no end


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """Stacked log-odds (Platt 1999), fitted by `training/fit_second_opinion.py`.

    Below `threshold` the answer is not in the sources.
    """

    logistic: Logistic
    threshold: float

    def p(self, p_gate: float, p_yes: float | None, best: float | None) -> float:
        """Calibrated P(answerable). `best` is the scorer's logit of the sentence that answers
        best; a witness that says nothing counts as usual."""
        said = {
            "gate": log_odds(p_gate),
            "model": None if p_yes is None else log_odds(p_yes),
            "scorer": best,
        }
        return self.logistic.p(said)


def log_odds(p: float) -> float:
    inside = min(max(p, _EDGE), 1.0 - _EDGE)
    return math.log(inside / (1.0 - inside))


SECOND_OPINION = SecondOpinion(
    Logistic(
        bias=0.30,
        weights={
            "gate": Weight(usual=0.0, spread=1.0, weight=0.34),
            "model": Weight(usual=0.0, spread=1.0, weight=1.63),
        },
    ),
    threshold=0.52,
)
