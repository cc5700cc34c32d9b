"""Saying nothing where nothing is to be said: refusals, and how far confidence can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
BINS = 10


def refusals(*, answerable: bool, refused: bool) -> dict[str, float]:
    """One case's part in three shares, each a mean over the cases that have it.

    refusal_recall = refused / unanswerable; refusal_precision = unanswerable / refused;
    answered_recall = answered / answerable.
    """
    scores = {"abstention.refusal_precision": float(not answerable)} if refused else {}
    if answerable:
        return scores | {"abstention.answered_recall": float(not refused)}
    return scores | {"abstention.refusal_recall": float(refused)}


def auroc(confidence: Floats, positive: Floats, weights: Floats | None = None) -> Floats:
    """Probability that a positive has a higher confidence than a negative, ties counting half.

    The Mann–Whitney form of the area under the ROC curve; NaN without both kinds. `weights`
    (m, n) says how often each case counts, for m resamples at once; the result is (m,).
    """
    order = np.argsort(confidence, kind="stable")
    ranked, counts = confidence[order], _weights(weights, len(confidence))[:, order]
    first = np.flatnonzero(np.r_[True, ranked[1:] != ranked[:-1]])  # of each run of ties
    high = np.add.reduceat(counts * positive[order], first, axis=1)
    low = np.add.reduceat(counts * (1 - positive[order]), first, axis=1)
    below = np.cumsum(low, axis=1) - low
    with np.errstate(invalid="ignore"):
        pairs = high.sum(axis=1) * low.sum(axis=1)
        return np.asarray((high * (below + low / 2)).sum(axis=1) / pairs)


def ece(confidence: Floats, positive: Floats, weights: Floats | None = None) -> Floats:
    """Expected calibration error: Σ share of bin · |mean confidence − share positive in bin|.

    Naeini et al. 2015, ten bins of equal width. `weights` and result as in `auroc`.
    """
    counts = _weights(weights, len(confidence))
    members = _bin(confidence)[:, None] == np.arange(BINS)
    gaps = counts @ (members * (confidence - positive)[:, None])  # (m, bins)
    return np.asarray(np.abs(gaps).sum(axis=1) / counts.sum(axis=1))


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


def calibration(confidence: Floats, positive: Floats) -> list[Bin]:
    """The non-empty bins of equal width, lowest first."""
    members = (_bin(confidence) == n for n in range(BINS))
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


def _bin(confidence: Floats) -> NDArray[np.int64]:
    return np.clip((confidence * BINS).astype(np.int64), 0, BINS - 1)


def _weights(weights: Floats | None, cases: int) -> Floats:
    return np.ones((1, cases)) if weights is None else weights
