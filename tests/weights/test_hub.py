from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from weights.fetch import SourceFailed
from weights.hub import Hub
from weights.manifest import WeightFile

CONTENT = bytes(range(100))
FILE = WeightFile("f.bin", "MIT", len(CONTENT), "", (), repository="someone/some", path="f.bin")


@pytest.fixture(autouse=True)
def _online(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)


def hub(cache: Path, answer: Callable[[httpx.Request], httpx.Response]) -> Hub:
    return Hub(cache, httpx.MockTransport(answer))


def ranged(request: httpx.Request) -> httpx.Response:
    start = int(request.headers.get("Range", "bytes=0-")[6:-1])
    return httpx.Response(206 if start else 200, content=CONTENT[start:])


def test_the_file_is_downloaded_with_progress(tmp_path: Path) -> None:
    seen: list[int] = []
    hub(tmp_path, ranged).fetch(FILE, tmp_path / "t", lambda done, of: seen.append(done))
    assert (tmp_path / "t").read_bytes() == CONTENT
    assert seen[-1] == len(CONTENT)


def test_a_partial_file_is_gone_on_with(tmp_path: Path) -> None:
    (tmp_path / "t").write_bytes(CONTENT[:40])
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.headers["Range"])
        return ranged(request)

    hub(tmp_path, answer).fetch(FILE, tmp_path / "t", lambda done, of: None)
    assert asked == ["bytes=40-"]
    assert (tmp_path / "t").read_bytes() == CONTENT


def test_a_server_without_ranges_starts_anew(tmp_path: Path) -> None:
    (tmp_path / "t").write_bytes(b"x" * 40)
    whole = hub(tmp_path, lambda request: httpx.Response(200, content=CONTENT))
    whole.fetch(FILE, tmp_path / "t", lambda done, of: None)
    assert (tmp_path / "t").read_bytes() == CONTENT


def test_a_short_answer_fails_and_keeps_what_came(tmp_path: Path) -> None:
    short = hub(tmp_path, lambda request: httpx.Response(200, content=CONTENT[:10]))
    with pytest.raises(SourceFailed, match="10 bytes instead of 100"):
        short.fetch(FILE, tmp_path / "t", lambda done, of: None)
    assert (tmp_path / "t").read_bytes() == CONTENT[:10]


def test_a_refusal_fails(tmp_path: Path) -> None:
    with pytest.raises(SourceFailed, match="404"):
        hub(tmp_path, lambda request: httpx.Response(404)).fetch(FILE, tmp_path / "t", print)


def test_a_silent_hub_is_left_alone_for_a_while(tmp_path: Path) -> None:
    calls: list[int] = []

    def silent(request: httpx.Request) -> httpx.Response:
        calls.append(1)
        raise httpx.ConnectTimeout("no answer", request=request)

    for _ in range(2):
        with pytest.raises(SourceFailed):
            hub(tmp_path, silent).fetch(FILE, tmp_path / "t", print)
    assert len(calls) == 1
    long_ago = time.time() - 4000
    os.utime(tmp_path / ".hub-unreachable", (long_ago, long_ago))
    hub(tmp_path, ranged).fetch(FILE, tmp_path / "t", lambda done, of: None)
    assert (tmp_path / "t").read_bytes() == CONTENT


def test_offline_asks_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(SourceFailed, match="HF_HUB_OFFLINE"):
        hub(tmp_path, lambda request: pytest.fail("asked")).fetch(FILE, tmp_path / "t", print)


def test_a_file_the_hub_does_not_keep(tmp_path: Path) -> None:
    other = WeightFile("f.bin", "MIT", 1, "", ())
    with pytest.raises(SourceFailed, match="not kept"):
        hub(tmp_path, ranged).fetch(other, tmp_path / "t", print)
