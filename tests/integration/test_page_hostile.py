"""Script and markup in titles, texts, names and questions: shown as text, never run."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.types import Document
from tests.integration.conftest import Open, Serve, ask
from tests.ui.fakes import make
from tests.ui.hostile import PAYLOADS

pytestmark = pytest.mark.integration


def hostile_documents() -> list[Document]:
    """One document a payload, which is in every field and beside a fact that can be asked for."""
    return [
        replace(
            make(payload, f"{payload}\nLe phare hostile compte soixante marches {payload}."),
            id=f"{number:012x}",
            author=payload,
            publisher=payload,
            published=payload,
            language=payload,
            source=payload,
        )
        for number, payload in enumerate(PAYLOADS)
    ]


def unharmed(page: Any) -> None:
    page.wait_for_timeout(300)
    assert page.evaluate("window.harmed") is None
    foreign = "script, iframe, object, embed, video, audio, img, form[action], base, marquee"
    assert page.locator(f".room :is({foreign})").count() == 0
    assert page.locator("#question").count() == 1
    assert page.locator("#question").is_visible()
    assert page.evaluate("location.pathname") == "/"


def test_there_are_enough_payloads() -> None:
    assert len(set(PAYLOADS)) >= 60


def test_hostile_documents_have_no_effect(serve_page: Serve, open_page: Open) -> None:
    page = open_page(serve_page(hostile_documents()))
    assert page.locator(".source").count() == len(PAYLOADS)
    unharmed(page)
    for row in page.locator(".source .open").all():
        wanted = row.get_attribute("data-document")
        row.click()
        page.wait_for_selector(f'#document .paper[data-document="{wanted}"]')
    unharmed(page)
    for view in ("timeline", "people"):
        page.click(f"#tab-{view}")
        page.wait_for_selector(f"#view-{view} > *")
    page.click("#tab-shelf")
    page.click(".source >> nth=0 >> .edit")
    page.wait_for_selector("dialog.record input")
    page.click("dialog.record .close")
    unharmed(page)


def test_hostile_sources_are_cited_to_the_character(serve_page: Serve, open_page: Open) -> None:
    page = open_page(serve_page(hostile_documents()))
    ask(page, "Combien de marches compte le phare hostile ?")
    for link in page.locator("a.cite").all():
        quote = link.get_attribute("data-quote")
        link.hover()
        link.click()
        page.wait_for_selector("mark.cited")
        shown = "[...document.querySelectorAll('mark.cited')].map(m => m.textContent).join('')"
        assert page.evaluate(shown) == quote
    unharmed(page)


def test_hostile_questions_and_names_have_no_effect(serve_page: Serve, open_page: Open) -> None:
    page = open_page(serve_page())
    for payload in PAYLOADS[::6]:
        ask(
            page,
            f"Combien de temps dure l'accord {payload}",
            ".turn:last-child:not(.busy) .ending > *",
        )
        assert (
            page.inner_text(".turn:last-child .asked").split()
            == f"Combien de temps dure l'accord {payload}".split()
        )
    page.click(".open-keep")
    page.click(".keep-rename")
    page.fill(".new-name", PAYLOADS[3])
    page.press(".new-name", "Enter")
    page.wait_for_selector(".kept-row .open-kept")
    page.click("dialog.keep .close")
    page.reload()
    page.wait_for_selector(".turn")
    unharmed(page)


@pytest.mark.parametrize(
    "payload", ["</script><img src=x onerror=window.harmed=1>", "a\"'><svg onload=window.harmed=1>"]
)
def test_hostile_addresses_have_no_effect(payload: str, serve_page: Serve, open_page: Open) -> None:
    from urllib.parse import quote

    address = serve_page()
    page = open_page(address)
    for key in ("document", "dossier", "conversation", "span"):
        page.goto("about:blank")
        page.goto(f"{address}#{key}={quote(payload)}")
        page.wait_for_selector(".room.ready")
    unharmed(page)
