from __future__ import annotations

import json

from tests.ui.test_render import Seen, citation, conversation
from ui import export


def test_markdown_has_the_question_the_quotes_and_a_bibliography() -> None:
    text = export.as_markdown(conversation("Vingt ans."), "fr")
    assert "## Vingt ans." in text
    assert "[1] « Vingt ans. » — Vingt ans. · Vingt ans. · 17 janvier 2025" in text
    assert "## Bibliographie\n\n1. Vingt ans.," in text
    assert text.count("\n2. ") == 1  # two documents cited


def test_markdown_shows_markup_as_text() -> None:
    text = export.as_markdown(conversation("<b> [x](y) *z* #"), "en")
    assert "<b>" not in text.replace("\\<b\\>", "")
    assert "\\[x\\](y)" in text


def test_json_is_the_conversation_with_its_documents() -> None:
    kept = conversation("Vingt ans.")
    loaded = json.loads(export.as_json(kept))
    assert loaded["turns"] == kept["turns"]
    assert [d["document_id"] for d in loaded["bibliography"]] == ["d1", "d2"]
    assert "quote" not in loaded["bibliography"][0]


def test_html_stands_alone() -> None:
    seen = Seen(export.as_html(conversation("Vingt ans."), "en"))
    assert not [v for k, v in seen.attributes if k in ("src", "href")]
    assert "Bibliography" in seen.text


def test_file_names_are_safe() -> None:
    file = export.file(conversation("../../a b/c?"), "html", "fr")
    assert file["name"] == "a-b-c.html"
    assert export.file(conversation("??"), "exe", "fr")["name"] == "conversation.md"


def test_an_undated_document_says_so() -> None:
    undated = citation() | {"published": "", "author": ""}
    assert "undated" in export.reference(undated, "en")
