"""One question from the page: a place in the queue, evidence, checked sentences, the ending.

Each step is a part, a small dict with HTML in it, which the page puts in its place; parts only
ever add, so nothing a reader is reading moves.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from answering.events import Done, Event, Found, Said
from core.errors import DossierError
from core.types import Answer, Language
from ui import render, turns
from ui.conversations import Conversation, Conversations, history, now
from ui.desk import Dossier
from ui.record import (
    AnswerRecord,
    CitationRecord,
    answer_record,
    citation_records,
    evidence_records,
    sentence_record,
    stopped_record,
)
from ui.suggest import follow_ups
from ui.texts import say
from ui.turns import Scope
from ui.turnstile import Turnstile

Part = dict[str, Any]
log = logging.getLogger(__name__)
AROUND = 400  # characters before and after a span
PATIENCE = 2.0  # seconds between two looks at the queue


@dataclass
class Exchange:
    """One question and what it has brought so far; `answer` once that is whole."""

    question: str
    dossier: Dossier
    scope: Scope
    language: Language
    documents: Sequence[str] | None
    evidence: list[CitationRecord] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    answer: AnswerRecord | None = None

    @property
    def record(self) -> AnswerRecord | None:
        """The whole answer, or what was said until the reader stopped it, if anything."""
        if self.answer is None and self.said:
            return stopped_record(self.question, self.language, self.said)
        return self.answer


def converse(
    exchange: Exchange,
    conversation: Conversation,
    reader: str,
    kept: Conversations,
    turnstile: Turnstile,
) -> Iterator[Part]:
    """All parts of an answer. Closing the iterator stops it and keeps what was said."""
    ticket = turnstile.join()
    try:
        while place := turnstile.position(ticket):
            text = say(exchange.language, "ask.waiting", n=place)
            yield {"part": "queue", "place": place, "text": text}
            turnstile.wait(ticket, PATIENCE)
        yield {"part": "started", "conversation": conversation["id"]}
        events = exchange.dossier.assistant.ask(
            exchange.question, history=history(conversation), documents=exchange.documents
        )
        for event in events:
            yield part(event, exchange) | {"turn": len(conversation["turns"])}
    except DossierError as error:
        yield {"part": "error", "html": render.notice(error.say(exchange.language))}
    except Exception:
        log.exception("a question could not be answered")
        yield {"part": "error", "html": render.notice(say(exchange.language, "bug"))}
    finally:
        turnstile.leave(ticket)
        keep(exchange, conversation, reader, kept)


def part(event: Event, exchange: Exchange) -> Part:
    """An event as HTML; the exchange remembers it."""
    language = exchange.language
    match event:
        case Found(evidence):
            exchange.evidence = evidence_records(evidence)
            return {"part": "evidence", "html": render.evidence(exchange.evidence, language)}
        case Said(sentence, citations):
            exchange.said.append(event)
            html = render.sentence(sentence_record(sentence), citation_records(citations), language)
            return {"part": "sentence", "html": html}
        case Done(answer):
            exchange.answer = answer_record(answer)
            more = follow_ups(neighbourhoods(answer), answer.question + answer.text, language)
            html = turns.ending(exchange.answer, exchange.scope, language)
            return {
                "part": "ending",
                "status": exchange.answer["status"],
                "html": html + turns.follow_ups(more, language),
            }


def neighbourhoods(answer: Answer) -> list[str]:
    """The text around each cited or close span, where a follow-up may start."""
    spans = answer.citations or answer.closest
    return [whole_words(c.document.text, c.start - AROUND, c.end + AROUND) for c in spans]


def whole_words(text: str, start: int, end: int) -> str:
    """About `text[start:end]`, without the words the cut would break."""
    cut = text[max(0, start) : end]
    if start > 0:
        cut = cut.partition(" ")[2]
    return cut.rpartition(" ")[0] if end < len(text) else cut


def keep(exchange: Exchange, conversation: Conversation, reader: str, kept: Conversations) -> None:
    """Adds the exchange to the conversation on disk, if it brought anything."""
    record = exchange.record
    if record is None:
        return
    moment = now()
    conversation["turns"].append(
        {
            "asked_at": moment,
            "documents": exchange.scope.documents,
            "passages": exchange.scope.passages,
            "evidence": exchange.evidence,
            "answer": record,
        }
    )
    conversation["updated"] = moment
    kept.keep(reader, conversation)
