"""The index of one dossier: documents (the truth), vectors and keywords, kept in step."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from core.errors import EmptyQuestion, NoSuchDocument
from core.types import Document, Hit, Language, Passage
from retrieval.backup import back_up
from retrieval.caretaker import Caretaker, Told
from retrieval.disk import saying_disk_full
from retrieval.embeddings import Embedder, Progress
from retrieval.journal import Journal
from retrieval.lock import FolderLock
from retrieval.making import Split, batches, made
from retrieval.names import resolve
from retrieval.opening import open_parts
from retrieval.records import Entry
from retrieval.search import Searcher
from retrieval.store import Server
from retrieval.terms import TERMS

FORMAT = "index-1"
EDITABLE = frozenset({"title", "author", "publisher", "published", "language"})
SHAPING = ("title", "language")  # these change how a document is embedded and cut


@dataclass(frozen=True, slots=True)
class Change:
    """What `put` did; `document` is the one in the index, with its version."""

    kind: Literal["added", "updated", "unchanged", "duplicate"]
    document: Document
    passages: int


class Index:
    """One dossier on disk. Any number of threads may use it; one process may open it."""

    def __init__(
        self,
        folder: Path,
        embedder: Embedder,
        split: Split,
        chunking: str,
        server: Server | None = None,
    ) -> None:
        """Opens or makes the index in `folder`; `chunking` names what `split` does.

        Finishes what an interrupted process left undone. Raises DataFolderBusy.
        """
        self._embedder, self._split, self._chunking = embedder, split, chunking
        self._writing = threading.RLock()
        self._lock = FolderLock(folder)
        try:
            self._parts = open_parts(folder, server)
            self._documents = self._parts.documents
            self._journal = Journal(self._parts)
            self._searcher = Searcher(self._parts, embedder)
            self._caretaker = Caretaker(self._documents, self._journal, embedder, split)
            self._caretaker.recover()
        except BaseException:
            self._lock.release()
            raise

    @property
    def fingerprint(self) -> str:
        """What shapes the index: two fingerprints are never mixed in one."""
        return f"{self._embedder.name} · {self._chunking} · {TERMS} · {FORMAT}"

    # --- taking in -------------------------------------------------------------------------------

    def put(self, document: Document, on_progress: Progress | None = None) -> Change:
        """Takes in one document; see `put_many`."""
        return next(self.put_many([document], on_progress))

    def put_many(
        self, documents: Iterable[Document], on_progress: Progress | None = None
    ) -> Iterator[Change]:
        """Takes in documents, many at a time; each Change is an acknowledgement, in order.

        Whatever happens, a document is in all of the index or in none of it. Progress is
        (done, all) in passages of the group at hand. Raises FingerprintMismatch, DiskFull.
        """
        for batch in batches(documents):
            with self._writing, saying_disk_full(batch[0].title):
                changes = self._put(batch, on_progress)
            yield from changes

    def remove(self, document_id: str) -> None:
        """Removes a document, all its versions, from everywhere. Raises NoSuchDocument."""
        with self._writing, saying_disk_full():
            self.document(document_id)
            self._journal.remove(document_id)

    def describe(self, document_id: str, **fields: str) -> Document:
        """Edits title, author, publisher, published or language of the newest version."""
        if unknown := set(fields) - EDITABLE:
            raise ValueError(f"not to be edited: {sorted(unknown)}")
        with self._writing:
            old = self.document(document_id)
            new = replace(old, **fields)  # type: ignore[arg-type]
            with saying_disk_full():
                if all(getattr(old, name) == getattr(new, name) for name in SHAPING):
                    self._documents.edit(new)
                else:
                    self._caretaker.adopt(self.fingerprint)
                    ready = made([new], self._split, self._embedder)
                    self._journal.refresh(ready, self.fingerprint)
        return new

    # --- reading ---------------------------------------------------------------------------------

    def documents(self) -> list[Document]:
        """The newest version of each document."""
        return self._documents.all()

    def catalogue(self) -> list[Entry]:
        """The same without the texts: quick for any number of documents."""
        return self._documents.catalogue()

    def document(self, document_id: str, version: int | None = None) -> Document:
        """A document, in its newest version or an older one. Raises NoSuchDocument."""
        if version is None:
            found = self._documents.newest(document_id)
        else:
            found = self._documents.version(document_id, version)
        if found is None:
            raise NoSuchDocument(id=document_id)
        return found

    def passages(self, document_id: str) -> list[Passage]:
        """The passages of the newest version, in order. Raises NoSuchDocument."""
        return self._documents.passages(document_id, self.document(document_id).version)

    def resolve(self, names: Collection[str]) -> set[str]:
        """Ids of the documents with these ids, sources, file names or titles.

        Raises NoSuchDocument for a name that means none.
        """
        return resolve(names, self.catalogue())

    # --- searching -------------------------------------------------------------------------------

    def search(
        self, question: str, k: int = 10, documents: Collection[str] | None = None
    ) -> list[Hit]:
        """The best `k` passages, best first, in the documents with these ids or in all.

        Raises EmptyQuestion, FingerprintMismatch.
        """
        if not question.strip():
            raise EmptyQuestion()
        if not self._caretaker.agrees(self.fingerprint):
            return []
        return self._searcher.search(question, k, documents)

    def sentence_scores(self, question: str, hits: Sequence[Hit]) -> list[list[float]]:
        """Cosine of the question with each sentence of each hit, from stored vectors."""
        return self._searcher.sentence_scores(question, [hit.passage for hit in hits])

    # --- care ------------------------------------------------------------------------------------

    def check(self, language: Language = "en") -> list[str]:
        """What is wrong with the index, in words; empty when nothing is."""
        with self._writing:
            problems = self._caretaker.problems(self.fingerprint)
        return [problem.say(language) for problem in problems]

    def repair(self, on_progress: Told | None = None) -> None:
        """Makes the indexes again from the documents. Progress is (done, all, what)."""
        with self._writing, saying_disk_full():
            self._caretaker.repair(self.fingerprint, on_progress)

    def backup(self, file: Path) -> None:
        """Writes all documents with their vectors into one file (see `retrieval.restore`)."""
        with saying_disk_full():
            back_up(self._documents, file)

    def close(self) -> None:
        """Gives the folder free for another process."""
        with self._writing:
            self._parts.close()
            self._lock.release()

    # --- inside ----------------------------------------------------------------------------------

    def _put(self, batch: Sequence[Document], on_progress: Progress | None) -> list[Change]:
        self._caretaker.adopt(self.fingerprint)
        planned = [self._plan(document) for document in batch]
        new = [change.document for change in planned if change.kind in ("added", "updated")]
        ready = made(new, self._split, self._embedder, on_progress) if new else []
        self._journal.add(ready, self.fingerprint)
        counts = {one.document.id: len(one.passages) for one in ready}
        return [replace(c, passages=counts.get(c.document.id, 0)) for c in planned]

    def _plan(self, document: Document) -> Change:
        before = self._documents.newest(document.id)
        if before is not None:
            if before.content_hash == document.content_hash:
                return Change("unchanged", before, 0)
            return Change("updated", replace(document, version=before.version + 1), 0)
        twin = self._documents.with_content(document.content_hash)
        if twin is not None:
            return Change("duplicate", twin, 0)
        return Change("added", replace(document, version=1), 0)
