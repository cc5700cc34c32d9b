"""A run that takes its time, so that it can be killed: `python -m tests.integration.slowly FOLDER`."""

from __future__ import annotations

import sys
import time
from collections.abc import Collection
from pathlib import Path

from evaluation.cases import Case
from evaluation.run import run
from evaluation.systems import Reply, System
from tests.evaluation.fakes import FakeSystem, SearchOnly, plan


class Slow(FakeSystem):
    def answer(self, case: Case, documents: Collection[str] | None) -> Reply | None:
        time.sleep(0.1)
        return super().answer(case, documents)


def systems() -> tuple[System, ...]:
    return SearchOnly("bm25"), Slow(fails="where")


if __name__ == "__main__":
    list(run(plan(*systems()), Path(sys.argv[1]), resume=True))
