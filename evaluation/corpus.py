"""Where the answers are looked for: the dossier at hand, or texts that come with the test set."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import DossierError
from core.types import Document, Passage
from evaluation.cases import CorpusText
from evaluation.gold import Library
from ingest.load import load, load_text
from ingest.passages import split_passages
from retrieval.index import Index

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents to search, and errors of sources that could not be read."""

    documents: tuple[Document, ...]
    errors: tuple[DossierError, ...] = ()

    @property
    def name(self) -> str:
        """Twelve characters that change with any document's source, title or text."""
        digest = hashlib.sha256()
        for document in self.documents:
            digest.update(repr((document.source, document.title, document.content_hash)).encode())
        return digest.hexdigest()[:12]

    def passages(self) -> list[Passage]:
        return [passage for document in self.documents for passage in split_passages(document)]

    def library(self) -> Library:
        return Library(self.documents)

    def fill(self, index: Index, on_progress: Progress | None = None) -> None:
        """Puts the documents that are not in `index` yet into it."""
        there = {document.id for document in index.documents()}
        missing = [document for document in self.documents if document.id not in there]
        for done, change in enumerate(index.put_many(missing), 1):
            if on_progress:
                on_progress(done, len(missing), change.document.title)


def of_texts(texts: Sequence[CorpusText]) -> Corpus:
    """The texts of a test set; one that cannot be used as a document is an error, not the end."""
    documents, errors = [], []
    for text in texts:
        try:
            documents.append(
                load_text(text.text, title=text.title, source=text.source, language=text.language)
            )
        except DossierError as error:
            errors.append(error)
    return _apart(documents, errors)


def of_folder(folder: Path) -> Corpus:
    """Every file under `folder` that can be read."""
    documents, errors = [], []
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.name[0] != "."):
        try:
            documents += load(str(path))
        except DossierError as error:
            errors.append(error)
    return _apart(documents, errors)


def _apart(documents: Iterable[Document], errors: Sequence[DossierError]) -> Corpus:
    """Each text once: an index keeps one document of two with the same content."""
    unique: dict[str, Document] = {}
    for document in documents:
        unique.setdefault(document.content_hash, document)
    return Corpus(tuple(unique.values()), tuple(errors))
