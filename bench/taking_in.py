"""Ingest throughput with real embedding, Dossier and the plain recipe taking turns.

Dossier reads a JSONL file, cuts, embeds passages and their sentences, and writes documents,
vectors and keywords; the recipe gets its documents ready-made, cuts, embeds and writes vectors.
Characters of source text a second, so that the recipe's overlaps do not count as work done.
"""

from __future__ import annotations

import json
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import Any

from bench.corpus import Material
from bench.drawn import Timed
from bench.recipe import Recipe, plain_embedder
from core.settings import load_settings
from core.types import Document
from ingest.passages import CHUNKING, split_passages
from ingest.pipeline import ingest
from retrieval.embeddings import open_embedder
from retrieval.index import Index

ROUNDS = 4  # the first does not count


def measured(material: Material, articles: int) -> dict[str, Any]:
    """Both systems' characters a second, their ratio, and what of Dossier's time is not embedding."""
    settings = load_settings()
    fast = Timed(open_embedder("embedded", settings.cache, threads=settings.threads))
    plain = Timed(plain_embedder())
    source = material.articles()
    seconds: dict[str, float] = {"dossier": 0.0, "recipe": 0.0}
    characters = passages = 0
    with tempfile.TemporaryDirectory() as work:
        index = Index(Path(work) / "index", fast, split_passages, CHUNKING)
        store = Recipe(Path(work) / "recipe", plain)
        for number in range(ROUNDS):
            some = list(islice(source, 2 if number == 0 else articles // (ROUNDS - 1)))
            rows = _rows(some, Path(work) / f"{number}.jsonl")
            if number == 1:
                seconds, fast.seconds, plain.seconds = dict.fromkeys(seconds, 0.0), 0.0, 0.0
                characters = passages = 0
            begun = time.perf_counter()
            passages += sum(outcome.passages for outcome in ingest([str(rows)], index))
            between = time.perf_counter()
            store.put(some)
            seconds["dossier"] += between - begun
            seconds["recipe"] += time.perf_counter() - between
            characters += sum(len(document.text) for document in some)
        index.close()
    return {
        "articles": articles,
        "passages": passages,
        "dossier": round(characters / seconds["dossier"]),
        "recipe": round(characters / seconds["recipe"]),
        "ratio": round(seconds["recipe"] / seconds["dossier"], 2),
        "not embedding": round(1 - fast.seconds / seconds["dossier"], 3),
        "recipe not embedding": round(1 - plain.seconds / seconds["recipe"], 3),
    }


def _rows(documents: list[Document], path: Path) -> Path:
    rows = ({"title": d.title, "text": d.text, "source": d.source, "lang": "fr"} for d in documents)
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text("".join(lines), "utf-8")
    return path
