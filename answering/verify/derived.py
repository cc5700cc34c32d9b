"""Figures and years an answer may work out: how long from one year to another, how many are listed.

Only what the source itself gives the terms of; anything else is a figure it does not have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from answering.verify.dates import DateMention, find_dates
from answering.verify.numbers import Quantity, find_quantities
from answering.verify.text import fold_keep

YEAR = 365.25
MOST_LISTED = 10
_ABOUT = re.compile(r"(?:environ|quelque|pres de|presque|about|around|some|nearly|almost|roughly) $")
_OVER = re.compile(r"(?:plus d[e']|over|more than|depuis) ?$")
_LATER = re.compile(r" ?(?:plus tard|apres|later|after|suivant)")
_EARLIER = re.compile(r" ?(?:plus tot|auparavant|avant|earlier|before|previously)")
_COMPARED = re.compile(r"\b(?:que|qu'en|than|than in|contre|against) (?:l'|the )[a-z ]{0,12}$")
_NEXT = re.compile(r"annee suivante|(?:following|next) year|year after|suivant\b|the following")
_LAST = re.compile(r"annee (?:precedente|d'avant)|previous year|year before|precedent\b|the previous")
_SAME = re.compile(r"meme annee|same year")


def worked_out(said: Quantity, sentence: str, sources: Sequence[str]) -> bool:
    """Whether the sources give the terms of which `said` is the difference or the count."""
    text = " ".join(sources)
    if said.kind == "time" and said.unit >= YEAR:
        return _lasts(said, sentence, text)
    if said.kind == "" and said.value % 1 == 0 and 2 <= said.value <= MOST_LISTED:
        return int(said.value) in _listed(text)
    return False


def _lasts(said: Quantity, sentence: str, text: str) -> bool:
    """`five years` from `in 1811 … in 1816`, where the text tells no length of its own in years."""
    if any(q.kind == "time" and q.unit >= YEAR for q in find_quantities(text)):
        return False
    years = sorted({d.year for d in find_dates(text) if d.year})
    told = round(said.amount / YEAR)
    before = fold_keep(sentence[max(0, said.start - 14) : said.start])
    return any(_close(later - first, told, before) for first, later in combinations(years, 2))


def _close(years: int, told: int, before: str) -> bool:
    if _OVER.search(before):
        return told <= years <= told * 1.2
    if _ABOUT.search(before):
        return abs(years - told) <= max(1, told * 0.1)
    return years == told


def _listed(text: str) -> set[int]:
    """How many things each list of the text has: `Iraq, Iran and North Korea` gives 3."""
    found = set[int]()
    for match in re.finditer(r"([^;:.()]{2,200}?),? (?:et|and|ainsi que) [^,;:.()]{2,40}", text):
        items = match[1].split(", ")
        short = next((k for k, item in enumerate(reversed(items)) if item.count(" ") > 2), None)
        first = len(items) if short is None else short + 1  # a long one is the first of the list
        found.add(first + 1)
    return found


def derived_years(text: str) -> set[int]:
    """Years told by their distance: `three years later`, `l'année suivante`, `the previous July`."""
    folded = fold_keep(text)
    years = {d.year for d in find_dates(text) if d.year}
    shifts = set[int]()
    for q in find_quantities(text):
        if q.kind == "time" and q.unit == YEAR:
            shifts |= {int(q.value)} if _LATER.match(folded, q.end) else set()
            shifts |= {-int(q.value)} if _EARLIER.match(folded, q.end) else set()
    shifts |= {shift for shift, said in ((1, _NEXT), (-1, _LAST)) if _tells(said, folded)}
    shifts |= {0} if shifts or _SAME.search(folded) else set()
    return {year + shift for year in years for shift in shifts}


def _tells(said: re.Pattern[str], folded: str) -> bool:
    """Whether the text tells something of that year, and does not only compare with it."""
    return any(
        not _COMPARED.search(folded[: found.start()])
        for found in said.finditer(folded)
    )


def told_by_distance(said: DateMention, text: str) -> bool:
    """Whether the year of `said` can be worked out, and its month, if it has one, stands in the text."""
    if said.year not in derived_years(text):
        return False
    months = {(d.month, d.day) for d in find_dates(text) if d.year is None}
    return said.month is None or (said.month, said.day) in months
