"""Keeps vectors and keywords in step with the documents, whatever stops the program in between.

Documents come first: what is on its way is written down there, with its state, before any other
index is touched. A version that was never acknowledged is dropped; everything else that a crash
left half done is done again, which changes nothing where it had been done already.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from retrieval.disk import is_disk_full
from retrieval.keyword import Keywords
from retrieval.opening import Parts
from retrieval.records import Made

CHUNK = 2_000  # passages held in memory while indexes are written

Told = Callable[[int, int, str], None]


class Journal:
    """One writer at a time: the caller sees to that."""

    def __init__(self, parts: Parts) -> None:
        self._documents = parts.documents
        self._vectors = parts.vectors
        self._keywords = parts.keywords

    def add(self, made: Sequence[Made], fingerprint: str) -> None:
        """Takes in new versions: all of them, or none. Returning is the acknowledgement."""
        self.finish()
        versions = [(one.document.id, one.document.version) for one in made]
        try:
            self._documents.stage(made, fingerprint)
            self._write(self._documents.keys(versions))
            self._documents.publish(versions)
        except BaseException:
            self._keywords.rollback()
            self._tidy()
            raise
        self._tidy()

    def refresh(self, made: Sequence[Made], fingerprint: str) -> None:
        """Takes new fields or passages of versions that are there."""
        self.finish()
        self._documents.replace(made, fingerprint)
        self.finish()

    def remove(self, document_id: str) -> None:
        """Drops every version of a document from everywhere."""
        self._documents.mark_removing(document_id)
        self.finish()
        self._documents.checkpoint()

    def finish(self) -> None:
        """Does what is left to be done of earlier work."""
        stale = self._documents.in_state("stale")
        if stale:
            self._write(self._documents.keys(stale), again=True)
            self._documents.publish(stale)
        outdated = self._documents.in_state("outdated")
        if outdated:
            self._drop(self._documents.keys(outdated))
            self._documents.retire(outdated)
        self.clean()

    def clean(self) -> None:
        """Drops what was never acknowledged, and what was being removed."""
        gone = self._documents.in_state("pending", "removing")
        if gone:
            self._drop(self._documents.keys(gone))
            self._documents.delete(gone)

    def differences(self) -> dict[str, tuple[set[int], set[int]]]:
        """Per index, the keys that are missing from it and those it has too many."""
        wanted = set(self._documents.seen_keys())
        vectors, keywords = set(self._vectors.keys()), set(self._keywords.keys())
        return {
            "vectors": (wanted - vectors, vectors - wanted),
            "keywords": (wanted - keywords, keywords - wanted),
        }

    def in_step(self) -> bool:
        """Whether all indexes hold equally many passages: quick, and true unless one was damaged."""
        size = self._documents.size()
        return self._vectors.size() == size == self._keywords.size()

    def align(self, on_progress: Told | None = None) -> None:
        """Writes what is missing and drops what is too much, from the stored vectors."""
        differences = self.differences()
        missing, extra = (differences["vectors"][i] | differences["keywords"][i] for i in (0, 1))
        self._drop(sorted(extra))
        keys = sorted(missing)
        for done in range(0, len(keys), CHUNK):
            self._write(keys[done : done + CHUNK], again=True)
            if on_progress:
                on_progress(min(done + CHUNK, len(keys)), len(keys), "")

    def clear(self) -> None:
        """Empties vectors and keywords."""
        self._vectors.clear()
        self._keywords.clear()

    def _write(self, keys: Sequence[int], again: bool = False) -> None:
        for start in range(0, len(keys), CHUNK):
            chunk = keys[start : start + CHUNK]
            rows = self._documents.rows(chunk)
            self._vectors.write([row.key for row in rows], np.stack([row.vector for row in rows]))
            if again:
                self._keywords.drop(chunk)
            self._keywords.write(
                [Keywords(row.key, row.passage.document_id, row.terms) for row in rows]
            )
        self._keywords.commit()

    def _drop(self, keys: Sequence[int]) -> None:
        if keys:
            self._vectors.drop(keys)
            self._keywords.drop(keys)
            self._keywords.commit()

    def _tidy(self) -> None:
        """`finish`, but a full disk may put it off until the next write or start."""
        try:
            self.finish()
        except Exception as error:
            if not is_disk_full(error):
                raise
