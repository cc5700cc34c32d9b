"""NoMIRACL rows: a question, its ten passages, and whether they hold the answer.

There is no gold passage and no gold answer; each question is asked of its own passages only.
"""

from __future__ import annotations

from answering.language import question_language
from evaluation.cases import Case, Problem
from evaluation.formats.fields import Corpus, Numbered, Read, Row, each, flag, objects, text


def fits(row: Row) -> bool:
    return {"question", "passages", "answerable"} <= set(row)


def read(rows: list[Numbered]) -> Read:
    corpus, problems = Corpus("nomiracl"), list[Problem]()

    def case_of(row: Row) -> Case:
        question = text(row, "question")
        language = question_language(question, "fr")
        names = [
            corpus.add(str(p.get("title", "")), text(p, "text"), language)
            for p in objects(row, "passages")
        ]
        return Case(
            text(row, "id"), question, language, flag(row, "answerable"), documents=tuple(names)
        )

    cases = each(rows, case_of, problems)
    return cases, corpus.texts, problems
