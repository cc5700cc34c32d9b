"""Dates as sources write them, to ISO 8601."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}.*)?$")
_MONTHS = (
    "janv(?:ier)?|jan(?:uary)?",
    "f[ée]v(?:r(?:ier)?)?|feb(?:ruary)?",
    "mars|mar(?:ch)?",
    "avr(?:il)?|apr(?:il)?",
    "mai|may",
    "juin|june?",
    "juil(?:let)?|july?",
    "ao[ûu]t|aug(?:ust)?",
    "sept?(?:embre|ember)?",
    "oct(?:obre|ober)?",
    "nov(?:embre|ember)?",
    "d[ée]c(?:embre)?|dec(?:ember)?",
)
_MONTH = "|".join(_MONTHS)
_WRITTEN = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)? (?P<month>{_MONTH})\.?,? "
    rf"|(?P<month_first>{_MONTH})\.? (?P<day_second>\d{{1,2}})(?:st|nd|rd|th)?,? )"
    r"(?P<year>(?:1[89]|20)\d\d)\b",
    re.IGNORECASE,
)


def iso_date(text: str) -> str:
    """The date of a metadata field, as YYYY-MM-DD; "" where it cannot be read.

    Knows ISO dates, written dates in French and English, 31/12/2024 (day first), and what
    dateparser makes of the rest.
    """
    text = text.strip()[:100]
    if found := _ISO.match(text):
        return _iso(int(found[1]), int(found[2]), int(found[3]))
    return written_date(text) or (_parsed(text) if text else "")


def written_date(text: str) -> str:
    """The first date written out in `text` (“22 mai 2012”, “May 22, 2012”), as YYYY-MM-DD."""
    return next((iso for found in _WRITTEN.finditer(text) if (iso := _from_words(found))), "")


def starting_date(line: str) -> str:
    """The date of a dateline such as “22 mai 2012. – …”, as YYYY-MM-DD."""
    found = _WRITTEN.match(line)
    alone = found and not line[found.end() : found.end() + 2].strip().isalnum()
    return _from_words(found) if found and alone else ""


def _from_words(found: re.Match[str]) -> str:
    name = found["month"] or found["month_first"]
    month = next(n for n, m in enumerate(_MONTHS, 1) if re.fullmatch(m, name, re.IGNORECASE))
    return _iso(int(found["year"]), month, int(found["day"] or found["day_second"]))


def _iso(year: int, month: int, day: int) -> str:
    with suppress(ValueError):
        return date(year, month, day).isoformat()
    return ""


def _parsed(text: str) -> str:
    import dateparser  # noqa: PLC0415 (0.4 s)

    settings = {"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["day", "month", "year"]}
    with suppress(ValueError, OverflowError):
        found = dateparser.parse(text, languages=["fr", "en"], settings=settings)
        return found.date().isoformat() if isinstance(found, datetime) else ""
    return ""
