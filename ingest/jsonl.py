"""JSONL: one document a row, `{"text", "title"?, "source"?, "date"?, "lang"?}`, for bulk work."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from core.errors import BadRow, SourceError, TooLarge
from ingest.canonical import canonical, one_line
from ingest.dates import iso_date
from ingest.decode import decode
from ingest.language import known_language
from ingest.parsed import MAX_TEXT, TEXT_LIMIT, Parsed

Row = tuple[int, str, Parsed]
"""Line number, the row's own `source` or "", and what the row holds."""
_FIELDS = ("text", "title", "source", "date", "lang", "author", "publisher")


def read_rows(file: BinaryIO, name: str) -> Iterator[Row | SourceError]:
    """Each row of `file` or what is wrong with it; empty lines are passed over."""
    number = 0
    while line := file.readline(MAX_TEXT):
        number += 1
        if len(line) == MAX_TEXT and not line.endswith(b"\n"):
            _skip_line(file)
            yield TooLarge(name=f"{name}, {number}", limit=TEXT_LIMIT)
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield _row(line, number, name)


def _skip_line(file: BinaryIO) -> None:
    while (piece := file.readline(MAX_TEXT)) and not piece.endswith(b"\n"):
        pass


def _row(line: bytes, number: int, name: str) -> Row | SourceError:
    try:
        row = json.loads(decode(line))
    except (ValueError, RecursionError):
        return BadRow(name=name, line=number)
    if not isinstance(row, dict):
        return BadRow(name=name, line=number)
    fields = {key: row.get(key) or "" for key in _FIELDS}
    if not fields["text"] or not all(isinstance(value, str) for value in fields.values()):
        return BadRow(name=name, line=number)
    return number, one_line(fields["source"]), _parsed(fields)


def _parsed(fields: dict[str, str]) -> Parsed:
    return Parsed(
        text=canonical(fields["text"]),
        title=one_line(fields["title"]),
        author=one_line(fields["author"]),
        publisher=one_line(fields["publisher"]),
        published=iso_date(fields["date"]),
        language=known_language(fields["lang"]),
    )
