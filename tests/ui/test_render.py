"""Whatever comes from a document, a model or a reader is text on the page, never markup."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.hostile import PAYLOADS
from ui import export, render, turns
from ui.conversations import Conversation
from ui.record import AnswerRecord, CitationRecord, SentenceRecord
from ui.turns import Scope

TAGS = {
    "a", "article", "aside", "blockquote", "body", "button", "details", "div", "em", "h1", "h2", "h3",
    "h4", "head", "header", "html", "li", "meta", "ol", "p", "path", "q", "s", "section", "span",
    "strong", "style", "summary", "svg", "title", "ul",
}  # fmt: skip


class Seen(HTMLParser):
    """Every tag, attribute and text of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(str(html))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def citation(n: int = 1, text: str = "Vingt ans.", document: str = "d1") -> CitationRecord:
    return {
        "n": n, "document_id": document, "version": 1, "title": text, "source": text, "author": text,
        "publisher": text, "published": "2025-01-17", "language": text, "start": 0, "end": 3,
        "quote": text,
    }  # fmt: skip


def said(text: str, verdict: str = "supported", reason: str = "") -> SentenceRecord:
    return {"text": text, "verdict": verdict, "reason": reason, "citations": [1]}


def record(text: str, status: str = "answered", disagreement: bool = False) -> AnswerRecord:
    return {
        "question": text, "lang": "fr", "status": status, "answer": f"{text} [1]",
        "confidence": 0.9, "sentences": [said(text)] if status == "answered" else [],
        "withheld": [said(text, "unsupported", f"name:{text}")], "disagreement": disagreement,
        "citations": [citation(1, text), citation(2, text, "d2")], "closest": [citation(1, text)],
        "made_by": {}, "timing_ms": {"total": 1234.0},
    }  # fmt: skip


def conversation(text: str) -> Conversation:
    turn = {"asked_at": "", "documents": 1, "passages": 1, "answer": record(text)}
    kept = {
        "id": "0" * 16,
        "title": text,
        "dossier": text,
        "created": "",
        "updated": "2025-01-17",
        "turns": [turn],
    }
    return cast(Conversation, kept)


def everything(text: str) -> str:
    """All that the page and the HTML export show of an answer made of `text` throughout."""
    scope = Scope(3, 9)
    parts = [
        render.evidence([citation(1, text)], "fr"),
        render.notice(text),
        turns.follow_ups([text], "en"),
        turns.turn(text, record(text, disagreement=True), scope, "fr"),
        turns.turn(text, record(text, "not_in_sources"), scope, "en"),
        turns.turn(text, record(text, "stopped"), scope, "en"),
        export.as_html(conversation(text), "fr"),
    ]
    return "".join(parts)


def harmless(html: str) -> bool:
    seen = Seen(html)
    on = [name for name, _ in seen.attributes if name.startswith("on")]
    links = [v or "" for name, v in seen.attributes if name in ("href", "src", "action")]
    return set(seen.tags) <= TAGS and not on and all(v.startswith("#document=") for v in links)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payloads_stay_text(payload: str) -> None:
    assert harmless(everything(payload))


@given(st.text(st.sampled_from("<>\"'&=/ a{}$[]()`\n"), max_size=30))
def test_no_text_becomes_markup(text: str) -> None:
    assert harmless(everything(text))
    assert len(Seen(everything(text)).tags) == len(Seen(everything("x")).tags)


def test_a_citation_leads_to_its_span_and_shows_its_quote() -> None:
    html = render.cite(citation(3, 'dit "oui"'), "en")
    seen = dict(Seen(html).attributes)
    assert seen["class"] == "cite"
    assert seen["href"] == "#document=d1&version=1&span=0-3"
    assert (seen["data-start"], seen["data-end"]) == ("0", "3")
    assert seen["data-quote"] == 'dit "oui"'
    assert Seen(html).text == "[3]"


@pytest.mark.parametrize(
    ("support", "verdict"),
    [("supported", "supported"), ("unsupported", "withheld"), ("contradicted", "withheld")],
)
def test_a_sentence_carries_its_verdict(support: str, verdict: str) -> None:
    seen = Seen(render.sentence(said("Oui.", support), [citation()], "fr"))
    assert ("data-verdict", verdict) in seen.attributes
    assert ("class", f"said verdict-{verdict}") in seen.attributes


def test_a_citation_number_without_a_citation_is_left_out() -> None:
    alone: SentenceRecord = {"text": "Oui.", "verdict": "supported", "reason": "", "citations": [7]}
    assert "a" not in Seen(render.sentence(alone, [citation()], "fr")).tags


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("figure:100", "the figure 100 is not in the source"),
        ("negation", "the source says the opposite"),
        ("name:", "the name  is not in the source"),
        ("something:new", "the sources do not bear it out (new)"),
        ("", ""),
    ],
)
def test_a_reason_is_put_into_words(code: str, words: str) -> None:
    assert turns.reason(code, "en") == words


def test_a_disagreement_shows_each_document_once_with_its_date() -> None:
    seen = Seen(turns.disagreement(record("Rutte", disagreement=True), "fr"))
    assert ("data-verdict", "disagree") in seen.attributes
    assert seen.text.count("17 janvier 2025") == 2


def test_silence_says_what_was_searched_and_what_is_closest() -> None:
    text = Seen(turns.ending(record("Le pont.", "not_in_sources"), Scope(1, 40), "en")).text
    assert "The dossier does not say." in text
    assert "1 document (40 passages)" in text
    assert "Le pont." in text


def test_a_stopped_answer_says_so() -> None:
    assert "Stopped" in turns.ending(record("Oui.", "stopped"), Scope(1, 1), "en")
