"""Plain text and Markdown, with optional front matter:

    ---
    title: …
    author: …
    publisher: …
    date: …
    lang: fr
    ---

Other keys of the front matter are passed over; none of it is part of the text.
"""

from __future__ import annotations

import re
from itertools import islice

from ingest.canonical import canonical, one_line, unwrap
from ingest.dates import iso_date
from ingest.language import known_language
from ingest.markdown import readable
from ingest.parsed import Parsed

_KEY = re.compile(r"[A-Za-z][\w -]{0,40}:")
_MOST_LINES = 60
_TITLE = re.compile(r"[^\s\n][^\n]{2,118}[^\s.!?…:;,]")
_MARKDOWN_TITLE = re.compile(r"^# +(.+?)(?: +#+)?$", re.MULTILINE)


def parse_text(text: str) -> Parsed:
    """Plain text; its title is the front matter's, or a heading among the first three lines."""
    fields, body = front_matter(text)
    plain = unwrap(canonical(body))
    return _parsed(fields, plain, heading(plain))


def parse_markdown(text: str) -> Parsed:
    """Markdown; its title is the front matter's, or the first `# heading`."""
    fields, body = front_matter(text)
    source = canonical(body)
    found = _MARKDOWN_TITLE.search(source[:5000])
    plain = unwrap(canonical(readable(source)))
    return _parsed(fields, plain, readable(found[1]) if found else heading(plain))


def heading(text: str) -> str:
    """The first of the first three lines that is short and has no final punctuation, or ""."""
    lines = [line for line in text[:5000].split("\n") if line.strip()][:3]
    titles = (line for line in lines if " " in line and _TITLE.fullmatch(line))
    return next(titles, "") if len(lines) > 1 else ""


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields of the front matter, keys in lower case, and the text after it."""
    text = text.lstrip("\ufeff")
    if not re.match(r"---[ \t]*\r?\n", text):
        return {}, text
    lines = list(islice(re.finditer(r"[^\r\n]*(?:\r\n?|\n|\Z)", text), _MOST_LINES))[1:]
    fields: dict[str, str] = {}
    for line in lines:
        content = line[0].strip()
        if content in ("---", "..."):
            return fields, text[line.end() :]
        if _KEY.match(content):
            key, value = content.split(":", 1)
            fields[key.strip().lower()] = one_line(value).strip("\"'")
        elif content and not line[0].startswith((" ", "\t", "-", "#")):
            break
    return {}, text


def _parsed(fields: dict[str, str], text: str, title: str) -> Parsed:
    def first(*keys: str) -> str:
        return next((fields[key] for key in keys if fields.get(key)), "")

    return Parsed(
        text=text,
        title=one_line(first("title", "titre") or title),
        author=first("author", "auteur", "authors"),
        publisher=first("publisher", "éditeur", "site"),
        published=iso_date(first("date", "published")),
        language=known_language(first("lang", "language", "langue")),
    )
