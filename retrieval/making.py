"""Documents made ready for the index: grouped, cut into passages, embedded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from core.types import Document, Passage
from retrieval.embeddings import Embedder, Progress
from retrieval.records import Made
from retrieval.terms import terms

BATCH = 400_000  # characters embedded and acknowledged together: some 600 passages

Split = Callable[[Document], list[Passage]]


def batches(documents: Iterable[Document], size: int = BATCH) -> Iterator[list[Document]]:
    """Documents in order, in groups in which no id and no content comes twice."""
    batch: list[Document] = []
    names: set[str] = set()
    characters = 0
    for document in documents:
        if batch and (characters >= size or {document.id, document.content_hash} & names):
            yield batch
            batch, names, characters = [], set(), 0
        batch.append(document)
        names |= {document.id, document.content_hash}
        characters += len(document.text)
    if batch:
        yield batch


def made(
    documents: Sequence[Document],
    split: Split,
    embedder: Embedder,
    on_progress: Progress | None = None,
) -> list[Made]:
    """Cuts and embeds the documents together, so that batches are sorted by length across them."""
    cut = [split(document) for document in documents]
    read = [
        titled(passage, document.title)
        for document, passages in zip(documents, cut, strict=True)
        for passage in passages
    ]
    embedded = embedder.passages(read, on_progress)
    result, at = [], 0
    for document, passages in zip(documents, cut, strict=True):
        part = slice(at, at := at + len(passages))
        lines = [term_lines(passage, document) for passage in passages]
        vectors, sentences = embedded.vectors[part], embedded.sentences[part]
        result.append(Made(document, passages, lines, vectors, sentences))
    return result


def term_lines(passage: Passage, document: Document) -> str:
    """The passage as it is searched by words: a line of terms for the title and each sentence."""
    title = "" if passage.text.startswith(document.title) else document.title
    texts = [title, *(sentence.text for sentence in passage.sentences)]
    return "\n".join(" ".join(terms(text, document.language)) for text in texts)


def titled(passage: Passage, title: str) -> Passage:
    """The passage as it is embedded: after the title of its document, which may be its subject.

    Offsets of its sentences keep their place in the lengthened text.
    """
    title = title.strip()
    if not title or passage.text.startswith(title):
        return passage
    lead = title + (" " if title[-1] in ".!?…" else ". ")
    return replace(passage, text=lead + passage.text, start=passage.start - len(lead))
