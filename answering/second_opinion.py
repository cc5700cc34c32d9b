"""The language model's own word on whether the evidence answers, weighed with the gate's.

A small model's yes or no is a weak witness on its own and a good one beside the gate's signals.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

_EDGE = 1e-4  # probabilities are kept away from 0 and 1, where log-odds have no end


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """P = σ(bias + gate · logit(p_gate) + model · logit(p_yes)).

    Platt scaling (1999) of two log-odds, fitted by `training/fit_second_opinion.py`; below
    `threshold` the answer is not in the sources.
    """

    bias: float
    gate: float
    model: float
    threshold: float

    def p(self, p_gate: float, p_yes: float) -> float:
        odds = self.bias + self.gate * log_odds(p_gate) + self.model * log_odds(p_yes)
        return 1.0 / (1.0 + math.exp(-odds))


SECOND_OPINION = SecondOpinion(bias=0.30, gate=0.34, model=1.63, threshold=0.52)


def log_odds(p: float) -> float:
    inside = min(max(p, _EDGE), 1.0 - _EDGE)
    return math.log(inside / (1.0 - inside))
