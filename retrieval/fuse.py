"""Several rankings made one. Pure functions of scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def reciprocal_ranks(rankings: Sequence[Sequence[int]], k: float = 10.0) -> dict[int, float]:
    """Reciprocal rank fusion: Σ 1 / (k + rank), ranks from 1 (Cormack et al., SIGIR 2009)."""
    fused: dict[int, float] = {}
    for ranking in rankings:
        for rank, key in enumerate(ranking, 1):
            fused[key] = fused.get(key, 0.0) + 1.0 / (k + rank)
    return fused


def standardised(scores: Floats) -> Floats:
    """z-scores (x - mean) / deviation along the first axis; zeros where all are equal."""
    deviation = scores.std(axis=0)
    safe = np.where(deviation > 1e-9, deviation, np.inf)
    return np.asarray((scores - scores.mean(axis=0)) / safe)


def mixed(scores: Mapping[str, Floats], weights: Mapping[str, float]) -> Floats:
    """Weighted sum of z-scores: each of `scores` is (n,), and so is the result."""
    return np.asarray(sum(weights[name] * standardised(values) for name, values in scores.items()))
