"""Whether the dossier holds the answer, by two witnesses: the language model's own yes or no over
the evidence, and the scorer's reading of the best sentence.

The gate is not asked again: it knows what is off the subject, and nothing of near misses.
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

    def p(self, p_yes: float, best: float | None) -> float:
        """Calibrated P(answerable). `best` is the scorer's logit of the sentence that answers
        best; unknown, it counts as usual."""
        return self.logistic.p({"model": log_odds(p_yes), "scorer": best})


def log_odds(p: float) -> float:
    inside = min(max(p, _EDGE), 1.0 - _EDGE)
    return math.log(inside / (1.0 - inside))


SECOND_OPINION = SecondOpinion(
    Logistic(
        bias=0.42,
        weights={
            "model": Weight(usual=0.4, spread=0.78, weight=0.69),
            "scorer": Weight(usual=0.18, spread=1.7, weight=0.22),
        },
    ),
    threshold=0.45,
)
