"""Which format a source has, told by its first bytes; its name only settles what bytes cannot."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from core.errors import BrokenSource, EmptySource, EncryptedSource, UnknownFormat
from ingest.decode import is_text

SNIFFED = 8192
"""Bytes `sniff` looks at."""

_HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--|<!doctype html|<html|<head|<body)",
    re.I,
)
_ANY_TAG = re.compile(
    rb"<(?:p|div|a|h[1-6]|span|article|section|meta|table|ul|title)\b[^<]{0,500}>", re.I
)
_HTML_NAMES = (".html", ".htm", ".xhtml")
_MARKDOWN_NAMES = (".md", ".markdown", ".mdown")
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", (b"PK\x03\x04", b"PK\x05\x06")


class Format(StrEnum):
    """A format Dossier reads."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    JSONL = "jsonl"


def sniff(head: bytes, name: str, content_type: str = "") -> Format:
    """The format of a source that begins with `head` (SNIFFED bytes are enough).

    Raises EmptySource, EncryptedSource (Office), BrokenSource (a PDF or DOCX by name, yet not
    by content) and UnknownFormat (binary, or an archive that is no DOCX by name).
    """
    suffix = PurePosixPath(urlsplit(name).path if "://" in name else name).suffix.lower()
    if not head:
        raise EmptySource(name=name)
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.startswith(_ZIP):
        return Format.DOCX
    if head.startswith(_OLE):
        raise EncryptedSource(name=name) if suffix == ".docx" else UnknownFormat(name=name)
    if head.startswith(b"{\\rtf") or not is_text(head):
        raise (BrokenSource if suffix in (".pdf", ".docx") else UnknownFormat)(name=name)
    return _text_format(head, suffix, content_type)


def _text_format(head: bytes, suffix: str, content_type: str) -> Format:
    head = head.lstrip(b"\xff\xfe").replace(b"\0", b"")  # UTF-16 read as if it were ASCII
    if _HTML_START.match(head):
        return Format.HTML
    says_html = suffix in _HTML_NAMES or "html" in content_type
    if says_html and _ANY_TAG.search(head):
        return Format.HTML
    if suffix in (".jsonl", ".ndjson"):
        return Format.JSONL
    if suffix in _MARKDOWN_NAMES or "markdown" in content_type:
        return Format.MARKDOWN
    return Format.TEXT
