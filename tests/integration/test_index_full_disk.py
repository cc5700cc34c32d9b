"""A disk that fills up while documents come in: a small one, made for the test."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import DiskFull
from retrieval.index import Index
from tests.retrieval.fakes import CHUNKING, HashingEmbedder, document, split

pytestmark = pytest.mark.integration
MEGABYTE = 2**20


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """An empty disk of 12 MB."""
    command = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(tmp_path)]
    if os.name != "posix" or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount a small disk: run it as root on Linux")
    yield tmp_path
    subprocess.run(["umount", "-l", str(tmp_path)], check=True)


def test_a_full_disk_costs_nothing_that_was_acknowledged(disk: Path) -> None:
    ballast = disk / "ballast"
    ballast.write_bytes(b"x" * 4 * MEGABYTE)
    index = Index(disk / "i", HashingEmbedder(), split, CHUNKING)
    texts = [" ".join(f"Mission {n} du navire {n * i}." for i in range(30)) for n in range(2000)]
    given = iter([document(text, f"{n}.txt") for n, text in enumerate(texts)])
    kept: list[str] = []

    def until_full() -> None:
        for one in given:
            kept.append(index.put(one).document.id)

    with pytest.raises(DiskFull) as full:
        until_full()
    assert f"{len(kept)}.txt" in str(full.value)
    assert {entry.id for entry in index.catalogue()} == set(kept)
    ballast.unlink()
    assert index.put(next(given)).kind == "added"
    assert index.check() == []
    index.close()
    index = Index(disk / "i", HashingEmbedder(), split, CHUNKING)
    assert index.check() == []
    assert len(index.catalogue()) == len(kept) + 1
    assert index.search("mission du navire")
    index.close()
