"""Brings a model file from the Hugging Face hub by ranged download."""

from __future__ import annotations

import os
import time
from pathlib import Path

import httpx
from huggingface_hub import hf_hub_url

from weights.fetch import Progress, SourceFailed
from weights.manifest import WeightFile

CONNECT = 3.0  # seconds: a hub that does not answer must not hold a first start up
READ = 30.0
REMEMBERED = 3600.0  # seconds a hub that did not answer is left alone
BLOCK = 1 << 20


class Hub:
    """Goes on where a partial file ends; `transport` is for tests."""

    def __init__(self, cache: Path, transport: httpx.BaseTransport | None = None) -> None:
        self._silent_since = cache / ".hub-unreachable"
        self._transport = transport

    def fetch(self, file: WeightFile, target: Path, on_progress: Progress) -> None:
        if not file.repository:
            raise SourceFailed("hub: not kept there")
        if os.environ.get("HF_HUB_OFFLINE") == "1":
            raise SourceFailed("hub: HF_HUB_OFFLINE is set")
        if self._was_silent():
            raise SourceFailed("hub: did not answer a short while ago")
        try:
            self._download(file, target, on_progress)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            self._silent_since.touch()
            raise SourceFailed(f"hub: no answer ({type(error).__name__})") from error
        except httpx.HTTPError as error:
            raise SourceFailed(f"hub: {error or type(error).__name__}") from error

    def _was_silent(self) -> bool:
        try:
            return time.time() - self._silent_since.stat().st_mtime < REMEMBERED
        except OSError:
            return False

    def _download(self, file: WeightFile, target: Path, on_progress: Progress) -> None:
        done = target.stat().st_size if target.exists() else 0
        if done >= file.size:  # cannot be a good beginning
            target.unlink()
            done = 0
        timeout = httpx.Timeout(READ, connect=CONNECT)
        client = httpx.Client(transport=self._transport, timeout=timeout, follow_redirects=True)
        headers = {"Range": f"bytes={done}-"} if done else {}
        url = hf_hub_url(file.repository, file.path)
        with client, client.stream("GET", url, headers=headers) as response:
            response.raise_for_status()
            if response.status_code != httpx.codes.PARTIAL_CONTENT:
                done = 0
            with target.open("ab" if done else "wb") as stream:
                for block in response.iter_bytes(BLOCK):
                    stream.write(block)
                    done += len(block)
                    on_progress(done, file.size)
        if done != file.size:
            raise SourceFailed(f"hub: {done} bytes instead of {file.size}")
