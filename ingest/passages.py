"""Groups consecutive sentences into passages, the units that are embedded.

A passage never runs over a heading (a heading goes with what follows it) and prefers to end
where a paragraph or a page does; what is too long is cut into parts of about the same length,
so no passage is a lonely last sentence.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from core.types import Document, Passage, Sentence
from ingest.sentences import Span, split_sentences

LIMIT = 900
"""Characters a passage is meant to stay under; one sentence may be longer."""
CHUNKING = f"sentences-1:{LIMIT}"
"""Changes whenever passages of the same text would; part of the index fingerprint."""

_HEADING = re.compile(r"(?!\s*(?:[-*•·–—|>]|\d{1,3}[.)]\s))[^\n]{0,119}[^\s.!?…:;,»”|]")
_MOST_HEADINGS = 3
_PULL = 0.35
"""How far from an even cut the end of a paragraph may draw it, as a share of the length."""


def split_passages(document: Document, limit: int = LIMIT) -> list[Passage]:
    """Passages of `document` in order, each of whole sentences, about `limit` characters long."""
    spans = split_sentences(document.text, document.language)
    groups = (
        group
        for section in _sections(document.text, spans)
        for group in _groups(document, section, limit)
    )
    return [_passage(document, group) for group in groups]


def _passage(document: Document, spans: Sequence[Span]) -> Passage:
    text = document.text
    sentences = tuple(Sentence(document.id, a, b, text[a:b]) for a, b in spans)
    start, end = spans[0][0], spans[-1][1]
    return Passage(document.id, document.version, start, end, text[start:end], sentences)


def _sections(text: str, spans: Sequence[Span]) -> Iterator[Sequence[Span]]:
    """Runs of sentences, each beginning with its headings if it has any."""
    headings = [_is_heading(text, span) for span in spans]
    begin, run = 0, 0
    for at, heading in enumerate(headings):
        if heading:
            run += 1
            continue
        first = at - run
        if 0 < run <= _MOST_HEADINGS and first > begin:
            yield spans[begin:first]
            begin = first
        run = 0
    if begin < len(spans):
        yield spans[begin:]


def _is_heading(text: str, span: Span) -> bool:
    """Whether a sentence is a whole line of at most 120 characters without final punctuation."""
    start, end = span
    alone = (start == 0 or text[start - 1] == "\n") and text[end : end + 1] in ("", "\n")
    return alone and end - start <= 120 and _HEADING.fullmatch(text, start, end) is not None


def _groups(document: Document, section: Sequence[Span], limit: int) -> Iterator[Sequence[Span]]:
    """Cuts a section into runs of about equal length, none over `limit` if it can be helped."""
    begin = 0
    for at in range(1, len(section)):
        left = section[-1][1] - section[begin][0]
        if left <= limit:
            break
        wanted = left / math.ceil(left / limit)
        size, grown = (section[i][1] - section[begin][0] for i in (at - 1, at))
        slack = wanted * _PULL if _better_end(document, section[at - 1], section[at]) else 0
        enough = size > wanted / 2 and wanted - size - slack <= grown - wanted
        if (grown > limit or enough) and not _is_heading(document.text, section[at - 1]):
            yield section[begin:at]
            begin = at
    yield section[begin:]


def _better_end(document: Document, last: Span, following: Span) -> bool:
    """Whether a paragraph or a page ends between two sentences."""
    between = document.text[last[1] : following[0]]
    pages = document.pages
    return "\n" in between or bisect_right(pages, last[0]) < bisect_right(pages, following[0])
