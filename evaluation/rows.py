"""The rows of a run: what each is made of, and a file of them that survives being cut short."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from answering.wire import answer_json
from core.types import Citation, Document
from evaluation.gold import Span
from evaluation.score import Ready
from evaluation.systems import Reply

Row = dict[str, Any]

ROWS = "rows.jsonl"
CONTEXT = 160  # characters shown around a quote in the report
_SYNC_EVERY = 1.0  # seconds; a power cut costs at most that much work


class RowFile:
    """Appends rows, each on disk as a whole line before the next is begun."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / ROWS
        self._synced = time.monotonic()

    def __enter__(self) -> RowFile:
        self._file = self._path.open("ab")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._sync()
        self._file.close()

    def append(self, row: Row) -> None:
        line = json.dumps(row, ensure_ascii=False, allow_nan=False)
        self._file.write(line.encode("utf-8", "backslashreplace") + b"\n")
        self._file.flush()
        self._sync()

    def _sync(self) -> None:
        # A killed process loses nothing that was flushed; this is for power cuts, and costs
        # seconds on a busy disk.
        if time.monotonic() - self._synced > _SYNC_EVERY:
            os.fsync(self._file.fileno())
            self._synced = time.monotonic()


def read_rows(folder: Path) -> list[Row]:
    """The whole rows of a run, in file order; what was cut short is not there."""
    path = folder / ROWS
    if not path.is_file():
        return []
    return [json.loads(line) for line in _whole_lines(path.read_bytes())]


def cut_torn_end(folder: Path) -> None:
    """Makes the file end with its last whole row, so that the next one can be appended."""
    path = folder / ROWS
    if path.is_file():
        whole = _whole_lines(path.read_bytes())
        os.truncate(path, sum(len(line) + 1 for line in whole))


def set_aside(folder: Path) -> None:
    """Keeps the rows of an earlier run in this folder under another name."""
    path = folder / ROWS
    if path.is_file() and path.stat().st_size:
        os.replace(path, path.with_suffix(".jsonl.before"))


def question_row(ready: Ready, system: str, documents: Mapping[str, Document]) -> Row:
    """The part of a row that is the same whatever the system says."""
    case = ready.case
    history = [{"question": turn.question, "answer": turn.answer} for turn in case.history]
    return {
        "system": system,
        "id": case.id,
        "lang": case.language,
        "tags": list(case.tags),
        "answerable": case.answerable,
        "question": case.question,
        **({"history": history} if history else {}),
        "gold": {
            "answers": list(case.answers),
            "quotes": [_quoted(gold, documents) for gold in ready.golds],
        },
    }


def reply_row(reply: Reply, judged: Sequence[bool]) -> Row:
    """The answer as in ANSWERS.jsonl, with words around each quote and the judge's verdicts."""
    answer = answer_json(reply.answer)
    for row, citation in zip(answer["citations"], reply.answer.citations, strict=True):
        row["before"], row["after"] = around(citation)
    if not reply.confident:
        answer["confidence"] = None
    return {"answer": answer, "searched": reply.searched, "judged": list(judged)}


def spans_json(spans: Sequence[Span]) -> list[Row]:
    return [{"document_id": s.document_id, "start": s.start, "end": s.end} for s in spans]


def around(citation: Citation) -> tuple[str, str]:
    """The words before and after a quote, cut between words."""
    text, start, end = citation.document.text, citation.start, citation.end
    before = text[max(start - CONTEXT, 0) : start]
    after = text[end : end + CONTEXT]
    if start > CONTEXT:
        before = "…" + before.partition(" ")[2]
    if end + CONTEXT < len(text):
        after = after.rpartition(" ")[0] + "…"
    return before, after


def _quoted(span: Span, documents: Mapping[str, Document]) -> Row:
    document = documents[span.document_id]
    return {
        "document_id": span.document_id,
        "title": document.title,
        "start": span.start,
        "end": span.end,
        "quote": document.text[span.start : span.end],
    }


def _whole_lines(raw: bytes) -> list[bytes]:
    """Lines that end and parse; a line that does not parse ends the reading."""
    lines = []
    for line in raw.split(b"\n")[:-1]:
        try:
            json.loads(line)
        except ValueError:
            break
        lines.append(line)
    return lines
