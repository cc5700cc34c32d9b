"""From a source to Documents: reads it, finds its format, has it parsed, names what it is."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urlsplit

from core.errors import EmptySource, SourceError, SourceMissing, TooLarge
from core.types import Document
from ingest.canonical import one_line
from ingest.decode import decode
from ingest.formats import SNIFFED, Format, sniff
from ingest.jsonl import read_rows
from ingest.language import detect_language
from ingest.parsed import MAX_TEXT, MEGABYTE, TEXT_LIMIT, Parsed
from ingest.sandbox import Sandbox
from ingest.sources import is_address
from ingest.text import parse_markdown, parse_text

if TYPE_CHECKING:
    from ingest.fetch import Fetched

MAX_FILE = 100 * MEGABYTE
"""Bytes of a PDF or DOCX: most of them are pictures."""
_WORD = re.compile(r"[^\W_]")
_SANDBOXED = (Format.HTML, Format.PDF, Format.DOCX)


def document_id(source: str) -> str:
    """12 hexadecimal characters of the SHA-256 of the source."""
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def load(source: str) -> list[Document]:
    """The documents of a file path or http(s) address: one, or one a row for JSONL.

    Raises SourceError; for JSONL that of the first row that cannot be used.
    """
    with Sandbox() as sandbox:
        documents = []
        for document in load_each(source, sandbox):
            if isinstance(document, SourceError):
                raise document
            documents.append(document)
        return documents


def load_each(source: str, sandbox: Sandbox) -> Iterator[Document | SourceError]:
    """Like `load`, one at a time; a bad row of JSONL comes as its error and the rest go on."""
    if is_address(source):
        from ingest.fetch import fetch  # noqa: PLC0415 (httpx, only when it is needed)

        address = urldefrag(source.strip()).url
        yield _from_page(address, fetch(address), sandbox)
        return
    path = Path(os.path.abspath(source))
    try:
        with path.open("rb") as file:
            head = file.read(SNIFFED)
            form = sniff(head, path.name)
            if form is Format.JSONL:
                yield from _from_rows(path)
                return
        yield _from_data(str(path), form, _read(path, form), sandbox)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise SourceMissing(name=path.name) from error


def load_text(
    text: str,
    *,
    title: str = "",
    source: str = "",
    published: str = "",
    language: str = "",
    author: str = "",
    publisher: str = "",
) -> Document:
    """The Document of a pasted text; front matter counts where a field is not given."""
    if len(text) > MAX_TEXT:
        raise TooLarge(name=one_line(title)[:80] or "…", limit=TEXT_LIMIT)
    found = parse_text(text)
    parsed = Parsed(
        text=found.text,
        title=one_line(title) or found.title or _first_words(found.text),
        author=one_line(author) or found.author,
        publisher=one_line(publisher) or found.publisher,
        published=published or found.published,
        language=language or found.language,
    )
    return _document(source or f"pasted:{_hash(found.text)[:12]}", parsed)


def _from_page(address: str, page: Fetched, sandbox: Sandbox) -> Document:
    form = sniff(page.data[:SNIFFED], address, page.content_type)
    form = Format.TEXT if form is Format.JSONL else form
    return _from_data(address, form, page.data, sandbox, page.charset)


def _from_rows(path: Path) -> Iterator[Document | SourceError]:
    with path.open("rb") as file:
        for row in read_rows(file, path.name):
            if isinstance(row, SourceError):
                yield row
                continue
            line, source, parsed = row
            try:
                yield _document(source or f"{path}#{line}", parsed)
            except SourceError as error:
                yield error


def _read(path: Path, form: Format) -> bytes:
    """The bytes of the file; TooLarge without reading it, or where it grows while read."""
    limit = MAX_FILE if form in (Format.PDF, Format.DOCX) else MAX_TEXT
    if path.stat().st_size <= limit:
        with path.open("rb") as file:
            data = file.read(limit + 1)
        if len(data) <= limit:
            return data
    raise TooLarge(name=path.name, limit=f"{limit // MEGABYTE} MB")


def _from_data(
    source: str, form: Format, data: bytes, sandbox: Sandbox, charset: str = ""
) -> Document:
    name = source if is_address(source) else PurePosixPath(source).name
    if form in _SANDBOXED:
        parsed = sandbox.parse(form, data, name=name, charset=charset, url=source)
    elif form is Format.MARKDOWN:
        parsed = parse_markdown(decode(data))
    else:
        parsed = parse_text(decode(data))
    return _document(source, parsed)


def _document(source: str, parsed: Parsed) -> Document:
    text = parsed.text
    name = source if is_address(source) else PurePosixPath(source).name
    if not _WORD.search(text):
        raise EmptySource(name=name)
    if len(text) > MAX_TEXT:
        raise TooLarge(name=name, limit=TEXT_LIMIT)
    return Document(
        id=document_id(source),
        version=1,
        text=text,
        title=parsed.title[:300] or _title_from(source),
        source=source,
        content_hash=_hash(text),
        author=parsed.author[:200],
        publisher=parsed.publisher[:200],
        published=parsed.published,
        language=parsed.language or detect_language(text),
        fetched_at=datetime.now(UTC).isoformat(timespec="seconds"),
        pages=parsed.pages,
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _title_from(source: str) -> str:
    """A readable name for a file or an address: its last part, without its ending."""
    path = unquote(urlsplit(source).path) if is_address(source) else source
    stem = PurePosixPath(path.replace("\\", "/")).name.rsplit(".", 1)[0]
    return one_line(stem.replace("-", " ").replace("_", " ")) or source


def _first_words(text: str) -> str:
    first = text.split("\n", 1)[0]
    return first if len(first) <= 80 else first[:80].rsplit(" ", 1)[0] + "…"
