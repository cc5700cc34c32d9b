"""Articles without end, mixed from real paragraphs, and questions about them."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.types import Document
from evaluation import testset
from ingest.load import document_id, load

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
PARAGRAPHS = 10  # in a mixed article
QUESTIONS = 220


@dataclass(frozen=True)
class Material:
    """Paragraphs and titles to mix, questions to ask; `name` is told with the figures."""

    name: str
    paragraphs: list[str]
    titles: list[str]
    questions: list[str]

    def articles(self, first: int = 0) -> Iterator[Document]:
        """Articles from number `first` on, always the same ones; no two are alike."""
        for number in itertools.count(first):
            chance = random.Random(number)
            text = "\n\n".join(chance.choices(self.paragraphs, k=PARAGRAPHS))
            source, title = f"mixed:{number}", chance.choice(self.titles)
            yield Document(document_id(source), 1, text, title, source, source, language="fr")


def material(squad: Path | None) -> Material:
    """Paragraphs of a SQuAD-format file, or of the sample dossier."""
    if squad is None:
        documents = [
            d for path in sorted((SAMPLES / "documents").iterdir()) for d in load(str(path))
        ]
        paragraphs = [p for d in documents for p in d.text.split("\n\n") if len(p) > 200]
        asked = [case.question for case in testset.load(SAMPLES / "testset.jsonl").cases]
        repeated = [f"{q} ({n})" for n in range(QUESTIONS // len(asked) + 1) for q in asked]
        return Material(
            "the sample dossier", paragraphs, [d.title for d in documents], repeated[:QUESTIONS]
        )
    data = json.loads(squad.read_text("utf-8"))["data"]
    every = [paragraph for article in data for paragraph in article["paragraphs"]]
    asked = [qa["question"] for paragraph in every for qa in paragraph["qas"]]
    return Material(
        squad.stem,
        [paragraph["context"] for paragraph in every],
        [article["title"] for article in data],
        random.Random(1).sample(asked, QUESTIONS),
    )
