"""Gradio's endpoints: four for programs (`ask`, `search`, `documents`, `add`), two for the page.

Gradio reads the annotations of these functions at run time, so they are not postponed here.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import gradio as gr
from gradio.events import api

from answering.events import Done, Found, Said
from answering.wire import answer_json, document_json, hits_json
from core.errors import DossierError
from ui.adding import Bundle, Progress, added, outcome_json, step_part, web_address
from ui.asking import Exchange, converse
from ui.measuring import measured
from ui.record import citation_records, evidence_records, sentence_record
from ui.room import PageError, Room
from ui.texts import as_language, say

log = logging.getLogger(__name__)
Json = dict[str, Any]
AT_ONCE = 8  # searches and listings


def attach(room: Room) -> None:
    """Adds the endpoints to the Blocks being built."""
    for_programs(room)
    for_page(room)


def for_programs(room: Room) -> None:
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


def for_page(room: Room) -> None:
    def page_ask(asked: Json) -> Iterator[Json]:
        """One question of the page; see `ui.asking`."""
        yield from asked_by_page(room, asked)

    def page_add(files: list[str] | None, asked: Json) -> Iterator[Json]:
        """Sources the page brings; see `ui.adding`."""
        yield from added_by_page(room, files or [], asked)

    def page_measure(asked: Json) -> Iterator[Json]:
        """An evaluation run from the page; see `ui.measuring`."""
        yield from measured_for_page(room, asked)

    api(page_measure, api_name="page_measure", concurrency_limit=1, api_visibility="undocumented")
    api(page_ask, api_name="page_ask", concurrency_limit=None, api_visibility="undocumented")
    files = gr.File(file_count="multiple", visible=False)
    asked, out = gr.JSON(visible=False), gr.JSON(visible=False)
    gr.Button(visible=False).click(
        page_add,
        [files, asked],
        out,
        api_name="page_add",
        api_visibility="undocumented",
        concurrency_limit=2,
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
            events = room.dossier(dossier).assistant.ask(
                question,
                language=as_language(language) if language else None,
                documents=documents or None,
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


def asked_by_page(room: Room, asked: Json) -> Iterator[Json]:
    language, reader = as_language(asked["language"]), str(asked["reader"])
    try:
        dossier = room.dossier(asked["dossier"])
        only = [str(id) for id in asked.get("documents") or ()] or None
        question = str(asked["question"])
        exchange = Exchange(question, dossier, room.scope(dossier, only), language, only)
        if asked.get("conversation"):
            conversation = room.kept.open(reader, str(asked["conversation"]))
        else:
            conversation = room.kept.start(dossier.name, question)
    except DossierError as error:
        yield {"part": "error", "text": error.say(language)}
        return
    yield from converse(exchange, conversation, reader, room.kept, room.turnstile)


def added_by_page(room: Room, files: Sequence[str], asked: Json) -> Iterator[Json]:
    language = as_language(asked["language"])
    bundle = Bundle(
        files, addresses(asked.get("urls")), asked.get("text") or "", asked.get("title") or ""
    )
    try:
        if not bundle:
            raise PageError("sources.nothing")
        for step in added(room.dossier(asked["dossier"]), bundle, room.uploads):
            yield step_part(step, language)
    except DossierError as error:
        yield {"part": "error", "text": error.say(language)}
    except Exception:
        log.exception("sources could not be added")
        yield {"part": "error", "text": say(language, "bug")}


def measured_for_page(room: Room, asked: Json) -> Iterator[Json]:
    language = as_language(asked["language"])
    try:
        name = room.dossier(asked["dossier"]).name
        folder = room.runs / f"{name}-{datetime.now():%Y%m%d-%H%M%S}"
        yield from measured(room.desk, room.tests.path(name), folder, asked, room.evaluate)
    except DossierError as error:
        yield {"part": "error", "text": error.say(language)}
    except Exception:
        log.exception("an evaluation failed")
        yield {"part": "error", "text": say(language, "bug")}


def addresses(lines: str | None) -> list[str]:
    """Web addresses, one a line."""
    return [web_address(line) for line in (lines or "").splitlines() if line.strip()]


@contextmanager
def spoken() -> Iterator[None]:
    """Lets what a DossierError says reach the program that called."""
    try:
        yield
    except DossierError as error:
        raise gr.Error(error.say("en"), print_exception=False) from error
