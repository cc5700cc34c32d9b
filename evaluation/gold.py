"""Finds gold quotes in documents: by name, then by their words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from core.types import Document

# One character for one character: offsets must survive.
_SAME = str.maketrans("’‘ʼ“”„–—‐‑", "'''\"\"\"----")


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (exclusive) of a document."""

    document_id: str
    start: int
    end: int

    def __len__(self) -> int:
        return max(self.end - self.start, 0)

    def common(self, other: Span) -> int:
        """Number of characters that both cover."""
        if self.document_id != other.document_id:
            return 0
        return max(min(self.end, other.end) - max(self.start, other.start), 0)


class Library:
    """Documents by id, source, file name or title; a name that means two documents means none."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._by_name: dict[str, Document | None] = {}
        for names in (_titles, _file_names, _sources, _ids):
            found: dict[str, Document | None] = {}
            for document in documents:
                for name in names(document):
                    found[name] = document if found.get(name, document) is document else None
            self._by_name.update(found)

    def find(self, name: str) -> Document | None:
        return self._by_name.get(unicodedata.normalize("NFC", name.strip()))


def locate(text: str, quote: str) -> tuple[int, int] | None:
    """Where `quote` stands in `text`; white space, apostrophes and dashes may be set otherwise."""
    wanted = unicodedata.normalize("NFC", quote).strip()
    if not wanted:
        return None
    exact = text.find(wanted)
    if exact >= 0:
        return exact, exact + len(wanted)
    words = [re.escape(word) for word in wanted.translate(_SAME).split()]
    match = re.search(r"\s+".join(words), text.translate(_SAME))
    return match.span() if match else None


def _ids(document: Document) -> tuple[str, ...]:
    return (document.id,)


def _sources(document: Document) -> tuple[str, ...]:
    return (unicodedata.normalize("NFC", document.source),)


def _file_names(document: Document) -> tuple[str, ...]:
    name = re.split(r"[/\\]", document.source)[-1]
    return tuple({unicodedata.normalize("NFC", n) for n in (name, name.rsplit(".", 1)[0]) if n})


def _titles(document: Document) -> tuple[str, ...]:
    return (unicodedata.normalize("NFC", document.title.strip()),)
