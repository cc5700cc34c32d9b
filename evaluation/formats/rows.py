"""Dossier's own rows: `{"id", "lang", "question", "answerable", "answers", "sources", …}`."""

from __future__ import annotations

from typing import Any

from answering.language import question_language
from core.types import Language, Turn
from evaluation.cases import Case, GoldQuote, Problem
from evaluation.formats.fields import (
    Numbered,
    Read,
    Row,
    RowError,
    each,
    flag,
    objects,
    text,
    texts,
)

FIELDS = (
    "id",
    "lang",
    "question",
    "answerable",
    "answers",
    "sources",
    "history",
    "tags",
    "documents",
)


def fits(_: Row) -> bool:
    return True


def read(rows: list[Numbered]) -> Read:
    problems: list[Problem] = []
    for line, row in rows:
        unknown = sorted(set(row) - set(FIELDS))
        if unknown:
            problems.append(Problem("unknown", line, ", ".join(unknown)[:120]))
    return each(rows, case_of, problems), [], problems


def case_of(row: Row) -> Case:
    """Raises RowError where a field is missing or wrong."""
    question = text(row, "question")
    answers = texts(row, "answers")
    sources = tuple(
        GoldQuote(text(s, "document"), text(s, "quote")) for s in objects(row, "sources")
    )
    return Case(
        id=text(row, "id"),
        question=question,
        language=language(row) or question_language(question, "fr"),
        answerable=flag(row, "answerable"),
        answers=answers,
        sources=sources,
        history=history(row),
        tags=texts(row, "tags"),
        documents=texts(row, "documents"),
    )


def case_json(case: Case) -> dict[str, Any]:
    """The row that `case_of` reads back; empty optional fields are left out."""
    row: dict[str, Any] = {
        "id": case.id,
        "lang": case.language,
        "question": case.question,
        "answerable": case.answerable,
        "answers": list(case.answers),
        "sources": [{"document": s.document, "quote": s.quote} for s in case.sources],
    }
    if case.history:
        row["history"] = [{"question": t.question, "answer": t.answer} for t in case.history]
    if case.tags:
        row["tags"] = list(case.tags)
    if case.documents:
        row["documents"] = list(case.documents)
    return row


def language(row: Row) -> Language | None:
    """The row's language, None where it has none. Raises RowError."""
    value = row.get("lang")
    if value is None:
        return None
    if value not in ("fr", "en"):
        raise RowError("lang", "lang")
    return "en" if value == "en" else "fr"


def history(row: Row) -> tuple[Turn, ...]:
    """What was said before, empty where the row has nothing. Raises RowError."""
    value = row.get("history") or []
    if not isinstance(value, list):
        raise RowError("history", "history")
    return tuple(_turn(turn) for turn in value)


def _turn(value: object) -> Turn:
    """`{"question", "answer"}` or `[question, answer]`."""
    if isinstance(value, dict):
        value = [value.get("question"), value.get("answer", "")]
    if not isinstance(value, list) or len(value) != 2 or not all(isinstance(v, str) for v in value):
        raise RowError("history", "history")
    return Turn(value[0], value[1])
