"""The JSON that programs read: answers, citations, hits, documents. Field names are a contract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from core.types import Answer, AnswerSentence, Citation, Document, Hit

Json = dict[str, Any]


def citation_json(number: int, citation: Citation) -> Json:
    document = citation.document
    return {
        "n": number,
        "document_id": document.id,
        "version": document.version,
        "title": document.title,
        "source": document.source,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }


def answer_json(answer: Answer, question_id: str = "") -> Json:
    """One row of ANSWERS.jsonl."""
    return {
        "id": question_id,
        "question": answer.question,
        "lang": answer.language,
        "status": answer.status.value,
        "answer": answer.text,
        "confidence": round(answer.confidence, 4),
        "sentences": [_sentence(s) for s in answer.sentences],
        "withheld": [_sentence(s) for s in answer.withheld],
        "disagreement": answer.disagreement,
        "citations": [citation_json(n, c) for n, c in enumerate(answer.citations, 1)],
        "closest": [citation_json(n, c) for n, c in enumerate(answer.closest, 1)],
        "made_by": asdict(answer.made_by),
        "timing_ms": {
            name: None if value is None else round(value, 1)
            for name, value in asdict(answer.timings).items()
        },
    }


def hits_json(hits: Sequence[Hit]) -> list[Json]:
    return [
        {
            "rank": rank,
            "document_id": hit.passage.document_id,
            "title": hit.title,
            "start": hit.passage.start,
            "end": hit.passage.end,
            "text": hit.passage.text,
            "score": round(hit.score, 6),
            "ranks": hit.ranks,
        }
        for rank, hit in enumerate(hits, 1)
    ]


def document_json(document: Document, *, text: bool = False) -> Json:
    row = asdict(document)
    if not text:
        row["characters"] = len(row.pop("text"))
    return row


def _sentence(sentence: AnswerSentence) -> Json:
    return {
        "text": sentence.text,
        "verdict": sentence.verdict.support.value,
        "reason": sentence.verdict.reason,
        "citations": list(sentence.citations),
    }
