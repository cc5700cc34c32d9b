"""How long each stage took, in milliseconds."""

from __future__ import annotations

from collections.abc import Mapping

STAGES = ("retrieval", "first_evidence", "first_token", "total")
QUANTILES = {"p50": 0.5, "p95": 0.95}


def stages(timing_ms: Mapping[str, float | None]) -> dict[str, float]:
    """The stages that happened, as scores of one case."""
    found = ((stage, timing_ms.get(stage)) for stage in STAGES)
    return {f"latency.{stage}_ms": value for stage, value in found if value is not None}
