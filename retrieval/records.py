"""How documents and passages lie in SQLite: the schema, and rows to objects and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from core.types import Document, Passage, Sentence

Floats = NDArray[np.float32]
State = Literal["pending", "indexed", "stale", "outdated", "old", "removing"]
Version = tuple[str, int]  # document id, version

FORMAT = 1  # of the schema
SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS documents (
    id TEXT NOT NULL, version INTEGER NOT NULL, state TEXT NOT NULL, made TEXT NOT NULL,
    passages INTEGER NOT NULL, characters INTEGER NOT NULL,
    title TEXT NOT NULL, source TEXT NOT NULL, content_hash TEXT NOT NULL, author TEXT NOT NULL,
    publisher TEXT NOT NULL, published TEXT NOT NULL, language TEXT NOT NULL,
    fetched_at TEXT NOT NULL, pages TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (id, version));
CREATE INDEX IF NOT EXISTS by_content ON documents (content_hash);
CREATE INDEX IF NOT EXISTS by_state ON documents (state);
CREATE TABLE IF NOT EXISTS passages (
    key INTEGER PRIMARY KEY AUTOINCREMENT, document_id TEXT NOT NULL, version INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, terms TEXT NOT NULL, vector BLOB NOT NULL,
    sentence_vectors BLOB NOT NULL, text TEXT NOT NULL, sentences BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS of_document ON passages (document_id, version, start);
"""
DOCUMENT_FIELDS = tuple(field.name for field in fields(Document))
PASSAGE_COLUMNS = "p.document_id, p.version, p.start, p.end, p.text, p.sentences"
ROW_COLUMNS = f"p.key, d.title, p.terms, p.vector, p.sentence_vectors, {PASSAGE_COLUMNS}"


@dataclass(frozen=True, slots=True)
class Made:
    """A document on its way in: passages with vectors (n, d) and sentence vectors (s_i, d).

    `terms` of a passage are lines of terms: the title's, then each sentence's.
    """

    document: Document
    passages: Sequence[Passage]
    terms: Sequence[str]
    vectors: Floats
    sentences: Sequence[Floats]


@dataclass(frozen=True, slots=True)
class Row:
    """A stored passage: `vector` (d,) and `sentences` (s, d), of unit norm to float16."""

    key: int
    title: str
    terms: str
    vector: Floats
    sentences: Floats
    passage: Passage


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored passage as it is ranked.

    `terms` has its title's line, then its sentences'; `vectors` its own, then its sentences', packed.
    """

    key: int
    document_id: str
    start: int
    end: int
    terms: str
    vectors: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list of documents shows of one, without its text."""

    id: str
    version: int
    title: str
    source: str
    author: str
    publisher: str
    published: str
    language: str
    fetched_at: str
    characters: int
    passages: int
    pages: int = 0


ENTRY_FIELDS = tuple(field.name for field in fields(Entry))


def document_values(document: Document) -> dict[str, Any]:
    """The columns of a document's row that come from the document itself."""
    values = {name: getattr(document, name) for name in DOCUMENT_FIELDS}
    pages = json.dumps(document.pages)
    return values | {"pages": pages, "characters": len(document.text)}


def to_document(row: Sequence[Any]) -> Document:
    values = dict(zip(DOCUMENT_FIELDS, row, strict=True))
    return Document(**values | {"pages": tuple(json.loads(values["pages"]))})


def passage_values(
    passage: Passage, terms: str, vector: Floats, sentences: Floats
) -> tuple[Any, ...]:
    """The columns of a passage's row, in the order of the schema, without its key."""
    spans = np.array([(s.start, s.end) for s in passage.sentences], "<i4")
    place = (passage.document_id, passage.version, passage.start, passage.end)
    return (*place, terms, pack(vector), pack(sentences), passage.text, spans.tobytes())


def to_candidate(row: Sequence[Any]) -> Candidate:
    *place, terms, vector, sentences = row
    key, document_id, start, end = place
    return Candidate(key, document_id, start, end, terms, vector + sentences)


def to_passage(row: Sequence[Any]) -> Passage:
    """A row of PASSAGE_COLUMNS as a Passage."""
    document_id, version, start, end, text, blob = row
    spans = np.frombuffer(blob, "<i4").reshape(-1, 2).tolist()
    sentences = (Sentence(document_id, s, e, text[s - start : e - start]) for s, e in spans)
    return Passage(document_id, version, start, end, text, tuple(sentences))


def to_row(row: Sequence[Any]) -> Row:
    """A row of ROW_COLUMNS."""
    key, title, terms, vector, sentences, *passage = row
    flat = unpack(vector)
    parts = unpack(sentences).reshape(-1, max(len(flat), 1))
    return Row(key, title, terms, flat, parts, to_passage(passage))


def pack(vectors: Floats) -> bytes:
    """float16, little-endian: half the size, cosines exact to 0.001."""
    return np.asarray(vectors, "<f2").tobytes()


def unpack(blob: bytes) -> Floats:
    """A flat float32 array."""
    return np.frombuffer(blob, "<f2").astype(np.float32)
