"""Sees to it that an index is whole and of one make: checks, repairs, recovers."""

from __future__ import annotations

from collections.abc import Callable

from core.errors import DocumentsDamaged, FingerprintMismatch, IndexesDisagree, StoreError
from retrieval.documents import Documents
from retrieval.embeddings import Embedder
from retrieval.journal import Journal
from retrieval.making import Split, batches, made

_UNDER_WAY = "→ "  # before the fingerprint, while a repair is not finished

Told = Callable[[int, int, str], None]


class Caretaker:
    """One writer at a time: the caller sees to that."""

    def __init__(
        self, documents: Documents, journal: Journal, embedder: Embedder, split: Split
    ) -> None:
        self._documents = documents
        self._journal = journal
        self._embedder = embedder
        self._split = split

    def recover(self) -> None:
        """Finishes what an interrupted process left undone; a repair is left to the reader."""
        if self._documents.fact("fingerprint").startswith(_UNDER_WAY):
            self._journal.clean()
            return
        self._journal.finish()
        if not self._journal.in_step():
            self._journal.align()

    def agrees(self, fingerprint: str) -> bool:
        """Whether the index may be used with this fingerprint; raises FingerprintMismatch if not.

        False: it is empty, and takes any (see `adopt`).
        """
        built = self._documents.fact("fingerprint")
        if built != fingerprint and self._documents.size():
            raise FingerprintMismatch(built=built, wanted=fingerprint)
        return built == fingerprint

    def adopt(self, fingerprint: str) -> None:
        """Makes sure that documents made with this fingerprint can be added."""
        if not self.agrees(fingerprint):
            self._journal.clear()
            self._documents.set_fact("fingerprint", fingerprint)

    def problems(self, fingerprint: str) -> list[StoreError]:
        found: list[StoreError] = [
            IndexesDisagree(index=name, missing=len(missing), extra=len(extra))
            for name, (missing, extra) in self._journal.differences().items()
            if missing or extra
        ]
        if not self._documents.is_sound():
            found.append(DocumentsDamaged(path="documents", detail="quick_check"))
        try:
            self.agrees(fingerprint)
        except FingerprintMismatch as error:
            found.append(error)
        return found

    def repair(self, fingerprint: str, on_progress: Told | None = None) -> None:
        """Makes vectors and keywords again from the documents; embeds only what must be.

        Interrupted, it goes on where it stopped when it is called again.
        """
        self._journal.clean()
        if self._documents.fact("fingerprint") != fingerprint:
            self._documents.set_fact("fingerprint", _UNDER_WAY + fingerprint)
            self._make_again(fingerprint, on_progress)
        self._journal.clear()
        self._journal.finish()
        self._journal.align(on_progress)
        self._documents.set_fact("fingerprint", fingerprint)

    def _make_again(self, fingerprint: str, on_progress: Told | None) -> None:
        """Cuts and embeds what was made by other settings."""
        versions = self._documents.made_otherwise(fingerprint)
        found = (self._documents.version(*version) for version in versions)
        done = 0
        for batch in batches(document for document in found if document is not None):
            self._documents.replace(made(batch, self._split, self._embedder), fingerprint)
            done += len(batch)
            if on_progress:
                on_progress(done, len(versions), batch[-1].title)
