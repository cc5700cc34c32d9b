"""Cases as a dossier gives them: documents of several passages, searched by the real index.

    python -m training.dossiers --data ../shared/data --samples samples -o CASES.pkl

From PIAF: a question is answerable with what the index finds; it is not when every passage that
holds an answer string is taken away, its article otherwise staying. From the sample dossier:
the questions marked `tune`, labels as they are; and questions of PIAF, which it cannot answer.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from answering.asked import names
from core.settings import Settings
from core.types import Hit
from ingest.load import load, load_text
from ingest.passages import CHUNKING, split_passages
from retrieval.embeddings import Embedder, open_embedder
from retrieval.index import Index
from training.cases import Case
from training.squad import Asked, squad

HITS, DEEPER = 10, 20


def piaf(data: Path, embedder: Embedder, folder: Path, count: int, seed: int) -> Iterator[Case]:
    """`count` questions that name something, each once with and once without its answer."""
    paragraphs, asked = squad(data / "piaf_dev" / "piaf_dev.json")
    articles: dict[str, list[str]] = {}
    for paragraph in paragraphs:
        articles.setdefault(paragraph.article, []).append(paragraph.text)
    index = Index(folder, embedder, split_passages, CHUNKING)
    texts = (
        load_text("\n\n".join(t), title=a, source=a, language="fr") for a, t in articles.items()
    )
    for _ in index.put_many(texts):
        pass
    named = [a for a in asked if names(a.question) and len(a.answers[0]) > 2]
    for n, one in enumerate(random.Random(seed).sample(named, count)):
        hits = index.search(one.question, DEEPER)
        yield from _both(index, f"piaf-{n}", one, hits)
    index.close()


def _both(index: Index, name: str, one: Asked, hits: Sequence[Hit]) -> Iterator[Case]:
    holding = [any(a.lower() in h.passage.text.lower() for a in one.answers) for h in hits]
    without = [h for h, holds in zip(hits, holding, strict=True) if not holds]
    if any(holding[:HITS]):
        yield _case(index, name, one.question, hits, True)
    yield _case(index, f"{name}-without", one.question, without, False)


def _case(index: Index, name: str, question: str, hits: Sequence[Hit], label: bool) -> Case:
    first = list(hits[:HITS])
    return Case(name, question, first, index.sentence_scores(question, first), label)


def sample(
    samples: Path, data: Path, embedder: Embedder, folder: Path, count: int
) -> Iterator[Case]:
    """The tuning questions of the sample dossier, follow-ups left out, and `count` strange ones."""
    index = Index(folder, embedder, split_passages, CHUNKING)
    for path in sorted((samples / "documents").iterdir()):
        for document in load(str(path)):
            index.put(document)
    for line in (samples / "testset.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if "tune" in row["tags"] and not row.get("history"):
            hits = index.search(row["question"], HITS)
            yield _case(index, row["id"], row["question"], hits, row["answerable"])
    asked = squad(data / "piaf_dev" / "piaf_dev.json")[1]
    for n, one in enumerate(random.Random(2).sample(asked, count)):
        hits = index.search(one.question, HITS)
        yield _case(index, f"strange-{n}", one.question, hits, False)
    index.close()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--samples", type=Path, required=True)
    options.add_argument("-o", "--out", type=Path, required=True)
    options.add_argument("-n", type=int, default=150)
    given = options.parse_args()
    embedder = open_embedder("embedded", Settings().cache)
    with tempfile.TemporaryDirectory() as folder:
        cases = list(
            sample(given.samples, given.data, embedder, Path(folder) / "sample", given.n // 3)
        )
        cases += piaf(given.data, embedder, Path(folder) / "piaf", given.n, 1)
    given.out.write_bytes(pickle.dumps(cases))
    print(len(cases), sum(case.answerable for case in cases))


if __name__ == "__main__":
    main()
