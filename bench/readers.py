"""Readers at one page for a while: errors, how long they wait, and the server's memory.

    python -m bench.readers [--readers 8] [--minutes 10] [--llm extractive] [--data FOLDER]

Starts the page as `dossier serve` does, on the sample dossier or the one in FOLDER. A reader
searches, asks as the page asks (its conversation is kept), lists the documents, and thinks for
one to three seconds in between. Memory is that of the server and its children, resident, each
ten seconds; growth compares the medians of the second and of the last tenth of the time.
"""

from __future__ import annotations

import argparse
import json
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import psutil

from bench.corpus import SAMPLES
from evaluation import testset

QUESTIONS = [case.question for case in testset.load(SAMPLES / "testset.jsonl").cases]
EACH = 10.0  # seconds between two looks at the memory
TIMEOUT = 300.0


class Reader(threading.Thread):
    """One reader; `times` holds seconds by what was done, `errors` what went wrong."""

    def __init__(self, address: str, number: int, until: float) -> None:
        super().__init__(daemon=True)
        self._client = httpx.Client(base_url=address, timeout=TIMEOUT, trust_env=False)
        self._reader = f"reader-{number}-{'x' * 32}"
        self._chance, self._until = random.Random(number), until
        self._conversation = ""
        self.times: dict[str, list[float]] = defaultdict(list)
        self.errors: list[str] = []

    def run(self) -> None:
        self._client.get("/")
        while time.monotonic() < self._until:
            what = self._chance.choice(["search", "search", "ask", "documents"])
            begun = time.monotonic()
            try:
                getattr(self, what)(self._chance.choice(QUESTIONS))
            except Exception as error:
                self.errors.append(f"{what}: {error!r}")
            self.times[what].append(time.monotonic() - begun)
            time.sleep(self._chance.uniform(1, 3))

    def search(self, question: str) -> None:
        [hits] = self._call("search", [question, "default", 10])
        if not hits:
            raise ValueError(f"nothing found for {question!r}")

    def documents(self, _: str) -> None:
        self._call("documents", ["default"])

    def ask(self, question: str) -> None:
        asked = {"question": question, "dossier": "default", "language": "fr"}
        asked |= {"reader": self._reader, "conversation": self._conversation}
        parts = self._call("page_ask", [asked])
        if any(part["part"] == "error" for part in parts):
            raise ValueError(parts)
        self._conversation = next(p["conversation"] for p in parts if p["part"] == "started")
        if self._chance.random() < 0.2:
            self._conversation = ""  # a new one next time

    def _call(self, endpoint: str, data: list[Any]) -> list[Any]:
        """What an endpoint gives, step by step."""
        joined = self._client.post(f"/gradio_api/call/{endpoint}", json={"data": data})
        event = joined.raise_for_status().json()["event_id"]
        answer = self._client.get(f"/gradio_api/call/{endpoint}/{event}").raise_for_status()
        blocks = [block.split("\ndata: ", 1) for block in answer.text.strip().split("\n\n")]
        if any(kind == "event: error" for kind, _ in blocks):
            raise ValueError(answer.text[-300:])
        steps = [json.loads(data)[0] for kind, data in blocks if kind == "event: generating"]
        return steps or [json.loads(data)[0] for kind, data in blocks if kind == "event: complete"]


def memory(process: psutil.Process) -> float:
    """MB resident of a process and its children."""
    total = 0
    for one in [process, *process.children(recursive=True)]:
        with suppress(psutil.NoSuchProcess):
            total += one.memory_info().rss
    return total / 2**20


def served(data: Path, llm: str, port: int) -> subprocess.Popen[bytes]:
    """A page on `port`, with the sample in it if `data` is new."""
    program = [sys.executable, "-m", "cli", "--data", str(data), "--llm", llm]
    if not (data / "dossiers").exists():
        samples = str(SAMPLES / "documents")
        subprocess.run([*program, "ingest", samples], check=True, stdout=subprocess.DEVNULL)
    page = subprocess.Popen([*program, "serve", "--port", str(port)])
    while True:
        with suppress(httpx.TransportError):
            httpx.get(f"http://127.0.0.1:{port}/", trust_env=False, timeout=TIMEOUT)
            return page
        if page.poll() is not None:
            raise RuntimeError("the page did not start")
        time.sleep(0.5)


def watched(address: str, page: subprocess.Popen[bytes], count: int, seconds: float) -> None:
    """Lets the readers read, and prints what came of it."""
    until = time.monotonic() + seconds
    readers = [Reader(address, number, until) for number in range(count)]
    for reader in readers:
        reader.start()
    process, sizes = psutil.Process(page.pid), []
    while time.monotonic() < until:
        sizes.append(memory(process))
        time.sleep(min(EACH, max(0.1, until - time.monotonic())))
    for reader in readers:
        reader.join(TIMEOUT)
    for what in ("search", "ask", "documents"):
        times = [1000 * t for reader in readers for t in reader.times[what]]
        p50, p95 = np.percentile(times, [50, 95])
        print(f"{what:10} {len(times):5} times   p50 {p50:7.0f} ms   p95 {p95:7.0f} ms")
    tenth = max(1, len(sizes) // 10)
    first, last = statistics.median(sizes[tenth : 2 * tenth]), statistics.median(sizes[-tenth:])
    print(f"memory {first:.0f} MB, at the end {last:.0f} MB: {last / first - 1:+.1%}")
    errors = [error for reader in readers for error in reader.errors]
    print(f"errors {len(errors)}", *errors[:5], sep="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--llm", default="extractive")
    parser.add_argument("--data", type=Path)
    given = parser.parse_args()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as work:
        page = served(given.data or Path(work) / "data", given.llm, port)
        try:
            watched(f"http://127.0.0.1:{port}", page, given.readers, 60 * given.minutes)
        finally:
            page.terminate()
            page.wait()


if __name__ == "__main__":
    main()
