"""Whether the dossier holds the answer, by two witnesses: the scorer's reading of the sentence that
answers best, and the language model's own yes or no over the evidence.

The scorer alone is asked first: where it is sure the model need not be. The gate is not asked
again: it knows what is off the subject, and nothing of near misses.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from answering.gate import Logistic, Weight

_EDGE = 1e-4  # probabilities are kept away from 0 and 1, where log-odds have no end


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """Stacked log-odds (Platt 1999), fitted by `training/fit_second_opinion.py`: of the scorer
    `alone`, and of `both`.

    Below `threshold` the answer is not in the sources; below `lenient` where no model gives its word
    and the reader is shown the source's own sentences. Where the scorer alone gives a probability
    under `unlikely` or over `sure`, the model's word would not change the outcome.
    """

    alone: Logistic
    both: Logistic
    threshold: float
    lenient: float
    unlikely: float
    sure: float

    def p(self, p_yes: float | None, best: float | None) -> float:
        """Calibrated P(answerable). `best` is the scorer's logit of the sentence that answers
        best. A witness that is None says nothing."""
        if p_yes is None:
            return self.alone.p({"scorer": best})
        return self.both.p({"model": log_odds(p_yes), "scorer": best})

    def lets_through(self, p: float, p_yes: float | None) -> bool:
        """Whether `p`, made with the model's word `p_yes` or without, is enough to answer."""
        return p >= (self.lenient if p_yes is None else self.threshold)

    def settled(self, best: float | None) -> bool:
        """Whether the scorer alone decides."""
        return best is not None and not self.unlikely <= self.p(None, best) <= self.sure


def log_odds(p: float) -> float:
    inside = min(max(p, _EDGE), 1.0 - _EDGE)
    return math.log(inside / (1.0 - inside))


SECOND_OPINION = SecondOpinion(
    alone=Logistic(bias=0.77, weights={"scorer": Weight(usual=-1.07, spread=3.7, weight=2.13)}),
    both=Logistic(
        bias=0.77,
        weights={
            "model": Weight(usual=0.36, spread=0.81, weight=1.06),
            "scorer": Weight(usual=-1.07, spread=3.7, weight=1.77),
        },
    ),
    threshold=0.5,
    lenient=0.35,
    unlikely=0.2,
    sure=0.9,
)
