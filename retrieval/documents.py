"""The truth: documents with all their versions, their passages and vectors, in one SQLite file.

Every other index can be made again from it. The state of a version is the journal:

    pending     stored, not yet in the other indexes, not yet to be seen
    indexed     to be seen, in all indexes
    stale       to be seen, its entries in the other indexes are to be written again
    outdated    replaced by a newer version, its entries are to be dropped
    old         replaced, its text is kept for reading
    removing    to be dropped from everywhere
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from core.types import Document, Passage
from retrieval.database import Database
from retrieval.records import (
    DOCUMENT_FIELDS,
    ENTRY_FIELDS,
    FORMAT,
    PASSAGE_COLUMNS,
    ROW_COLUMNS,
    SCHEMA,
    Candidate,
    Entry,
    Floats,
    Made,
    Row,
    State,
    Version,
    to_candidate,
    to_document,
    to_passage,
    to_row,
    unpack,
)
from retrieval.statements import OF, insert_document, insert_passages, set_state, update

_SEEN = "d.state IN ('indexed', 'stale')"
_JOIN = "passages p JOIN documents d ON d.id = p.document_id AND d.version = p.version"
_DOCUMENT = ", ".join(f"d.{name}" for name in DOCUMENT_FIELDS)
_COUNTED = {"pages": "json_array_length(d.pages)"}
_ENTRY = ", ".join(_COUNTED.get(name, f"d.{name}") for name in ENTRY_FIELDS)


class Documents:
    """Reads and writes the truth; every method is one transaction."""

    def __init__(self, path: Path) -> None:
        """Raises OtherFormat, DocumentsDamaged."""
        self._database = Database(path, SCHEMA, FORMAT)
        own = self._database
        self.checkpoint, self.is_sound, self.close = own.checkpoint, own.is_sound, own.close

    # --- facts about the index -----------------------------------------------------------------

    def fact(self, name: str) -> str:
        """A stored fact, "" where there is none."""
        with self._database.reading() as c:
            row = c.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def set_fact(self, name: str, value: str) -> None:
        with self._database.writing() as c:
            c.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    # --- reading documents ---------------------------------------------------------------------

    def newest(self, document_id: str) -> Document | None:
        return self._one(f"d.id = ? AND {_SEEN}", document_id)

    def version(self, document_id: str, version: int) -> Document | None:
        hidden = "d.state NOT IN ('pending', 'removing')"
        return self._one(f"d.id = ? AND d.version = ? AND {hidden}", document_id, version)

    def with_content(self, content_hash: str) -> Document | None:
        """A document whose newest version has this content."""
        return self._one(f"d.content_hash = ? AND {_SEEN}", content_hash)

    def all(self) -> list[Document]:
        """The newest version of each document, in order of arrival."""
        with self._database.reading() as c:
            query = f"SELECT {_DOCUMENT} FROM documents d WHERE {_SEEN} ORDER BY d.rowid"
            return [to_document(row) for row in c.execute(query)]

    def catalogue(self) -> list[Entry]:
        """The same without texts: light at any size."""
        with self._database.reading() as c:
            query = f"SELECT {_ENTRY} FROM documents d WHERE {_SEEN} ORDER BY d.rowid"
            return [Entry(*row) for row in c.execute(query)]

    def in_state(self, *states: State) -> list[Version]:
        with self._database.reading() as c:
            query = (
                "SELECT id, version FROM documents WHERE state IN (SELECT value FROM json_each(?))"
            )
            return list(c.execute(query, (json.dumps(states),)))

    def made_otherwise(self, fingerprint: str) -> list[Version]:
        """Versions that are to be seen, but were made by other settings."""
        with self._database.reading() as c:
            query = f"SELECT id, version FROM documents d WHERE made <> ? AND {_SEEN}"
            return list(c.execute(query, (fingerprint,)))

    def _one(self, where: str, *values: object) -> Document | None:
        with self._database.reading() as c:
            query = f"SELECT {_DOCUMENT} FROM documents d WHERE {where} LIMIT 1"
            row = c.execute(query, values).fetchone()
        return to_document(row) if row else None

    # --- reading passages ----------------------------------------------------------------------

    def passages(self, document_id: str, version: int) -> list[Passage]:
        """The passages of one version, in order."""
        with self._database.reading() as c:
            query = f"SELECT {PASSAGE_COLUMNS} FROM passages p {OF} ORDER BY start"
            return [to_passage(row) for row in c.execute(query, (document_id, version))]

    def candidates(self, keys: Iterable[int]) -> list[Candidate]:
        """The passages with these keys that are to be seen, oldest first."""
        with self._database.reading() as c:
            query = (
                "SELECT p.key, p.document_id, p.start, p.end, p.terms, p.vector, p.sentence_vectors"
                f" FROM {_JOIN} WHERE p.key IN (SELECT value FROM json_each(?)) AND {_SEEN}"
                " ORDER BY p.key"
            )
            found = c.execute(query, (json.dumps(list(keys)),))
            return [to_candidate(row) for row in found]

    def vectors(self, keys: Iterable[int]) -> tuple[list[int], Floats]:
        """Keys and vectors (n, d) of those of these passages that there are."""
        with self._database.reading() as c:
            query = "SELECT key, vector FROM passages WHERE key IN (SELECT value FROM json_each(?))"
            found = c.execute(query, (json.dumps(list(keys)),)).fetchall()
        vectors = unpack(b"".join(vector for _, vector in found))
        return [key for key, _ in found], vectors.reshape(len(found), -1 if found else 0)

    def rows(self, keys: Iterable[int]) -> list[Row]:
        """The passages with these keys, to be seen or not, in no order."""
        with self._database.reading() as c:
            query = (
                f"SELECT {ROW_COLUMNS} FROM {_JOIN} WHERE p.key IN (SELECT value FROM json_each(?))"
            )
            return [to_row(row) for row in c.execute(query, (json.dumps(list(keys)),))]

    def row_of(self, passage: Passage) -> Row | None:
        with self._database.reading() as c:
            query = (
                f"SELECT {ROW_COLUMNS} FROM {_JOIN}"
                " WHERE p.document_id = ? AND p.version = ? AND p.start = ? AND p.end = ?"
            )
            own = (passage.document_id, passage.version, passage.start, passage.end)
            row = c.execute(query, own).fetchone()
        return to_row(row) if row else None

    def keys(self, versions: Iterable[Version]) -> list[int]:
        """Keys of the passages of these versions."""
        with self._database.reading() as c:
            query = f"SELECT key FROM passages {OF}"
            return [key for version in versions for (key,) in c.execute(query, version)]

    def seen_keys(self, ids: Iterable[str] | None = None) -> list[int]:
        """Keys of the passages to be seen, of the documents with these ids or of all."""
        query = f"SELECT p.key FROM {_JOIN} WHERE {_SEEN}"
        with self._database.reading() as c:
            if ids is None:
                return [key for (key,) in c.execute(query)]
            query += " AND d.id IN (SELECT value FROM json_each(?))"
            return [key for (key,) in c.execute(query, (json.dumps(list(ids)),))]

    def size(self) -> int:
        """Number of passages to be seen."""
        with self._database.reading() as c:
            query = f"SELECT sum(d.passages) FROM documents d WHERE {_SEEN}"
            return c.execute(query).fetchone()[0] or 0

    # --- writing -------------------------------------------------------------------------------

    def stage(self, made: Sequence[Made], fingerprint: str, state: State = "pending") -> None:
        """Stores new versions with their passages."""
        with self._database.writing() as c:
            for one in made:
                insert_document(c, one, state=state, made=fingerprint)
                insert_passages(c, one)

    def publish(self, versions: Sequence[Version]) -> None:
        """Lets these versions be seen, and no longer those before them: the acknowledgement."""
        with self._database.writing() as c:
            for id_, version in versions:
                c.execute(
                    "UPDATE documents SET state = 'outdated'"
                    " WHERE id = ? AND version < ? AND state IN ('indexed', 'stale')",
                    (id_, version),
                )
            set_state(c, "indexed", versions)

    def replace(self, made: Sequence[Made], fingerprint: str) -> None:
        """New fields and passages of versions that are to be seen; leaves them stale.

        Passages keep the keys of those they replace.
        """
        with self._database.writing() as c:
            for one in made:
                own = (one.document.id, one.document.version)
                update(c, one.document, made=fingerprint, passages=len(one.passages))
                set_state(c, "stale", [own])
                keys = [key for (key,) in c.execute(f"SELECT key FROM passages {OF}", own)]
                c.execute(f"DELETE FROM passages {OF}", own)
                insert_passages(c, one, keys)

    def edit(self, document: Document) -> None:
        """New fields of a version; its text, passages and state stay."""
        with self._database.writing() as c:
            update(c, document)

    def everything(self) -> Iterator[tuple[Document, bool, list[Row]]]:
        """All that is kept, as it is at one moment.

        Every version, whether it is the newest, and, if so, its passages in order.
        """
        with self._database.reading() as c:
            query = (
                f"SELECT {_SEEN}, {_DOCUMENT} FROM documents d"
                " WHERE d.state NOT IN ('pending', 'removing') ORDER BY d.rowid"
            )
            rows = f"SELECT {ROW_COLUMNS} FROM {_JOIN} WHERE {_SEEN} AND d.id = ? AND d.version = ?"
            for newest, *fields in c.execute(query):
                document = to_document(fields)
                found = c.execute(f"{rows} ORDER BY p.start", (document.id, document.version))
                yield document, bool(newest), [to_row(row) for row in found]

    def mark_removing(self, document_id: str) -> None:
        """Hides every version of a document at once."""
        with self._database.writing() as c:
            c.execute("UPDATE documents SET state = 'removing' WHERE id = ?", (document_id,))

    def retire(self, versions: Sequence[Version]) -> None:
        """Keeps only the text of these versions."""
        with self._database.writing() as c:
            c.executemany(f"DELETE FROM passages {OF}", versions)
            set_state(c, "old", versions)

    def delete(self, versions: Sequence[Version]) -> None:
        """Deletes these versions and their passages."""
        with self._database.writing() as c:
            c.executemany(f"DELETE FROM passages {OF}", versions)
            c.executemany("DELETE FROM documents WHERE id = ? AND version = ?", versions)
