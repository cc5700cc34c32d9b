"""Several scores made one. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def standardised(scores: Floats) -> Floats:
    """z-scores (x - mean) / deviation along the first axis; zeros where all are equal."""
    deviation = scores.std(axis=0)
    safe = np.where(deviation > 1e-9, deviation, np.inf)
    return np.asarray((scores - scores.mean(axis=0)) / safe)


def mixed(scores: Mapping[str, Floats], weights: Mapping[str, float]) -> Floats:
    """Weighted sum of z-scores: each of `scores` is (n,), and so is the result."""
    return np.asarray(sum(weights[name] * standardised(values) for name, values in scores.items()))
