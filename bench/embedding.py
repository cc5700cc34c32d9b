"""Tokens a second of the embedder against sentence-transformers fp32, same weights, same run.

    python -m bench.embedding [--passages 160] [--rounds 3] [--squad FILE.json [--questions 600]]

The two take turns, and the best round of each counts, so that other programs disturb both
alike. With a SQuAD-format file its passages are embedded, and the ranking quality of both is
compared (nDCG@10 of a question's own passage, cosine only).
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from core.settings import load_settings
from retrieval.embeddings import Embedder, Floats, open_embedder
from retrieval.sentence_models import PlainEmbedder

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "documents"


def main() -> None:
    options = _options()
    settings = load_settings()
    plain = open_embedder("embedded", settings.cache, precision="fp32", threads=settings.threads)
    fast = open_embedder("embedded", settings.cache, threads=settings.threads)
    texts, questions = _squad(options.squad) if options.squad else (_samples(), [])
    some = random.Random(1).sample(texts, min(options.passages, len(texts)))
    speed(plain, fast, some, options.rounds)
    if questions and options.questions:
        chosen = random.Random(7).sample(questions, min(options.questions, len(questions)))
        quality(plain, fast, texts, chosen)


def speed(plain: Embedder, fast: Embedder, texts: Sequence[str], rounds: int) -> None:
    """Prints tokens a second of both, and their ratio."""
    assert isinstance(plain, PlainEmbedder)
    tokens = sum(len(ids) for ids in plain.model.tokenizer(list(texts))["input_ids"])
    best = {embedder.name: float("inf") for embedder in (plain, fast)}
    for embedder in (plain, fast):
        embedder.texts(texts[:8])
    for _ in range(rounds):
        for embedder in (plain, fast):
            best[embedder.name] = min(best[embedder.name], _seconds(embedder.texts, texts))
    for name, seconds in best.items():
        print(f"{name:40} {tokens / seconds:8.0f} tokens/s")
    print(f"{'ratio':40} {best[plain.name] / best[fast.name]:8.2f}")
    queries = [text[:60] for text in texts[:20]]
    once = [_seconds(fast.query, query) for query in queries]
    print(f"{'a question, median':40} {1000 * float(np.median(once)):8.1f} ms")


def quality(
    plain: Embedder, fast: Embedder, texts: Sequence[str], questions: Sequence[tuple[str, int]]
) -> None:
    """Prints nDCG@10 of both on questions with the number of their passage."""
    gold = np.array([number for _, number in questions])
    for embedder in (plain, fast):
        vectors = np.stack([embedder.query(question) for question, _ in questions])
        print(f"{embedder.name:40} {ndcg(vectors @ embedder.texts(texts).T, gold):8.4f} nDCG@10")


def ndcg(scores: Floats, gold: np.ndarray[tuple[int], np.dtype[np.int64]]) -> float:
    """nDCG@10 with one relevant passage a question: 1 / log2(rank + 1), 0 beyond rank 10."""
    own = scores[np.arange(len(gold)), gold]
    ranks = (scores > own[:, None]).sum(axis=1) + 1
    return float(np.where(ranks <= 10, 1 / np.log2(ranks + 1), 0).mean())


def _seconds(work: Callable[..., object], *given: object) -> float:
    start = time.perf_counter()
    work(*given)
    return time.perf_counter() - start


def _samples() -> list[str]:
    """Paragraphs of the sample dossier, repeated with a number to make them many."""
    texts = [path.read_text("utf-8") for path in sorted(SAMPLES.iterdir()) if path.is_file()]
    words = " ".join(texts).split()
    return [" ".join(words[i : i + 110]) for i in range(0, len(words), 30)]


def _squad(path: Path) -> tuple[list[str], list[tuple[str, int]]]:
    texts: list[str] = []
    questions: list[tuple[str, int]] = []
    for article in json.loads(path.read_text("utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            questions += [(asked["question"], len(texts)) for asked in paragraph["qas"]]
            texts.append(paragraph["context"])
    return texts, questions


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=160)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--squad", type=Path)
    parser.add_argument("--questions", type=int, default=600)
    return parser.parse_args()


if __name__ == "__main__":
    main()
