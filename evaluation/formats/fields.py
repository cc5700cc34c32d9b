"""Typed access to the fields of a row: what is missing or wrong is a RowError, said once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from core.types import Language
from evaluation.cases import Case, CorpusText, Problem

Row = dict[str, Any]
Numbered = tuple[int, Row]
Read = tuple[list[tuple[int, Case]], list[CorpusText], list[Problem]]


class RowError(Exception):
    """A row that cannot become a case."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


def decoded(text: str | bytes) -> Any:
    """JSON as Python, half surrogate pairs as "?": they can be escaped but never written.

    Raises ValueError, RecursionError.
    """
    value = json.loads(text)
    halves = "\\ud" if isinstance(text, str) else b"\\ud"
    if halves in text.lower():  # type: ignore[operator]
        value = json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
    return value


def text(row: Row, name: str) -> str:
    """A non-empty text; numbers are taken as their digits."""
    if name not in row or row[name] is None:
        raise RowError("missing", name)
    value = row[name]
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value.strip():
        raise RowError("text", name)
    return value.strip()


def flag(row: Row, name: str) -> bool:
    if name not in row:
        raise RowError("missing", name)
    if not isinstance(row[name], bool):
        raise RowError("flag", name)
    return bool(row[name])


def texts(row: Row, name: str) -> tuple[str, ...]:
    """A list of texts, empty where the field is not there."""
    value = row.get(name)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise RowError("texts", name)
    return tuple(v.strip() for v in value if v.strip())


def objects(row: Row, name: str) -> list[Row]:
    """A list of objects, empty where the field is not there."""
    value = row.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        raise RowError("objects", name)
    return value


def each(
    rows: Iterable[Numbered], read: Callable[[Row], Case], problems: list[Problem]
) -> list[tuple[int, Case]]:
    """`read` over all rows; a row it cannot read is a problem and left out."""
    cases = []
    for line, row in rows:
        try:
            cases.append((line, read(row)))
        except RowError as error:
            problems.append(Problem(error.code, line, error.detail, dropped=True))
    return cases


class Corpus:
    """Texts that come with a set, each kept once; `add` gives the name it goes by."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._by_text: dict[str, CorpusText] = {}

    def add(self, title: str, body: str, language: Language) -> str:
        if body not in self._by_text:
            source = f"{self._prefix}:{len(self._by_text)}"
            self._by_text[body] = CorpusText(source, title, body, language)
        return self._by_text[body].source

    @property
    def texts(self) -> list[CorpusText]:
        return list(self._by_text.values())
