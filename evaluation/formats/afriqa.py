"""AfriQA gold-passage rows, the question in its French translation, over all passages at once.

Rows whose annotators found no passage are left out: whether the corpus answers them is unknown.
"""

from __future__ import annotations

from evaluation.cases import Case, GoldQuote, Problem
from evaluation.formats.fields import Corpus, Numbered, Read, Row, RowError, each, text, texts
from evaluation.formats.squad import gold_sentence


def fits(row: Row) -> bool:
    return {"question_translated", "answer_pivot", "context"} <= set(row)


def read(rows: list[Numbered]) -> Read:
    corpus, problems = Corpus("afriqa"), list[Problem]()

    def case_of(row: Row) -> Case:
        context = text(row, "context")
        pivot = row["answer_pivot"] if isinstance(row["answer_pivot"], dict) else {}
        answers = texts(pivot, "text")
        if not answers:
            raise RowError("missing", "answer_pivot.text")
        source = corpus.add(str(row.get("title") or ""), context, "fr")
        starts = pivot.get("answer_start") or [None]
        quote = gold_sentence(context, {"text": answers[0], "answer_start": starts[0]})
        return Case(
            id=text(row, "id"),
            question=text(row, "question_translated"),
            language="fr",
            answerable=True,
            answers=answers,
            sources=(GoldQuote(source, quote),),
        )

    cases = each(rows, case_of, problems)
    return cases, corpus.texts, problems
