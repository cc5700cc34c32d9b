"""Saying nothing where nothing is to be said: refusals, and how far confidence can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def refusals(*, answerable: bool, refused: bool) -> dict[str, float]:
    """One case's part in three shares, each a mean over the cases that have it.

    refusal_recall = refused / unanswerable; refusal_precision = unanswerable / refused;
    answered_recall = answered / answerable.
    """
    scores = {"abstention.refusal_precision": float(not answerable)} if refused else {}
    if answerable:
        return scores | {"abstention.answered_recall": float(not refused)}
    return scores | {"abstention.refusal_recall": float(refused)}


def auroc(confidence: Floats, positive: Floats) -> float:
    """Probability that a positive has a higher confidence than a negative, ties counting half.

    The Mann–Whitney form of the area under the ROC curve; NaN without both kinds.
    """
    high, low = confidence[positive > 0], confidence[positive <= 0]
    if not len(high) or not len(low):
        return float("nan")
    ordered = np.sort(low)
    below = np.searchsorted(ordered, high, side="left")
    up_to = np.searchsorted(ordered, high, side="right")
    return float((below + up_to).mean() / 2 / len(low))


def ece(confidence: Floats, positive: Floats, bins: int = 10) -> float:
    """Expected calibration error: Σ share of bin · |mean confidence − share positive in bin|.

    Naeini et al. 2015, ten bins of equal width; NaN without cases.
    """
    if not len(confidence):
        return float("nan")
    gaps = [
        len(b.confidence) * abs(b.mean - b.share) for b in calibration(confidence, positive, bins)
    ]
    return float(sum(gaps) / len(confidence))


@dataclass(frozen=True, slots=True)
class Bin:
    """The cases whose confidence lies in one interval."""

    confidence: Floats
    positive: Floats

    @property
    def mean(self) -> float:
        return float(self.confidence.mean())

    @property
    def share(self) -> float:
        return float(self.positive.mean())


def calibration(confidence: Floats, positive: Floats, bins: int = 10) -> list[Bin]:
    """The non-empty bins of equal width, lowest first."""
    place = np.clip((confidence * bins).astype(int), 0, bins - 1)
    members = (place == n for n in range(bins))
    return [Bin(confidence[m], positive[m]) for m in members if m.any()]


def coverage_risk(
    confidence: Sequence[float], wrong: Sequence[bool], cases: int
) -> list[tuple[float, float]]:
    """(coverage, risk) when only the most confident answers are given, most confident first.

    coverage = answers given / `cases`; risk = wrong among those given (El-Yaniv and Wiener
    2010). Answers of equal confidence come in together: no threshold could tell them apart.
    """
    order = np.argsort(-np.asarray(confidence, dtype=float), kind="stable")
    ranked = np.asarray(confidence, dtype=float)[order]
    errors = np.cumsum(np.asarray(wrong, dtype=float)[order])
    last = [i for i in range(len(order)) if i + 1 == len(order) or ranked[i + 1] != ranked[i]]
    return [((i + 1) / cases, float(errors[i] / (i + 1))) for i in last]
