"""PDF: text with repaired lines, page starts, and the document's own metadata.

Runs in the sandbox. A page that cannot be read is left empty; scans have no text at all.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pypdf
from pypdf.errors import DependencyError, LimitReachedError

from core.errors import BrokenSource, EmptySource, EncryptedSource, TooDemanding, TooLarge
from ingest.canonical import one_line
from ingest.language import known_language
from ingest.lines import joined, page_lines
from ingest.parsed import MAX_TEXT, TEXT_LIMIT, Parsed
from ingest.text import heading

_NO_TITLE = ("untitled", "sans titre", "document", "microsoft word", "microsoft powerpoint")
_NO_TITLE_ENDINGS = (".doc", ".docx", ".pdf", ".indd", ".qxd", ".odt", ".rtf")


def parse_pdf(data: bytes, alive: Callable[[], None]) -> Parsed:
    """`alive` is called after each page.

    Raises BrokenSource, EncryptedSource, EmptySource (a scan), TooLarge, TooDemanding.
    """
    reader = _opened(data)
    pages = list(_pages(reader, alive))
    text, starts = joined([page_lines(page) for page in pages if page is not None])
    if not text:
        raise (BrokenSource if None in pages else EmptySource)(name="")
    about: Any = reader.metadata or {}
    title = one_line(str(about.get("/Title") or ""))
    return Parsed(
        text=text,
        title=title if _says_something(title) else heading(text),
        author=one_line(str(about.get("/Author") or "")),
        published=_day(about),
        language=known_language(_language(reader)),
        pages=starts,
    )


def _opened(data: bytes) -> pypdf.PdfReader:
    """A PDF that only limits printing opens with an empty password."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    try:
        if reader.is_encrypted and not reader.decrypt(""):
            raise EncryptedSource(name="")
    except DependencyError as error:
        raise EncryptedSource(name="") from error
    return reader


def _pages(reader: pypdf.PdfReader, alive: Callable[[], None]) -> Iterator[str | None]:
    """The text of each page, None for one that cannot be read."""
    size = 0
    for page in reader.pages:
        try:
            text = page.extract_text()
        except LimitReachedError as error:
            raise TooDemanding(name="", limit="") from error
        except (MemoryError, RecursionError):
            raise
        except Exception:  # pypdf fails in many ways; the other pages are worth having
            yield None
        else:
            size += len(text)
            yield text
        if size > MAX_TEXT:
            raise TooLarge(name="", limit=TEXT_LIMIT)
        alive()


def _says_something(title: str) -> bool:
    lower = title.lower()
    return (
        len(title) > 3 and not lower.startswith(_NO_TITLE) and not lower.endswith(_NO_TITLE_ENDINGS)
    )


def _day(about: Any) -> str:
    try:
        moment = about.creation_date
    except Exception:  # dates of any shape stand in the wild
        return ""
    return moment.date().isoformat() if isinstance(moment, datetime) else ""


def _language(reader: pypdf.PdfReader) -> str:
    root: Any = reader.trailer.get("/Root", {})
    return str(root.get("/Lang") or "") if hasattr(root, "get") else ""
