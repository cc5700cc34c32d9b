"""Reads question sets with marked answers."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Paragraph:
    article: str
    text: str


@dataclass(frozen=True)
class Asked:
    """A question with the paragraph that answers it; `article` groups paragraphs."""

    question: str
    article: str
    paragraph: int
    start: int
    answers: tuple[str, ...]


def squad(path: Path) -> tuple[list[Paragraph], list[Asked]]:
    """Paragraphs and questions of a file in SQuAD's format."""
    paragraphs: list[Paragraph] = []
    asked: list[Asked] = []
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            paragraphs.append(Paragraph(article["title"], paragraph["context"]))
            for qa in paragraph["qas"]:
                answers = tuple(a["text"] for a in qa["answers"])
                start = qa["answers"][0]["answer_start"]
                asked.append(
                    Asked(qa["question"], article["title"], len(paragraphs) - 1, start, answers)
                )
    return paragraphs, asked


def afriqa(path: Path) -> tuple[list[Paragraph], list[Asked]]:
    """AfriQA rows that have a question and a passage."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [r for r in map(json.loads, lines) if _usable(r)]
    paragraphs = [Paragraph(r["title"], r["context"]) for r in rows]
    asked = [
        Asked(
            r["question_translated"],
            r["title"],
            i,
            r["answer_pivot"]["answer_start"][0],
            tuple(r["answer_pivot"]["text"]),
        )
        for i, r in enumerate(rows)
    ]
    return paragraphs, asked


def _usable(row: dict[str, Any]) -> bool:
    answer = row.get("answer_pivot") or {}
    return bool(row.get("context") and row.get("question_translated") and answer.get("text"))


def held_out(asked: list[Asked], seed: int, share: float = 0.1) -> set[str]:
    """Articles kept out of training, to measure on."""
    articles = sorted({a.article for a in asked})
    return set(random.Random(seed).sample(articles, max(1, int(len(articles) * share))))
