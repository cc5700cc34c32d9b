"""How sure a figure is, and whether two differ: seeded resampling over cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Weighted = Callable[[Floats], Floats]
RESAMPLES = 1000
FLIPS = 10_000
_CHUNK = 2_000_000


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its 95 % interval over `n` cases."""

    value: float
    low: float
    high: float
    n: int


def mean_interval(values: Floats, seed: int, level: float = 0.95) -> Figure:
    """The mean with its percentile bootstrap interval (Efron and Tibshirani 1993, ch. 13)."""
    return _by_rows(lambda rows: rows.mean(axis=1), values, seed, level)


def quantile_interval(values: Floats, share: float, seed: int, level: float = 0.95) -> Figure:
    """A quantile (numpy's linear interpolation) with its percentile bootstrap interval."""
    return _by_rows(lambda rows: np.quantile(rows, share, axis=1), values, seed, level)


def interval(statistic: Weighted, cases: int, seed: int, level: float = 0.95) -> Figure | None:
    """A statistic of weighted cases with its bootstrap interval; None where it has no value.

    `statistic` maps weights (m, cases), how often each case counts, to (m,). Resamples in which
    it has no value (NaN) are left out.
    """
    value = float(statistic(np.ones((1, cases)))[0])
    if np.isnan(value):
        return None
    rng = np.random.default_rng(seed)
    even = np.full(cases, 1 / cases)
    counts = (rng.multinomial(cases, even, size) for size in _pieces(RESAMPLES, cases))
    resampled = np.concatenate([statistic(part.astype(float)) for part in counts])
    return _figure(value, resampled[~np.isnan(resampled)], cases, level)


def permutation_p(a: Floats, b: Floats, seed: int) -> float:
    """Two-sided p-value of a paired permutation test on the mean difference of `a` and `b`.

    Under the null each difference is as likely to have either sign (Fisher 1935; Smucker et al.
    2007 for retrieval). p = (1 + flips at least as extreme) / (1 + flips).
    """
    differences = (a - b)[a != b]
    if not len(differences):
        return 1.0
    rng = np.random.default_rng(seed)
    observed = abs(differences.sum())
    extreme = 0
    for count in _pieces(FLIPS, len(differences)):
        signs = rng.integers(0, 2, (count, len(differences)), dtype=np.int8) * 2 - 1
        extreme += int((np.abs(signs @ differences) >= observed - 1e-12).sum())
    return (1 + extreme) / (1 + FLIPS)


def _by_rows(reduce: Callable[[Floats], Floats], values: Floats, seed: int, level: float) -> Figure:
    """`reduce` maps (m, n) resamples to (m,) values; done in pieces that fit in memory."""
    n = len(values)
    rng = np.random.default_rng(seed)
    sizes = _pieces(RESAMPLES, n)
    resampled = [reduce(values[rng.integers(0, n, (size, n))]) for size in sizes]
    return _figure(float(reduce(values[None])[0]), np.concatenate(resampled), n, level)


def _pieces(rows: int, width: int) -> list[int]:
    """`rows` in pieces of at most `_CHUNK` numbers."""
    size = max(_CHUNK // width, 1)
    return [min(size, rows - done) for done in range(0, rows, size)]


def _figure(value: float, resampled: Floats, n: int, level: float) -> Figure:
    tail = (1 - level) / 2
    low, high = np.quantile(resampled, [tail, 1 - tail])
    return Figure(value, float(low), float(high), n)
