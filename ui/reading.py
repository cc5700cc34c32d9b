"""A document as HTML whose text content is the canonical text, to the character.

The page finds a cited span by counting characters in that text content, so nothing visible may
be added as text: page numbers and margin notes are attributes, drawn by the style sheet.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from core.types import Document, Language, Sentence
from ui.dates import spoken_date
from ui.texts import count, say

_BLOCK = re.compile(r"[^\n]+|\n+")
_UNSHOWABLE = re.compile(r"[\x00\r]")
_CLOSED = re.compile(r"[.!?…:;,»\")\]]\s*$")
HEADING_LENGTH = 120


def document_page(
    document: Document, sentences: Sequence[Sentence], passages: int, language: Language
) -> Markup:
    """The whole document pane: record card, then the text."""
    return Markup(
        '<article class="paper" data-document="{id}" data-version="{version}" data-title="{title}">'
        '<header class="card"><h2{hidden}>{title}</h2><p>{facts}</p></header>'
        '<div class="text" lang="{lang}">{text}</div></article>'
    ).format(
        id=document.id,
        version=document.version,
        title=document.title,
        facts=facts(document, passages, language),
        lang=document.language if document.language != "und" else "",
        # Where the text opens with its title, the text shows it.
        hidden=Markup(' class="hidden"') if opens_with_title(document) else "",
        text=body(document, sentences),
    )


def facts(document: Document, passages: int, language: Language) -> Markup:
    """Author, publisher, date, language, pages, passages and a link to the original."""
    known = [
        document.author,
        document.publisher,
        spoken_date(document.published, language) or say(language, "sources.undated"),
        say(language, f"language.{document.language}")
        if document.language in ("fr", "en")
        else say(language, "language.und"),
        count(language, "n.pages", len(document.pages)) if document.pages else "",
        count(language, "n.passages", passages),
        say(language, "read.version", n=document.version) if document.version > 1 else "",
    ]
    parts = [Markup("<span>{}</span>").format(fact) for fact in known if fact]
    if is_web_address(document.source):
        parts.append(
            Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(
                document.source, say(language, "read.original")
            )
        )
    return Markup(" ").join(parts)


def is_web_address(source: str) -> bool:
    return re.match(r"https?://[^\s]+$", source) is not None


def body(document: Document, sentences: Sequence[Sentence]) -> Markup:
    """The canonical text: a `p` a line, a `span.s` a sentence, line breaks kept but not shown."""
    shown = _UNSHOWABLE.sub("\ufffd", document.text)
    starts = [sentence.start for sentence in sentences]
    parts: list[Markup] = []
    for block in _BLOCK.finditer(shown):
        start, end = block.span()
        if block.group().startswith("\n"):
            parts.append(Markup("<span hidden>{}</span>").format(block.group()))
            continue
        first = max(bisect_right(starts, start) - 1, 0)
        within = Markup("").join(line_parts(shown, start, end, sentences[first:]))
        parts.append(
            Markup("<p{kind}{page}>{text}</p>").format(
                kind=line_class(block.group(), start == 0 and opens_with_title(document)),
                page=page_mark(document.pages, start, end),
                text=within,
            )
        )
    return Markup("").join(parts)


def line_parts(text: str, start: int, end: int, sentences: Sequence[Sentence]) -> Iterator[Markup]:
    """The line `text[start:end]` cut at sentence ends; a sentence over two lines is two spans."""
    at = start
    for sentence in sentences:
        if sentence.start >= end:
            break
        left, right = max(sentence.start, at), min(sentence.end, end)
        if right <= left:
            continue
        yield Markup('{gap}<span class="s" data-start="{a}" data-end="{b}">{text}</span>').format(
            gap=text[at:left], a=sentence.start, b=sentence.end, text=text[left:right]
        )
        at = right
    yield Markup("{}").format(text[at:end])


def opens_with_title(document: Document) -> bool:
    return document.text.partition("\n")[0].strip() == document.title.strip()


def line_class(line: str, is_title: bool) -> Markup:
    if is_title:
        return Markup(' class="title"')
    return Markup(' class="head"') if is_heading(line) else Markup("")


def is_heading(line: str) -> bool:
    """A short line that no punctuation closes reads as a heading."""
    return len(line) <= HEADING_LENGTH and not _CLOSED.search(line)


def page_mark(pages: Sequence[int], start: int, end: int) -> Markup:
    """The number of the page that begins in this line, as an attribute."""
    number = bisect_right(pages, end - 1)
    if number and pages[number - 1] >= start:
        return Markup(' data-page="{}"').format(number)
    return Markup("")
