"""SQuAD-format JSON (PIAF, FQuAD, SQuAD 1 and 2): its contexts are the corpus.

The gold quote of a question is the sentence of the context that its first answer stands in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from answering.language import question_language
from evaluation.cases import Case, CorpusText, GoldQuote, Problem
from evaluation.formats.fields import Corpus, Row, RowError, decoded, objects, text
from ingest.sentences import split_sentences

Found = tuple[list[Case], list[CorpusText], list[Problem]]


def whole_file(raw: bytes) -> Row | None:
    """The file as one SQuAD object; None where it is something else."""
    if b'"data"' not in raw or b'"paragraphs"' not in raw:
        return None
    try:
        value = decoded(raw)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and isinstance(value.get("data"), list) else None


def read(whole: Row) -> Found:
    corpus = Corpus("squad")
    cases: dict[str, Case] = {}
    problems: list[Problem] = []
    for title, context, question in _questions(whole, problems):
        try:
            language = question_language(text(question, "question"), "fr")
            case = _case(question, context, corpus.add(title, context, language))
        except RowError as error:
            detail = f"{str(question.get('id', ''))[:40]} {error.detail}"
            problems.append(Problem(error.code, 0, detail, dropped=True))
            continue
        if case.id in cases:
            problems.append(Problem("duplicate", 0, case.id, dropped=True))
        cases.setdefault(case.id, case)
    return list(cases.values()), corpus.texts, problems


def _questions(whole: Row, problems: list[Problem]) -> Iterator[tuple[str, str, Row]]:
    """(article title, context, question) in file order."""
    try:
        for article in objects(whole, "data"):
            for paragraph in objects(article, "paragraphs"):
                for question in objects(paragraph, "qas"):
                    yield str(article.get("title", "")), text(paragraph, "context"), question
    except RowError as error:
        problems.append(Problem(error.code, 0, error.detail, dropped=True))


def _case(row: Row, context: str, source: str) -> Case:
    answers = [a for a in objects(row, "answers") if isinstance(a.get("text"), str)]
    impossible = row.get("is_impossible") is True
    quote = gold_sentence(context, answers[0]) if answers else context
    question = text(row, "question")
    return Case(
        id=text(row, "id"),
        question=question,
        language=question_language(question, "fr"),
        answerable=not impossible,
        answers=() if impossible else tuple(dict.fromkeys(a["text"].strip() for a in answers)),
        sources=() if impossible else (GoldQuote(source, quote),),
    )


def gold_sentence(context: str, answer: dict[str, Any]) -> str:
    """The sentences of `context` that the answer stands in; all of it where it is not found."""
    wanted, start = answer["text"], answer.get("answer_start")
    if not isinstance(start, int) or not context.startswith(wanted, max(start, 0)):
        start = context.find(wanted)
    if start < 0 or not wanted.strip():
        return context
    end = start + len(wanted)
    spans = [s for s in split_sentences(context, "fr") if s[0] < end and s[1] > start]
    return context[spans[0][0] : spans[-1][1]] if spans else context
