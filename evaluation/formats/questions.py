"""Files of questions to answer or search for: `{"id", "question", "lang"?, "history"?, "documents"?}`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.types import Language, Turn
from evaluation.cases import Problem, UnusableTestSet
from evaluation.formats.fields import Row, RowError, decoded, text, texts
from evaluation.formats.rows import history, language


@dataclass(frozen=True, slots=True)
class Question:
    """One row; `language` is None where the row leaves it to the question."""

    id: str
    text: str
    language: Language | None = None
    history: tuple[Turn, ...] = ()
    documents: tuple[str, ...] = ()


def read(path: Path) -> list[Question]:
    """The questions of a JSONL file; one without an id goes by its line.

    Raises UnusableTestSet with the line of the first row that cannot be asked: a batch is
    answered in full or not begun.
    """
    questions = []
    # Only "\n" ends a row: JSON strings may hold other line separators as they are.
    for number, line in enumerate(path.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            questions.append(_question(line, number))
        except RowError as error:
            problem = Problem(error.code, number, error.detail, dropped=True)
            raise UnusableTestSet(path.name, (problem,)) from error
    return questions


def _question(line: bytes, number: int) -> Question:
    try:
        row = decoded(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise RowError("utf8", error.reason) from error
    except (ValueError, RecursionError) as error:
        raise RowError("json", str(error)[:120]) from error
    if not isinstance(row, dict):
        raise RowError("object", "")
    return _of_row({"id": number, **row})


def _of_row(row: Row) -> Question:
    return Question(
        text(row, "id"), text(row, "question"), language(row), history(row), texts(row, "documents")
    )
