"""Whether what is said is in what was read."""

from __future__ import annotations

from collections.abc import Sequence

from evaluation.gold import Span
from evaluation.metrics.citations import Judge


def supported(sentences: Sequence[str], read: Sequence[Span], judge: Judge) -> dict[str, float]:
    """Share of shown sentences borne out by the text the system had before it.

    The definition is that of RAGAS' faithfulness (Es et al. 2023) with sentences for claims and
    a deterministic judge. A refusal says nothing and is not scored.
    """
    if not sentences:
        return {}
    borne = [bool(read) and judge(sentence, read) for sentence in sentences]
    return {"faithfulness.supported": sum(borne) / len(borne)}
