"""Cost of the index against its size: real texts mixed anew, drawn vectors, real everything else.

    python -m bench.retrieval_scale SQUAD.json --sizes 1000 10000 100000 -o scale.json

Embedding is left out on purpose (its cost does not depend on the size): vectors are drawn around
200 centres, so that neighbours are as crowded as in real text. Times are in milliseconds.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.types import Document, Passage
from ingest.load import document_id
from ingest.passages import CHUNKING, split_passages
from retrieval.embeddings import Embedded, Progress
from retrieval.index import Index

PARAGRAPHS = 10  # in a mixed article
QUESTIONS = 200


class DrawnEmbedder:
    """Vectors drawn from the text's own words as a seed: the same text gets the same vector."""

    name, dimension = "drawn", 384

    def __init__(self) -> None:
        chance = np.random.default_rng(0)
        self._centres = chance.normal(size=(200, self.dimension)).astype(np.float32)
        self._noise = chance.normal(size=(4096, self.dimension)).astype(np.float32)
        self.seconds = 0.0

    def query(self, text: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self.texts([text])[0]
        return vector

    def passages(
        self,
        passages: Sequence[Passage],
        on_progress: Progress | None = None,  # noqa: ARG002 (part of the protocol)
    ) -> Embedded:
        begun = time.perf_counter()
        vectors = self.texts([passage.text for passage in passages])
        sentences = [self.texts([s.text for s in passage.sentences]) for passage in passages]
        self.seconds += time.perf_counter() - begun
        return Embedded(vectors, sentences)

    def texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        seeds = np.array([zlib.crc32(text.encode()) for text in texts], np.int64)
        vectors = self._centres[seeds % 200] + self._noise[seeds // 200 % 4096]
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def articles(squad: Path, chance: random.Random) -> Iterator[Document]:
    """Without end: documents of paragraphs drawn from all, so that no two are alike."""
    data = json.loads(squad.read_text("utf-8"))["data"]
    paragraphs = [p["context"] for article in data for p in article["paragraphs"]]
    titles = [article["title"] for article in data]
    for number in range(10**9):
        text = "\n\n".join(chance.sample(paragraphs, PARAGRAPHS))
        source = f"mixed:{number}"
        yield Document(
            document_id(source), 1, text, chance.choice(titles), source, source, language="fr"
        )


def questions(squad: Path) -> list[str]:
    data = json.loads(squad.read_text("utf-8"))["data"]
    asked = [q["question"] for a in data for p in a["paragraphs"] for q in p["qas"]]
    return random.Random(1).sample(asked, QUESTIONS)


def milliseconds(work: Callable[..., object], *given: object) -> float:
    begun = time.perf_counter()
    work(*given)
    return 1000 * (time.perf_counter() - begun)


def spread(times: Sequence[float]) -> dict[str, float]:
    p50, p95 = np.percentile(times, [50, 95])
    return {"p50": round(float(p50), 2), "p95": round(float(p95), 2)}


def grow(index: Index, embedder: DrawnEmbedder, source: Iterator[Document], size: int) -> Any:
    """Adds articles until there are `size` passages; milliseconds a passage, embedding left out."""
    begun, embedding, had = time.perf_counter(), embedder.seconds, count(index)
    while count(index) < size:
        room = max(1, min(200, (size - count(index)) // PARAGRAPHS))
        list(index.put_many(next(source) for _ in range(room)))
    spent = time.perf_counter() - begun - (embedder.seconds - embedding)
    return round(1000 * spent / max(count(index) - had, 1), 3)


def count(index: Index) -> int:
    return sum(entry.passages for entry in index.catalogue())


def measure(index: Index, source: Iterator[Document], asked: list[str]) -> Any:
    for question in asked[:20]:
        index.search(question)
    searched = [milliseconds(index.search, q) for q in asked]
    some = {entry.id for entry in index.catalogue()[:5]}
    limited = [milliseconds(index.search, q, 10, some) for q in asked[:50]]
    new = [next(source) for _ in range(10)]
    added = [milliseconds(index.put, d) for d in new]
    removed = [milliseconds(index.remove, d.id) for d in new]
    return {
        "search": spread(searched),
        "search in 5 documents": spread(limited),
        "add an article": spread(added),
        "remove an article": spread(removed),
        "list documents": round(milliseconds(index.catalogue), 1),
        "check": round(milliseconds(index.check)),
    }


def reopened(folder: Path, question: str) -> dict[str, float]:
    """A new process: seconds from its start to its first answer, and its memory in MB."""
    command = [sys.executable, "-m", "bench.retrieval_scale", "--open", str(folder), question]
    begun = time.perf_counter()
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return {"seconds": round(time.perf_counter() - begun, 2), "megabytes": float(output)}


def open_and_search(folder: Path, question: str) -> None:
    index = Index(folder, DrawnEmbedder(), split_passages, CHUNKING)
    index.search(question)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    index.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("squad", type=Path, nargs="?")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--open", nargs=2)
    given = parser.parse_args()
    if given.open:
        open_and_search(Path(given.open[0]), given.open[1])
        return
    asked, rows = questions(given.squad), {}
    source, embedder = articles(given.squad, random.Random(0)), DrawnEmbedder()
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "index"
        for size in given.sizes:
            index = Index(folder, embedder, split_passages, CHUNKING)
            cost = grow(index, embedder, source, size)
            rows[size] = {"ingest a passage": cost} | measure(index, source, asked)
            index.close()
            rows[size]["open and search"] = reopened(folder, asked[0])
            disk = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())
            rows[size]["disk, MB"] = round(disk / 2**20)
            print(size, json.dumps(rows[size]), flush=True)
    if given.output:
        given.output.write_text(json.dumps(rows, indent=1), "utf-8")


if __name__ == "__main__":
    main()
