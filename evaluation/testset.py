"""Reads, checks and writes test sets. A bad row is named and left out; the rest runs."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from core.types import Document
from evaluation.cases import Case, Problem, TestSet, UnusableTestSet
from evaluation.formats import FORMATS, squad
from evaluation.formats.fields import decoded
from evaluation.formats.rows import case_json
from evaluation.gold import Library, locate

Numbered = tuple[int, dict[str, Any]]


def load(path: Path) -> TestSet:
    """The test set in `path`: rows of DESIGN.md, SQuAD JSON, NoMIRACL, CLAPNQ or AfriQA rows.

    Raises UnusableTestSet where the file cannot be read or no row can run.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        problem = Problem("unreadable", 0, error.strerror or str(error))
        raise UnusableTestSet(path.name, (problem,)) from error
    found = parse(raw, path.name)
    if not found.cases:
        raise UnusableTestSet(path.name, found.problems or (Problem("empty"),))
    return found


def parse(raw: bytes, name: str) -> TestSet:
    """Like `load`, from bytes, for uploads; an empty set is returned as such."""
    whole = squad.whole_file(raw)
    if whole is not None:
        cases, corpus, problems = squad.read(whole)
        return TestSet(name, tuple(cases), tuple(problems), tuple(corpus), "document")
    problems = []
    rows = list(_rows(raw, problems))
    chosen = next((f for f in FORMATS if rows and f.fits(rows[0][1])), FORMATS[-1])
    numbered, corpus, more = chosen.read(rows)
    problems += more
    lines = _unique(numbered, problems)
    cases = [case for line, case in numbered if lines.get(case.id) == line]
    return TestSet(
        name,
        tuple(cases),
        tuple(sorted(problems, key=lambda p: p.line)),
        tuple(corpus),
        chosen.unit,
        lines,
    )


def save(cases: Sequence[Case], path: Path) -> None:
    """Writes rows of DESIGN.md, whole or not at all."""
    text = "".join(json.dumps(case_json(case), ensure_ascii=False) + "\n" for case in cases)
    beside = path.with_name(path.name + ".part")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, path)


def validate(found: TestSet, documents: Sequence[Document]) -> list[Problem]:
    """The set's own problems, and gold that names no document or quotes what is not there."""
    library = Library(documents)
    problems = list(found.problems)
    for case in found.cases:
        line = found.lines.get(case.id, 0)
        problems += [Problem(code, line, detail) for code, detail in gold_problems(case, library)]
    return problems


def gold_problems(case: Case, library: Library) -> Iterator[tuple[str, str]]:
    """(code, detail) for each gold source of `case` that cannot be found."""
    for source in case.sources:
        document = library.find(source.document)
        if document is None:
            yield "no_document", source.document
        elif locate(document.text, source.quote) is None:
            yield "no_quote", f"{source.document}: “{_short(source.quote)}”"
    for name in case.documents:
        if library.find(name) is None:
            yield "no_document", name


def _rows(raw: bytes, problems: list[Problem]) -> Iterator[Numbered]:
    """(line number, object) of every row that is a JSON object."""
    # Only "\n" ends a row: JSON strings may hold other line separators as they are.
    for number, line in enumerate(raw.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            row = decoded(line.decode("utf-8"))
        except UnicodeDecodeError as error:
            problems.append(Problem("utf8", number, error.reason, dropped=True))
        except (ValueError, RecursionError) as error:
            problems.append(Problem("json", number, str(error)[:120], dropped=True))
        else:
            if isinstance(row, dict):
                yield number, row
            else:
                problems.append(Problem("object", number, dropped=True))


def _unique(numbered: Sequence[tuple[int, Case]], problems: list[Problem]) -> dict[str, int]:
    """Case id → the line it is first used on; later ones are problems."""
    lines: dict[str, int] = {}
    for line, case in numbered:
        if case.id in lines:
            problems.append(Problem("duplicate", line, case.id, dropped=True))
        lines.setdefault(case.id, line)
    return lines


def _short(text: str, size: int = 80) -> str:
    line = " ".join(text.split())
    return line if len(line) <= size else line[: size - 1] + "…"
