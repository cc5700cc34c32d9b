"""DOCX: paragraphs and tables in order, without deleted or hidden words. Runs in the sandbox."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import docx
from docx.oxml.ns import qn

from core.errors import EmptySource, EncryptedSource, TooDemanding, TooLarge, UnknownFormat
from ingest.canonical import canonical, one_line
from ingest.parsed import MAX_TEXT, MEGABYTE, TEXT_LIMIT, Parsed
from ingest.text import heading

MAX_PARTS = 5_000
MAX_UNPACKED = 300 * MEGABYTE
MAX_XML = 60 * MEGABYTE
"""Bytes of XML in all: a document of 20 MB of text stays under it, what is over is a bomb."""
_ENCRYPTED = 0x1
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_TEXT, _SPACES, _BREAKS = qn("w:t"), (qn("w:tab"), qn("w:ptab")), (qn("w:br"), qn("w:cr"))
_LEFT_OUT = (qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"))
_VANISHING = (qn("w:vanish"), qn("w:webHidden"))
_OFF = ("0", "false", "off")


def parse_docx(data: bytes) -> Parsed:
    """The text and core properties of a DOCX.

    Raises UnknownFormat (another kind of archive), EncryptedSource, TooDemanding (a bomb),
    EmptySource.
    """
    _check_archive(data)
    document = docx.Document(io.BytesIO(data))
    text = canonical("\n".join(_blocks(document.element.body)))
    if not text:
        raise EmptySource(name="")
    if len(text) > MAX_TEXT:
        raise TooLarge(name="", limit=TEXT_LIMIT)
    about = document.core_properties
    return Parsed(
        text=text,
        title=one_line(about.title or "") or _styled_title(document) or heading(text),
        author=_author(about.author or ""),
        published=_day(about.created),
    )


def _check_archive(data: bytes) -> None:
    """Sizes are read from the directory; zipfile never unpacks more of a part than it says."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if not any(part.filename == "word/document.xml" for part in parts):
            raise UnknownFormat(name="")
        if any(part.flag_bits & _ENCRYPTED for part in parts):
            raise EncryptedSource(name="")
        xml = sum(p.file_size for p in parts if p.filename.lower().endswith((".xml", ".rels")))
        unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or xml > MAX_XML:
        raise TooDemanding(name="", limit="")


def _blocks(container: Any) -> Iterator[str]:
    """Each paragraph and table row below `container`, however deep it is wrapped."""
    for element in container:
        if element.tag == _PARAGRAPH:
            yield _words(element)
        elif element.tag == _TABLE:
            for row in element.findall(_ROW):
                cells = (" ".join(_blocks(cell)) for cell in row.findall(_CELL))
                yield " | ".join(cell for cell in cells if cell.strip())
        elif element.tag not in _LEFT_OUT:
            yield from _blocks(element)


def _words(element: Any) -> str:
    parts: list[str] = []
    for child in element:
        if child.tag == _TEXT:
            parts.append(child.text or "")
        elif child.tag in _SPACES:
            parts.append(" ")
        elif child.tag in _BREAKS:
            parts.append("\n")
        elif child.tag == qn("w:noBreakHyphen"):
            parts.append("-")
        elif child.tag not in _LEFT_OUT and not _vanishes(child):
            parts.append(_words(child))
    return "".join(parts)


def _vanishes(run: Any) -> bool:
    properties = run.find(qn("w:rPr"))
    marks = () if properties is None else properties
    return any(m.tag in _VANISHING and m.get(qn("w:val")) not in _OFF for m in marks)


def _styled_title(document: Any) -> str:
    """The first paragraph in the style “Title”, or failing that “Heading 1”."""
    for style in ("Title", "Heading 1"):
        for paragraph in document.paragraphs[:50]:
            if paragraph.style is not None and paragraph.style.name == style:
                return one_line(paragraph.text)
    return ""


def _day(moment: datetime | None) -> str:
    """python-docx's own template is from 2013-12-23: as a creation date it says nothing."""
    day = moment.date().isoformat() if moment else ""
    return "" if day == "2013-12-23" else day


def _author(name: str) -> str:
    return "" if name == "python-docx" else one_line(name)
