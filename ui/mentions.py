"""Who and what a dossier mentions, and when it says things happened. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from core.types import Document, Sentence
from ui.dates import EN, FR
from ui.suggest import names_in

Kind = Literal["person", "place", "organisation", "other"]
_PLACED = re.compile(r"\b(?:à|en|au|aux|dans|in|at|near|into)\s+$", re.I)
_TITLED = re.compile(
    r"\b(?:M\.|Mme|Mr|Mrs|Ms|Dr|président|présidente|ministre|secrétaire général|général|porte-parole"
    r"|president|minister|general|spokesman|leader|chief)\s+$",
    re.I,
)
_ACRONYM = re.compile(r"[A-ZÀ-Þ]{2,6}")
_BODY = re.compile(
    r"(?:Parlement|Ministère|Conseil|Union|Nations|Agence|Gardiens|Commission|Assemblée|Sénat|Banque"
    r"|Maison|Alliance|Parliament|Ministry|Council|Agency|Bank|House|Commission|Senate|University)"
)
_LAND = re.compile(
    r"\b(?:Corée|Korea|Royaume|Kingdom|États|States|Mer|Sea|Golfe|Gulf|République|Republic|Île|Island)\b"
)
_DAY = re.compile(
    r"\b(?:(?P<day>\d{1,2})(?:er|st|nd|rd|th)?\s+)?(?P<month>" + "|".join(FR + EN) + r")"
    r"(?:\s+(?P<us>\d{1,2}),)?(?:\s+(?P<year>(?:19|20)\d\d))?\b",
    re.I,
)
_YEAR = re.compile(r"\b(?:en|in|since|depuis|dès|by)\s+(?P<year>(?:19|20)\d\d)\b", re.I)


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence and the document it stands in; `when` is an ISO date, month or year."""

    document: Document
    sentence: Sentence
    when: str = ""


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A name with the statements that hold it, in the order of the documents."""

    name: str
    kind: Kind
    statements: tuple[Statement, ...]


def dated(statements: Iterable[Statement]) -> list[Statement]:
    """One statement for each date a sentence gives, earliest first."""
    found = [
        Statement(s.document, s.sentence, when)
        for s in statements
        for when in dates_in(s.sentence.text, s.document.published)
    ]
    return sorted(found, key=lambda s: (s.when, s.document.title, s.sentence.start))


def dates_in(text: str, published: str) -> list[str]:
    """ISO dates in a sentence; one without a year lies nearest to the day of publication."""
    found = [iso for match in _DAY.finditer(text) if (iso := iso_of(match, published))]
    taken = {iso[:4] for iso in found}
    found += [m["year"] for m in _YEAR.finditer(text) if m["year"] not in taken]
    return list(dict.fromkeys(found))


def iso_of(match: re.Match[str], published: str) -> str:
    """The match as an ISO date or month; empty for no real date, or one that cannot be placed."""
    name = match["month"].lower()
    month = (FR if name in FR else [m.lower() for m in EN]).index(name) + 1
    day = int(match["day"] or match["us"] or 0)
    year = match["year"]
    if not year:
        return nearest(day, month, published) if day else ""
    if not day:
        return f"{year}-{month:02}"
    return real(int(year), month, day)


def nearest(day: int, month: int, published: str) -> str:
    """The day of the year that brings it closest to `published`."""
    try:
        then = date.fromisoformat(published[:10])
    except ValueError:
        return ""
    years = (then.year - 1, then.year, then.year + 1)
    days = [iso for year in years if (iso := real(year, month, day))]
    return min(days, key=lambda iso: abs(date.fromisoformat(iso) - then), default="")


def real(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def mentioned(statements: Sequence[Statement], least: int = 2) -> list[Mentioned]:
    """Names that at least `least` sentences hold, most mentioned first."""
    where: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        for name in set(names_in(statement.sentence.text)):
            where[name].append(statement)
    merged = merge_surnames(where)
    found = [
        Mentioned(name, kind_of(name, held), tuple(held))
        for name, held in merged.items()
        if len(held) >= least
    ]
    return sorted(found, key=lambda m: (-len(m.statements), m.name))


def merge_surnames(where: dict[str, list[Statement]]) -> dict[str, list[Statement]]:
    """“Poutine” goes to “Vladimir Poutine” where only one full name ends so."""
    endings: dict[str, set[str]] = defaultdict(set)
    for name in where:
        if " " in name:
            endings[name.split()[-1]].add(name)
    merged = {name: list(held) for name, held in where.items()}
    for name in where:
        owners = endings.get(name, set())
        if len(owners) == 1:
            full = next(iter(owners))
            merged[full] = list(dict.fromkeys(merged[full] + merged.pop(name)))
    return merged


def kind_of(name: str, statements: Sequence[Statement]) -> Kind:
    """A guess from the shape of the name and the words before it."""
    if _ACRONYM.fullmatch(name) or _BODY.match(name):
        return "organisation"
    if _LAND.search(name):
        return "place"
    votes = Counter(vote for s in statements for vote in votes_for(name, s.sentence.text))
    if votes["place"] > votes["person"]:
        return "place"
    if votes["person"] or (" " in name and " du " not in name):
        return "person"
    return "other"


def votes_for(name: str, text: str) -> Iterable[Kind]:
    for match in re.finditer(re.escape(name), text):
        before = text[max(0, match.start() - 24) : match.start()]
        if _PLACED.search(before):
            yield "place"
        if _TITLED.search(before):
            yield "person"
