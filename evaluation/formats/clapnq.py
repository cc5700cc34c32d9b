"""CLAPNQ rows: a question, one passage, and long answers with the sentences they rest on."""

from __future__ import annotations

from evaluation.cases import Case, GoldQuote, Problem
from evaluation.formats.fields import Corpus, Numbered, Read, Row, each, objects, text, texts


def fits(row: Row) -> bool:
    return {"input", "passages", "output"} <= set(row)


def read(rows: list[Numbered]) -> Read:
    corpus, problems = Corpus("clapnq"), list[Problem]()

    def case_of(row: Row) -> Case:
        names = [
            corpus.add(str(p.get("title", "")), text(p, "text"), "en")
            for p in objects(row, "passages")
        ]
        outputs = [o for o in objects(row, "output") if str(o.get("answer") or "").strip()]
        # Outputs are alternatives: the first one's sentences stand for the gold.
        quotes = texts(outputs[0], "selected_sentences") if outputs else ()
        return Case(
            id=text(row, "id"),
            question=text(row, "input"),
            language="en",
            answerable=bool(outputs),
            answers=tuple(dict.fromkeys(text(o, "answer") for o in outputs)),
            sources=tuple(GoldQuote(names[0], quote) for quote in quotes) if names else (),
            documents=tuple(names),
        )

    cases = each(rows, case_of, problems)
    return cases, corpus.texts, problems
