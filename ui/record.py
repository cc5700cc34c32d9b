"""An Answer as plain data: what the page shows, keeps on disk, exports and gives to programs.

It is the JSON of `answering.wire` with each citation's date, publisher, author and language
beside it, so that a kept conversation can be shown without its documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict, cast

from answering.events import Said
from answering.wire import answer_json, citation_json
from core.types import (
    Answer,
    AnswerSentence,
    Citation,
    Evidence,
    Language,
    MadeBy,
    Status,
    Timings,
)


class CitationRecord(TypedDict):
    n: int
    document_id: str
    version: int
    title: str
    source: str
    author: str
    publisher: str
    published: str
    language: str
    start: int
    end: int
    quote: str


class SentenceRecord(TypedDict):
    text: str
    verdict: str
    reason: str
    citations: list[int]


class AnswerRecord(TypedDict):
    question: str
    lang: str
    status: str
    answer: str
    confidence: float
    sentences: list[SentenceRecord]
    withheld: list[SentenceRecord]
    disagreement: bool
    citations: list[CitationRecord]
    closest: list[CitationRecord]
    made_by: dict[str, str]
    timing_ms: dict[str, float | None]


def citation_record(n: int, citation: Citation) -> CitationRecord:
    document = citation.document
    row = citation_json(n, citation) | {
        "author": document.author,
        "publisher": document.publisher,
        "published": document.published,
        "language": document.language,
    }
    return cast(CitationRecord, row)


def citation_records(citations: Sequence[Citation]) -> list[CitationRecord]:
    return [citation_record(n, citation) for n, citation in enumerate(citations, 1)]


def evidence_records(evidence: Evidence) -> list[CitationRecord]:
    """The evidence sentences as citations numbered from 1, best first."""
    return citation_records(
        [
            Citation.of(scored.document, scored.sentence.start, scored.sentence.end)
            for scored in evidence.sentences
        ]
    )


def sentence_record(sentence: AnswerSentence) -> SentenceRecord:
    return {
        "text": sentence.text,
        "verdict": sentence.verdict.support.value,
        "reason": sentence.verdict.reason,
        "citations": list(sentence.citations),
    }


def answer_record(answer: Answer) -> AnswerRecord:
    row: dict[str, Any] = answer_json(answer)
    row["citations"] = citation_records(answer.citations)
    row["closest"] = citation_records(answer.closest)
    return cast(AnswerRecord, row)


STOPPED = "stopped"


def stopped_record(question: str, language: Language, said: Sequence[Said]) -> AnswerRecord:
    """What had been said when the reader stopped the answer; its status is `stopped`."""
    answer = Answer(
        question=question,
        language=language,
        status=Status.PARTIAL,
        sentences=tuple(event.sentence for event in said),
        citations=said[-1].citations if said else (),
        closest=(),
        confidence=0.0,
        made_by=MadeBy("", "", "", ""),
        timings=Timings(0.0, 0.0, None, 0.0),
    )
    return cast(AnswerRecord, {**answer_record(answer), "status": STOPPED})
