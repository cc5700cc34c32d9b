"""Quality of search on a SQuAD-format set, through the whole real path.

    python -m bench.retrieval_quality SQUAD.json [--titles none] [-o rows.jsonl]

Each paragraph is ingested as a document of its own, from a JSONL file, with its article's title or
none. A hit is right when it overlaps the paragraph its question was asked of; several hits of one
document count once, at the best rank. nDCG@10 with one right document is 1 / log2(1 + rank)
(Järvelin and Kekäläinen 2002). Articles are halved at random, once and for all: weights are tuned
on one half only. Intervals are 95 % bootstrap intervals over articles.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.settings import load_settings
from ingest.passages import CHUNKING, split_passages
from ingest.pipeline import ingest
from retrieval.embeddings import open_embedder
from retrieval.index import Index

K = 10


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    text: str
    article: int
    paragraph: int


def read(squad: Path) -> tuple[list[tuple[str, str]], list[Question]]:
    """Paragraphs as (title, text), and questions."""
    paragraphs: list[tuple[str, str]] = []
    questions: list[Question] = []
    for number, article in enumerate(json.loads(squad.read_text("utf-8"))["data"]):
        for paragraph in article["paragraphs"]:
            for asked in paragraph["qas"]:
                place = (number, len(paragraphs))
                questions.append(Question(asked["id"], asked["question"], *place))
            paragraphs.append((article["title"], paragraph["context"]))
    return paragraphs, questions


def fill(index: Index, paragraphs: Sequence[tuple[str, str]], titles: bool, work: Path) -> None:
    file = work / "corpus.jsonl"
    with file.open("w", encoding="utf-8") as rows:
        for number, (title, text) in enumerate(paragraphs):
            row = {"title": title if titles else "", "text": text, "source": f"piaf:{number}"}
            rows.write(json.dumps(row, ensure_ascii=False) + "\n")
    for outcome in ingest([str(file)], index):
        if outcome.error:
            raise outcome.error


def ranks(index: Index, questions: Sequence[Question]) -> Iterator[tuple[int, float]]:
    """For each question the rank of its paragraph (0: not among the first K) and milliseconds."""
    number = {entry.id: int(entry.source.rpartition(":")[2]) for entry in index.catalogue()}
    for question in questions:
        begun = time.perf_counter()
        hits = index.search(question.text, K)
        spent = 1000 * (time.perf_counter() - begun)
        found = list(dict.fromkeys(number[hit.passage.document_id] for hit in hits))
        right = question.paragraph in found
        yield (found.index(question.paragraph) + 1 if right else 0), spent


def gain(rank: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.where(rank > 0, 1 / np.log2(1 + np.maximum(rank, 1)), 0.0)


def interval(values: NDArray[np.float64], articles: NDArray[np.int64]) -> tuple[float, float]:
    """95 % bootstrap interval of the mean of `values`, drawing whole articles."""
    every = np.unique(articles)
    sums = np.array([values[articles == article].sum() for article in every])
    sizes = np.array([(articles == article).sum() for article in every])
    drawn = np.random.default_rng(0).integers(len(every), size=(2000, len(every)))
    means = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def tuned_on(articles: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which questions are of the half of the articles that weights were tuned on."""
    every = sorted(set(articles.tolist()))
    half = set(random.Random(7).sample(every, len(every) // 2))
    return np.array([article in half for article in articles])


def report(name: str, rank: NDArray[np.int64], articles: NDArray[np.int64]) -> str:
    low, high = interval(gain(rank), articles)
    return (
        f"{name:8} n={len(rank):5}  nDCG@10 {gain(rank).mean():.4f} [{low:.4f}, {high:.4f}]"
        f"  R@1 {(rank == 1).mean():.4f}  R@10 {(rank > 0).mean():.4f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("squad", type=Path)
    parser.add_argument("--titles", choices=["given", "none"], default="given")
    parser.add_argument("--every", type=int, default=1, help="ask every n-th question only")
    parser.add_argument("-o", "--output", type=Path)
    given = parser.parse_args()
    settings = load_settings()
    paragraphs, questions = read(given.squad)
    questions = questions[:: given.every]
    embedder = open_embedder(settings.embedding, settings.cache)
    with tempfile.TemporaryDirectory() as work:
        index = Index(Path(work) / "index", embedder, split_passages, CHUNKING)
        fill(index, paragraphs, given.titles == "given", Path(work))
        found = list(ranks(index, questions))
        print(f"{index.fingerprint}; titles {given.titles}; {len(index.catalogue())} documents")
        index.close()
    rank = np.array([r for r, _ in found])
    articles = np.array([question.article for question in questions])
    tuned = tuned_on(articles)
    print(report("all", rank, articles))
    print(report("tuned", rank[tuned], articles[tuned]))
    print(report("held out", rank[~tuned], articles[~tuned]))
    print(
        "search, ms: p50 {:.1f}, p95 {:.1f}".format(*np.percentile([m for _, m in found], [50, 95]))
    )
    if given.output:
        rows = ({"id": q.id, "rank": int(r)} for q, r in zip(questions, rank, strict=True))
        given.output.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


if __name__ == "__main__":
    main()
