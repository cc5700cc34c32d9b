from __future__ import annotations

import errno
import hashlib
import os
import threading
from pathlib import Path

import pytest

from core.errors import DiskFull, ModelError, WeightsMissing, WrongHash
from weights import fetch as fetching
from weights.fetch import Progress, SourceFailed, fetch, is_verified, sha256
from weights.manifest import FILES, WeightFile

CONTENT = b"weights of a very small model"


@pytest.fixture
def file(monkeypatch: pytest.MonkeyPatch) -> WeightFile:
    known = WeightFile("small.bin", "MIT", len(CONTENT), hashlib.sha256(CONTENT).hexdigest(), ())
    monkeypatch.setitem(FILES, known.name, known)
    return known


class Giving:
    """A source that writes `content` and counts its calls."""

    def __init__(self, content: bytes = CONTENT) -> None:
        self.content, self.calls = content, 0

    def fetch(self, file: WeightFile, target: Path, on_progress: Progress) -> None:
        self.calls += 1
        target.write_bytes(self.content)
        on_progress(len(self.content), file.size)


class Failing:
    def __init__(self, error: Exception) -> None:
        self.error = error

    def fetch(self, file: WeightFile, target: Path, on_progress: Progress) -> None:
        raise self.error


def test_a_file_is_brought_and_checked(tmp_path: Path, file: WeightFile) -> None:
    seen: list[tuple[int, int]] = []
    path = fetch(file.name, tmp_path, lambda done, of: seen.append((done, of)), [Giving()])
    assert path.read_bytes() == CONTENT
    assert seen == [(len(CONTENT), len(CONTENT))]
    assert is_verified(path, file)


def test_a_second_start_asks_no_source_and_hashes_nothing(
    tmp_path: Path, file: WeightFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch(file.name, tmp_path, None, [Giving()])
    monkeypatch.setattr(fetching, "sha256", lambda path: pytest.fail("hashed again"))
    assert fetch(file.name, tmp_path, None, [Failing(AssertionError("asked"))]).exists()


def test_a_file_put_there_by_hand_is_hashed_once(tmp_path: Path, file: WeightFile) -> None:
    (tmp_path / file.name).write_bytes(CONTENT)
    path = fetch(file.name, tmp_path, None, [])
    assert is_verified(path, file)


def test_a_changed_file_is_noticed_and_set_aside(tmp_path: Path, file: WeightFile) -> None:
    path = fetch(file.name, tmp_path, None, [Giving()])
    path.write_bytes(CONTENT[::-1])
    os.utime(path, ns=(1, 1))
    with pytest.raises(WrongHash):
        fetch(file.name, tmp_path, None, [])
    assert not path.exists()
    assert (tmp_path / "small.bin.wrong").read_bytes() == CONTENT[::-1]


def test_a_wrong_download_is_set_aside_and_the_next_try_starts_anew(
    tmp_path: Path, file: WeightFile
) -> None:
    with pytest.raises(WrongHash) as caught:
        fetch(file.name, tmp_path, None, [Giving(b"something else")])
    assert file.sha256[:12] in caught.value.say("fr")
    assert fetch(file.name, tmp_path, None, [Giving()]).read_bytes() == CONTENT


def test_the_next_source_is_tried(tmp_path: Path, file: WeightFile) -> None:
    second = Giving()
    fetch(file.name, tmp_path, None, [Failing(SourceFailed("closed")), second])
    assert second.calls == 1


def test_no_source_left_says_why(tmp_path: Path, file: WeightFile) -> None:
    sources = [Failing(SourceFailed("hub: silent")), Failing(SourceFailed("registry: 404"))]
    with pytest.raises(WeightsMissing) as caught:
        fetch(file.name, tmp_path, None, sources)
    assert "hub: silent; registry: 404" in caught.value.say("en")


def test_a_full_disk_is_said(tmp_path: Path, file: WeightFile) -> None:
    with pytest.raises(DiskFull):
        fetch(file.name, tmp_path, None, [Failing(OSError(errno.ENOSPC, "full"))])


def test_an_interruption_passes_through_and_leaves_no_half_file(
    tmp_path: Path, file: WeightFile
) -> None:
    class Interrupted:
        def fetch(self, file: WeightFile, target: Path, on_progress: Progress) -> None:
            target.write_bytes(CONTENT[:5])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(file.name, tmp_path, None, [Interrupted()])
    assert not (tmp_path / file.name).exists()
    assert (tmp_path / ".small.bin.part").read_bytes() == CONTENT[:5]


def test_two_at_once_bring_it_once(tmp_path: Path, file: WeightFile) -> None:
    source = Giving()
    threads = [
        threading.Thread(target=fetch, args=(file.name, tmp_path, None, [source])) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert source.calls == 1


def test_an_unknown_name_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="known files"):
        fetch("nothing.bin", tmp_path)


def test_sha256_of_known_content(tmp_path: Path) -> None:
    path = tmp_path / "abc"
    path.write_bytes(b"abc")
    assert sha256(path).startswith("ba7816bf8f01cfea")
