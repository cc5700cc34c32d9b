"""Dates as they are written in French and English news, whole or in part, and when two agree.

A mention keeps only what it says: "le 17 janvier" has a day and a month, "mardi" a weekday.
What is left out may come from the day the document was published.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from answering.verify.text import fold_keep

_MONTH_WORDS = (
    "janvier january janv jan|fevrier february fevr feb|mars march|avril april avr apr|mai may|juin june"
    "|juillet july juil jul|aout august aug|septembre september sept sep|octobre october oct"
    "|novembre november nov|decembre december dec"
)
_ENGLISH_MONTHS = frozenset(w for words in _MONTH_WORDS.split("|") for w in words.split()[1:2])
_DAY_WORDS = (
    "lundi monday|mardi tuesday|mercredi wednesday|jeudi thursday|vendredi friday"
    "|samedi saturday|dimanche sunday"
)
MONTHS = {w: i + 1 for i, ws in enumerate(_MONTH_WORDS.split("|")) for w in ws.split()}
WEEKDAYS = {w: i for i, ws in enumerate(_DAY_WORDS.split("|")) for w in ws.split()}
RELATIVE = {
    "aujourd'hui": 0, "today": 0, "tonight": 0, "ce soir": 0, "ce matin": 0, "this morning": 0,
    "this evening": 0, "hier": -1, "yesterday": -1, "avant-hier": -2, "demain": 1, "tomorrow": 1,
    "apres-demain": 2,
}  # fmt: skip

_M = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_W = "(?:" + "|".join(WEEKDAYS) + ")s?"
_NTH = r"(?:er|re|st|nd|rd|th)?"
_Y = r"\d{4}(?!\d|[.,]\d)"
# Months that are nothing else where they stand alone; capitals are looked at too.
_BARE = "|".join(w for words in _MONTH_WORDS.split("|") for w in words.split()[:2])
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b",
        r"\b(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4}|\d{2})\b",
        rf"(?:(?P<weekday>{_W}),? (?:le |the )?)?\b(?P<day>\d{{1,2}}){_NTH}(?: of| de)? "
        rf"(?P<name>{_M})(?:,? (?:de |of )?(?P<year>{_Y}))?",
        rf"(?:(?P<weekday>{_W}),? (?:the )?)?\b(?P<name>{_M}) (?:the )?(?P<day>\d{{1,2}}){_NTH}\b"
        rf"(?!\d| ?%)(?:,? (?P<year>{_Y}))?",
        rf"\b(?P<name>{_M})(?: de| of|,)? (?P<year>{_Y})",
        r"\b(?:annees|des annees|les annees) (?P<decade>(?:\d\d)?\d0)(?=\W|$)"
        r"|\bthe (?P<decade3>(?:\d\d)?\d0)'?s\b"
        r"|\b(?P<decade2>\d{3}0)'?s\b",
        rf"\b(?P<weekday>{_W})\b",
        r"\b(?P<relative>" + "|".join(sorted(RELATIVE, key=len, reverse=True)) + r")\b",
        rf"\b(?:en|in|de|d'|debut|fin|mi-?|depuis|since|last|early|late|mid-?|of|until|mois de|ce|this)[ -]?"
        rf"(?P<name>{_M})",
        rf"\b(?:previous|following|next|prior) (?P<name>{_M})|\b(?P<name2>{_M}) (?:precedent|suivant|dernier|prochain)\b",
        rf"(?<![\w.,/-])(?P<year>{_Y})(?!\w| ?(?:%|€|\$))",
        rf"\b(?P<name>{_BARE})\b",
    )
)
# A bare four-digit number is a year after one of these, or before a word that cannot be counted.
_YEAR_CUE = re.compile(
    r"(?:\b(?:en|in|depuis|since|annee|year|year of|annees|by|fin|debut|late|early|avant|apres|before|after|"
    r"from|until|jusqu'en|d'ici|entre|between|et|and|to|a|of|ete|summer|printemps|automne|hiver)|\() ?$"
)
_COUNTED = re.compile(r" ?[a-z]{3,}(?:s|x|men|people)\b")
_UNITED = re.compile(r" ?(?:ans|km|m|kg|tonnes?|euros?|dollars?|personnes?|people)\b")


@dataclass(frozen=True, slots=True)
class DateMention:
    """What one mention says; None where it is silent. `[start, end)` in its text."""

    text: str
    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    relative: int | None = None
    decade: int | None = None

    @property
    def code(self) -> str:
        return " ".join(self.text.split()).strip(".,;: ")


@lru_cache(maxsize=2_000)
def find_dates(text: str) -> tuple[DateMention, ...]:
    """All date mentions of `text` in order, none inside another."""
    folded, found = fold_keep(text), []
    taken = [False] * len(text)
    for pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            mention = _mention(match, text)
            if mention is not None and not any(taken[mention.start : mention.end]):
                found += [mention, *_ranged(mention, folded, text)]
                taken[mention.start : mention.end] = [True] * (mention.end - mention.start)
    return tuple(sorted(found, key=lambda mention: mention.start))


_FROM = re.compile(r"\b(\d{1,2})(?:er|st|nd|rd|th)? ?(?:au|et|et le|ou|a|-|to|and|or) ?$")


def _ranged(mention: DateMention, folded: str, text: str) -> list[DateMention]:
    """The first day of `du 15 au 16 juin`, which takes month and year from the second."""
    before = _FROM.search(folded, max(0, mention.start - 12), mention.start)
    if before is None or mention.month is None or int(before[1]) >= (mention.day or 0):
        return []
    start, end = before.span(1)
    first = replace(mention, text=text[start:end], start=start, end=end, day=int(before[1]))
    sane = _sane(replace(first, weekday=None))
    return [sane] if sane else []


def _mention(match: re.Match[str], text: str) -> DateMention | None:
    part = {key.rstrip("23"): value for key, value in match.groupdict().items() if value}
    start, end = match.span()
    if set(part) == {"year"} and not _is_year(match.string, start, end):
        return None
    if set(part) == {"name"}:
        start = max(match.start(group) for group in match.groupdict() if group[:4] == "name")
        if not _is_month(part["name"], text, start):
            return None
    mention = DateMention(
        text[start:end],
        start,
        end,
        year=_year(part.get("year")),
        month=MONTHS[part["name"].strip(".")] if "name" in part else _int(part.get("month")),
        day=_int(part.get("day")),
        weekday=_weekday(part.get("weekday")),
        relative=RELATIVE.get(part.get("relative", "")),
        decade=_decade(part.get("decade")),
    )
    return _sane(mention)


def _is_month(name: str, text: str, start: int) -> bool:
    """English months have a capital, French ones none; `Mars` and a first `May` may be something else."""
    capital = text[start].isupper()
    if name.strip(".") in _ENGLISH_MONTHS:
        return capital and (name not in ("may", "march", "april") or bool(text[:start].strip()))
    return not capital or name != "mars"


def _sane(mention: DateMention) -> DateMention | None:
    """Month before day where the figures allow nothing else; None where no calendar has it."""
    if mention.month and mention.month > 12 and mention.day and mention.day <= 12:
        mention = replace(mention, month=mention.day, day=mention.month)
    if (mention.month or 1) > 12 or not 1 <= (mention.day or 1) <= 31 or mention.month == 0:
        return None
    return mention


def _is_year(folded: str, start: int, end: int) -> bool:
    if not 1000 <= int(folded[start:end]) <= 2199:
        return False
    if _UNITED.match(folded, end):
        return False
    if _YEAR_CUE.search(folded[max(0, start - 14) : start]):
        return True
    return not _COUNTED.match(folded, end)


def _int(value: str | None) -> int | None:
    return int(value) if value else None


def _year(value: str | None) -> int | None:
    if not value:
        return None
    return int(value) if len(value) == 4 else 2000 + int(value)


def _decade(value: str | None) -> int | None:
    if not value:
        return None
    return int(value) if len(value) == 4 else 1900 + int(value)


def _weekday(value: str | None) -> int | None:
    return None if not value else WEEKDAYS.get(value, WEEKDAYS.get(value[:-1]))


def published_day(published: str) -> date | None:
    """The day in an ISO 8601 string, None if it gives none."""
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def resolve(mention: DateMention, published: date | None) -> list[DateMention]:
    """`mention` with what the publication day adds: one reading, or two for a bare weekday."""
    if published is None:
        return [mention]
    if mention.relative is not None:
        return [_on(mention, published + timedelta(days=mention.relative))]
    if mention.weekday is not None and mention.day is None:
        ahead = (mention.weekday - published.weekday()) % 7
        return [_on(mention, published + timedelta(days=d)) for d in {ahead, ahead - 7}]
    if mention.month and not mention.year:
        return [replace(mention, year=_nearest_year(mention, published))]
    return [mention]


def _on(mention: DateMention, day: date) -> DateMention:
    return replace(
        mention, year=day.year, month=day.month, day=day.day, weekday=day.weekday(), relative=None
    )


def _nearest_year(mention: DateMention, published: date) -> int:
    """The year that puts a day and month closest to the day of publication."""
    months = mention.month or 1

    def distance(year: int) -> int:
        return abs((year - published.year) * 12 + months - published.month)

    return min((published.year - 1, published.year, published.year + 1), key=distance)


def same_date(said: DateMention, given: DateMention) -> bool:
    """Whether `given` bears out all that `said` says."""
    if said.relative is not None:
        return said.relative == given.relative
    if said.decade is not None:
        return said.decade == given.decade or (given.year or 0) // 10 * 10 == said.decade
    pairs = (
        (said.year, given.year),
        (said.month, given.month),
        (said.day, given.day),
        (said.weekday, _weekday_of(given)),
    )
    return all(mine is None or mine == theirs for mine, theirs in pairs)


def _weekday_of(mention: DateMention) -> int | None:
    if mention.weekday is not None or None in (mention.year, mention.month, mention.day):
        return mention.weekday
    try:
        return date(mention.year or 1, mention.month or 1, mention.day or 1).weekday()
    except ValueError:
        return None


def borne_out(said: DateMention, given: Sequence[DateMention], published: date | None) -> bool:
    """Whether some mention in the source gives the date `said`, read with its publication day.

    A year may stand in another mention of the source than the day and month.
    """
    readings = [reading for mention in given for reading in resolve(mention, published)]
    readings = [*given, *readings]
    wanted = resolve(said, published) if said.relative is not None else [said]
    if any(same_date(want, have) for want in wanted for have in readings):
        return True
    if said.year is None or (said.month is None and said.day is None):
        return False
    years = {mention.year for mention in given}
    rest = replace(said, year=None, weekday=None)
    return said.year in years and any(same_date(rest, m) and m.year is None for m in given)
