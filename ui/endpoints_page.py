"""Gradio's endpoints behind the page itself: what streams, and what brings or takes away files.

Gradio reads the annotations of these functions at run time, so they are not postponed here.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import gradio as gr
from gradio.events import api

from core.errors import DossierError
from ui.adding import Bundle, added, addresses, step_part
from ui.asking import Exchange, converse
from ui.measuring import measured
from ui.room import PageError, Room
from ui.sources import Sources
from ui.texts import as_language, say

Json = dict[str, Any]
Made = TypeVar("Made")
log = logging.getLogger(__name__)


def attach(room: Room) -> None:
    """Adds the endpoints to the Blocks being built."""

    def page_ask(asked: Json) -> Iterator[Json]:
        """One question of the page; see `ui.asking`."""
        yield from asked_by_page(room, asked)

    def page_add(files: list[str] | None, asked: Json) -> Iterator[Json]:
        """Sources the page brings; see `ui.adding`."""
        yield from added_by_page(room, files or [], asked)

    def page_measure(asked: Json) -> Iterator[Json]:
        """An evaluation run from the page; see `ui.measuring`."""
        yield from measured_for_page(room, asked)

    def page_export(asked: Json) -> Iterator[tuple[Json, str | None]]:
        """A dossier as one file."""
        part, file = kindly(asked, lambda: str(Sources(room).export_dossier(asked)))
        yield part, file

    def page_restore(file: str | None, asked: Json) -> Iterator[Json]:
        """A new dossier from such a file."""
        part, given = kindly(asked, lambda: Sources(room).restore_dossier(Path(file or ""), asked))
        yield part | (given or {})

    api(page_measure, api_name="page_measure", concurrency_limit=1, api_visibility="undocumented")
    api(page_ask, api_name="page_ask", concurrency_limit=None, api_visibility="undocumented")
    asked, out = gr.JSON(visible=False), gr.JSON(visible=False)
    files = gr.File(file_count="multiple", visible=False)
    file, taken = gr.File(visible=False), gr.File(visible=False)
    hidden(page_add, [files, asked], [out], "page_add")
    hidden(page_export, [asked], [out, taken], "page_export")
    hidden(page_restore, [file, asked], [out], "page_restore")


def hidden(function: Callable[..., Any], inputs: list[Any], outputs: list[Any], name: str) -> None:
    """An endpoint with files in or out: Gradio checks them only through components."""
    gr.Button(visible=False).click(
        function,
        inputs,
        outputs,
        api_name=name,
        api_visibility="undocumented",
        concurrency_limit=2,
    )


def kindly(asked: Json, work: Callable[[], Made]) -> tuple[Json, Made | None]:
    """What `work` gives, or what went wrong in words."""
    language = as_language(asked["language"])
    try:
        return {"part": "done"}, work()
    except DossierError as error:
        return {"part": "error", "text": error.say(language)}, None
    except Exception:
        log.exception("the page asked in vain")
        return {"part": "error", "text": say(language, "bug")}, None


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
