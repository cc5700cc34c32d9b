"""The dossier's own test set, grown from use, and measuring answers with it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Any

from markupsafe import Markup

from core.types import Language, Turn
from evaluation import testset
from evaluation.cases import Case, GoldQuote
from evaluation.formats.rows import case_json, case_of
from ui.desk import Desk
from ui.record import AnswerRecord
from ui.texts import as_language, say

GOOD, BAD = "good", "bad"
MEMORY = 2  # turns before a follow-up that its case remembers
Evaluate = Callable[..., Iterator[Any]]


class Cases:
    """One file of test cases a dossier, under one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()

    def path(self, dossier: str) -> Path:
        return self._folder / f"{dossier}.jsonl"

    def all(self, dossier: str) -> list[Case]:
        path = self.path(dossier)
        if not path.exists():
            return []
        return list(testset.parse(path.read_bytes(), path.name).cases)

    def keep(self, dossier: str, cases: Sequence[Case]) -> None:
        """Adds the cases; one with a known id takes its place."""
        with self._lock:
            known = {case.id: case for case in self.all(dossier)}
            known |= {case.id: case for case in cases}
            self._write(dossier, list(known.values()))

    def drop(self, dossier: str, id: str) -> None:
        with self._lock:
            self._write(dossier, [case for case in self.all(dossier) if case.id != id])

    def _write(self, dossier: str, cases: Sequence[Case]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        testset.save(cases, self.path(dossier))

    def text(self, dossier: str) -> str:
        """The file as it is, to take away."""
        path = self.path(dossier)
        return path.read_text("utf-8") if path.exists() else ""


def case_from(answer: AnswerRecord, earlier: Sequence[Turn], tag: str) -> Case:
    """The exchange as a case: its citations are the gold, an honest silence is unanswerable."""
    sources = dict.fromkeys((c["title"], c["quote"]) for c in answer["citations"])
    return Case(
        id=new_id(answer["lang"]),
        question=answer["question"],
        language=as_language(answer["lang"]),
        answerable=answer["status"] != "not_in_sources",
        sources=tuple(GoldQuote(title, quote) for title, quote in sources),
        history=tuple(earlier[-MEMORY:]),
        tags=(tag,),
    )


def case_from_form(fields: dict[str, Any], language: Language) -> Case:
    """A case as edited on the page. Raises RowError where the question is missing."""
    row = {key: fields.get(key) for key in ("id", "question", "answerable", "answers", "sources")}
    row["id"] = row["id"] or new_id(language)
    row["tags"] = fields.get("tags") or []
    return case_of({key: value for key, value in row.items() if value is not None})


def edited(old: Case | None, new: Case) -> Case:
    """`new` with what the form does not show kept from `old`."""
    if old is None:
        return new
    return replace(new, history=old.history, documents=old.documents, language=old.language)


def new_id(language: str) -> str:
    return f"{language}-{secrets.token_hex(4)}"


def rows(cases: Sequence[Case]) -> list[dict[str, Any]]:
    return [case_json(case) for case in cases]


def table(cases: Sequence[Case], language: Language) -> Markup:
    """The cases as a table, each with its buttons."""
    if not cases:
        return Markup('<p class="bare">{}</p>').format(say(language, "measure.none"))
    line = Markup(
        '<tr data-id="{id}"><td>{question}</td><td>{expected}</td><td>{tags}</td><td class="tools">'
        '<button type="button" class="edit-case">{edit}</button>'
        '<button type="button" class="drop-case">{drop}</button></td></tr>'
    )
    heads = Markup("").join(
        Markup("<th scope='col'>{}</th>").format(say(language, f"measure.{name}"))
        for name in ("question", "expected", "tags", "actions")
    )
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(
        heads,
        Markup("").join(
            line.format(
                id=case.id,
                question=case.question,
                expected=expected(case, language),
                tags=", ".join(case.tags),
                edit=say(language, "measure.edit"),
                drop=say(language, "keep.delete"),
            )
            for case in cases
        ),
    )


def expected(case: Case, language: Language) -> str:
    """What a right answer must hold, in a few words."""
    if not case.answerable:
        return say(language, "measure.silence")
    return " / ".join(case.answers) or " / ".join(f"« {s.quote} »" for s in case.sources)


def really_evaluate(*given: Any, **named: Any) -> Iterator[Any]:
    """`evaluation.command.evaluate`, which takes seconds to load."""
    from evaluation.command import evaluate  # noqa: PLC0415

    return evaluate(*given, **named)


def measured(
    desk: Desk,
    path: Path,
    folder: Path,
    asked: dict[str, Any],
    evaluate: Evaluate = really_evaluate,
) -> Iterator[dict[str, Any]]:
    """Measures a test set as asked; progress, then the report and where it is kept."""
    language = as_language(asked["language"])
    found = testset.load(path)
    systems = [str(name) for name in asked.get("systems") or ("dossier",)]
    steps = evaluate(
        found, folder, desk, dossier=asked["dossier"], systems=systems, language=language
    )
    for step in steps:
        text = say(language, "measure.progress", done=step.done, total=step.total, name=step.system)
        yield {"part": "progress", "done": step.done, "total": step.total, "text": text}
    report = (folder / "report.html").read_text("utf-8")
    metrics = json.loads((folder / "metrics.json").read_text("utf-8"))
    yield {"part": "report", "html": report, "metrics": metrics, "folder": str(folder)}
