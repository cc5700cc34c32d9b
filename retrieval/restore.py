"""A dossier from its backup, which may come from a stranger.

It is read as data, entry by entry, each value checked: nothing is unpacked to a path it names,
and nothing of it can be larger than what it says and what is allowed.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import numpy as np

from core.errors import BrokenBackup, FolderNotEmpty
from core.types import Document, Passage, Sentence
from retrieval.backup import DOCUMENTS, FORMAT, MANIFEST, VECTORS
from retrieval.documents import Documents
from retrieval.making import term_lines
from retrieval.opening import TRUTH
from retrieval.records import DOCUMENT_FIELDS, Floats, Made, unpack

MAX_MANIFEST = 2**16  # bytes
MAX_LINE = 64 * 2**20  # bytes of one document with its spans
MAX_RATIO = 100  # unpacked to packed; prose gives 3 or 4
MAX_DIMENSION = 8192
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError),
    *(ValueError, TypeError, KeyError, AttributeError, OverflowError, sqlite3.IntegrityError),
)


def restore(file: Path, folder: Path) -> None:
    """Makes the index folder `folder`, which must be absent or empty, from a backup.

    Vectors and keywords are made when it is first opened. Raises BrokenBackup, FolderNotEmpty;
    then `folder` is as it was.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FolderNotEmpty(path=folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".restoring-"))
    try:
        _unpack(file, work)
        if folder.exists():
            folder.rmdir()
        os.replace(work, folder)
    except Exception as error:
        # zipfile seeks to wherever a damaged directory says, which the system refuses.
        if not isinstance(error, _BROKEN) and getattr(error, "errno", 0) != errno.EINVAL:
            raise
        raise BrokenBackup(name=file.name, detail=str(error) or "?") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _unpack(file: Path, folder: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        _check_entries(archive.infolist())
        about = json.loads(archive.read(MANIFEST))
        if about["format"] != FORMAT:
            raise ValueError(f"format {about['format']!r:.40}")
        fingerprint, dimension = _text(about["fingerprint"]), about["dimension"]
        if not 0 <= dimension <= MAX_DIMENSION:
            raise ValueError("dimension")
        documents = Documents(folder / TRUTH)
        try:
            with archive.open(DOCUMENTS) as lines, archive.open(VECTORS) as raw:
                for newest, made in _versions(lines, raw, dimension):
                    documents.stage([made], fingerprint, "indexed" if newest else "old")
                if raw.read(1):
                    raise ValueError(f"{VECTORS} is too long")
            documents.set_fact("fingerprint", fingerprint)
        finally:
            documents.close()


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if sorted(entry.filename for entry in entries) != sorted((MANIFEST, DOCUMENTS, VECTORS)):
        raise ValueError("it does not hold what a backup holds")
    for entry in entries:
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ValueError(f"{entry.filename} is packed in an unknown way")
        limit = MAX_MANIFEST if entry.filename == MANIFEST else MAX_RATIO * entry.compress_size
        if entry.file_size > limit:
            raise ValueError(f"{entry.filename} is too large")


def _versions(lines: IO[bytes], raw: IO[bytes], dimension: int) -> Iterator[tuple[bool, Made]]:
    """Each version with its passages, and whether it is the newest of its document."""
    newest: set[str] = set()
    while line := lines.readline(MAX_LINE):
        if not line.endswith(b"\n"):
            raise ValueError(f"{DOCUMENTS}: a line is too long")
        try:
            fields = json.loads(line)
        except RecursionError as error:
            raise ValueError(DOCUMENTS) from error
        document = _document(fields)
        passages = [_passage(document, spans) for spans in fields["passages"]]
        if fields["newest"]:
            if document.id in newest:
                raise ValueError("a document has two newest versions")
            newest.add(document.id)
        elif passages:
            raise ValueError("an old version has passages")
        vectors = [_vectors(raw, 1 + len(p.sentences), dimension) for p in passages]
        first = np.array([v[0] for v in vectors], np.float32).reshape(-1, dimension)
        terms = [term_lines(passage, document) for passage in passages]
        made = Made(document, passages, terms, first, [v[1:] for v in vectors])
        yield bool(fields["newest"]), made


def _document(fields: dict[str, Any]) -> Document:
    values: dict[str, Any] = {name: fields[name] for name in DOCUMENT_FIELDS}
    version, pages = values.pop("version"), values.pop("pages")
    texts: dict[str, Any] = {name: _text(value) for name, value in values.items()}
    if not texts["id"].isalnum() or len(texts["id"]) > 64 or not texts["id"].isascii():
        raise ValueError("id of a document")
    if type(version) is not int or not 1 <= version < 2**31:
        raise ValueError("version of a document")
    if not all(type(page) is int and 0 <= page <= len(texts["text"]) for page in pages):
        raise ValueError("pages of a document")
    return Document(version=version, pages=tuple(pages), **texts)


def _passage(document: Document, spans: list[list[int]]) -> Passage:
    (start, end), *parts = spans
    inside = [start, *(edge for part in parts for edge in part), end]
    ordered = all(type(edge) is int for edge in inside) and inside == sorted(inside)
    if not ordered or not 0 <= start < end <= len(document.text):
        raise ValueError("spans of a passage")
    text = document.text
    sentences = tuple(Sentence(document.id, s, e, text[s:e]) for s, e in parts)
    return Passage(document.id, document.version, start, end, text[start:end], sentences)


def _vectors(raw: IO[bytes], count: int, dimension: int) -> Floats:
    """The next `count` vectors, (count, dimension)."""
    size = 2 * count * dimension
    data = raw.read(size)
    if len(data) < size:
        raise ValueError(f"{VECTORS} is too short")
    vectors = unpack(data).reshape(count, dimension)
    if not np.isfinite(vectors).all():
        raise ValueError(f"{VECTORS} has a value that is no number")
    return vectors


def _text(value: object) -> str:
    """`value` if it is a text that can be stored (no lone surrogates)."""
    if not isinstance(value, str):
        raise TypeError("a text was expected")
    value.encode()
    return value
