"""Citations, passages and answer sentences as HTML.

Pure; everything that comes from outside is escaped by `Markup.format`.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from core.types import Language
from ui.dates import spoken_date
from ui.record import CitationRecord, SentenceRecord
from ui.texts import count, french, say

VERDICT_CLASS = {"supported": "supported", "unsupported": "withheld", "contradicted": "withheld"}
NOTHING = Markup("")


def span_link(citation: CitationRecord) -> Markup:
    """The attributes that lead to a citation's span: the page opens it from these alone."""
    return Markup(
        'href="#document={id}&amp;version={version}&amp;span={start}-{end}" data-document="{id}" '
        'data-version="{version}" data-start="{start}" data-end="{end}"'
    ).format(
        id=citation["document_id"],
        version=citation["version"],
        start=citation["start"],
        end=citation["end"],
    )


def byline(citation: CitationRecord, language: Language) -> str:
    """Title, publisher and date of a citation's document, as one line."""
    date = spoken_date(citation["published"], language)
    return " · ".join(part for part in (citation["title"], citation["publisher"], date) if part)


def cite(citation: CitationRecord, language: Language) -> Markup:
    """The `[n]` of an answer; its quote and source show on hover and focus."""
    return Markup(
        '<a class="cite" {link} data-n="{n}" data-quote="{quote}" data-from="{origin}" '
        'aria-label="{label}">[{n}]</a>'
    ).format(
        link=span_link(citation),
        n=citation["n"],
        quote=citation["quote"],
        origin=byline(citation, language),
        label=say(language, "answer.cite", n=citation["n"], title=citation["title"]),
    )


def sentence(
    said: SentenceRecord, citations: Sequence[CitationRecord], language: Language
) -> Markup:
    """One sentence of an answer with its verdict and its `[n]` links."""
    verdict = VERDICT_CLASS.get(said["verdict"], "withheld")
    links = Markup(" ").join(
        cite(citations[n - 1], language) for n in said["citations"] if 0 < n <= len(citations)
    )
    text = french(said["text"]) if language == "fr" else said["text"]
    return Markup(
        '<span class="said verdict-{verdict}" data-verdict="{verdict}" title="{label}">'
        '{text}</span>\u202f<span class="cites">{links}</span> '
    ).format(verdict=verdict, label=say(language, f"verdict.{verdict}"), text=text, links=links)


def card(citation: CitationRecord, language: Language) -> Markup:
    """A passage as a card of the evidence strip."""
    return Markup(
        '<li><a class="passage" {link}><q lang="{lang}">{quote}</q><span class="from">{origin}'
        "</span></a></li>"
    ).format(
        link=span_link(citation),
        lang=citation["language"],
        quote=citation["quote"],
        origin=byline(citation, language),
    )


def evidence(found: Sequence[CitationRecord], language: Language) -> Markup:
    """The strip of passages that shows before any answer."""
    if not found:
        return NOTHING
    return Markup(
        '<h4>{title}</h4><ul class="strip" tabindex="0" aria-label="{title}">{cards}</ul>'
    ).format(
        title=count(language, "found.title", len(found)),
        cards=Markup("").join(card(c, language) for c in found),
    )


def quoted(citation: CitationRecord, language: Language) -> Markup:
    """A passage quoted in full, with its source."""
    return Markup(
        '<li><blockquote lang="{lang}"><a class="passage" {link}>{quote}</a></blockquote>'
        '<span class="from">{origin}</span></li>'
    ).format(
        link=span_link(citation),
        lang=citation["language"],
        quote=citation["quote"],
        origin=byline(citation, language),
    )


def notice(text: str) -> Markup:
    """A friendly notice in place of an answer."""
    return Markup('<p class="notice" role="alert">{}</p>').format(escape(text))
