"""Milliseconds since a question came in."""

from __future__ import annotations

import time

from core.types import Timings


class Clock:
    """Notes the first time each stage is reached."""

    def __init__(self) -> None:
        self._start = time.perf_counter()
        self._marks: dict[str, float] = {}

    def mark(self, stage: str) -> None:
        self._marks.setdefault(stage, self._elapsed())

    def timings(self) -> Timings:
        now = self._elapsed()
        return Timings(
            retrieval=self._marks.get("retrieval", now),
            first_evidence=self._marks.get("first_evidence", now),
            first_token=self._marks.get("first_token"),
            total=now,
        )

    def _elapsed(self) -> float:
        return (time.perf_counter() - self._start) * 1000
