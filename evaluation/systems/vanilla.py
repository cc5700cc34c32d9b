"""The recipe every LangChain tutorial teaches, to compare with.

RecursiveCharacterTextSplitter 1000/200, Chroma, the four nearest chunks stuffed into one prompt.
It shows the chunks it read as its sources, so they are what it cites. The only file of
`evaluation` that knows LangChain.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from langchain_chroma import Chroma
from langchain_core.documents import Document as Chunk
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from answering.llm import Writer
from answering.prompting import is_refusal
from core.types import (
    Answer,
    AnswerSentence,
    Citation,
    Document,
    Language,
    MadeBy,
    Status,
    Support,
    Timings,
    Verdict,
)
from evaluation.cases import Case
from evaluation.gold import Span
from evaluation.systems import Reply
from evaluation.systems.asked import standalone
from ingest.sentences import split_sentences
from retrieval.embeddings import Embedder

CHUNKS = 4
MAX_TOKENS = 256
SYSTEM: dict[Language, str] = {
    "fr": "Tu es un assistant qui répond à des questions. Utilise les passages de contexte"
    " suivants pour répondre. Si tu ne connais pas la réponse, dis simplement que tu ne sais"
    " pas. Trois phrases au plus, réponse concise.",
    "en": "You are an assistant for question answering. Use the following pieces of context to"
    " answer. If you do not know the answer, just say that you do not know. Three sentences at"
    " most, and keep the answer concise.",
}
USER: dict[Language, str] = {
    "fr": "Question : {question}\n\nContexte :\n{context}\n\nRéponse :",
    "en": "Question: {question}\n\nContext:\n{context}\n\nAnswer:",
}
_DOES_NOT_KNOW = re.compile(
    r"\b(je ne (?:sais|connais|dispose|trouve)|je n'ai pas|n(?:e|')\s?(?:est|sont) pas (?:mentionné|précisé|indiqué)"
    r"|ne (?:mentionne|précise|contien|fourni|donne|indique)\w* (?:pas|aucun)"
    r"|(?:do|does) not (?:know|mention|provide|contain|specify|say)|don't know|doesn't (?:mention|say)"
    r"|(?:is|are) not (?:mentioned|specified|provided))",
    re.I,
)


class Vanilla:
    """Retrieve four chunks, stuff them, answer. No checks, no refusal but the model's own."""

    name = "vanilla"

    def __init__(
        self,
        documents: Sequence[Document],
        embedder: Embedder,
        writer: Writer | None,
        folder: Path,
    ) -> None:
        """Chunks are embedded once and kept in `folder`, by embedder and texts."""
        self._documents = {document.id: document for document in documents}
        self._embedder = embedder
        self._writer = writer
        self._store = _kept_store(documents, embedder, folder)

    def made_by(self) -> Mapping[str, str]:
        return {
            "llm": self._writer.name if self._writer else "",
            "embedding": self._embedder.name,
            "prompt": hashlib.sha256(repr([SYSTEM, USER]).encode()).hexdigest()[:12],
            "index": "recursive 1000/200, chroma",
        }

    def search(self, question: str, documents: Collection[str] | None, k: int) -> list[Span]:
        return [_span(chunk) for chunk in self._nearest(question, documents, k)]

    def answer(self, case: Case, documents: Collection[str] | None) -> Reply | None:
        if self._writer is None:
            return None
        start = time.perf_counter()
        question = standalone(case)
        chunks = self._nearest(question, documents, CHUNKS)
        retrieved = _ms(start)
        context = "\n\n".join(chunk.page_content for chunk in chunks)
        user = USER[case.language].format(question=question, context=context)
        first, text = None, ""
        for piece in self._writer.write(SYSTEM[case.language], user, max_tokens=MAX_TOKENS):
            first = _ms(start) if first is None else first
            text += piece
        timings = Timings(retrieved, retrieved, first, _ms(start))
        spans = tuple(_span(chunk) for chunk in chunks)
        return Reply(self._as_answer(case, text, spans, timings), spans, question, confident=False)

    def _nearest(self, question: str, documents: Collection[str] | None, k: int) -> Sequence[Chunk]:
        only: dict[str, Any] | None = None
        if documents is not None:
            only = {"document_id": {"$in": sorted(documents)}}
        return self._store.similarity_search(question, k, filter=only)

    def _as_answer(self, case: Case, text: str, spans: Sequence[Span], timings: Timings) -> Answer:
        """The text as it came; every sentence rests on all chunks, as the recipe shows them."""
        refused = not text.strip() or does_not_know(text)
        sentences = [text[a:b] for a, b in split_sentences(text, case.language)]
        every = tuple(range(1, len(spans) + 1))
        unchecked = Verdict(Support.UNSUPPORTED, "unchecked")
        cited = (Citation.of(self._documents[s.document_id], s.start, s.end) for s in spans)
        return Answer(
            question=case.question,
            language=case.language,
            status=Status.NOT_IN_SOURCES if refused else Status.ANSWERED,
            sentences=tuple(AnswerSentence(s, unchecked, every) for s in sentences),
            citations=tuple(cited),
            closest=(),
            confidence=0.0,
            made_by=MadeBy(**{"llm": "", "prompt": "", **self.made_by()}),
            timings=timings,
        )


def does_not_know(text: str) -> bool:
    """Whether the model declines; its first sentence decides."""
    first = re.split(r"(?<=[.!?])\s", text.strip(), maxsplit=1)[0].replace("’", "'")
    return is_refusal(first) or bool(_DOES_NOT_KNOW.search(first))


class AsLangChain(Embeddings):
    """Our embedder as LangChain wants it."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._embedder.texts(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self._embedder.query(text).tolist()
        return vector


def _kept_store(documents: Sequence[Document], embedder: Embedder, folder: Path) -> Chroma:
    """A Chroma collection of all chunks; one that was cut short is filled up."""
    cut = list(chunks(documents))
    key = hashlib.sha256(embedder.name.encode())
    for chunk in cut:
        key.update(f"{chunk.id}\0{chunk.page_content}\0".encode())
    store = Chroma(
        f"vanilla-{key.hexdigest()[:16]}",
        AsLangChain(embedder),
        persist_directory=str(folder),
        collection_metadata={"hnsw:space": "cosine"},
    )
    there = set(store.get(include=[])["ids"])
    missing = [chunk for chunk in cut if chunk.id not in there]
    for start in range(0, len(missing), 256):
        store.add_documents(missing[start : start + 256])
    return store


def chunks(documents: Sequence[Document]) -> Iterable[Chunk]:
    """The documents as the recipe cuts them."""
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=1000, chunk_overlap=200, add_start_index=True
    )
    for document in documents:
        whole = Chunk(document.text, metadata={"document_id": document.id})
        for chunk in splitter.split_documents([whole]):
            start = chunk.metadata["start_index"]
            chunk.metadata["end_index"] = start + len(chunk.page_content)
            chunk.id = f"{document.id}:{start}"
            yield chunk


def _span(chunk: Chunk) -> Span:
    data = chunk.metadata
    return Span(data["document_id"], data["start_index"], data["end_index"])


def _ms(start: float) -> float:
    return (time.perf_counter() - start) * 1000
