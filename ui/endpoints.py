"""Gradio's documented endpoints, for programs: `ask`, `search`, `documents`, `add`.

Gradio reads the annotations of these functions at run time, so they are not postponed here.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import gradio as gr
from gradio.events import api

from answering.events import Done, Found, Said
from answering.wire import answer_json, document_json, hits_json
from core.errors import DossierError
from ui.adding import Bundle, Progress, added, addresses, outcome_json
from ui.record import citation_records, evidence_records, sentence_record
from ui.room import Room
from ui.texts import as_language

log = logging.getLogger(__name__)
Json = dict[str, Any]
AT_ONCE = 8  # searches and listings


def attach(room: Room) -> None:
    """Adds the endpoints to the Blocks being built."""

    def ask(
        question: str,
        dossier: str = "default",
        language: str = "",
        documents: list[str] | None = None,
    ) -> Iterator[Json]:
        """Answer a question from a dossier, step by step.

        Yields {"event": "found", "evidence"}, {"event": "said", "sentence", "citations"} for
        each checked sentence, and at last {"event": "done", "answer"}. `language` ("fr" or
        "en") is the answer's, by default the question's; `documents` limits the search to ids,
        sources or titles.
        """
        yield from steps(room, question, dossier, language, documents or ())

    def search(question: str, dossier: str = "default", k: int = 10) -> list[Json]:
        """Passages of a dossier that bear on a question, best first, with their offsets."""
        with spoken():
            return hits_json(room.dossier(dossier).index.search(question, k))

    def documents(dossier: str = "default") -> list[Json]:
        """The documents of a dossier, without their texts."""
        with spoken():
            return [document_json(d) for d in room.dossier(dossier).index.documents()]

    def add(
        files: list[str] | None, urls: str, text: str, title: str, dossier: str
    ) -> Iterator[list[Json]]:
        """Add uploaded files, web addresses (one a line) or a text to a dossier.

        Yields the list of outcomes so far: added, updated, unchanged, duplicate or failed.
        """
        bundle = Bundle(files or [], addresses(urls), text or "", title or "")
        outcomes: list[Json] = []
        with spoken():
            for step in added(room.dossier(dossier or "default"), bundle, room.uploads):
                if not isinstance(step, Progress):
                    outcomes.append(outcome_json(step, "en"))
                    yield outcomes

    api(ask, api_name="ask", concurrency_limit=None)
    api(search, api_name="search", concurrency_limit=AT_ONCE)
    api(documents, api_name="documents", concurrency_limit=AT_ONCE)
    files = gr.File(label="files", file_count="multiple", visible=False)
    boxes = [gr.Textbox(label=label, visible=False) for label in ("urls", "text", "title")]
    name = gr.Textbox("default", label="dossier", visible=False)
    outcomes = gr.JSON(label="outcomes", visible=False)
    gr.Button(visible=False).click(
        add, [files, *boxes, name], outcomes, api_name="add", concurrency_limit=2
    )


def steps(
    room: Room, question: str, dossier: str, language: str, documents: Sequence[str]
) -> Iterator[Json]:
    """The events of an answer as JSON, after a place in the same queue as the page's readers."""
    ticket = room.turnstile.join()
    try:
        while place := room.turnstile.position(ticket):
            yield {"event": "waiting", "place": place}
            room.turnstile.wait(ticket, 2.0)
        with spoken():
            asked = room.dossier(dossier)
            events = asked.assistant.ask(
                question,
                language=as_language(language) if language else None,
                documents=asked.index.resolve(documents) if documents else None,
            )
            for event in events:
                yield event_json(event)
    finally:
        room.turnstile.leave(ticket)


def event_json(event: Found | Said | Done) -> Json:
    match event:
        case Found(evidence):
            return {"event": "found", "evidence": evidence_records(evidence)}
        case Said(sentence, citations):
            return {
                "event": "said",
                "sentence": sentence_record(sentence),
                "citations": citation_records(citations),
            }
        case Done(answer):
            return {"event": "done", "answer": answer_json(answer)}


@contextmanager
def spoken() -> Iterator[None]:
    """Lets what a DossierError says reach the program that called."""
    try:
        yield
    except DossierError as error:
        raise gr.Error(error.say("en"), print_exception=False) from error
