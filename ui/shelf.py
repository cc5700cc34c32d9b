"""The list of sources as HTML: one row a document, with its record, state and actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from core.types import Document, Language
from ui.dates import spoken_date
from ui.icons import icon
from ui.reading import is_web_address
from ui.texts import count, say

if TYPE_CHECKING:
    from ingest.pipeline import Outcome
    from retrieval.records import Entry


def shelf(entries: Sequence[Entry], language: Language) -> Markup:
    """The rows of all documents, newest first; undated ones last."""
    if not entries:
        return Markup('<p class="bare">{}</p>').format(say(language, "sources.bare"))
    ordered = sorted(entries, key=lambda d: (d.published, d.title), reverse=True)
    return Markup('<ul class="shelf">{}</ul>').format(
        Markup("").join(row(entry, language) for entry in ordered)
    )


def row(entry: Entry, language: Language) -> Markup:
    """A document: choose it for questions, open it, edit its record, remove it."""
    said = [
        spoken_date(entry.published, language) or say(language, "sources.undated"),
        entry.publisher,
    ]
    counts = [
        entry.language.upper() if entry.language in ("fr", "en") else "",
        count(language, "n.pages", entry.pages) if entry.pages else "",
        count(language, "n.passages", entry.passages),
    ]
    return Markup(
        '<li class="source" data-id="{id}" data-published="{published}" data-title="{title}">'
        '<input type="checkbox" class="only" aria-label="{only}{colon}{title}" title="{only}">'
        '<a class="open" href="#document={id}&amp;version={version}" data-document="{id}" '
        'data-version="{version}">{title}<span class="facts">{said}</span>'
        '<span class="facts">{counts}</span></a>'
        '<span class="tools">'
        '<button type="button" class="edit" aria-label="{edit}{colon}{title}" title="{edit}">{pen}</button>'
        '<button type="button" class="remove" aria-label="{remove}{colon}{title}" title="{remove}">'
        "{cross}</button></span></li>"
    ).format(
        id=entry.id,
        version=entry.version,
        title=entry.title,
        published=entry.published,
        said=" · ".join(filter(None, said)),
        counts=" · ".join(filter(None, counts)),
        only=say(language, "sources.only"),
        edit=say(language, "sources.edit"),
        remove=say(language, "sources.remove"),
        pen=icon("edit"),
        cross=icon("close"),
        colon="\u202f: " if language == "fr" else ": ",
    )


def outcome(result: Outcome, language: Language) -> Markup:
    """What became of one source, in a line."""
    title = result.title or result.source
    if result.error is not None:
        return Markup('<li class="failed">{}</li>').format(result.error.say(language))
    return Markup('<li class="{change}">{text}</li>').format(
        change=result.change,
        text=say(
            language,
            f"change.{result.change}",
            title=title,
            passages=count(language, "n.passages", result.passages),
        ),
    )


def record_form(document: Document, language: Language) -> Markup:
    """The fields of a document's record, to be edited."""
    fields = Markup("").join(
        Markup('<label>{label}<input name="{name}" value="{value}"></label>').format(
            label=say(language, f"field.{name}"), name=name, value=getattr(document, name)
        )
        for name in ("title", "author", "publisher", "published")
    )
    options = Markup("").join(
        Markup('<option value="{code}"{chosen}>{label}</option>').format(
            code=code,
            chosen=Markup(" selected") if code == document.language else "",
            label=say(language, f"language.{code}"),
        )
        for code in ("fr", "en", "und")
    )
    again = Markup("")
    if is_web_address(document.source):
        again = Markup('<button type="button" class="update" data-source="{}">{}</button>').format(
            document.source, say(language, "sources.update")
        )
    return Markup(
        '{fields}<label>{label}<select name="language">{options}</select></label>{again}'
    ).format(fields=fields, again=again, label=say(language, "field.language"), options=options)
