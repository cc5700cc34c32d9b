"""Small stand-ins whose values a person can compute by hand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from hashlib import sha256

from core.types import Document, Hit, Passage, ScoredSentence, Sentence


def document(
    text: str, *, title: str = "Titre", published: str = "2025-01-17", **fields: str
) -> Document:
    """A Document of `text`; its id is its title in lower case."""
    return Document(
        id=title.lower(),
        version=1,
        text=text,
        title=title,
        source=f"{title}.txt",
        content_hash=sha256(text.encode()).hexdigest(),
        published=published,
        language=fields.pop("language", "fr"),
        **fields,  # type: ignore[arg-type]
    )


def sentences(doc: Document) -> tuple[Sentence, ...]:
    """Sentences cut after every full stop, question or exclamation mark."""
    spans = [m.span() for m in re.finditer(r"[^\s.!?][^.!?]*[.!?]?", doc.text)]
    return tuple(Sentence(doc.id, start, end, doc.text[start:end]) for start, end in spans)


def passage(doc: Document) -> Passage:
    """The whole document as one passage."""
    cut = sentences(doc)
    start, end = cut[0].start, cut[-1].end
    return Passage(doc.id, doc.version, start, end, doc.text[start:end], cut)


def scored(doc: Document) -> tuple[ScoredSentence, ...]:
    """Every sentence of `doc` as evidence, first best."""
    cut = sentences(doc)
    return tuple(ScoredSentence(s, doc, 1.0 - i / len(cut)) for i, s in enumerate(cut))


def words(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"\w+", text) if len(word) > 3 or word.isdigit()}


def overlap(text: str, texts: Sequence[str]) -> list[float]:
    """Share of the words of `text` found in each of `texts`: a similarity for tests."""
    own = words(text)
    return [len(own & words(other)) / max(len(own), 1) for other in texts]


class FakeIndex:
    """Documents in a list; a hit is any document that shares a word with the question."""

    fingerprint = "fake-index"

    def __init__(self, *documents: Document) -> None:
        self._documents = {doc.id: doc for doc in documents}

    def search(
        self, question: str, k: int = 10, documents: Collection[str] | None = None
    ) -> list[Hit]:
        found = []
        for doc in self._documents.values():
            score = overlap(question, [doc.text])[0]
            if score and (documents is None or doc.id in documents):
                found.append(Hit(passage(doc), doc.title, score, {"dense": 1, "bm25": 1}))
        return sorted(found, key=lambda hit: -hit.score)[:k]

    def sentence_scores(self, question: str, hits: Sequence[Hit]) -> list[list[float]]:
        return [overlap(question, [s.text for s in hit.passage.sentences]) for hit in hits]

    def document(self, document_id: str, version: int | None = None) -> Document:
        return self._documents[document_id]


class FakeWriter:
    """Writes the given text word by word, and remembers what it was asked.

    `yes` is its word on whether the evidence answers: a probability, or None for no word.
    """

    name = "fake-writer"
    yes: float | None = None

    def __init__(self, *texts: str) -> None:
        self._texts = list(texts)
        self.asked: list[tuple[str, str]] = []

    def write(self, system: str, user: str, *, max_tokens: int = 160) -> Iterator[str]:
        self.asked.append((system, user))
        text = self._texts.pop(0) if len(self._texts) > 1 else self._texts[0]
        yield from re.findall(r"\S+\s*", text)

    def p_yes(self, system: str, user: str) -> float | None:
        return self.yes


class FakeGate:
    """Always gives the probability `p`, and lets it through from 0.2 on."""

    def __init__(self, p: float = 0.9) -> None:
        self._p = p

    def p_answerable(self, *_: object, **__: object) -> float:
        return self._p

    def lets_through(self, p: float) -> bool:
        return p >= 0.2
