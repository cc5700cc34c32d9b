"""A process is killed at random moments of adding, changing and removing documents.

DOSSIER_KILLS sets how often (default 5; the acceptance bar is 100).
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from retrieval.index import Index
from tests.integration import crashing
from tests.retrieval.fakes import CHUNKING, HashingEmbedder, split

pytestmark = pytest.mark.integration

KILLS = int(os.environ.get("DOSSIER_KILLS", "5"))
GONE = None


def run_and_kill(folder: Path, log: Path, seed: int, after: float) -> None:
    """Kills the process `after` seconds after it has opened the index."""
    opened = log.read_text("utf-8").count('"open"')
    command = [sys.executable, "-m", crashing.__name__, str(folder), str(log), str(seed)]
    child = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 300  # a loaded machine is slow to start Python
    while log.read_text("utf-8").count('"open"') == opened:
        if child.poll() is not None or time.monotonic() > deadline:
            child.kill()
            pytest.fail(f"the child did not open the index: {child.communicate()[1]}")
        time.sleep(0.005)
    time.sleep(after)
    assert child.poll() is None, child.communicate()[1]
    child.kill()
    child.communicate()


def allowed(log: Path) -> dict[str, set[str | None]]:
    """The texts (GONE for none) each source may have: the last acknowledged, and any begun since."""
    states: dict[str, set[str | None]] = {source: {GONE} for source in crashing.SOURCES}
    for line in log.read_text("utf-8").splitlines():
        word, kind, source, *text = json.loads(line)
        if kind in ("put", "remove"):
            state = text[0] if kind == "put" else GONE
            states[source] = {state} if word == "done" else states[source] | {state}
    return states


def test_nothing_acknowledged_is_lost_when_killed(tmp_path: Path) -> None:
    folder, log = tmp_path / "index", tmp_path / "log"
    log.touch()
    chance = random.Random(int(os.environ.get("DOSSIER_SEED", "1")))
    for seed in range(KILLS):
        run_and_kill(folder, log, seed, chance.uniform(0, 1.0))
        index = Index(folder, HashingEmbedder(), split, CHUNKING)
        try:
            assert index.check() == []
            found: dict[str, str | None] = {d.source: d.text for d in index.documents()}
            for source, texts in allowed(log).items():
                assert found.get(source, GONE) in texts, f"{source} after kill {seed}"
            for document in index.documents():
                whole = index.search(document.text, 5, {document.id})
                assert {h.passage.version for h in whole} == {document.version}
        finally:
            index.close()
        settle(log, found)


def settle(log: Path, found: dict[str, str | None]) -> None:
    """From here on, what was found after the kill is what must stay."""
    with log.open("a", encoding="utf-8") as file:
        for source in crashing.SOURCES:
            text = found.get(source, GONE)
            line = ["done", "remove", source] if text is GONE else ["done", "put", source, text]
            file.write(json.dumps(line) + "\n")
