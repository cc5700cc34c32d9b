"""The timeline and the overview of names, as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from markupsafe import Markup

from core.types import Citation, Language
from ui.dates import spoken_date
from ui.mentions import Kind, Mentioned, Statement
from ui.record import citation_record
from ui.render import span_link
from ui.texts import say

MOST_NAMES = 40
MOST_STATEMENTS = 25
KINDS: tuple[Kind, ...] = ("person", "place", "organisation", "other")


def timeline(statements: Sequence[Statement], language: Language) -> Markup:
    """Dated statements under their dates, years apart; the last year is open."""
    if not statements:
        return nothing("see.timeline.none", language)
    years = [(year, list(group)) for year, group in groupby(statements, lambda s: s.when[:4])]
    return Markup('<div class="timeline">{}</div>').format(
        Markup("").join(
            Markup("<details{open}><summary>{year}</summary>{days}</details>").format(
                open=Markup(" open") if year == years[-1][0] or len(statements) < 40 else "",
                year=year,
                days=Markup("").join(days(held, language)),
            )
            for year, held in years
        )
    )


def days(statements: Iterable[Statement], language: Language) -> Iterable[Markup]:
    for when, held in groupby(statements, lambda s: s.when):
        yield Markup("<h3>{when}</h3><ul>{items}</ul>").format(
            when=spoken_date(when, language),
            items=Markup("").join(statement(s) for s in held),
        )


def people(names: Sequence[Mentioned], language: Language) -> Markup:
    """Names by kind with how often they come; each opens to its sentences."""
    if not names:
        return nothing("see.people.none", language)
    shown = names[:MOST_NAMES]
    sections = [
        Markup("<h3>{title}</h3>{names}").format(
            title=say(language, f"see.{kind}"),
            names=Markup("").join(name(m) for m in shown if m.kind == kind),
        )
        for kind in KINDS
        if any(m.kind == kind for m in shown)
    ]
    return Markup('<div class="people">{}</div>').format(Markup("").join(sections))


def name(mentioned: Mentioned) -> Markup:
    return Markup(
        '<details><summary data-times="{times}">{name}</summary><ul>{items}</ul></details>'
    ).format(
        times=len(mentioned.statements),
        name=mentioned.name,
        items=Markup("").join(statement(s) for s in mentioned.statements[:MOST_STATEMENTS]),
    )


def statement(found: Statement) -> Markup:
    """A sentence that leads to its place in its document."""
    sentence = found.sentence
    record = citation_record(0, Citation.of(found.document, sentence.start, sentence.end))
    return Markup(
        '<li><a class="passage" {link} lang="{lang}">{text}</a><span class="from">{title}</span></li>'
    ).format(
        link=span_link(record),
        lang=found.document.language,
        text=sentence.text,
        title=found.document.title,
    )


def nothing(key: str, language: Language) -> Markup:
    return Markup('<p class="bare">{}</p>').format(say(language, key))
