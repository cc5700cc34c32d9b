"""Time and tokens. Quantiles are those of numpy's linear interpolation, in milliseconds."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

STAGES = ("retrieval", "first_evidence", "first_token", "total")
QUANTILES = {"p50": 0.5, "p95": 0.95}


def quantile(values: NDArray[np.float64], share: float) -> float:
    return float(np.quantile(values, share))


def stages(timing_ms: Mapping[str, float | None]) -> dict[str, float]:
    """The stages that happened, as scores of one case."""
    found = ((stage, timing_ms.get(stage)) for stage in STAGES)
    return {f"latency.{stage}_ms": value for stage, value in found if value is not None}
