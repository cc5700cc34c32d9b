"""A measuring process is killed, and another finishes its work: the figures are those of one run."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from evaluation.rows import ROWS, read_rows
from evaluation.run import run
from evaluation.summary import summarise
from tests.evaluation.fakes import CASES, plan
from tests.evaluation.test_run import quality
from tests.integration import slowly

pytestmark = pytest.mark.integration


def killed_after(rows: int, folder: Path) -> None:
    """Starts the run and kills its process once that many rows are on disk."""
    child = subprocess.Popen([sys.executable, "-m", slowly.__name__, str(folder)])
    written = folder / ROWS
    deadline = time.monotonic() + 120
    while not written.is_file() or written.read_bytes().count(b"\n") < rows:
        assert child.poll() is None, "the run ended before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.005)
    child.kill()
    assert child.wait() != 0


def test_killed_and_resumed_the_figures_are_those_of_an_unbroken_run(tmp_path: Path) -> None:
    broken, whole = tmp_path / "broken", tmp_path / "whole"
    for rows in (1, len(CASES) + 1, len(CASES) + 2):
        killed_after(rows, broken)
        assert rows <= len(read_rows(broken)) < 2 * len(CASES)
    list(run(plan(*slowly.systems()), broken, resume=True))
    list(run(plan(*slowly.systems()), whole))
    assert quality(summarise(broken)) == quality(summarise(whole))
    assert len(read_rows(broken)) == 2 * len(CASES)
