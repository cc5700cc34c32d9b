"""Figures and years an answer may work out: how long from one year to another, how many are listed.

Only what the source itself gives the terms of; anything else is a figure it does not have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import combinations

from answering.verify.dates import DateMention, find_dates
from answering.verify.numbers import Quantity, find_quantities, same_kind
from answering.verify.text import fold_keep

YEAR = 365.25
MOST_LISTED = 10
HALF = 50.0
_HALVED = re.compile(r"\bhalv(?:e|ed|es|ing)\b|divise\w* par deux")
_ABOUT = re.compile(
    r"(?:environ|quelque|pres d[e']|presque|about|around|some|nearly|almost|roughly) ?$"
)
_OVER = re.compile(r"(?:plus d[e']|over|more than|depuis) ?$")
_UNDER = re.compile(
    r"(?:moins d[e']|pres d[e']|presque|under|less than|fewer than|nearly|almost) ?$"
)
_LATER = re.compile(r" ?(?:plus tard|apres|later|after|suivant)")
_EARLIER = re.compile(r" ?(?:plus tot|auparavant|avant|earlier|before|previously)")
_COMPARED = re.compile(r"\b(?:que|qu'en|than|than in|contre|against) (?:l'|the )[a-z ]{0,12}$")
_NEXT = re.compile(r"annee suivante|(?:following|next) year|year after|suivant\b|the following")
_LAST = re.compile(
    r"annee (?:precedente|d'avant)|previous year|year before|precedent\b|the previous"
)
_SAME = re.compile(r"meme annee|same year")


def worked_out(said: Quantity, sentence: str, sources: Sequence[str]) -> bool:
    """Whether the sources give the terms of which `said` is the difference or the count."""
    text = " ".join(sources)
    if any(rounded(said, sentence, source) for source in sources):
        return True
    if _MORE_BY.match(fold_keep(sentence[said.end :])) and _difference(said, text):
        return True
    if said.kind == "percent" and said.value == HALF:
        return _HALVED.search(fold_keep(text)) is not None
    if said.kind == "time" and said.unit >= YEAR:
        return _lasts(said, sentence, text)
    if said.kind == "" and said.value % 1 == 0 and 2 <= said.value <= MOST_LISTED:
        return int(said.value) in _listed(text) or int(said.value) - 1 in _others(text)
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


_MORE_BY = re.compile(r" (?:\w+ )?(?:more|fewer|less|de plus|de moins)\b")


def _difference(said: Quantity, text: str) -> bool:
    """`twelve more planes` where the text has 62 and 50."""
    amounts = [q.amount for q in find_quantities(text) if same_kind(said, q)]
    return any(abs(a - b) == said.amount for a, b in combinations(amounts, 2))


def _others(text: str) -> set[int]:
    """How many others: in `tué avec trois de ses collègues`, three and himself make four."""
    folded = fold_keep(text)
    return {
        int(q.value)
        for q in find_quantities(text)
        if re.search(r"(?:avec|ainsi que|along with|and|et) $", folded[: q.start])
        and re.match(r" (?:de ses|autres|of his|of her|of its|others?\b)", folded[q.end :])
    }


def _listed(text: str) -> set[int]:
    """How many things each list of the text has: `Iraq, Iran and North Korea` gives 3."""
    found = set[int]()
    for match in re.finditer(r"([^;:.()]{2,200}?),? (?:et|and|ainsi que) [^,;:.()]{2,40}", text):
        items = match[1].split(", ")
        short = next((k for k, item in enumerate(reversed(items)) if item.count(" ") > 2), None)
        first = len(items) if short is None else short + 1  # a long one is the first of the list
        found.add(first + 1)
    return found


_THIS_YEAR = re.compile(r"cette annee|(?:fin|debut|cours) de l'annee|this year|end of the year")
_YEAR_BEFORE = re.compile(r"l'an dernier|l'an passe|annee (?:derniere|passee)|last year")
_YEAR_AFTER = re.compile(r"l'an prochain|annee prochaine|next year")


def year_of_publication(said: DateMention, text: str, published: date | None) -> bool:
    """Whether `2012` is the `à la fin de l'année` or the `l'an dernier` of a text with a date."""
    if published is None or said.year is None or said.month is not None:
        return False
    told = {_THIS_YEAR: 0, _YEAR_BEFORE: -1, _YEAR_AFTER: 1}
    folded = fold_keep(text)
    return any(
        said.year == published.year + shift
        for pattern, shift in told.items()
        if pattern.search(folded)
    )


def rounded(said: Quantity, sentence: str, source: str) -> bool:
    """`more than two thirds` for 68.55 %, `nearly three million` for 2.9: rounder than the source, and near."""
    before = fold_keep(sentence[max(0, said.start - 14) : said.start])
    return any(
        same_kind(said, given)
        and _digits(said.value) < _digits(given.value)
        and _near(said.amount, given.amount, before)
        for given in find_quantities(source)
    )


def _near(said: float, given: float, before: str) -> bool:
    if _OVER.search(before):
        return said <= given <= said * 1.1
    if _UNDER.search(before):
        return said * 0.9 <= given <= said
    return bool(_ABOUT.search(before)) and abs(said - given) <= 0.05 * given


def _digits(value: float) -> int:
    """How many digits tell anything; a share in words (`two thirds`) counts as round."""
    if any(abs(value - share) < 1e-6 for share in (25, 50, 75, 100 / 3, 200 / 3)):
        return 1
    return len(f"{value:.6f}".replace(".", "").strip("0"))


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
    return any(not _COMPARED.search(folded[: found.start()]) for found in said.finditer(folded))


def told_by_distance(said: DateMention, text: str) -> bool:
    """Whether the year of `said` can be worked out, and its month, if it has one, stands in the text."""
    if said.year not in derived_years(text):
        return False
    months = {(d.month, d.day) for d in find_dates(text) if d.year is None}
    return said.month is None or (said.month, said.day) in months
