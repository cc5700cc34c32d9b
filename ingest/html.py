"""HTML pages: the article's text without what a reader of the page would not see.

Runs in the sandbox. Hidden elements go first, so that no loader below can bring them back;
trafilatura finds the article and its metadata, htmldate (through it) the date.
"""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html
from trafilatura import extract, extract_metadata

from core.errors import EmptySource, TooDemanding
from ingest.canonical import canonical, one_line
from ingest.dates import iso_date, starting_date, written_date
from ingest.decode import decode
from ingest.hidden import remove_hidden
from ingest.language import known_language
from ingest.parsed import Parsed

_META_CHARSET = re.compile(
    rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I
)
_BLOCKS = frozenset(
    "address article blockquote br caption dd div dl dt figcaption footer h1 h2 h3 h4 h5 h6 header "
    "hr li main ol p pre section table td th title tr ul".split()
)
_DECLARES_DATE = re.compile(
    r"datePublished|published_time|<time\b|(?:name|property|itemprop)=[\"']?(?:date|dc\.|pub)", re.I
)
_LEAD = 400
"""Characters at the beginning of an article in which its date may stand."""


def parse_html(data: bytes, charset: str = "", url: str = "") -> Parsed:
    """The article of a page. Raises EmptySource (no text), TooDemanding (nested too deep)."""
    page = decode_page(data, charset)
    root = _tree(page)
    about = extract_metadata(root, default_url=url or None, date_config=_date_config())
    heading = next((words for h in root.iter("h1") if (words := _words(h))), "")
    remove_hidden(root)
    text = _article(root)
    if not text:
        raise EmptySource(name=url)
    return Parsed(
        text=text,
        title=one_line(about.title or "") or heading,
        author=one_line(about.author or ""),
        publisher=one_line(about.sitename or ""),
        published=_published(page, about.date or "", text),
        language=known_language(root.get("lang") or ""),
    )


def decode_page(data: bytes, charset: str) -> str:
    """The page's text by the server's word, the page's own, or its bytes; a wrong word is ignored."""
    declared = _META_CHARSET.search(data[:4096])
    for name in (charset, declared[1].decode("ascii") if declared else ""):
        try:
            if name and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
                return data.decode(name)
        except (LookupError, ValueError):
            continue
    return decode(data)


def _tree(page: str) -> Any:
    data = page.replace("\0", "").encode("utf-8", "replace")
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(data, parser=parser)
    except etree.ParserError as error:
        raise EmptySource(name="") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise TooDemanding(name="", limit="")  # libxml2 stopped reading: the rest would be lost
    return root


def _article(root: Any) -> str:
    """The article's text; all text of the body where no article is found."""
    found = extract(deepcopy(root), output_format="txt", include_comments=False, favor_recall=True)
    return canonical(found or "") or canonical(_all_text(root))


def _all_text(root: Any) -> str:
    body = root.find("body")
    parts: list[str] = []
    for event, element in etree.iterwalk(root if body is None else body, events=("start", "end")):
        if element.tag in _BLOCKS:
            parts.append("\n")
        parts.append((element.text if event == "start" else element.tail) or "")
    return "".join(parts)


def _published(page: str, found: str, text: str) -> str:
    """The date a page declares; without one a dateline comes before what else htmldate found."""
    lines = text[:_LEAD].split("\n")
    dateline = next((day for line in lines if (day := starting_date(line))), "")
    declared = found if _DECLARES_DATE.search(page) else ""
    return iso_date(declared or dateline or found) or written_date(text[:_LEAD])


def _words(element: Any) -> str:
    return one_line(str(element.text_content()))


def _date_config() -> dict[str, Any]:
    today = datetime.now(UTC).date().isoformat()
    return {"extensive_search": False, "original_date": True, "max_date": today}
